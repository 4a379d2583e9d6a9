import type { WorkflowHandle } from '@temporalio/client';
import { describe, expect, test } from 'vitest';
import type { Queued } from '../../src/activities/documents/queued.ts';
import { searchAttributes } from '../../src/temporal/search-attributes.ts';
import type { DocumentStatus } from '../../src/workflows/document-messages.ts';
import { stepsOf, useWorkflowHouse } from './workflow-house.ts';

const house = useWorkflowHouse();
const hour = 3_600_000;
const clerk = { requestedBy: 'clerk' };
const allSteps = ['fetchDocument', 'translateDocument', 'transmitDocument'];

const statusOf = (handle: WorkflowHandle): Promise<DocumentStatus> => handle.query<DocumentStatus>('status');
const phaseOf = (handle: WorkflowHandle) => async (): Promise<string> => (await statusOf(handle)).phase;
const refused = (handle: WorkflowHandle, update: string, message: object): Promise<string> =>
  handle.executeUpdate(update, { args: [message] }).then(
    () => 'taken',
    (error: Error & { cause?: Error }) => error.cause?.message ?? error.message,
  );

/** A translation that parks so many times and then succeeds. */
function parking(times: number) {
  let left = times;
  return async () => {
    left -= 1;
    if (left >= 0) return { outcome: 'parked', cause: 'PO-NO-LINES', findings: 2 } as const;
    const numbers = { interchange: 7, group: 7, sha256: 'abc', size: 1 };
    return { outcome: 'translated', ...numbers, mailbox: '/ACME/Outbound', messageName: 'x' } as const;
  };
}

describe('a document', () => {
  test('is read, translated and posted, followed for its time, and then done', async () => {
    const calls = house.play();
    const handle = await house.startDocument('1');
    await expect.poll(phaseOf(handle)).toBe('following');
    expect(await handle.result()).toEqual({ stage: 'posted', sends: 1 });
    expect(stepsOf(calls)).toEqual(allSteps);
  });

  test('that changed since it was claimed is read again until it has settled', async () => {
    const waits = [300, 200];
    const calls = house.play({
      async fetchDocument() {
        const wait = waits.shift();
        return wait === undefined ? { outcome: 'settled', hash: 'h2' } : { outcome: 'unsettled', wait };
      },
    });
    const before = Date.now();
    expect(await (await house.startDocument('2', { settle: 300 })).result()).toMatchObject({ stage: 'posted' });
    expect(stepsOf(calls)).toEqual(['fetchDocument', 'fetchDocument', ...allSteps]);
    expect(Date.now() - before).toBeGreaterThanOrEqual(800);
  });

  test('that was posted by an earlier run is only followed', async () => {
    const calls = house.play({ fetchDocument: async () => ({ outcome: 'posted', stage: 'posted' }) });
    expect(await (await house.startDocument('3')).result()).toMatchObject({ stage: 'posted' });
    expect(stepsOf(calls)).toEqual(['fetchDocument']);
  });

  test('that was withdrawn in SYSPRO is not sent', async () => {
    const calls = house.play({ fetchDocument: async () => ({ outcome: 'withdrawn', cause: 'CANCELLED' }) });
    expect(await (await house.startDocument('4')).result()).toEqual({ stage: 'cancelled', sends: 0 });
    expect(stepsOf(calls)).toEqual(['fetchDocument']);
  });
});

describe('a parked document', () => {
  test('waits for a person, and goes out when it is retried', async () => {
    const calls = house.play({ translateDocument: parking(2) });
    const handle = await house.startDocument('11');
    await expect.poll(phaseOf(handle)).toBe('parked');
    expect((await statusOf(handle)).waitingFor).toBe('a person: PO-NO-LINES');

    await handle.executeUpdate('retry', { args: [{ ...clerk, reason: 'line added' }] });
    // Not corrected after all: parked again, and the first word is used up.
    await expect.poll(() => stepsOf(calls).filter((name) => name === 'translateDocument').length).toBe(2);
    await expect.poll(phaseOf(handle)).toBe('parked');
    expect(stepsOf(calls)).not.toContain('transmitDocument');

    await handle.signal('retry', clerk);
    expect(await handle.result()).toEqual({ stage: 'posted', sends: 1 });
    expect(calls.filter(({ name }) => name === 'recordDecision').map(({ input }) => input)).toEqual([
      expect.objectContaining({ kind: 'retry', requestedBy: 'clerk', reason: 'line added' }),
      expect.objectContaining({ kind: 'retry', requestedBy: 'clerk' }),
    ]);
  });

  test('is given up when it is cancelled', async () => {
    const calls = house.play({ translateDocument: parking(1) });
    const handle = await house.startDocument('12');
    await expect.poll(phaseOf(handle)).toBe('parked');
    await handle.executeUpdate('cancel', { args: [{ ...clerk, reason: 'raised twice' }] });
    expect(await handle.result()).toEqual({ stage: 'cancelled', sends: 0 });
    expect(stepsOf(calls)).toEqual(['fetchDocument', 'translateDocument', 'recordDecision']);
    expect(calls.at(-1)?.input).toMatchObject({ kind: 'cancel', reason: 'raised twice' });
  });

  test('can be parked by any step, and hands on that a person had it posted again', async () => {
    let times = 0;
    const calls = house.play({
      async transmitDocument() {
        times += 1;
        if (times === 1) return { outcome: 'parked', cause: 'POSTING-UNDECIDABLE', findings: 1 };
        return { outcome: 'posted', message: '43', mailbox: '/ACME/Outbound' };
      },
    });
    const handle = await house.startDocument('13');
    await expect.poll(phaseOf(handle)).toBe('parked');
    await handle.executeUpdate('retry', { args: [{ ...clerk, postAgain: true }] });
    expect(await handle.result()).toMatchObject({ stage: 'posted' });
    expect(calls.find(({ name }) => name === 'recordDecision')?.input).toMatchObject({ postAgain: true });
  });

  test('that nobody can decide about goes on by itself when there is news, and by a person’s word that it arrived', async () => {
    const play = () => {
      let times = 0;
      return house.play({
        async transmitDocument() {
          times += 1;
          if (times === 1) return { outcome: 'parked', cause: 'POSTING-UNDECIDABLE', findings: 1 };
          return { outcome: 'posted', message: '', mailbox: '/ACME/Outbound' };
        },
      });
    };
    let calls = play();
    const answered = await house.startDocument('15');
    await expect.poll(phaseOf(answered)).toBe('parked');
    await answered.signal('news', { what: 'answered' });
    expect(await answered.result()).toMatchObject({ stage: 'posted', sends: 1 });
    expect(stepsOf(calls)).not.toContain('recordDecision');
    expect((await answered.describe()).typedSearchAttributes.get(searchAttributes.flag)).toBeUndefined();

    calls = play();
    const told = await house.startDocument('16');
    await expect.poll(phaseOf(told)).toBe('parked');
    await told.executeUpdate('retry', { args: [{ ...clerk, arrived: true }] });
    expect(await told.result()).toMatchObject({ stage: 'posted' });
    expect(calls.find(({ name }) => name === 'recordDecision')?.input).toMatchObject({ kind: 'retry', arrived: true });
  });

  test('parked for anything else is not stirred by news', async () => {
    const calls = house.play({ translateDocument: parking(1) });
    const handle = await house.startDocument('17');
    await expect.poll(phaseOf(handle)).toBe('parked');
    await handle.signal('news', { what: 'answered' });
    expect(await refused(handle, 'retry', { ...clerk, arrived: true })).toMatch(/parked for PO-NO-LINES/);
    expect(stepsOf(calls)).toEqual(['fetchDocument', 'translateDocument']);
    await handle.executeUpdate('cancel', { args: [{ ...clerk, reason: 'test' }] });
    await handle.result();
  });

  test('takes no re-send and no decision that nobody signs', async () => {
    house.play({ translateDocument: parking(1) });
    const handle = await house.startDocument('14');
    await expect.poll(phaseOf(handle)).toBe('parked');
    expect(await refused(handle, 'resend', { ...clerk, reason: 'lost' })).toMatch(/waits for a decision/);
    expect(await refused(handle, 'retry', {})).toMatch(/requestedBy/);
    expect(await refused(handle, 'cancel', { requestedBy: ' ' })).toMatch(/requestedBy/);
    // A signal cannot be refused; it is dropped, not turned into something else.
    await handle.signal('resend', { ...clerk, reason: 'lost' });
    await handle.signal('retry', {});
    expect((await statusOf(handle)).phase).toBe('parked');
    const { events } = await handle.fetchHistory();
    expect(events?.filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes)).toEqual([]);
    await handle.executeUpdate('cancel', { args: [{ ...clerk, reason: 'test' }] });
    expect(await handle.result()).toEqual({ stage: 'cancelled', sends: 0 });
  });
});

describe('a document whose partner is on hold', () => {
  const onHold = { outcome: 'queued', for: 'hold', why: 'on hold by clerk: their system is down' } as const;
  const flagOf = async (handle: WorkflowHandle): Promise<unknown> =>
    (await handle.describe()).typedSearchAttributes.get(searchAttributes.flag);

  /** Queues so many times at a step, and then goes on as when all is well. */
  function play(step: 'translateDocument' | 'transmitDocument', times: number, queued: Queued = onHold) {
    let left = times;
    const after = {
      translateDocument: parking(0),
      transmitDocument: async () => ({ outcome: 'posted', message: '42', mailbox: '/ACME/Outbound' }) as const,
    };
    return house.play({ [step]: async () => ((left -= 1) >= 0 ? queued : after[step]()) });
  }

  test('queues without a flag, shows why, and is read again and sent when there is news', async () => {
    const calls = play('translateDocument', 1);
    const handle = await house.startDocument('41');
    await expect.poll(phaseOf(handle)).toBe('queued');
    expect((await statusOf(handle)).waitingFor).toBe(onHold.why);
    expect(await flagOf(handle)).toBeUndefined();
    expect(await refused(handle, 'retry', clerk)).toBe('the document is not parked: it is queued');
    await handle.signal('news', { what: 'released' });
    expect(await handle.result()).toEqual({ stage: 'posted', sends: 1 });
    expect(stepsOf(calls).slice(0, 5)).toEqual(['fetchDocument', 'translateDocument', ...allSteps]);
  });

  test('already translated is posted as it is, when a blackout has ended by itself', async () => {
    const calls = play('transmitDocument', 1, { ...onHold, for: 'blackout', wait: 300 });
    const handle = await house.startDocument('42');
    expect(await handle.result()).toEqual({ stage: 'posted', sends: 1 });
    expect(stepsOf(calls).slice(0, 4)).toEqual([...allSteps, 'transmitDocument']);
  });

  test('hears news that comes while the step that queues it ends', async () => {
    let times = 0;
    house.play({
      async transmitDocument() {
        times += 1;
        if (times > 1) return { outcome: 'posted', message: '42', mailbox: '/ACME/Outbound' };
        await house.temporal.client.workflow.getHandle('document/A/purchase-order/43').signal('news', {});
        return onHold;
      },
    });
    expect(await (await house.startDocument('43')).result()).toEqual({ stage: 'posted', sends: 1 });
  });

  test('can be cancelled while it queues', async () => {
    const calls = play('transmitDocument', 9);
    const handle = await house.startDocument('44');
    await expect.poll(phaseOf(handle)).toBe('queued');
    await handle.executeUpdate('cancel', { args: [{ ...clerk, reason: 'raised twice' }] });
    expect(await handle.result()).toEqual({ stage: 'cancelled', sends: 0 });
    expect(calls.find(({ name }) => name === 'recordDecision')?.input).toMatchObject({ kind: 'cancel' });
  });

  test('has a re-send queue too', async () => {
    const calls = house.play();
    const handle = await house.startDocument('45', { followFor: 2_000 });
    await expect.poll(phaseOf(handle)).toBe('following');
    const again = play('translateDocument', 1);
    await handle.signal('resend', { ...clerk, reason: 'lost' });
    await expect.poll(phaseOf(handle)).toBe('queued');
    await handle.signal('news', {});
    await expect.poll(async () => (await statusOf(handle)).sends).toBe(2);
    expect(stepsOf(calls)).toEqual(allSteps);
    expect(stepsOf(again).filter((name) => name !== 'readStanding')).toEqual([
      'translateDocument',
      'translateDocument',
      'transmitDocument',
    ]);
  });
});

describe('a re-send', () => {
  test('asked for twice under one id is one send, and others are others', async () => {
    const calls = house.play();
    const handle = await house.startDocument('21', { followFor: 1_500 });
    await expect.poll(phaseOf(handle)).toBe('following');
    const message = { ...clerk, reason: 'lost', id: 'r-1' };
    await handle.signal('resend', message);
    await handle.signal('resend', message);
    expect(await handle.executeUpdate('resend', { args: [message] })).toBe('r-1');
    await expect.poll(async () => (await statusOf(handle)).sends).toBe(2);
    expect(await handle.executeUpdate('resend', { args: [{ ...message, id: 'r-2' }] })).toBe('r-2');
    // Without an id each is one of its own.
    const own = await handle.executeUpdate('resend', { args: [{ ...clerk, reason: 'lost' }] });
    expect(own).toMatch(/^[0-9a-f-]{36}-\d+$/);
    expect(await handle.result()).toEqual({ stage: 'posted', sends: 4 });
    const sent = calls.filter(({ name }) => name === 'transmitDocument').map(({ input }) => input);
    expect(sent).toEqual([
      expect.not.objectContaining({ resend: expect.anything() as unknown }),
      expect.objectContaining({ resend: { ...message, data: 'stored' } }),
      expect.objectContaining({ resend: { ...message, id: 'r-2', data: 'stored' } }),
      expect.objectContaining({ resend: { ...clerk, reason: 'lost', id: own, data: 'stored' } }),
    ]);
    // Stored data is not read again.
    expect(stepsOf(calls).filter((name) => name === 'fetchDocument')).toHaveLength(1);
  });

  test('of current data reads SYSPRO again, at once', async () => {
    const calls = house.play();
    const handle = await house.startDocument('22', { mode: 'follow', settle: hour, followFor: 600 });
    await handle.signal('resend', { ...clerk, reason: 'amended', id: 'r-3', data: 'current' });
    expect(await handle.result()).toEqual({ stage: 'posted', sends: 1 });
    expect(stepsOf(calls)).toEqual(allSteps);
  });

  test('starts a closed document from the Temporal UI with mode resend', async () => {
    const calls = house.play();
    const handle = await house.startDocument('23', { mode: 'resend', resend: { ...clerk, reason: 'by hand' } });
    expect(await handle.result()).toEqual({ stage: 'posted', sends: 1 });
    expect(calls[0]?.input).toMatchObject({ resend: { id: handle.firstExecutionRunId, reason: 'by hand' } });
  });

  test('with mode resend and no reason fails at once and sends nothing', async () => {
    const calls = house.play();
    const handle = await house.startDocument('24', { mode: 'resend' });
    await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'RESEND-INCOMPLETE' } });
    expect(calls).toEqual([]);
  });

  test('is refused without a reason or who asks, and a decision where nothing is parked', async () => {
    house.play();
    const handle = await house.startDocument('25', { followFor: 3_000 });
    await expect.poll(phaseOf(handle)).toBe('following');
    expect(await refused(handle, 'resend', { ...clerk, reason: '  ' })).toBe('a re-send needs a reason');
    expect(await refused(handle, 'resend', { reason: 'lost' })).toMatch(/requestedBy/);
    expect(await refused(handle, 'retry', clerk)).toBe('the document is not parked: it is following');
    expect(await refused(handle, 'cancel', { ...clerk, reason: 'x' })).toMatch(/not parked/);
    await handle.signal('retry', clerk);
    await handle.signal('resend', { ...clerk, reason: '' });
    expect(await handle.result()).toEqual({ stage: 'posted', sends: 1 });
  });

  test('that comes while the first send is under way follows it', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const calls = house.play({
      async fetchDocument() {
        await released;
        return { outcome: 'settled', hash: 'h1' };
      },
    });
    const handle = await house.startDocument('26');
    await expect.poll(phaseOf(handle)).toBe('sending');
    await handle.executeUpdate('resend', { args: [{ ...clerk, reason: 'twice please', id: 'r-9' }] });
    release();
    expect(await handle.result()).toEqual({ stage: 'posted', sends: 2 });
    expect(stepsOf(calls)).toEqual([...allSteps, 'translateDocument', 'transmitDocument']);
  });
});
