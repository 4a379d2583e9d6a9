import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, test } from 'vitest';
import type { ReconcileResult } from '../../src/activities/index.ts';
import type { TallyLine } from '../../src/documents/tally.ts';
import { documentsQueue } from '../../src/temporal/task-queues.ts';
import { operatorQueue, stepsOf, useWorkflowHouse, type Call } from './workflow-house.ts';

const house = useWorkflowHouse();
const stream = { company: 'A', stream: 'invoices', sysproQueue: operatorQueue } as const;

const execute = <Result>(type: string, id: string, input: object): Promise<Result> =>
  house.temporal.client.workflow.execute(type, {
    workflowId: id,
    taskQueue: documentsQueue,
    args: [input],
  }) as Promise<Result>;
const recount = (id: string, more: object = {}) =>
  execute<ReconcileResult>('reconcile', id, { ...stream, requestedBy: 'clerk', ...more });
const inputs = (calls: readonly Call[], name: string): unknown[] =>
  calls.filter((call) => call.name === name).map(({ input }) => input);

describe('a recount', () => {
  test('counts page by page to the end, then looks for what it did not meet, then closes', async () => {
    const calls = house.play({
      reconcilePage: async ({ afterKey }) => (afterKey === 'b' ? {} : { next: afterKey ? 'b' : 'a' }),
      reconcileUnmet: async ({ after }) => (after === 0 ? { next: 7 } : {}),
    });
    expect(await recount('r-1', { since: '2026-11-05' })).toMatchObject({ outcome: 'complete' });
    expect(stepsOf(calls)).toEqual([
      'openReconciliation',
      'reconcilePage',
      'reconcilePage',
      'reconcilePage',
      'reconcileUnmet',
      'reconcileUnmet',
      'recheckGaps',
      'pollSchedule',
      'closeReconciliation',
    ]);
    expect(calls[0]?.input).toMatchObject({ since: '2026-11-05', requestedBy: 'clerk' });
    expect(inputs(calls, 'reconcilePage')).toMatchObject([
      { page: 0, since: '2026-11-01' },
      { page: 1, afterKey: 'a' },
      { page: 2, afterKey: 'b' },
    ]);
  });

  test('that finds something missing waits for a poll that began later, and says what it then is', async () => {
    const looks = [
      { left: 2, polledSince: false },
      { left: 1, polledSince: true },
    ];
    const calls = house.play({
      openReconciliation: async () => ({ since: '2026-11-01', patience: 600_000 }),
      recheckGaps: async () => looks.shift() ?? { left: 0, polledSince: true },
    });
    expect(await recount('r-2')).toMatchObject({ outcome: 'complete' });
    expect(stepsOf(calls).slice(-5)).toEqual([
      'recheckGaps',
      'pollSchedule',
      'recheckGaps',
      'pollSchedule',
      'closeReconciliation',
    ]);
    expect(inputs(calls, 'closeReconciliation')).toMatchObject([{ outcome: 'complete', polledSince: true }]);
  });

  test('that its schedule starts says so', async () => {
    const calls = house.play();
    await execute('reconcile', 'r-5', stream);
    expect(inputs(calls, 'openReconciliation')).toMatchObject([{ requestedBy: 'schedule' }]);
  });

  test('waits for no poll that does not come', async () => {
    const calls = house.play({
      openReconciliation: async () => ({ since: '2026-11-01', patience: 600_000 }),
      recheckGaps: async () => ({ left: 1, polledSince: false }),
      pollSchedule: async () => ({ state: 'paused' }),
    });
    await recount('r-3');
    expect(inputs(calls, 'closeReconciliation')).toMatchObject([
      { outcome: 'complete', polledSince: false, schedule: { state: 'paused' } },
    ]);
    expect(stepsOf(calls).filter((name) => name === 'recheckGaps')).toHaveLength(1);
  });

  test('that SYSPRO does not let come to its end says so, and nothing of what is missing', async () => {
    const calls = house.play({
      async reconcilePage({ page }) {
        if (page === 0) return { next: 'a' };
        throw ApplicationFailure.nonRetryable('no answer', 'SYSPRO-UNREACHABLE');
      },
    });
    expect(await recount('r-4')).toMatchObject({ outcome: 'source-unavailable', cause: 'SYSPRO-UNREACHABLE' });
    expect(stepsOf(calls)).not.toContain('recheckGaps');
  });
});

test('a survey adds its pages up', async () => {
  const line = { outcome: 'would-be-sent', partner: 'ACME', count: 2, open: 1 };
  house.play({
    surveyPage: async ({ afterKey }) => ({ lines: [line], ...(afterKey === undefined && { next: 'a' }) }),
  });
  const survey = { company: 'A', stream: 'invoices', purpose: 'baseline' };
  expect(await execute<TallyLine[]>('survey', 's-1', { survey, sysproQueue: operatorQueue })).toEqual([
    { ...line, count: 4, open: 2 },
  ]);
});

test('a baseline marks page by page, through an outage', async () => {
  let tries = 0;
  house.play({
    async baselinePage({ afterKey }) {
      tries += 1;
      if (tries === 2)
        throw ApplicationFailure.create({ type: 'SYSPRO-UNREACHABLE', message: 'no answer', nextRetryDelay: 1 });
      return { found: 3, marked: 2, ...(afterKey === undefined && { next: 'a' }) };
    },
  });
  expect(await execute('baseline', 'b-1', { ...stream, requestedBy: 'clerk' })).toEqual({ found: 6, marked: 4 });
});
