import { describe, expect, test } from 'vitest';
import {
  decidePostAgain,
  markMessageSent,
  openPosting,
  recordAbsent,
  recordAttemptFailed,
  recordPosted,
} from '../../src/ledger/posting.ts';
import { readTrail } from '../../src/ledger/queries.ts';
import { useLedger } from '../support/ledger.ts';
import { by, rendered } from './sample.ts';

const ledger = useLedger();
const worker = { ...by, worker: 'w1' };
const day = 86_400_000;
const open = (transmission: number, limits = { attempt: 60_000, server: 60_000 }, stay = day) =>
  openPosting(ledger.db, worker, transmission, stay, limits);
/** Limits that are over at once, so that a test need not wait for them. */
const over = { attempt: 0, server: 0 };

describe('openPosting', () => {
  test('of many workers at once only one is told to post', async () => {
    const { id } = await rendered(ledger.db, '101');
    const steps = await Promise.all(Array.from({ length: 6 }, () => open(id)));
    expect(steps.filter(({ step }) => step.step === 'post')).toHaveLength(1);
    expect(steps.filter(({ step }) => step.step === 'wait')).toHaveLength(5);
  });

  test('what was posted is done, whoever asks', async () => {
    const { id, documentId } = await rendered(ledger.db, '102');
    const posting = await open(id);
    expect(await markMessageSent(ledger.db, id, 1, 'doc-1')).toBe(true);
    await recordPosted(ledger.db, by, posting, 1, '78', 'answered');
    expect(await open(id)).toMatchObject({ step: { step: 'done' }, sterlingMessage: '78' });
    expect((await readTrail(ledger.db, documentId)).map(({ event }) => event)).toEqual([
      'discovered',
      'translated',
      'post-attempted',
      'posted',
    ]);
  });

  test('a worker that died before it asked for the message has posted nothing: the next attempt posts', async () => {
    const { id } = await rendered(ledger.db, '103');
    expect((await open(id, over)).step).toEqual({ step: 'post', attempt: 1 });
    expect((await open(id)).step).toEqual({ step: 'post', attempt: 2 });
  });

  test('a worker that died after it had asked leaves an unknown outcome: it is looked up, never repeated first', async () => {
    const { id } = await rendered(ledger.db, '104');
    await open(id, { attempt: 200, server: 0 });
    expect(await markMessageSent(ledger.db, id, 1, 'doc-1')).toBe(true);
    expect((await open(id)).step.step).toBe('wait');
    await expect.poll(async () => (await open(id)).step).toEqual({ step: 'look-up', attempt: 1 });
  });

  test('the overtaken worker is fenced off', async () => {
    const { id } = await rendered(ledger.db, '105');
    await open(id, over);
    await open(id);
    expect(await markMessageSent(ledger.db, id, 1, 'doc-1')).toBe(false);
    expect(await markMessageSent(ledger.db, id, 2, 'doc-2')).toBe(true);
    expect(await markMessageSent(ledger.db, id, 2, 'doc-2')).toBe(false);
  });

  test('the overtaken worker stays fenced off even when the clock has gone back to before its deadline', async () => {
    const { id } = await rendered(ledger.db, '109');
    await open(id, over);
    await open(id);
    await ledger.db.query(
      `update ledger.post_attempt set deadline = now() + interval '1 hour' where transmission_id = $1`,
      [id],
    );
    expect(await markMessageSent(ledger.db, id, 1, 'doc-1')).toBe(false);
  });

  test('absent after an unknown outcome: posted again only where messages surely stay, else a person decides', async () => {
    const { id } = await rendered(ledger.db, '106');
    const posting = await open(id, { attempt: 500, server: 0 });
    await markMessageSent(ledger.db, id, 1, 'doc-1');
    await recordAttemptFailed(ledger.db, by, posting, 1, {
      outcome: 'unknown',
      code: 'STERLING-NO-ANSWER',
      message: 'reset',
    });
    expect((await open(id)).step).toEqual({ step: 'look-up', attempt: 1 });
    await recordAbsent(ledger.db, by, posting, 1);
    expect((await open(id, over, 0)).step).toEqual({ step: 'ask', attempt: 1 });
    await decidePostAgain(ledger.db, id, 'clerk');
    expect((await open(id, over, 0)).step).toEqual({ step: 'post', attempt: 2 });
  });

  test('absent where messages stay a day: posted again without asking', async () => {
    const { id } = await rendered(ledger.db, '107');
    const posting = await open(id, { attempt: 500, server: 0 });
    await markMessageSent(ledger.db, id, 1, 'doc-1');
    await recordAttemptFailed(ledger.db, by, posting, 1, {
      outcome: 'unknown',
      code: 'STERLING-NO-ANSWER',
      message: 'reset',
    });
    await recordAbsent(ledger.db, by, posting, 1);
    expect((await open(id)).step).toEqual({ step: 'post', attempt: 2 });
  });

  test('refused and not received are known: the next attempt posts, and a refusal forgets the document it named', async () => {
    const { id } = await rendered(ledger.db, '108');
    const posting = await open(id);
    await markMessageSent(ledger.db, id, 1, 'doc-1');
    await recordAttemptFailed(ledger.db, by, posting, 1, {
      outcome: 'not-received',
      code: 'STERLING-UNREACHABLE',
      message: 'refused',
    });
    const second = await open(id);
    expect(second).toMatchObject({ step: { step: 'post', attempt: 2 }, sterlingDocument: 'doc-1' });
    await recordAttemptFailed(ledger.db, by, second, 2, {
      outcome: 'refused',
      code: 'STERLING-REFUSED',
      message: 'no such document',
    });
    expect(await open(id)).toMatchObject({ step: { step: 'post', attempt: 3 }, sterlingDocument: null });
  });
});
