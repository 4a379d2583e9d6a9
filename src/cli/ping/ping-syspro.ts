import type { Client } from '@temporalio/client';
import {
  checkInSession,
  streamsBySession,
  type ComparedMasters,
  type SessionCheck,
} from '../../activities/syspro-session.ts';
import type { CompanyConfig, Config } from '../../config.ts';
import { connectionSettings, type Database } from '../../ledger/database.ts';
import { isOperatorLocked, tryOperatorLock } from '../../ledger/operator-lock.ts';
import { checkTables } from '../../syspro/check-tables.ts';
import { checkPartyTables, mastersInSession } from '../../syspro/masters/check-party-tables.ts';
import { documentsQueue, sysproQueue } from '../../temporal/task-queues.ts';
import { openOperator, type OpenOperator } from '../../worker/open-operator.ts';
import type { Operator } from '../../worker/operators.ts';
import { check, CheckFailed, type Check } from './check.ts';

/**
 * SYSPRO as one operator, a company after the other: the e.net service, the logon, each table and business object of the streams. What
 * needs the session is tested where it evicts nobody: by the worker that has the operator, or, when no process of ours has it,
 * in a session of our own under the operator's lock.
 * @param mastersOf which masters of a company are compared with Sterling's
 */
export async function pingSyspro(
  config: Config,
  operator: Operator,
  db: Database,
  temporal: () => Promise<Client>,
  mastersOf: (company: string) => ComparedMasters,
): Promise<Check[]> {
  const lock = await tryOperatorLock(connectionSettings(config), operator.name).catch((error: Error) => error);
  const mayLogOn = async (): Promise<void> => {
    if (lock === undefined) throw new CheckFailed('another process has the operator', 'Run ping again.');
    if (lock instanceof Error)
      throw new CheckFailed(
        `not tested: without PostgreSQL nobody knows whether a worker has the operator (${lock.message || lock.name})`,
        'Repair the PostgreSQL lines first.',
      );
    await lock.check();
  };
  const syspro = openOperator(config, operator, { mayLogOn });
  try {
    const checks: Check[] = [];
    for (const company of operator.companies) {
      const ask = (): Promise<SessionCheck> =>
        lock === undefined
          ? temporal().then((client) => askWorker(company, db, client))
          : checkInSession(syspro.company(company.code), company, mastersOf(company.code));
      checks.push(...(await pingCompany(syspro, company, mastersOf(company.code), lock === undefined, ask)));
    }
    return checks;
  } finally {
    await syspro.close();
    if (lock && !(lock instanceof Error)) await lock.release();
  }
}

async function pingCompany(
  syspro: OpenOperator,
  company: CompanyConfig,
  { roles, written }: ComparedMasters,
  byWorker: boolean,
  ask: () => Promise<SessionCheck>,
): Promise<Check[]> {
  const label = (what: string): string => `${what} (company ${company.code})`;
  const { enet, access } = syspro.company(company.code);
  const logonLine = label(`SYSPRO logon ${company.syspro.enet.operator}`);
  const service = await check(label('SYSPRO e.net service'), async () => `version ${await enet.getVersion()}`);
  let inSession: SessionCheck | undefined;
  const logon = service.ok
    ? await check(logonLine, async () => {
        inSession = await ask();
        const version = inSession.sysproVersion ?? 'of unknown version';
        return byWorker
          ? `the running worker’s session works (SYSPRO ${version})`
          : `logged on to ${inSession.companyName ?? company.syspro.enet.companyId} (SYSPRO ${version}) and off again`;
      })
    : {
        name: logonLine,
        ok: false,
        detail: 'not tested: the service does not answer',
        fix: 'Repair the line above first.',
        ms: 0,
      };
  const { beside } = streamsBySession(company);
  const tables = [
    ...(inSession?.lines ?? unreadStreams(company)),
    ...(await checkTables({ ...access, company: beside })),
    ...(mastersInSession(company) ? [] : await checkPartyTables(company, access, roles, written)),
  ];
  return [service, logon, ...tables.map((table) => ({ ...table, name: label(table.name) }))];
}

/** Without a session, what is read within it cannot be tested; each logon more with a wrong password might lock the operator. */
function unreadStreams(company: CompanyConfig): Check[] {
  return Object.keys(streamsBySession(company).within.streams).map((stream) => ({
    name: `SYSPRO ${stream}`,
    ok: false,
    detail: 'not tested: it is read within the operator’s session',
    fix: 'Repair the logon first.',
    ms: 0,
  }));
}

async function askWorker({ code, syspro }: CompanyConfig, db: Database, client: Client): Promise<SessionCheck> {
  const { operator } = syspro.enet;
  try {
    return await client.workflow.execute<(input: { company: string; sysproQueue: string }) => Promise<SessionCheck>>(
      'checkSession',
      {
        taskQueue: documentsQueue,
        workflowId: `check-session/${operator}/${code}`,
        workflowIdConflictPolicy: 'USE_EXISTING',
        args: [{ company: code, sysproQueue: sysproQueue(operator) }],
        workflowExecutionTimeout: '4m',
        staticSummary: `ping: the session of ${operator} as company ${code}`,
      },
    );
  } catch (error) {
    const held = await isOperatorLocked(db, operator);
    const cause = (error as { cause?: { cause?: Error } }).cause?.cause ?? (error as Error);
    throw new CheckFailed(
      held
        ? `the worker that holds the operator answers: ${cause.message}`
        : `the operator was given up while it was being tested: ${cause.message}`,
      'See the worker’s log, or stop it and run ping again.',
    );
  }
}
