import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, test } from 'vitest';
import type { UnstartedDocument } from '../../src/activities/index.ts';
import { documentsQueue } from '../../src/temporal/task-queues.ts';
import type { PollCycleInput, PollCycleResult } from '../../src/workflows/poll-cycle.ts';
import { operatorQueue, stepsOf, useWorkflowHouse, type Call, type FakeActivities } from './workflow-house.ts';

const house = useWorkflowHouse();
const admission = { admitted: true, waiting: 0, settle: 0, followFor: 200 };

/** Claimed documents, as the ledger lists them: after a transmission, at most so many. */
function ledgerOf(
  numbers: readonly string[],
): Required<Pick<FakeActivities, 'listUnstarted' | 'markStarted'>> & { open: Map<number, UnstartedDocument> } {
  const open = new Map(
    numbers.map((number, index) => [
      index + 1,
      {
        transmission: index + 1,
        workflowId: `document/A/purchase-order/${number}`,
        key: { company: 'A', type: 'purchase-order', key: number },
        number,
        partner: 'ACME',
        date: '2026-11-01',
      } as const,
    ]),
  );
  return {
    open,
    listUnstarted: async ({ after, limit }) =>
      [...open.values()].filter(({ transmission }) => transmission > after).slice(0, limit),
    async markStarted({ transmissions }) {
      for (const transmission of transmissions) open.delete(transmission);
    },
  };
}

async function cycle(id: string): Promise<PollCycleResult & { runs: number }> {
  const input: PollCycleInput = { company: 'A', stream: 'purchase-orders', sysproQueue: operatorQueue };
  const handle = await house.temporal.client.workflow.start('pollCycle', {
    workflowId: id,
    taskQueue: documentsQueue,
    args: [input],
  });
  const result = (await handle.result()) as PollCycleResult;
  expect(result.cycle).toBe(handle.firstExecutionRunId);
  let runs = 0;
  for await (const execution of house.temporal.client.workflow.list({ query: `WorkflowId = '${id}'` }))
    runs += execution.workflowId === id ? 1 : 0;
  return { ...result, runs };
}

const closing = (calls: readonly Call[]): unknown => calls.find(({ name }) => name === 'closeCycle')?.input;
const count = (calls: readonly Call[], name: string): number => stepsOf(calls).filter((step) => step === name).length;

describe('a poll cycle', () => {
  test('logs on, reads every page, delivers what is to be told, and starts what is claimed', async () => {
    const { open, ...ledger } = ledgerOf(['101', '102', '103']);
    const cursor = { from: '2026-11-01', readThrough: '2026-11-02' };
    const calls = house.play({
      ...ledger,
      scanPage: async ({ from }) =>
        from?.afterKey === 'b' ? { found: 1 } : { found: 2, next: { ...cursor, afterKey: from ? 'b' : 'a' } },
      rereadPage: async ({ after }) => (after === '' ? { next: 'k' } : {}),
    });
    expect(await cycle('cycle-1')).toMatchObject({ outcome: 'complete', started: 3 });
    expect(open.size).toBe(0);
    const own = stepsOf(calls).filter(
      (name) => !['fetchDocument', 'translateDocument', 'transmitDocument'].includes(name),
    );
    expect(own).toEqual([
      'openCycle',
      'renewSession',
      'scanPage',
      'scanPage',
      'scanPage',
      'rereadPage',
      'rereadPage',
      'deliverEvents',
      'admitStarts',
      'listUnstarted',
      'markStarted',
      'closeCycle',
    ]);
    expect(closing(calls)).toMatchObject({ outcome: 'complete' });
    await expect.poll(() => count(calls, 'transmitDocument')).toBe(3);
  });

  test('does not wait for its documents', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const { open, ...ledger } = ledgerOf(['111']);
    const calls = house.play({
      ...ledger,
      async transmitDocument() {
        await released;
        return { outcome: 'posted', message: '1', mailbox: '/ACME/Outbound' };
      },
    });
    expect(await cycle('cycle-2')).toMatchObject({ outcome: 'complete', started: 1 });
    expect(open.size).toBe(0);
    await expect.poll(() => count(calls, 'transmitDocument')).toBe(1);
    release();
  });

  test('marks a document whose workflow runs already, and starts it no second time', async () => {
    const { open, ...ledger } = ledgerOf(['121', '122']);
    const calls = house.play(ledger);
    const running = await house.startDocument('121', { followFor: 60_000 });
    await expect.poll(() => count(calls, 'transmitDocument')).toBe(1);
    expect(await cycle('cycle-3')).toMatchObject({ outcome: 'complete', started: 1 });
    expect(open.size).toBe(0);
    await expect.poll(() => count(calls, 'transmitDocument')).toBe(2);
    await running.terminate();
  });

  test('marks a document whose workflow is done, and starts it no second time', async () => {
    const { open, ...ledger } = ledgerOf(['131']);
    const calls = house.play(ledger);
    await (await house.startDocument('131')).result();
    expect(await cycle('cycle-4')).toMatchObject({ outcome: 'complete', started: 0 });
    expect(open.size).toBe(0);
    expect(count(calls, 'transmitDocument')).toBe(1);
    const runs = [];
    for await (const execution of house.temporal.client.workflow.list({
      query: `WorkflowId = 'document/A/purchase-order/131'`,
    }))
      runs.push(execution.runId);
    expect(runs).toHaveLength(1);
  });

  test('stops and asks when many more wait than usual', async () => {
    const { open, ...ledger } = ledgerOf(['141', '142']);
    const calls = house.play({ ...ledger, admitStarts: async () => ({ ...admission, admitted: false, waiting: 2 }) });
    expect(await cycle('cycle-5')).toMatchObject({ outcome: 'needs-confirmation', cause: 'WAITING-2', started: 0 });
    expect(open.size).toBe(2);
    expect(stepsOf(calls)).not.toContain('listUnstarted');
    expect(closing(calls)).toMatchObject({ outcome: 'needs-confirmation' });
  });

  test('starts what was claimed before while SYSPRO cannot be read, and says why', async () => {
    const { open, ...ledger } = ledgerOf(['151', '152']);
    const calls = house.play({
      ...ledger,
      async renewSession() {
        throw ApplicationFailure.nonRetryable('the password is wrong', 'SYSPRO-CREDENTIALS');
      },
    });
    expect(await cycle('cycle-6')).toMatchObject({
      outcome: 'source-unavailable',
      cause: 'SYSPRO-CREDENTIALS',
      started: 2,
    });
    expect(open.size).toBe(0);
    expect(stepsOf(calls)).not.toContain('scanPage');
    expect(closing(calls)).toMatchObject({ outcome: 'source-unavailable', cause: 'SYSPRO-CREDENTIALS' });
  });

  test('keeps what the pages before an outage claimed', async () => {
    const { open, ...ledger } = ledgerOf(['161']);
    let pages = 0;
    house.play({
      ...ledger,
      async scanPage() {
        pages += 1;
        if (pages > 1) throw ApplicationFailure.nonRetryable('500', 'SYSPRO-FAILED');
        return { found: 500, next: { from: '2026-11-01', readThrough: '2026-11-02', afterKey: 'a' } };
      },
    });
    expect(await cycle('cycle-7')).toMatchObject({ outcome: 'source-unavailable', cause: 'SYSPRO-FAILED', started: 1 });
    expect(open.size).toBe(0);
  });

  test('starts at most 200 documents a run, goes on in a new one, and reads SYSPRO once', async () => {
    const { open, ...ledger } = ledgerOf(Array.from({ length: 201 }, (_, index) => String(2_000 + index)));
    const calls = house.play(ledger);
    expect(await cycle('cycle-8')).toMatchObject({ outcome: 'complete', started: 201, runs: 2 });
    expect(open.size).toBe(0);
    for (const once of ['openCycle', 'renewSession', 'scanPage', 'closeCycle'])
      expect([once, count(calls, once)]).toEqual([once, 1]);
    await expect.poll(() => count(calls, 'transmitDocument'), { timeout: 30_000 }).toBe(201);
  }, 90_000);
});
