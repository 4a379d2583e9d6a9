import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, test } from 'vitest';
import { documentsQueue } from '../../src/temporal/task-queues.ts';
import type { mailboxSweep, SweepInput, SweepResult } from '../../src/workflows/mailbox-sweep.ts';
import { stepsOf, useWorkflowHouse, type Call, type FakeActivities } from './workflow-house.ts';

const house = useWorkflowHouse();
let sweeps = 0;

async function sweep(fakes: FakeActivities, input: SweepInput = {}): Promise<{ result: SweepResult; calls: Call[] }> {
  const calls = house.play(fakes);
  const handle = await house.temporal.client.workflow.start<typeof mailboxSweep>('mailboxSweep', {
    workflowId: `sweep-${(sweeps += 1)}`,
    taskQueue: documentsQueue,
    args: [input],
  });
  return { result: await handle.result(), calls };
}

const mailboxesOf = (calls: readonly Call[], name: Call['name']): string[] =>
  calls.filter((call) => call.name === name).map(({ input }) => (input as { mailbox: string }).mailbox);
const numbered = (count: number, prefix: string): string[] =>
  Array.from({ length: count }, (_, index) => `/${prefix}${index}`);
const none = { taken: 0, seen: 0, failed: 0 };

describe('a sweep', () => {
  test('takes what came in, hands it on, sees what became of posts, and tells documents after each', async () => {
    const { result, calls } = await sweep({
      collectMessages: async () => ({ taken: 3, seen: 2, failed: 0 }),
      handleMessages: async () => ({ handled: 3, answers: 4, unmatched: 1, failed: 0, more: false }),
      followMessages: async () => ({ watched: 9, changed: 2, overdue: 1, left: 5 }),
      settleWatches: async () => ({ cleared: 1 }),
      deliverNews: async () => ({ delivered: 2, failed: 0 }),
    });
    expect(stepsOf(calls)).toEqual([
      'openSweep',
      'collectMessages',
      'handleMessages',
      'deliverNews',
      'followMessages',
      'settleWatches',
      'deliverNews',
      'closeSweep',
    ]);
    expect(result).toMatchObject({
      outcome: 'complete',
      counts: {
        mailboxes: 2,
        taken: 3,
        handled: 3,
        answers: 4,
        unmatched: 1,
        watched: 9,
        changed: 2,
        overdue: 1,
        cleared: 1,
        left: 5,
        told: 4,
      },
    });
    expect(calls.at(-1)?.input).toEqual(result);
  });

  test('handles batch after batch, tells batch after batch, and does not go round for what cannot be handled', async () => {
    const handled = [50, 50, 7];
    const told = [
      { delivered: 200, failed: 0, next: 'a' },
      { delivered: 3, failed: 1 },
    ];
    const { result, calls } = await sweep({
      handleMessages: async () => ({ handled: handled.shift() ?? 0, answers: 0, unmatched: 0, failed: 0, more: true }),
      deliverNews: async () => told.shift() ?? { delivered: 0, failed: 0 },
    });
    expect(stepsOf(calls).filter((name) => name === 'handleMessages')).toHaveLength(4);
    expect(calls.filter(({ name }) => name === 'deliverNews').map(({ input }) => input)).toEqual([
      { after: '' },
      { after: 'a' },
      { after: '' },
    ]);
    expect(result.counts).toMatchObject({ handled: 107, told: 203 });
  });

  test('goes on where an earlier run of it left off, without looking again for what came in', async () => {
    const { calls, result } = await sweep(
      {},
      {
        progress: {
          outbound: ['/ACME/Outbound'],
          inbound: 2,
          troubles: [{ mailbox: '/ACME/Inbound', cause: 'MAILBOX-GONE' }],
          counts: {
            mailboxes: 1,
            taken: 900,
            unread: 0,
            handled: 800,
            answers: 0,
            unmatched: 0,
            unhandled: 0,
            watched: 0,
            changed: 0,
            overdue: 0,
            cleared: 0,
            left: 0,
            told: 0,
          },
        },
      },
    );
    expect(stepsOf(calls)).not.toContain('openSweep');
    expect(result).toMatchObject({
      outcome: 'partial',
      cause: '/ACME/Inbound: MAILBOX-GONE',
      counts: { taken: 900, handled: 800, watched: 1 },
    });
  });
});

describe('an outage', () => {
  test('of one mailbox is partial, names it, and stops no other', async () => {
    const { result, calls } = await sweep({
      openSweep: async () => ({ inbound: ['/A/Inbound', '/B/Inbound'], outbound: ['/A/Outbound', '/B/Outbound'] }),
      collectMessages: async ({ mailbox }) =>
        mailbox.startsWith('/A') ? { ...none, cause: 'STERLING-MAILBOX-MISSING: there is no /A/Inbound' } : none,
      followMessages: async ({ mailbox }) => ({
        watched: 1,
        changed: 0,
        overdue: 0,
        left: 1,
        ...(mailbox.startsWith('/B') && { cause: 'MAILBOX-GONE' }),
      }),
    });
    expect(result).toMatchObject({
      outcome: 'partial',
      cause: '/A/Inbound: STERLING-MAILBOX-MISSING: there is no /A/Inbound; /B/Outbound: MAILBOX-GONE',
    });
    expect(mailboxesOf(calls, 'collectMessages')).toHaveLength(2);
    expect(mailboxesOf(calls, 'followMessages')).toHaveLength(2);
  });

  test('is not what four mailboxes make that the account may not see: the other fifty are looked into', async () => {
    const inbound = numbered(54, 'M');
    const { result, calls } = await sweep({
      openSweep: async () => ({ inbound, outbound: [] }),
      async collectMessages({ mailbox }) {
        if (inbound.indexOf(mailbox) < 4) throw ApplicationFailure.nonRetryable('refused', 'STERLING-FORBIDDEN');
        return none;
      },
    });
    expect(new Set(mailboxesOf(calls, 'collectMessages'))).toEqual(new Set(inbound));
    expect(result).toMatchObject({ outcome: 'partial', counts: { mailboxes: 50 } });
    expect(result.cause?.split('; ').toSorted()).toEqual(
      inbound.slice(0, 4).map((mailbox) => `${mailbox}: STERLING-FORBIDDEN`),
    );
  });

  test('of Sterling is an outcome; what was taken before is handled all the same, and posts are not asked for', async () => {
    const { result, calls } = await sweep({
      async collectMessages() {
        throw ApplicationFailure.nonRetryable('got no answer', 'STERLING-UNREACHABLE');
      },
      handleMessages: async () => ({ handled: 2, answers: 2, unmatched: 0, failed: 0, more: false }),
    });
    expect(result).toMatchObject({
      outcome: 'sterling-unavailable',
      cause: 'STERLING-UNREACHABLE',
      counts: { handled: 2 },
    });
    expect(stepsOf(calls)).not.toContain('followMessages');
    expect(stepsOf(calls)).toContain('settleWatches');
    expect(stepsOf(calls).at(-1)).toBe('closeSweep');
  });

  test('is not waited for in each of a hundred mailboxes', async () => {
    const { result, calls } = await sweep({
      openSweep: async () => ({ inbound: numbered(100, 'M'), outbound: [] }),
      async collectMessages() {
        throw ApplicationFailure.nonRetryable('got no answer', 'STERLING-NO-ANSWER');
      },
    });
    expect(result.outcome).toBe('sterling-unavailable');
    expect(mailboxesOf(calls, 'collectMessages').length).toBeLessThanOrEqual(8);
  });

  test('is not what ends a step whose worker was killed: it is tried once more', async () => {
    let times = 0;
    const { result } = await sweep({
      async followMessages() {
        times += 1;
        if (times === 1) throw new Error('killed');
        return { watched: 1, changed: 1, overdue: 0, left: 0 };
      },
    });
    expect(result).toMatchObject({ outcome: 'complete', counts: { changed: 1 } });
  });
});

test('a few mailboxes are looked into at once, never more than four', async () => {
  let [now, most] = [0, 0];
  const { result, calls } = await sweep({
    openSweep: async () => ({ inbound: numbered(13, 'M'), outbound: [] }),
    async collectMessages() {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 30));
      now -= 1;
      return none;
    },
  });
  expect(most).toBeLessThanOrEqual(4);
  expect(most).toBeGreaterThan(1);
  expect(new Set(mailboxesOf(calls, 'collectMessages')).size).toBe(13);
  expect(result).toMatchObject({ outcome: 'complete', counts: { mailboxes: 13 } });
});

test('a sweep whose history grows long goes on in further runs: each mailbox is looked into once, and all is counted', async () => {
  const [inbound, outbound] = [numbered(16, 'I'), numbered(16, 'O')];
  // Four megabytes are long.
  const ballast = { ballast: 'x'.repeat(900_000) };
  const { result, calls } = await sweep({
    openSweep: async () => ({ inbound, outbound }),
    collectMessages: async ({ mailbox }) => ({
      taken: 1,
      seen: 0,
      failed: 0,
      ...ballast,
      ...(mailbox === '/I3' && { cause: 'MAILBOX-GONE' }),
    }),
    followMessages: async () => ({ watched: 1, changed: 0, overdue: 0, left: 0, ...ballast }),
  });
  expect(mailboxesOf(calls, 'collectMessages').toSorted()).toEqual(inbound.toSorted());
  expect(mailboxesOf(calls, 'followMessages').toSorted()).toEqual(outbound.toSorted());
  const steps = stepsOf(calls);
  expect(steps.filter((name) => !['collectMessages', 'followMessages'].includes(name))).toEqual([
    'openSweep',
    'handleMessages',
    'deliverNews',
    'settleWatches',
    'deliverNews',
    'closeSweep',
  ]);
  expect(steps.indexOf('handleMessages')).toBeGreaterThan(steps.lastIndexOf('collectMessages'));
  expect(result).toMatchObject({
    outcome: 'partial',
    cause: '/I3: MAILBOX-GONE',
    counts: { mailboxes: 32, taken: 16, watched: 16 },
  });
  const { client } = house.temporal;
  await expect
    .poll(async () => {
      const runs = [];
      for await (const { runId } of client.workflow.list({ query: `WorkflowId = 'sweep-${sweeps}'` })) runs.push(runId);
      return runs.length;
    })
    .toBeGreaterThan(3);
}, 60_000);
