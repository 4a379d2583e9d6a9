import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { parse, stringify } from 'yaml';
import { tradingPartners } from '../../sandbox/seed/trading-partners.ts';
import { laneWorkflowId } from '../../src/temporal/signal-lane.ts';
import { readLane } from '../../src/ledger/lanes.ts';
import type { House } from '../support/house.ts';
import { until } from '../support/until.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = fileURLToPath(new URL('histories/next/', import.meta.url));

/** Has two documents leave together and one be cancelled in time, and keeps the histories of theirs and of the lane's. */
export async function recordLaneHistories(house: House): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { workflow } = house.temporal.client;
  const documentOf = (number: string) => workflow.getHandle(`document/A/purchase-order/${number}`);
  const keep = async (name: string, workflowId: string): Promise<void> => {
    const history = await workflow.getHandle(workflowId).fetchHistory();
    writeFileSync(`${folder}${name}.json`, `${historyToJSON(history).replaceAll(root, '')}\n`);
  };
  const phase = async (number: string): Promise<string> =>
    (await documentOf(number).query<{ phase: string }>('status')).phase;

  const [partner] = tradingPartners;
  if (!partner) throw new Error('the sandbox has no partners');
  const file = join(house.folder, 'partners', `${partner.code.toLowerCase()}.yaml`);
  const profile = parse(readFileSync(file, 'utf8')) as { everyDocument: object };
  Object.assign(profile.everyDocument, { batching: { maxSets: 2, maxAge: '1h' } });
  writeFileSync(file, stringify(profile));

  const wanted = { supplier: partner.supplier, status: '4', plain: true };
  const raise = async (): Promise<string> => {
    const [number = ''] = await house.raise(wanted);
    await house.run('poll', 'purchase-orders');
    return number;
  };
  const cancelled = await raise();
  await until('it waits', async () => (await phase(cancelled)) === 'waiting', 30_000);
  await documentOf(cancelled).executeUpdate('cancel', { args: [{ requestedBy: 'clerk', reason: 'recorded' }] });
  await until('it is followed', async () => (await phase(cancelled)) === 'following');
  const together = [await raise(), await raise()];
  for (const number of together)
    await until('it is followed', async () => (await phase(number)) === 'following', 30_000);

  await keep('document-cancelled-while-waiting', `document/A/purchase-order/${cancelled}`);
  await keep('document-left-with-others', `document/A/purchase-order/${together[0]}`);
  const { rows } = await house.db.query<{ lane: number }>(`select distinct series_id as lane from ledger.waiting_set`);
  await keep('lane-posted', laneWorkflowId(await readLane(house.db, rows[0]?.lane ?? 0)));
}
