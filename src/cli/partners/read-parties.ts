import { sysproRecords } from '../../activities/partner-sync/read-syspro-masters.ts';
import { companyOf } from '../../config.ts';
import type { PartyRecord } from '../../documents/party-record.ts';
import { connectionSettings } from '../../ledger/database.ts';
import { tryOperatorLock } from '../../ledger/operator-lock.ts';
import { takePreview } from '../../ledger/previews.ts';
import type { MappedPartner } from '../../partners/master-data/mapping.ts';
import { isSysproError } from '../../syspro/syspro-error.ts';
import { sysproQueue } from '../../temporal/task-queues.ts';
import { openOperator } from '../../worker/open-operator.ts';
import { operatorsOf } from '../../worker/operators.ts';
import type { ReadPartiesInput } from '../../workflows/read-parties.ts';
import type { CommandContext } from '../context.ts';
import { CannotRun } from '../exit-code.ts';
import { requireWorker, runToEnd } from '../run-workflow.ts';

/**
 * What SYSPRO says of a company's partners now, by the partner's code. The operator's session is one: the worker that has it reads, or,
 * where no process of ours has it, this one does under the operator's lock.
 */
export async function readParties(
  context: CommandContext,
  code: string,
  partners: readonly MappedPartner[],
): Promise<ReadonlyMap<string, PartyRecord>> {
  const { config } = context;
  const company = companyOf(config, code);
  const lock = await tryOperatorLock(connectionSettings(config), company.syspro.enet.operator);
  if (!lock) return askWorker(context, code, partners, sysproQueue(company.syspro.enet.operator));
  try {
    const operator = operatorsOf(config).find(({ name }) => name === company.syspro.enet.operator);
    if (!operator) throw new RangeError(`company ${code} has no operator`);
    const syspro = openOperator(config, operator, { mayLogOn: () => lock.check() });
    try {
      return await sysproRecords(company, syspro.company(code), partners);
    } finally {
      await syspro.close();
    }
  } catch (error) {
    if (isSysproError(error)) throw new CannotRun(`${error.code}: ${error.message}. ${error.fix}`);
    throw error;
  } finally {
    await lock.release();
  }
}

async function askWorker(
  context: CommandContext,
  company: string,
  partners: readonly MappedPartner[],
  queue: string,
): Promise<ReadonlyMap<string, PartyRecord>> {
  const client = await context.temporal();
  await requireWorker(client);
  const id = `read-parties/${company}/${context.person}/${Date.now()}`;
  const input: ReadPartiesInput = {
    id,
    company,
    partners: partners.map(({ code }) => code),
    requestedBy: context.person,
    sysproQueue: queue,
  };
  await runToEnd(client, { type: 'readParties', id, input, summary: `Read parties of company ${company}` });
  const kept = await takePreview(context.db(), id);
  if (kept === undefined) throw new CannotRun('what was read of SYSPRO is not in the ledger; try again');
  return new Map(Object.entries(kept as Record<string, PartyRecord>));
}
