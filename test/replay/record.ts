import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { House } from '../support/house.ts';
import { until } from '../support/until.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = fileURLToPath(new URL('histories/0.1.0/', import.meta.url));

/** Plays every kind of run of the two workflows in a house, and keeps their histories as this version's. */
export async function recordHistories(house: House): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { workflow } = house.temporal.client;
  const documentOf = (number: string) => workflow.getHandle(`document/A/purchase-order/${number}`);
  const keep = async (name: string, workflowId: string, runId?: string): Promise<void> => {
    const history = await workflow.getHandle(workflowId, runId).fetchHistory();
    writeFileSync(`${folder}${name}.json`, `${historyToJSON(history).replaceAll(root, '')}\n`);
  };
  const poll = async (name: string): Promise<void> => {
    await house.run('poll', 'purchase-orders');
    const [recent] = (
      await house.temporal.client.schedule.getHandle('poll/A/purchase-orders').describe()
    ).info.recentActions.slice(-1);
    if (!recent) throw new Error('the schedule has run nothing');
    await keep(name, recent.action.workflow.workflowId, recent.action.workflow.firstExecutionRunId);
  };
  const phase = async (number: string): Promise<string> =>
    (await documentOf(number).query<{ phase: string }>('status')).phase;

  const [posted = '', resent = ''] = await house.raise({
    supplier: '000000000001001',
    status: '4',
    plain: true,
    count: 2,
  });
  const [retried = '', cancelled = ''] = await house.raise({
    supplier: '000000000001001',
    status: '4',
    plain: true,
    goodsLines: 0,
    count: 2,
  });
  await poll('poll-cycle-complete');
  for (const number of [posted, resent])
    await until('it is followed', async () => (await phase(number)) === 'following');
  for (const number of [retried, cancelled])
    await until('it is parked', async () => (await phase(number)) === 'parked');
  await keep('document-posted', `document/A/purchase-order/${posted}`);

  await documentOf(resent).signal('resend', { reason: 'recorded', requestedBy: 'clerk' });
  await until(
    'it was sent twice',
    async () => (await documentOf(resent).query<{ sends: number }>('status')).sends === 2,
  );
  await keep('document-resent', `document/A/purchase-order/${resent}`);

  await documentOf(retried).executeUpdate('retry', { args: [{ requestedBy: 'clerk' }] });
  await until('it is parked again', async () => (await phase(retried)) === 'parked');
  await keep('document-parked-and-retried', `document/A/purchase-order/${retried}`);

  await documentOf(cancelled).executeUpdate('cancel', { args: [{ requestedBy: 'clerk', reason: 'recorded' }] });
  await until('it is followed', async () => (await phase(cancelled)) === 'following');
  await keep('document-cancelled', `document/A/purchase-order/${cancelled}`);

  await house.syspro.post('faults', { json: { kind: 'fail500', target: 'odata', count: 20 } });
  await poll('poll-cycle-source-unavailable');
}
