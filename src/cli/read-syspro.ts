import type { SysproCompany } from '../activities/dependencies.ts';
import type { CompanyConfig } from '../config.ts';
import { connectionSettings } from '../ledger/database.ts';
import { tryOperatorLock, type OperatorLock } from '../ledger/operator-lock.ts';
import { takePreview } from '../ledger/previews.ts';
import { sysproQueue } from '../temporal/task-queues.ts';
import { openOperator } from '../worker/open-operator.ts';
import { operatorsOf } from '../worker/operators.ts';
import type { CommandContext } from './context.ts';
import { CannotRun } from './exit-code.ts';
import { requireWorker, runToEnd, type WorkflowToRun } from './run-workflow.ts';

/** Something to be read of SYSPRO, by either process. */
export interface SysproReading<Reading> {
  /** Reads it in this process. */
  readonly here: (company: SysproCompany) => Promise<Reading>;
  /** The workflow that reads it and leaves it in the ledger under its own ID. It is told the queue of the operator, too. */
  readonly workflow: WorkflowToRun;
  /** What it is, for a person who has to try again. */
  readonly what: string;
}

/**
 * What SYSPRO has now. The operator's session is one: the worker that has it reads, or, where no process of ours has it, this one does
 * under the operator's lock.
 */
export async function readSyspro<Reading>(
  context: CommandContext,
  company: CompanyConfig,
  wanted: SysproReading<Reading>,
): Promise<Reading> {
  const lock = await tryOperatorLock(connectionSettings(context.config), company.syspro.enet.operator);
  if (!lock) return askWorker(context, company, wanted);
  try {
    return await readHere(context, company, wanted, lock);
  } finally {
    await lock.release();
  }
}

async function readHere<Reading>(
  { config }: CommandContext,
  company: CompanyConfig,
  { here }: SysproReading<Reading>,
  lock: OperatorLock,
): Promise<Reading> {
  const operator = operatorsOf(config).find(({ name }) => name === company.syspro.enet.operator);
  if (!operator) throw new RangeError(`company ${company.code} has no operator`);
  const syspro = openOperator(config, operator, { mayLogOn: () => lock.check() });
  try {
    return await here(syspro.company(company.code));
  } finally {
    await syspro.close();
  }
}

async function askWorker<Reading>(
  context: CommandContext,
  company: CompanyConfig,
  { workflow, what }: SysproReading<Reading>,
): Promise<Reading> {
  const client = await context.temporal();
  await requireWorker(client);
  const queue = sysproQueue(company.syspro.enet.operator);
  await runToEnd(client, { ...workflow, input: { ...workflow.input, id: workflow.id, sysproQueue: queue } });
  const reading = await takePreview(context.db(), workflow.id);
  if (reading === undefined) throw new CannotRun(`${what} is not in the ledger; try again`);
  return reading as Reading;
}
