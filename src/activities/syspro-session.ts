import { Context } from '@temporalio/activity';
import { companyOf, type CompanyConfig, type Config } from '../config.ts';
import { streamNames, type StreamName } from '../documents/stream.ts';
import type { PartnerDirectory } from '../partners/directory.ts';
import { checkPartyTables, mastersInSession } from '../syspro/masters/check-party-tables.ts';
import type { PartyRole } from '../syspro/masters/party-columns.ts';
import { checkTables, readsCustomForms, type TableCheck } from '../syspro/check-tables.ts';
import type { SysproCompany, SysproDependencies } from './dependencies.ts';
import { withFailures } from './failure.ts';
import { mappedPartners } from './partner-sync/partner-state.ts';

/** The steps that concern the operator's session itself. */
export function createSysproSession({ config, company, profiles }: SysproDependencies) {
  return {
    /** Begins a poll cycle with a fresh session, unless a call of the company is in flight in the present one. */
    async renewSession(input: { company: string }): Promise<void> {
      await withFailures(() => company(input.company).session.renew());
    },

    /** Tests the session as one company, and what its streams read within it. Reads only. */
    async checkSession(input: { company: string }): Promise<SessionCheck> {
      return withFailures(async () =>
        checkInSession(
          company(input.company),
          companyOf(config, input.company),
          comparedMasters(config, await profiles.current(), input.company),
          Context.current().cancellationSignal,
        ),
      );
    },
  };
}

/** What became of testing the session as one company. */
export interface SessionCheck {
  /** The company's name in SYSPRO, and SYSPRO's version, as far as the session tells. */
  readonly companyName?: string;
  readonly sysproVersion?: string;
  /** A line for each table and business object that is read within the session. */
  readonly lines: readonly TableCheck[];
}

/** Which masters of a company are compared with Sterling's. */
export interface ComparedMasters {
  readonly roles: readonly PartyRole[];
  /** Whether a sync may write to SYSPRO. */
  readonly written: boolean;
}

/** The masters of a company that profiles map to Sterling's trading partners: none where the configuration has no masterData. */
export function comparedMasters(
  config: Pick<Config, 'masterData' | 'companies'>,
  directory: Pick<PartnerDirectory, 'partners'>,
  company: string,
): ComparedMasters {
  const mapped = config.masterData ? mappedPartners(directory, config) : [];
  const of = mapped.filter(({ masterData }) => masterData.company === company);
  return {
    roles: [...new Set(of.map(({ masterData }) => masterData.role))],
    written: (config.masterData?.toSyspro.length ?? 0) > 0,
  };
}

/** @throws SysproError where the session itself does not work */
export async function checkInSession(
  { session, enet, access }: SysproCompany,
  company: CompanyConfig,
  { roles, written }: ComparedMasters,
  signal?: AbortSignal,
): Promise<SessionCheck> {
  const { companyName, sysproVersion } = await session.use(
    (token, either) => enet.getLogonProfile(token, either),
    signal,
  );
  const { within } = streamsBySession(company);
  return {
    ...(companyName !== undefined && { companyName }),
    ...(sysproVersion !== undefined && { sysproVersion }),
    lines: [
      ...(await checkTables({ ...access, company: within, ...(signal && { signal }) })),
      ...(mastersInSession(company) ? await checkPartyTables(company, access, roles, written, signal) : []),
    ],
  };
}

/**
 * The company with those of its streams that are read within the operator's session, by e.net (custom forms always are) or by an
 * OData service that takes the session's token, and with the others, which anybody may read beside a worker.
 */
export function streamsBySession(company: CompanyConfig): {
  readonly within: CompanyConfig;
  readonly beside: CompanyConfig;
} {
  const { streams, syspro } = company;
  const inSession = (name: StreamName): boolean =>
    syspro.odata.authentication === 'session' ||
    streams[name]?.poll === 'enet' ||
    streams[name]?.fetch === 'enet' ||
    readsCustomForms(company, name);
  const configured = streamNames.filter((name) => streams[name] !== undefined);
  const only = (wanted: (name: StreamName) => boolean): CompanyConfig => ({
    ...company,
    streams: Object.fromEntries(configured.filter(wanted).map((name) => [name, streams[name]])),
  });
  return { within: only(inSession), beside: only((name) => !inSession(name)) };
}
