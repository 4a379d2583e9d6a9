import { readForPreview, type PreviewReading, type WantedRecord } from '../activities/read-for-preview.ts';
import type { CompanyConfig } from '../config.ts';
import { streamOfType } from '../documents/stream.ts';
import { connectionSettings } from '../ledger/database.ts';
import { tryOperatorLock, type OperatorLock } from '../ledger/operator-lock.ts';
import { takePreview } from '../ledger/previews.ts';
import { sysproQueue } from '../temporal/task-queues.ts';
import { openOperator } from '../worker/open-operator.ts';
import { operatorsOf } from '../worker/operators.ts';
import type { PreviewInput } from '../workflows/preview.ts';
import type { CommandContext } from './context.ts';
import { CannotRun } from './exit-code.ts';
import { requireWorker, runToEnd } from './run-workflow.ts';

/**
 * What SYSPRO has of a record now. The operator's session is one: the worker that has it reads, or, where no process of ours
 * has it, this one does under the operator's lock.
 */
export async function readRecord(
  context: CommandContext,
  company: CompanyConfig,
  wanted: WantedRecord,
): Promise<PreviewReading> {
  const { operator } = company.syspro.enet;
  const lock = await tryOperatorLock(connectionSettings(context.config), operator);
  if (!lock) return askWorker(context, company, wanted);
  try {
    return await readHere(context, company, wanted, lock);
  } finally {
    await lock.release();
  }
}

async function readHere(
  { config }: CommandContext,
  company: CompanyConfig,
  wanted: WantedRecord,
  lock: OperatorLock,
): Promise<PreviewReading> {
  const operator = operatorsOf(config).find(({ name }) => name === company.syspro.enet.operator);
  if (!operator) throw new RangeError(`company ${company.code} has no operator`);
  const syspro = openOperator(config, operator, { mayLogOn: () => lock.check() });
  try {
    return await readForPreview(syspro.company(company.code).stream(streamOfType[wanted.type]), wanted);
  } finally {
    await syspro.close();
  }
}

async function askWorker(
  context: CommandContext,
  company: CompanyConfig,
  wanted: WantedRecord,
): Promise<PreviewReading> {
  const client = await context.temporal();
  await requireWorker(client);
  const id = `preview/${company.code}/${wanted.type}/${wanted.key ?? wanted.number}/${context.person}/${Date.now()}`;
  const input: PreviewInput = {
    ...wanted,
    id,
    requestedBy: context.person,
    sysproQueue: sysproQueue(company.syspro.enet.operator),
  };
  await runToEnd(client, { type: 'preview', id, input, summary: `Preview of ${wanted.type} ${wanted.number}` });
  const reading = await takePreview(context.db(), id);
  if (reading === undefined) throw new CannotRun(`the reading of ${wanted.number} is not in the ledger; try again`);
  return reading as PreviewReading;
}
