import { fileURLToPath } from 'node:url';
import type { WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll } from 'vitest';
import type { Activities } from '../../src/activities/index.ts';
import { documentsQueue, sterlingQueue, sysproQueue } from '../../src/temporal/task-queues.ts';
import type { documentWorkflow, DocumentInput } from '../../src/workflows/document.ts';
import { startTestTemporal, type TestTemporal } from '../support/temporal.ts';

/** One call of an activity, in the order they came. */
export interface Call {
  readonly name: keyof Activities;
  readonly input: unknown;
}

export type FakeActivities = {
  [Name in keyof Activities]?: (
    input: Parameters<Activities[Name]>[0],
  ) => Promise<Awaited<ReturnType<Activities[Name]>>>;
};

/** Our workflows on a real Temporal server, over activities that a test makes up. */
export interface WorkflowHouse {
  readonly temporal: TestTemporal;
  /** Replaces the activities; those not named answer as when all goes well. Answers the calls from now on. */
  play(activities?: FakeActivities): Call[];
  startDocument(
    number: string,
    input?: Partial<DocumentInput>,
  ): Promise<WorkflowHandleWithFirstExecutionRunId<typeof documentWorkflow>>;
}

export const operatorQueue = sysproQueue('EDIBOT');

const allGoesWell: FakeActivities = {
  fetchDocument: async () => ({ outcome: 'settled', hash: 'h1' }),
  translateDocument: async ({ key }) => ({
    outcome: 'translated',
    interchange: 7,
    group: 7,
    sha256: 'abc',
    size: 100,
    mailbox: '/ACME/Outbound',
    messageName: `${key.key}.x12`,
  }),
  transmitDocument: async () => ({ outcome: 'posted', message: '42', mailbox: '/ACME/Outbound' }),
  recordDecision: async ({ kind }) => ({ cancelled: kind === 'cancel' }),
  followInterchange: async () => ({ outcome: 'posted', interchange: 7, message: '42', mailbox: '/ACME/Outbound' }),
  laneTurn: async () => ({ step: 'idle' }),
  transmitInterchange: async () => ({ outcome: 'posted', message: '42', mailbox: '/ACME/Outbound' }),
  renewSession: async () => undefined,
  scanPage: async () => ({ found: 0 }),
  rereadPage: async () => ({}),
  openCycle: async () => undefined,
  closeCycle: async () => undefined,
  deliverEvents: async () => 0,
  admitStarts: async () => ({ admitted: true, waiting: 0, settle: 0, followFor: 200 }),
  listUnstarted: async () => [],
  markStarted: async () => undefined,
  openReconciliation: async () => ({ since: '2026-11-01', patience: 0 }),
  reconcilePage: async () => ({}),
  reconcileUnmet: async () => ({}),
  recheckGaps: async () => ({ left: 0, polledSince: false }),
  pollSchedule: async () => ({ state: 'running' }),
  closeReconciliation: async ({ company, stream, reconciliation, outcome, cause }) => ({
    company,
    stream,
    reconciliation,
    outcome,
    ...(cause !== undefined && { cause }),
    since: '2026-11-01',
    found: 0,
    accounted: 0,
    missing: 0,
    tooNew: 0,
    gone: 0,
    counts: {},
    polls: { alive: true, schedule: 'running' },
    standing: { count: 0 },
  }),
  surveyPage: async () => ({ lines: [] }),
  openBackfill: async () => ({ settle: 0, followFor: 200 }),
  backfillPage: async () => ({ found: 0, documents: [] }),
  closeBackfill: async () => undefined,
  baselinePage: async () => ({ found: 0, marked: 0 }),
  markUnknownSent: async () => [],
  openSweep: async () => ({ inbound: ['/ACME/Inbound'], outbound: ['/ACME/Outbound'] }),
  collectMessages: async () => ({ taken: 0, seen: 0, failed: 0 }),
  handleMessages: async () => ({ handled: 0, answers: 0, unmatched: 0, failed: 0, more: false }),
  followMessages: async () => ({ watched: 1, changed: 0, overdue: 0, left: 0 }),
  settleWatches: async () => ({ cleared: 0 }),
  closeSweep: async () => undefined,
  deliverNews: async () => ({ delivered: 0, failed: 0 }),
  readStanding: async () => ({ stage: 'posted', details: 'Posted.', received: false }),
};

export function useWorkflowHouse(): WorkflowHouse {
  let temporal: TestTemporal;
  let stop: () => Promise<void>;
  let activities: FakeActivities = allGoesWell;
  let calls: Call[] = [];

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
    temporal = await startTestTemporal();
    const workflowBundle = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('../../src/workflows/index.ts', import.meta.url)),
      logger: new DefaultLogger('ERROR'),
    });
    const called = (name: keyof Activities) => async (input: unknown) => {
      const fake = activities[name] as ((input: unknown) => Promise<unknown>) | undefined;
      if (!fake) throw new Error(`the test has no activity ${name}`);
      calls.push({ name, input });
      return fake(input);
    };
    const fakes = Object.fromEntries(
      (Object.keys(allGoesWell) as (keyof Activities)[]).map((name) => [name, called(name)]),
    );
    const common = { connection: temporal.nativeConnection, namespace: temporal.namespace, activities: fakes };
    const workers = await Promise.all([
      Worker.create({ ...common, taskQueue: documentsQueue, workflowBundle }),
      Worker.create({ ...common, taskQueue: sterlingQueue }),
      Worker.create({ ...common, taskQueue: operatorQueue }),
    ]);
    const running = Promise.all(workers.map((worker) => worker.run()));
    stop = async () => {
      for (const worker of workers) worker.shutdown();
      await running;
    };
  }, 60_000);
  afterAll(async () => {
    await stop?.();
    await temporal?.stop();
  });

  return {
    get temporal() {
      return temporal;
    },
    play(fakes = {}) {
      activities = { ...allGoesWell, ...fakes };
      calls = [];
      return calls;
    },
    startDocument(number, input = {}) {
      return temporal.client.workflow.start<typeof documentWorkflow>('documentWorkflow', {
        workflowId: `document/A/purchase-order/${number}`,
        taskQueue: documentsQueue,
        args: [
          {
            key: { company: 'A', type: 'purchase-order', key: number },
            number,
            partner: 'ACME',
            sysproQueue: operatorQueue,
            mode: 'initial',
            settle: 0,
            followFor: 400,
            ...input,
          },
        ],
      });
    },
  };
}

/** The names of the steps taken, in order. */
export function stepsOf(calls: readonly Call[]): string[] {
  return calls.map(({ name }) => name);
}
