import { beforeEach, describe, expect, test } from 'vitest';
import { undeliveredEvents } from '../../src/ledger/events.ts';
import { markSentOtherwise } from '../../src/ledger/mark-sent.ts';
import { markMessageSent, openPosting, recordAttemptFailed, recordPosted } from '../../src/ledger/posting.ts';
import { findDocuments, readTrail } from '../../src/ledger/queries.ts';
import { renderOnce } from '../../src/ledger/rendering.ts';
import { markStarted } from '../../src/ledger/transmissions.ts';
import { by, claim, rendered, rendering } from '../ledger/sample.ts';
import { useLedger } from '../support/ledger.ts';
import { at, emptyLedger, proofHouse } from './proof-house.ts';

const ledger = useLedger();
beforeEach(() => emptyLedger(ledger.db));

const clerk = { at: new Date('2026-11-02T10:00:00Z'), actor: 'clerk' };
const worker = { ...by, worker: 'w1' };
const limits = { attempt: 250_000, server: 180_000 };
const mark = (documentId: number) => markSentOtherwise(ledger.db, clerk, documentId, 'faxed');
const document = async (number: string) => (await findDocuments(ledger.db, number))[0];
const open = (transmission: number) => openPosting(ledger.db, worker, transmission, 0, limits);

describe('a document that went by other means', () => {
  test('and was claimed is cancelled, marked, and its workflow is to be told', async () => {
    const one = await claim(ledger.db, '1');
    await markStarted(ledger.db, by.at, 'c1', [one.id]);
    expect(await mark(one.documentId)).toEqual({ outcome: 'marked', cancelled: true });
    expect(await document('1')).toMatchObject({
      stage: 'cancelled',
      disposition: 'sent-otherwise',
      dispositionCause: 'MARK-SENT',
    });
    expect(await undeliveredEvents(ledger.db, 'A', 10)).toMatchObject([
      { kind: 'cancel', number: '1', payload: { requestedBy: 'clerk', reason: 'faxed' } },
    ]);
    const trail = await readTrail(ledger.db, one.documentId);
    expect(trail.slice(-2)).toMatchObject([
      { event: 'cancelled', actor: 'clerk', detail: { reason: 'faxed' } },
      { event: 'marked-sent', actor: 'clerk', detail: { reason: 'faxed' } },
    ]);
    // Said twice it is one word.
    expect(await mark(one.documentId)).toEqual({ outcome: 'already' });
    expect(await readTrail(ledger.db, one.documentId)).toHaveLength(trail.length);
    // And no poll claims it again.
    await claim(ledger.db, '1');
    expect((await ledger.db.query('select from ledger.transmission')).rowCount).toBe(1);
  });

  test('is not rendered to be posted by a translation that was under way', async () => {
    const one = await claim(ledger.db, '2');
    await mark(one.documentId);
    await renderOnce(ledger.db, by, { ...one, type: 'purchase-order' }, rendering('A_850_2_1.x12'));
    expect(await open(one.id)).toMatchObject({ cancelled: true });
    expect((await ledger.db.query('select from ledger.post_attempt')).rowCount).toBe(0);
    expect(await document('2')).toMatchObject({ stage: 'cancelled' });
  });

  test('while an attempt is on its way to Sterling: the worker finds that the message is not its to request', async () => {
    const one = await rendered(ledger.db, '3');
    await open(one.id);
    expect(await mark(one.documentId)).toEqual({ outcome: 'marked', cancelled: true });
    expect(await markMessageSent(ledger.db, one.id, 1, 'D1')).toBe(false);
    expect(await open(one.id)).toMatchObject({ cancelled: true });
  });

  test('cannot be marked when its message was requested and nobody knows the outcome', async () => {
    const one = await rendered(ledger.db, '4');
    const posting = await open(one.id);
    expect(await markMessageSent(ledger.db, one.id, 1, 'D1')).toBe(true);
    expect(await mark(one.documentId)).toEqual({ outcome: 'undecided' });
    await recordAttemptFailed(ledger.db, by, posting, 1, { outcome: 'unknown', code: 'X', message: 'reset' });
    expect(await mark(one.documentId)).toEqual({ outcome: 'undecided' });
    expect(await document('4')).toMatchObject({ stage: 'posting', disposition: null });
  });

  test('can be marked when Sterling certainly did not get it', async () => {
    const one = await rendered(ledger.db, '5');
    const posting = await open(one.id);
    await markMessageSent(ledger.db, one.id, 1, 'D1');
    await recordAttemptFailed(ledger.db, by, posting, 1, { outcome: 'not-received', code: 'X', message: 'refused' });
    expect(await mark(one.documentId)).toEqual({ outcome: 'marked', cancelled: true });
  });

  test('is refused with its message when we posted it', async () => {
    const one = await rendered(ledger.db, '6');
    const posting = await open(one.id);
    await markMessageSent(ledger.db, one.id, 1, 'D1');
    await recordPosted(ledger.db, by, posting, 1, '4711', 'answered');
    expect(await mark(one.documentId)).toEqual({ outcome: 'posted', message: '4711' });
    expect(await document('6')).toMatchObject({ stage: 'posted', disposition: null });
  });
});

test('marked while polls claim the same documents, each ends marked, and none is still to be sent', async () => {
  const house = proofHouse(ledger.db, 50);
  const numbers = Array.from({ length: 30 }, (_, index) => `${100 + index}`);
  for (const number of numbers) house.orders.set(number, { number, date: '2026-11-19', status: '1' });
  await house.poll('c1');
  for (const number of numbers) house.orders.set(number, { number, date: '2026-11-19', status: '4' });
  const documents = await Promise.all(numbers.map(document));
  const results = await Promise.all([
    house.poll('c2').then(() => []),
    ...documents.map((one) => mark(one?.id ?? 0)),
    house.poll('c3').then(() => []),
  ]);
  expect(results.flat().map(({ outcome }) => outcome)).toEqual(numbers.map(() => 'marked'));
  const { rows } = await ledger.db.query<{ disposition: string; stage: string | null }>(
    `select distinct d.disposition, t.stage from ledger.document d left join ledger.transmission t on t.request_id = d.workflow_id || '#initial'`,
  );
  expect(rows.filter(({ disposition }) => disposition !== 'sent-otherwise')).toEqual([]);
  expect(rows.filter(({ stage }) => stage !== null && stage !== 'cancelled')).toEqual([]);
});

describe('a number the ledger does not know', () => {
  const numbers = async (...asked: string[]) => {
    const house = proofHouse(ledger.db);
    house.orders.set('000000000000801', { number: '000000000000801', date: '2026-11-01' });
    house.orders.set('000802', { number: '000802', date: '2026-11-01', supplier: 'none' });
    house.orders.set('802', { number: '802', date: '2026-11-01', supplier: '7' });
    return house.run('markUnknownSent', { ...at, numbers: asked, reason: 'by mail', requestedBy: 'clerk' });
  };

  test('is looked up in SYSPRO, in each style, and marked with who and why', async () => {
    expect(await numbers('801', '999')).toEqual([
      { number: '801', key: '000000000000801', outcome: 'marked', cancelled: false },
      { number: '999', outcome: 'absent' },
    ]);
    const one = await document('801');
    expect(one).toMatchObject({ disposition: 'sent-otherwise', dispositionCause: 'MARK-SENT', partner: 'ACME' });
    expect(await readTrail(ledger.db, one?.id ?? 0)).toMatchObject([
      { event: 'discovered', actor: 'clerk' },
      { event: 'marked-sent', actor: 'clerk', detail: { reason: 'by mail' } },
    ]);
  });

  test('that is several documents marks none of them', async () => {
    expect(await numbers('802')).toEqual([{ number: '802', outcome: 'ambiguous', keys: ['802', '000802'] }]);
    expect(await document('802')).toBeUndefined();
  });
});
