import type { Client } from '@temporalio/client';
import type { CompanyConfig, Config } from '../../config.ts';
import { connectionSettings, type Database } from '../../ledger/database.ts';
import { isOperatorLocked, tryOperatorLock } from '../../ledger/operator-lock.ts';
import { checkTables } from '../../syspro/check-tables.ts';
import { createSession } from '../../syspro/enet/session.ts';
import { documentsQueue, sysproQueue } from '../../temporal/task-queues.ts';
import { credentialsOf, enetOf, odataOf } from '../../worker/syspro-company.ts';
import { check, CheckFailed, type Check } from './check.ts';

/**
 * SYSPRO as one company: the e.net service, the operator's logon, each OData table. The logon is tested where it evicts
 * nobody: through the worker that has the operator's session, or, when no process of ours has it, by logging on and off.
 */
export async function pingSyspro(
  config: Config,
  company: CompanyConfig,
  db: Database,
  temporal: () => Promise<Client>,
): Promise<Check[]> {
  const enet = enetOf(company);
  const label = (what: string): string => `${what} (company ${company.code})`;
  const service = await check(label('SYSPRO e.net service'), async () => `version ${await enet.getVersion()}`);
  const logon = service.ok
    ? await check(label(`SYSPRO logon ${company.syspro.enet.operator}`), () => testLogon(config, company, db, temporal))
    : {
        name: label(`SYSPRO logon ${company.syspro.enet.operator}`),
        ok: false,
        detail: 'not tested: the service does not answer',
        fix: 'Repair the line above first.',
        ms: 0,
      };
  const tables = await checkTables({ odata: odataOf(config, company), company });
  return [service, logon, ...tables.map((table) => ({ ...table, name: label(table.name) }))];
}

async function testLogon(
  config: Config,
  company: CompanyConfig,
  db: Database,
  temporal: () => Promise<Client>,
): Promise<string> {
  const { operator } = company.syspro.enet;
  const lock = await tryOperatorLock(connectionSettings(config), operator).catch((error: Error) => {
    throw new CheckFailed(
      `not tested: without PostgreSQL nobody knows whether a worker has the operator (${error.message || error.name})`,
      'Repair the PostgreSQL lines first.',
    );
  });
  if (!lock) return askWorker(company, db, await temporal());
  const enet = enetOf(company);
  const session = createSession({
    enet,
    credentials: credentialsOf(config, company),
    idleLogoffMs: 60_000,
    mayLogOn: () => lock.check(),
  });
  try {
    const { sysproVersion, companyName } = await session.use((token, signal) => enet.getLogonProfile(token, signal));
    return `logged on to ${companyName ?? company.syspro.enet.companyId} (SYSPRO ${sysproVersion ?? 'of unknown version'}) and off again`;
  } finally {
    await session.close();
    await lock.release();
  }
}

async function askWorker({ code, syspro }: CompanyConfig, db: Database, client: Client): Promise<string> {
  const { operator } = syspro.enet;
  try {
    const version = await client.workflow.execute('checkSession', {
      taskQueue: documentsQueue,
      workflowId: `check-session/${operator}`,
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [{ company: code, sysproQueue: sysproQueue(operator) }],
      workflowExecutionTimeout: '45s',
      staticSummary: `ping: the session of ${operator}`,
    });
    return `the running worker’s session works (SYSPRO ${version})`;
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
