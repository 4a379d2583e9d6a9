import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, test } from 'vitest';
import type { BackfilledPage, UnstartedDocument } from '../../src/activities/index.ts';
import { documentsQueue } from '../../src/temporal/task-queues.ts';
import type { BackfillInput, BackfillResult, BackfillStatus } from '../../src/workflows/backfill.ts';
import { operatorQueue, stepsOf, useWorkflowHouse, type Call } from './workflow-house.ts';

const house = useWorkflowHouse();

function document(number: number): UnstartedDocument {
  return {
    transmission: number,
    workflowId: `document/A/purchase-order/${number}`,
    key: { company: 'A', type: 'purchase-order', key: `${number}` },
    number: `${number}`,
    partner: 'ACME',
    date: '2026-09-15',
  };
}

/** A window with so many documents, two a page. */
function window(
  first: number,
  count: number,
): (input: { afterKey?: string; limit: number }) => Promise<BackfilledPage> {
  return async ({ afterKey, limit }) => {
    const from = afterKey === undefined ? first : Number(afterKey);
    const size = Math.min(2, limit, first + count - from);
    const documents = Array.from({ length: size }, (_, index) => document(from + index));
    return { found: size, documents, ...(from + size < first + count && { next: `${from + size}` }) };
  };
}

const start = (id: string, more: Partial<BackfillInput> = {}) =>
  house.temporal.client.workflow.start('backfill', {
    workflowId: id,
    taskQueue: documentsQueue,
    args: [
      {
        company: 'A',
        stream: 'purchase-orders',
        sysproQueue: operatorQueue,
        from: '2026-09-01',
        to: '2026-09-30',
        rate: 1_000,
        reopen: [],
        requestedBy: 'clerk',
        ...more,
      },
    ],
  });
const count = (calls: readonly Call[], name: string): number => stepsOf(calls).filter((step) => step === name).length;
const closing = (calls: readonly Call[]): unknown => calls.find(({ name }) => name === 'closeBackfill')?.input;

describe('a backfill', () => {
  test('reads the window page by page, and starts what it claimed', async () => {
    const calls = house.play({ backfillPage: window(100, 5) });
    const result = (await (await start('b-1')).result()) as BackfillResult;
    expect(result).toEqual({ found: 5, started: 5 });
    expect(count(calls, 'backfillPage')).toBe(3);
    await expect.poll(() => count(calls, 'transmitDocument')).toBe(5);
    expect(closing(calls)).toMatchObject({ outcome: 'complete', started: 5 });
    const marked = calls.filter(({ name }) => name === 'markStarted').map(({ input }) => input);
    expect(marked[0]).toMatchObject({ transmissions: [100, 101] });
  });

  test('waits its turn where as many were claimed as may be in a minute, and can be cancelled while it waits', async () => {
    const calls = house.play({ backfillPage: window(200, 10) });
    const handle = await start('b-2', { rate: 3 });
    // Two of three are spent, and a page may claim three.
    await expect.poll(async () => (await handle.query<BackfillStatus>('status')).waitingFor).toBe('its turn');
    await expect.poll(() => count(calls, 'markStarted')).toBe(1);
    expect(count(calls, 'backfillPage')).toBe(1);
    await handle.signal('cancel', { requestedBy: 'clerk' });
    expect(await handle.result()).toEqual({ found: 2, started: 2 });
    await expect.poll(() => count(calls, 'transmitDocument')).toBe(2);
    expect(closing(calls)).toMatchObject({ outcome: 'cancelled', started: 2 });
  });

  test('stands still while it is paused, and goes on where it stood', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const pages = window(300, 4);
    const calls = house.play({
      async backfillPage(input) {
        await released;
        return pages(input);
      },
    });
    const handle = await start('b-3');
    await expect.poll(() => count(calls, 'backfillPage')).toBe(1);
    await handle.signal('pause', { requestedBy: 'clerk' });
    release();
    await expect
      .poll(async () => handle.query<BackfillStatus>('status'))
      .toEqual({ state: 'paused', waitingFor: 'somebody to resume it', found: 2, started: 2 });
    expect(count(calls, 'backfillPage')).toBe(1);
    await handle.signal('resume', { requestedBy: 'clerk' });
    expect(await handle.result()).toEqual({ found: 4, started: 4 });
    await expect.poll(() => count(calls, 'transmitDocument')).toBe(4);
  });

  test('starts no document twice that a poll has started meanwhile', async () => {
    const calls = house.play({ backfillPage: window(400, 2) });
    const running = await house.startDocument('400', { followFor: 60_000 });
    await expect.poll(() => count(calls, 'transmitDocument')).toBe(1);
    expect(await (await start('b-4')).result()).toEqual({ found: 2, started: 1 });
    await expect.poll(() => count(calls, 'transmitDocument')).toBe(2);
    await running.terminate();
  });

  test('waits through an outage of SYSPRO, and can be cancelled in it', async () => {
    const calls = house.play({
      async backfillPage() {
        throw ApplicationFailure.nonRetryable('no answer', 'SYSPRO-UNREACHABLE');
      },
    });
    const handle = await start('b-5');
    await expect
      .poll(async () => (await handle.query<BackfillStatus>('status')).waitingFor)
      .toBe('SYSPRO, which could not be read (SYSPRO-UNREACHABLE)');
    await handle.signal('cancel', { requestedBy: 'clerk' });
    expect(await handle.result()).toEqual({ found: 0, started: 0 });
    expect(closing(calls)).toMatchObject({ outcome: 'cancelled' });
  });
});
