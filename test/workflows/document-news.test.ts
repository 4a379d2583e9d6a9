import type { WorkflowHandle } from '@temporalio/client';
import { describe, expect, test } from 'vitest';
import { searchAttributes } from '../../src/temporal/search-attributes.ts';
import type { DocumentStatus } from '../../src/workflows/document-messages.ts';
import { stepsOf, useWorkflowHouse } from './workflow-house.ts';

const house = useWorkflowHouse();
const minute = 60_000;
const news = { what: 'followed' };
const statusOf = (handle: WorkflowHandle): Promise<DocumentStatus> => handle.query<DocumentStatus>('status');
const inMilliseconds = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();
const attribute = async (handle: WorkflowHandle, name: 'stage' | 'flag'): Promise<unknown> =>
  (await handle.describe()).typedSearchAttributes.get(searchAttributes[name]);

describe('news of a posted document', () => {
  test('shows its stage and its flag, and keeps it open until the ledger says', async () => {
    const standings = [
      { stage: 'posted', flag: 'overdue', details: 'Late.', received: false, openUntil: inMilliseconds(minute) },
      { stage: 'picked-up', details: 'Picked up.', received: true, openUntil: inMilliseconds(2_500) },
    ] as const;
    let read = 0;
    const calls = house.play({ readStanding: async () => standings[read++] ?? standings[1] });
    const handle = await house.startDocument('51', { followFor: minute });
    await expect.poll(async () => (await statusOf(handle)).phase).toBe('following');
    expect(stepsOf(calls)).not.toContain('readStanding');
    await handle.signal('news', news);
    await expect.poll(() => attribute(handle, 'flag')).toBe('overdue');
    await handle.signal('news', news);
    await expect.poll(() => attribute(handle, 'stage')).toBe('picked-up');
    expect(await attribute(handle, 'flag')).toBeUndefined();
    expect((await statusOf(handle)).waitingFor).toBe('a re-send');
    // Long before followFor is over: what was received stays open for re-sends only.
    expect(await handle.result()).toEqual({ stage: 'picked-up', sends: 1 });
    expect(calls.at(-1)?.input).toEqual({ key: { company: 'A', type: 'purchase-order', key: '51' } });
  });

  test('of a document whose run has closed opens it, shows it, and closes it again', async () => {
    const calls = house.play({
      readStanding: async () => ({
        stage: 'rejected',
        flag: 'needs-attention',
        details: 'Rejected.',
        received: false,
        openUntil: inMilliseconds(-minute),
      }),
    });
    const handle = await house.startDocument('52', { mode: 'follow', followFor: minute });
    await handle.signal('news', news);
    expect(await handle.result()).toEqual({ stage: 'rejected', sends: 0 });
    expect(await attribute(handle, 'stage')).toBe('rejected');
    expect(stepsOf(calls)).toEqual(['readStanding']);
  });

  test('does not keep a re-send waiting, whose window is its own', async () => {
    const calls = house.play({
      readStanding: async () => ({
        stage: 'acknowledged',
        details: 'Acknowledged.',
        received: true,
        openUntil: inMilliseconds(minute),
      }),
    });
    const handle = await house.startDocument('53', { followFor: 1_500 });
    await expect.poll(async () => (await statusOf(handle)).phase).toBe('following');
    await handle.signal('news', news);
    await expect.poll(() => stepsOf(calls)).toContain('readStanding');
    await handle.executeUpdate('resend', { args: [{ reason: 'lost', requestedBy: 'clerk', id: 'r-53' }] });
    expect(await handle.result()).toEqual({ stage: 'posted', sends: 2 });
  });

  test('without end does not outgrow its history: a further run follows it, and knows what was sent and asked for', async () => {
    let ballast = '';
    const calls = house.play({
      readStanding: async () => ({
        stage: 'acknowledged',
        details: `Acknowledged.${ballast}`,
        received: true,
        openUntil: inMilliseconds(minute),
      }),
    });
    const handle = await house.startDocument('54', { followFor: minute });
    await expect.poll(async () => (await statusOf(handle)).phase).toBe('following');
    const resend = { reason: 'lost', requestedBy: 'clerk', id: 'r-54' };
    await handle.executeUpdate('resend', { args: [resend] });
    await expect.poll(async () => (await statusOf(handle)).sends).toBe(2);
    const { client } = house.temporal;
    const current = client.workflow.getHandle(handle.workflowId);
    const run = async (): Promise<string> => (await current.describe()).runId;
    const first = handle.firstExecutionRunId;
    // Four megabytes are long.
    ballast = 'x'.repeat(1_500_000);
    for (let piece = 1; piece <= 3; piece += 1) {
      const read = stepsOf(calls).length;
      await current.signal('news', news);
      await expect.poll(() => stepsOf(calls).length).toBeGreaterThan(read);
    }
    ballast = '';
    await expect.poll(run).not.toBe(first);
    // What was asked for before is known, and what was sent is counted.
    await current.executeUpdate('resend', { args: [resend] });
    await expect.poll(async () => (await statusOf(current)).waitingFor).toBe('a re-send');
    expect((await statusOf(current)).sends).toBe(2);
    await current.executeUpdate('resend', { args: [{ ...resend, id: 'r-55' }] });
    await expect.poll(async () => (await statusOf(current)).sends).toBe(3);
    expect(stepsOf(calls).filter((name) => name === 'transmitDocument')).toHaveLength(3);
    await current.terminate();
  }, 120_000);
});
