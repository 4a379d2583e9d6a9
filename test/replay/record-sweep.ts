import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { House } from '../support/house.ts';
import { until } from '../support/until.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = fileURLToPath(new URL('histories/next/', import.meta.url));

/** Has an order posted, routed or picked up, and answered; keeps the histories of the sweep that saw it, of one while Sterling is away, and of the document. */
export async function recordSweepHistories(house: House): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { workflow, schedule } = house.temporal.client;
  const keep = async (name: string, workflowId: string, runId?: string): Promise<void> => {
    const history = await workflow.getHandle(workflowId, runId).fetchHistory();
    writeFileSync(`${folder}${name}.json`, `${historyToJSON(history).replaceAll(root, '')}\n`);
  };
  const keepSweep = async (name: string): Promise<void> => {
    const [recent] = (await schedule.getHandle('sweep').describe()).info.recentActions.slice(-1);
    if (!recent) throw new Error('the schedule has run nothing');
    await keep(name, recent.action.workflow.workflowId, recent.action.workflow.firstExecutionRunId);
  };

  const [number = ''] = await house.raise({ supplier: '000000000001001', status: '4', plain: true });
  const document = workflow.getHandle(`document/A/purchase-order/${number}`);
  await house.run('poll', 'purchase-orders', '--wait');
  for (let tick = 0; tick < 3; tick += 1) await house.sterling.post('tick', { json: {} });
  await house.run('sweep', '--wait');
  await keepSweep('sweep-complete');
  await until('its news was read', async () => {
    const { events } = await document.fetchHistory();
    return (events ?? []).some(
      (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'readStanding',
    );
  });
  await until('it is followed', async () => (await document.query<{ phase: string }>('status')).phase === 'following');
  await keep('document-followed', document.workflowId);

  await house.stopSterling();
  await house.run('sweep', '--wait');
  await keepSweep('sweep-sterling-unavailable');
  await house.startSterling();
}
