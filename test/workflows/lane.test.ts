import type { WorkflowHandle } from '@temporalio/client';
import { describe, expect, test } from 'vitest';
import type { FollowResult } from '../../src/activities/documents/follow-interchange.ts';
import type { LaneStep } from '../../src/activities/lanes/lane-turn.ts';
import { documentsQueue } from '../../src/temporal/task-queues.ts';
import type { DocumentStatus } from '../../src/workflows/document-messages.ts';
import type { laneWorkflow, LaneInput } from '../../src/workflows/lane.ts';
import { stepsOf, useWorkflowHouse } from './workflow-house.ts';

const house = useWorkflowHouse();
const clerk = { requestedBy: 'clerk' };
const statusOf = (handle: WorkflowHandle): Promise<DocumentStatus> => handle.query<DocumentStatus>('status');
const phaseOf = (handle: WorkflowHandle) => async (): Promise<string> => (await statusOf(handle)).phase;
const refused = (handle: WorkflowHandle, update: string, message: object): Promise<string> =>
  handle.executeUpdate(update, { args: [message] }).then(
    () => 'taken',
    (error: Error & { cause?: Error }) => error.cause?.message ?? error.message,
  );

describe('a document that leaves with others', () => {
  const joined = async () => ({ outcome: 'joined', lane: 1 }) as const;
  const waiting: FollowResult = { outcome: 'waiting', leavesBy: '2026-11-24T23:00:00.000Z' };
  const posted: FollowResult = { outcome: 'posted', interchange: 7, message: '42', mailbox: '/ACME/Outbound' };
  const parked: FollowResult = { outcome: 'parked', cause: 'STERLING-REFUSED', findings: 1, sets: 3 };

  /** Joins, and then stands as the test says, the last for good. */
  function play(...stands: FollowResult[]) {
    return house.play({
      translateDocument: joined,
      followInterchange: async () => (stands.length > 1 ? stands.shift() : stands[0]) as FollowResult,
    });
  }

  test('waits to be told, asks the ledger, and is posted by nobody else', async () => {
    const calls = play(waiting, { outcome: 'sealed', interchange: 7, sets: 3 }, posted);
    const handle = await house.startDocument('301');
    await expect.poll(phaseOf(handle)).toBe('waiting');
    expect((await statusOf(handle)).waitingFor).toBe(
      'others to leave with, until 2026-11-24T23:00:00.000Z at the latest',
    );
    await handle.signal('interchange', {});
    await expect.poll(async () => (await statusOf(handle)).waitingFor).toMatch(/interchange 7, sealed with 3 sets/);
    await handle.signal('interchange', {});
    expect(await handle.result()).toEqual({ stage: 'posted', sends: 1 });
    expect(stepsOf(calls)).toEqual([
      'fetchDocument',
      'translateDocument',
      'followInterchange',
      'followInterchange',
      'followInterchange',
    ]);
  });

  test('can be cancelled while it waits, but not retried', async () => {
    const calls = play(waiting);
    const handle = await house.startDocument('302');
    await expect.poll(phaseOf(handle)).toBe('waiting');
    expect(await refused(handle, 'retry', clerk)).toBe('the document is not parked: it is waiting');
    await handle.executeUpdate('cancel', { args: [{ ...clerk, reason: 'raised twice' }] });
    expect(await handle.result()).toEqual({ stage: 'cancelled', sends: 0 });
    expect(stepsOf(calls).at(-1)).toBe('recordDecision');
  });

  test('cancelled too late leaves all the same', async () => {
    const stands: FollowResult[] = [waiting, { outcome: 'sealed', interchange: 7, sets: 3 }, posted];
    const calls = house.play({
      translateDocument: joined,
      followInterchange: async () => (stands.length > 1 ? stands.shift() : stands[0]) as FollowResult,
      recordDecision: async () => ({ cancelled: false }),
    });
    const handle = await house.startDocument('303');
    await expect.poll(phaseOf(handle)).toBe('waiting');
    await handle.executeUpdate('cancel', { args: [{ ...clerk, reason: 'raised twice' }] });
    await expect.poll(async () => (await statusOf(handle)).waitingFor).toMatch(/sealed/);
    await handle.signal('interchange', {});
    expect(await handle.result()).toEqual({ stage: 'posted', sends: 1 });
    expect(stepsOf(calls).filter((name) => name === 'recordDecision')).toHaveLength(1);
  });

  test('taken out of the lane is read and translated again', async () => {
    const calls = play(waiting, { outcome: 'left' }, posted);
    const handle = await house.startDocument('304');
    await expect.poll(phaseOf(handle)).toBe('waiting');
    await handle.signal('interchange', {});
    expect(await handle.result()).toEqual({ stage: 'posted', sends: 1 });
    expect(stepsOf(calls)).toEqual([
      'fetchDocument',
      'translateDocument',
      'followInterchange',
      'followInterchange',
      'fetchDocument',
      'translateDocument',
      'followInterchange',
    ]);
  });

  test('parked with its interchange goes on by a word for another document, and is not cancelled by itself', async () => {
    const calls = play(parked, { outcome: 'sealed', interchange: 7, sets: 3 }, posted);
    const handle = await house.startDocument('305');
    await expect.poll(phaseOf(handle)).toBe('parked');
    expect(await refused(handle, 'cancel', { ...clerk, reason: 'x' })).toMatch(/one of 3 in an interchange/);
    expect(await phaseOf(handle)()).toBe('parked');
    await handle.signal('interchange', {});
    await expect.poll(phaseOf(handle)).toBe('waiting');
    await handle.signal('interchange', {});
    expect(await handle.result()).toEqual({ stage: 'posted', sends: 1 });
    expect(stepsOf(calls)).not.toContain('recordDecision');
  });

  test('parked with its interchange is given up with all of it, or retried', async () => {
    play(parked);
    const given = await house.startDocument('306');
    await expect.poll(phaseOf(given)).toBe('parked');
    await given.executeUpdate('cancel', { args: [{ ...clerk, reason: 'x', wholeInterchange: true }] });
    expect(await given.result()).toEqual({ stage: 'cancelled', sends: 0 });
    const calls = play(parked, posted);
    const retried = await house.startDocument('307');
    await expect.poll(phaseOf(retried)).toBe('parked');
    await retried.executeUpdate('retry', { args: [clerk] });
    expect(await retried.result()).toEqual({ stage: 'posted', sends: 1 });
    expect(calls.find(({ name }) => name === 'recordDecision')?.input).toMatchObject({ kind: 'retry' });
  });
});

describe('a document in a lane whose partner is on hold', () => {
  test('shows it, and leaves when it is told', async () => {
    const stands: FollowResult[] = [
      { outcome: 'waiting', leavesBy: '2026-11-24T23:00:00.000Z', held: 'on hold by clerk: down' },
      { outcome: 'posted', interchange: 7, message: '42', mailbox: '/ACME/Outbound' },
    ];
    house.play({
      translateDocument: async () => ({ outcome: 'joined', lane: 1 }),
      followInterchange: async () => (stands.length > 1 ? stands.shift() : stands[0]) as FollowResult,
    });
    const handle = await house.startDocument('311');
    await expect.poll(phaseOf(handle)).toBe('queued');
    expect((await statusOf(handle)).waitingFor).toBe('on hold by clerk: down');
    await handle.signal('news', { what: 'released' });
    expect(await handle.result()).toEqual({ stage: 'posted', sends: 1 });
  });
});

describe('a lane', () => {
  function startLane(lane: number, input: Partial<LaneInput> = {}) {
    return house.temporal.client.workflow.start<typeof laneWorkflow>('laneWorkflow', {
      workflowId: `lane/test/${lane}`,
      taskQueue: documentsQueue,
      args: [{ lane, partner: 'ACME', linger: 100, ...input }],
    });
  }
  function play(...steps: LaneStep[]) {
    return house.play({ laneTurn: async () => steps.shift() ?? { step: 'idle' } });
  }

  test('posts one interchange after the other, and is done when nothing waits', async () => {
    const calls = play({ step: 'post', interchange: 5 }, { step: 'post', interchange: 6 });
    expect(await (await startLane(1)).result()).toEqual({ posted: 2 });
    expect(stepsOf(calls)).toEqual(['laneTurn', 'transmitInterchange', 'laneTurn', 'transmitInterchange', 'laneTurn']);
    expect(calls.filter(({ name }) => name === 'transmitInterchange').map(({ input }) => input)).toEqual([
      { interchange: 5 },
      { interchange: 6 },
    ]);
  });

  test('whose partner is on hold waits to be told; in a blackout, for its end', async () => {
    const held = { step: 'held', why: 'on hold by clerk: down', sets: 2 } as const;
    const calls = play(held, { ...held, wait: 200 }, { step: 'post', interchange: 5 });
    const handle = await startLane(9);
    await expect.poll(() => handle.query<string>('status')).toBe('Held: on hold by clerk: down (2 documents wait)');
    expect(calls.length).toBe(1);
    await handle.signal('look');
    expect(await handle.result()).toEqual({ posted: 1 });
    expect(stepsOf(calls)).toEqual(['laneTurn', 'laneTurn', 'laneTurn', 'transmitInterchange', 'laneTurn']);
  });

  test('looks again when the time has come, or at once when it is told of another document', async () => {
    const calls = play({ step: 'wait', wait: 200, sets: 1 }, { step: 'wait', wait: 3_600_000, sets: 2 });
    const handle = await startLane(2);
    await expect.poll(() => calls.length).toBe(2);
    await expect.poll(() => handle.query('status')).toMatch(/2 documents/);
    await handle.signal('look');
    expect(await handle.result()).toEqual({ posted: 0 });
    expect(stepsOf(calls)).toEqual(['laneTurn', 'laneTurn', 'laneTurn']);
  });

  test('does not lose what it is told while it is at work', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let turns = 0;
    const calls = house.play({
      async laneTurn() {
        turns += 1;
        if (turns > 1) return { step: 'idle' };
        await released;
        return { step: 'wait', wait: 3_600_000, sets: 1 };
      },
    });
    const handle = await startLane(3);
    await expect.poll(() => calls.length).toBe(1);
    await handle.signal('look');
    release();
    expect(await handle.result()).toEqual({ posted: 0 });
    expect(stepsOf(calls)).toEqual(['laneTurn', 'laneTurn']);
  });

  test('behind an interchange that must not be overtaken waits for a person', async () => {
    const calls = play({ step: 'blocked', interchange: 9, sets: 2 }, { step: 'post', interchange: 9 });
    const handle = await startLane(4);
    await expect.poll(() => handle.query('status')).toMatch(/a person/);
    expect(stepsOf(calls)).toEqual(['laneTurn']);
    await handle.signal('look');
    expect(await handle.result()).toEqual({ posted: 1 });
  });
});
