import type { SysproCompany } from '../activities/dependencies.ts';
import type { Config } from '../config.ts';
import { createOperatorSession, type OperatorSession, type SessionEvent } from '../syspro/enet/session.ts';
import type { Operator } from './operators.ts';
import { credentialsOf, enetOf, openSysproCompany } from './syspro-company.ts';

/** Everything of SYSPRO that an operator reads, within the operator's one session. */
export interface OpenOperator extends Pick<OperatorSession, 'drop' | 'close'> {
  /** @throws RangeError for a company of another operator */
  readonly company: (code: string) => SysproCompany;
}

export interface OpenOperatorOptions {
  /** Asked before each logon; throws when this process may not. */
  readonly mayLogOn: () => Promise<void>;
  readonly onEvent?: (event: SessionEvent) => void;
}

/** Makes the session of an operator, and what its companies read in it. Connects to nothing yet. */
export function openOperator(
  config: Config,
  { name, companies }: Operator,
  { mayLogOn, onEvent }: OpenOperatorOptions,
): OpenOperator {
  const [first] = companies;
  if (!first) throw new RangeError(`operator ${name} has no company`);
  const session = createOperatorSession({
    // The companies of an operator have one service; the configuration refuses anything else.
    enet: enetOf(first),
    companies: new Map(companies.map((company) => [company.code, credentialsOf(config, company)])),
    idleLogoffMs: Math.min(...companies.map(({ syspro }) => syspro.enet.idleLogoff)),
    mayLogOn,
    onEvent,
  });
  const opened = new Map(
    companies.map((company) => [company.code, openSysproCompany(config, company, session.company(company.code))]),
  );
  return {
    company(code) {
      const company = opened.get(code);
      if (!company) throw new RangeError(`operator ${name} is not configured for company ${code}`);
      return company;
    },
    drop: () => session.drop(),
    close: () => session.close(),
  };
}
