import { describe, expect, test } from 'vitest';
import { followedText } from '../../src/cli/followed-text.ts';
import { trailText } from '../../src/cli/trail-text.ts';
import { cancelTransmission, park } from '../../src/ledger/attention.ts';
import { followedSends } from '../../src/ledger/document-standing.ts';
import { undeliveredDocumentNews } from '../../src/ledger/events.ts';
import { cancelInterchange } from '../../src/ledger/interchanges.ts';
import { markSentOtherwise } from '../../src/ledger/mark-sent.ts';
import { markMessageSent, openPosting, recordAbsent, recordAttemptFailed } from '../../src/ledger/posting.ts';
import { listDocuments, readTrail, readTransmissions } from '../../src/ledger/queries.ts';
import type { ResendRequest } from '../../src/ledger/transmissions.ts';
import { useLedger } from '../support/ledger.ts';
import { ack, answerHouse, answerTo, type AnswerHouse } from './answer-house.ts';
import type { Sent } from './lane-house.ts';

/*
 * Partners who answer what is not known to have been posted, or was given up; and what an earlier send wants when a later one is.
 */

const ledger = useLedger();
let houses = 0;
const open = (more = ''): AnswerHouse => answerHouse(ledger.db, `FIRST${(houses += 1)}`, more);
const unknownStay = `    sterling: { messagesStay: unknown }\n`;
const together = `    sterling: { messagesStay: unknown }\n    batching: { maxSets: 2, maxAge: 1h }\n`;
let orders = 0;
const next = (): string => String((orders += 1)).padStart(15, '0');
const events = async (document: number): Promise<string[]> =>
  (await readTrail(ledger.db, document)).map(({ event }) => event);
const summaryOf = async (document: number) =>
  (await listDocuments(ledger.db, { limit: 1_000 })).find(({ id }) => id === document);

/** Arrived after what was requested until now: requests have the database's clock. */
const soon = (): { createdAt: Date } => ({ createdAt: new Date(Date.now() + 60_000) });

/** An attempt whose request got no answer, and whose message is not in the mailbox when it is looked up. */
async function loseAnswer(house: AnswerHouse, transmission: number): Promise<void> {
  const by = { at: house.lane.clock, actor: 'document', worker: 'w1' };
  const posting = await openPosting(ledger.db, by, transmission, 0, { attempt: 5_000, server: 0 });
  if (posting.step.step !== 'post') throw new Error(posting.step.step);
  const { attempt } = posting.step;
  await markMessageSent(ledger.db, transmission, attempt, 'd1');
  await recordAttemptFailed(ledger.db, by, posting, attempt, { outcome: 'unknown', code: 'RESET', message: 'reset' });
  await recordAbsent(ledger.db, by, posting, attempt);
}

async function accept(house: AnswerHouse, transmission: number, code = 'A'): Promise<void> {
  const interchange = await house.lane.content(transmission);
  house.arrive(answerTo(interchange, '997', ack(interchange, [['0001', code]])), soon());
  await house.sweep();
}

const newsOf = async ({ key }: Sent): Promise<number> =>
  (await undeliveredDocumentNews(ledger.db, '', 1_000)).filter((event) => event.key.key === key.key).length;

describe('an answer to a post of unknown outcome', () => {
  test('is a witness: it is not posted again, whatever the look-up showed, and the answer counts', async () => {
    // By `messagesStay` of a day, absent would mean that it is posted again.
    const house = open(`    sterling: { messagesStay: 1d }\n`);
    const sent = await house.lane.order(next());
    const { id, documentId } = sent.transmission;
    await loseAnswer(house, id);
    await accept(house, id);
    expect(await house.lane.post(sent.key)).toMatchObject({ outcome: 'posted', message: '' });
    expect(house.lane.mailbox.size).toBe(0);
    expect(await house.stage(id)).toBe('acknowledged');
    expect(await events(documentId)).toEqual(expect.arrayContaining(['answered', 'posted', 'acknowledged']));
    const [send] = await readTransmissions(ledger.db, documentId);
    expect(send).toMatchObject({ message: null, attempts: 1 });
    const [followed] = await followedSends(ledger.db, documentId);
    expect(followedText({ ...followed!, stage: 'posted' })).toMatch(/its message number is unknown/);
    const posted = (await readTrail(ledger.db, documentId)).find(({ event }) => event === 'posted');
    expect(trailText(posted!)).toMatch(
      /Arrived in mailbox .*: its partner has answered it; its message number is unknown/,
    );
    const { rows } = await ledger.db.query(`select from ledger.message_watch where transmission_id = $1`, [id]);
    expect(rows).toEqual([]);
    expect(await house.lane.post(sent.key)).toMatchObject({ outcome: 'posted' });
  });

  test('is a witness against a person who would have it posted again, too', async () => {
    const house = open(unknownStay);
    const sent = await house.lane.order(next());
    await loseAnswer(house, sent.transmission.id);
    expect(await house.lane.post(sent.key)).toMatchObject({ cause: 'POSTING-UNDECIDABLE' });
    await house.lane.decide({ key: sent.key, kind: 'retry', requestedBy: 'clerk', postAgain: true });
    await accept(house, sent.transmission.id);
    expect(await house.lane.post(sent.key)).toMatchObject({ outcome: 'posted', message: '' });
    expect(house.lane.mailbox.size).toBe(0);
  });

  test('is none where nothing was ever requested', async () => {
    const house = open();
    const sent = await house.lane.order(next());
    await accept(house, sent.transmission.id);
    expect(await house.lane.post(sent.key)).toMatchObject({ outcome: 'posted', message: '1' });
  });

  test('of an 855, which names an order and no transmission, is none of a re-send', async () => {
    const house = open(unknownStay);
    const number = next();
    const sent = await house.send(number);
    const resend = { id: `again-${number}`, reason: 'lost', requestedBy: 'clerk', data: 'stored' } as const;
    await house.lane.translate(sent.key, resend);
    const again = (await readTransmissions(ledger.db, sent.document))[1]?.id ?? 0;
    await loseAnswer(house, again);
    house.arrive(answerTo(sent.interchange, '855', `BAK*00*AC*${Number(number)}`), soon());
    await house.sweep();
    expect((await house.rows()).at(-1)).toMatchObject({ kind: '855', transmission: again });
    expect(await house.lane.post(sent.key, resend)).toMatchObject({ cause: 'POSTING-UNDECIDABLE' });
  });

  test('of an 824 is one of the only send there was, and of the send whose group it names; else of none', async () => {
    const house = open(unknownStay);
    const number = next();
    const advice = (more = ''): string => `BGN*00*ADV1*20261102\nOTI*TR*PO*${Number(number)}${more}`;
    const sent = await house.lane.order(number);
    const { id, documentId } = sent.transmission;
    await loseAnswer(house, id);
    const interchange = await house.lane.content(id);
    house.arrive(answerTo(interchange, '824', advice()), soon());
    await house.sweep();
    expect(await house.lane.post(sent.key)).toMatchObject({ outcome: 'posted', message: '' });

    const resend = { id: `again-${number}`, reason: 'refused', requestedBy: 'clerk', data: 'stored' } as const;
    await house.lane.translate(sent.key, resend);
    const again = (await readTransmissions(ledger.db, documentId))[1]?.id ?? 0;
    await loseAnswer(house, again);
    house.arrive(answerTo(interchange, '824', advice()), soon());
    await house.sweep();
    expect((await house.rows()).at(-1)).toMatchObject({ kind: '824', transmission: again });
    expect(await house.lane.post(sent.key, resend)).toMatchObject({ cause: 'POSTING-UNDECIDABLE' });

    const [group] = (await house.lane.content(again)).groups;
    house.arrive(
      answerTo(interchange, '824', advice(`*****${Number(group?.control)}*${group?.sets[0]?.control}`)),
      soon(),
    );
    await house.sweep();
    expect((await house.rows()).at(-1)).toMatchObject({ kind: '824', transmission: again });
    expect(await house.lane.post(sent.key, resend)).toMatchObject({ outcome: 'posted', message: '' });
  });

  test('takes one that waits for a person out of that, with news and the reason', async () => {
    const house = open(unknownStay);
    const sent = await house.lane.order(next());
    const { id, documentId } = sent.transmission;
    await loseAnswer(house, id);
    expect(await house.lane.post(sent.key)).toMatchObject({ cause: 'POSTING-UNDECIDABLE' });
    await accept(house, id);
    expect(await house.flags(documentId)).toEqual([]);
    expect((await readTrail(ledger.db, documentId)).find(({ event }) => event === 'attention-settled')).toMatchObject({
      detail: { cause: 'POSTING-UNDECIDABLE', because: 'answered' },
    });
    expect(await newsOf(sent)).toBeGreaterThan(0);
    expect(await house.lane.post(sent.key)).toMatchObject({ outcome: 'posted' });
    expect(await house.stage(id)).toBe('acknowledged');
  });

  test('of one document proves the whole interchange: all in it go on', async () => {
    const house = open(together);
    const sent = [await house.lane.order(next()), await house.lane.order(next())];
    const turn = await house.lane.turn();
    const interchange = turn.step === 'post' ? turn.interchange : 0;
    await loseAnswer(house, interchange);
    expect(await house.lane.transmit(interchange)).toMatchObject({ cause: 'POSTING-UNDECIDABLE' });
    expect(await house.lane.turn()).toEqual({ step: 'idle' });
    await accept(house, interchange);
    const flags = await Promise.all(sent.map(({ transmission }) => house.flags(transmission.documentId)));
    expect(flags).toEqual([[], []]);
    expect(await Promise.all(sent.map(newsOf))).toEqual([expect.any(Number), expect.any(Number)]);
    expect(await newsOf(sent[1] as Sent)).toBeGreaterThan(0);
    expect(await house.lane.run()).toEqual([interchange]);
    expect(house.lane.mailbox.size).toBe(0);
    const stages = await Promise.all(sent.map(({ transmission }) => house.stage(transmission.id)));
    expect(stages).toEqual(['acknowledged', 'posted']);
  });

  test('that comes while a person is about to be asked decides it instead', async () => {
    const house = open(unknownStay);
    const sent = await house.lane.order(next());
    const { id, documentId } = sent.transmission;
    await loseAnswer(house, id);
    const by = { at: house.lane.clock, actor: 'document', worker: 'w1' };
    const asked = await openPosting(ledger.db, by, id, 0, { attempt: 1_000, server: 0 });
    expect(asked.step.step).toBe('ask');
    await accept(house, id);
    expect(await park(ledger.db, by, { documentId, transmission: id }, 'POSTING-UNDECIDABLE', [])).toBe(false);
    expect(await house.flags(documentId)).toEqual([]);
  });
});

describe('a person’s word that it arrived', () => {
  test('records it as posted, by whom and why, without a number', async () => {
    const house = open(unknownStay);
    const sent = await house.lane.order(next());
    const { id, documentId } = sent.transmission;
    await loseAnswer(house, id);
    await house.lane.post(sent.key);
    await house.lane.decide({
      key: sent.key,
      kind: 'retry',
      requestedBy: 'clerk',
      arrived: true,
      reason: 'they have it',
    });
    expect(await house.stage(id)).toBe('posted');
    expect(await house.flags(documentId)).toEqual([]);
    expect(await house.lane.post(sent.key)).toMatchObject({ outcome: 'posted', message: '' });
    expect(house.lane.mailbox.size).toBe(0);
    expect((await readTrail(ledger.db, documentId)).find(({ event }) => event === 'posted')).toMatchObject({
      actor: 'clerk',
      detail: { how: 'said-by-person', reason: 'they have it', message: null },
    });
    await accept(house, id);
    expect(await house.stage(id)).toBe('acknowledged');
  });

  test('for one of several is said of their interchange', async () => {
    const house = open(together);
    const sent = [await house.lane.order(next()), await house.lane.order(next())];
    const turn = await house.lane.turn();
    const interchange = turn.step === 'post' ? turn.interchange : 0;
    await loseAnswer(house, interchange);
    await house.lane.transmit(interchange);
    await house.lane.decide({ key: sent[1]?.key as Sent['key'], kind: 'retry', requestedBy: 'clerk', arrived: true });
    for (const { key } of sent) expect(await house.lane.follow(key)).toMatchObject({ outcome: 'posted', message: '' });
    expect(await house.lane.run()).toEqual([]);
  });

  test('changes nothing where it is not what is asked', async () => {
    const house = open();
    const sent = await house.lane.order(next());
    await house.lane.decide({ key: sent.key, kind: 'retry', requestedBy: 'clerk', arrived: true });
    expect(await house.stage(sent.transmission.id)).toBe('translated');
  });
});

describe('an answer to a send that was given up', () => {
  test('raises a flag, once, which marking it sent ends', async () => {
    const house = open(unknownStay);
    const sent = await house.lane.order(next());
    const { id, documentId } = sent.transmission;
    await loseAnswer(house, id);
    const by = { at: house.lane.clock, actor: 'clerk' };
    await cancelTransmission(ledger.db, by, { documentId, transmission: id }, 'thought lost');
    await accept(house, id);
    expect(await house.stage(id)).toBe('cancelled');
    expect(await house.flags(documentId)).toEqual(['ANSWERED-ALTHOUGH-CANCELLED']);
    await accept(house, id, 'R');
    expect(await house.flags(documentId)).toEqual(['ANSWERED-ALTHOUGH-CANCELLED']);
    expect(await markSentOtherwise(ledger.db, by, documentId, 'they have it')).toMatchObject({ outcome: 'marked' });
    expect(await house.flags(documentId)).toEqual([]);
  });
});

describe('a re-send of a document its partner has rejected', () => {
  const resend = (number: string): ResendRequest => ({
    id: `again-${number}`,
    reason: 'corrected',
    requestedBy: 'clerk',
    data: 'stored',
  });
  const latest = async (document: number): Promise<number> =>
    (await readTransmissions(ledger.db, document)).at(-1)?.id ?? 0;

  test('ends the flag when it is posted, and its trail says so', async () => {
    const house = open();
    const number = next();
    const sent = await house.send(number);
    await accept(house, sent.id, 'R');
    expect(await house.flags(sent.document)).toEqual(['REJECTED-BY-PARTNER']);
    await house.lane.translate(sent.key, resend(number));
    expect(await house.flags(sent.document)).toEqual(['REJECTED-BY-PARTNER']);
    await house.lane.post(sent.key, resend(number));
    expect(await house.flags(sent.document)).toEqual([]);
    expect(
      (await readTrail(ledger.db, sent.document)).find(({ event }) => event === 'attention-settled')?.detail,
    ).toEqual({ cause: 'REJECTED-BY-PARTNER', because: 'sent-again' });
  });

  test.each(['before', 'meanwhile'])('that is cancelled leaves the rejection that came %s', async (when) => {
    const house = open();
    const number = next();
    const sent = await house.send(number);
    if (when === 'before') await accept(house, sent.id, 'R');
    await house.lane.translate(sent.key, resend(number));
    if (when === 'meanwhile') await accept(house, sent.id, 'R');
    const again = { documentId: sent.document, transmission: await latest(sent.document) };
    await cancelTransmission(ledger.db, { at: house.lane.clock, actor: 'clerk' }, again, 'not now');
    expect(await house.flags(sent.document)).toEqual(['REJECTED-BY-PARTNER']);
    expect(await summaryOf(sent.document)).toMatchObject({ stage: 'rejected', attention: 'REJECTED-BY-PARTNER' });
  });

  test('that parked and is cancelled leaves it too, though the flag was the re-send’s by then', async () => {
    const house = open(unknownStay);
    const number = next();
    const sent = await house.send(number);
    await accept(house, sent.id, 'R');
    await house.lane.translate(sent.key, resend(number));
    await loseAnswer(house, await latest(sent.document));
    await house.lane.post(sent.key, resend(number));
    expect(await house.flags(sent.document)).toEqual(['POSTING-UNDECIDABLE']);
    await house.lane.decide({ key: sent.key, resend: resend(number), kind: 'cancel', requestedBy: 'clerk' });
    expect(await house.flags(sent.document)).toEqual(['REJECTED-BY-PARTNER']);
  });

  test('among others, given up with its interchange, leaves it too', async () => {
    const house = open(together);
    const sent = [await house.lane.order(next()), await house.lane.order(next())];
    const [first] = await house.lane.run();
    await accept(house, first ?? 0, 'R');
    const [one, two] = sent as unknown as [Sent, Sent];
    const rejected = one.transmission.documentId;
    expect(await house.flags(rejected)).toEqual(['REJECTED-BY-PARTNER']);
    for (const { key } of [one, two]) await house.lane.translate(key, resend(key.key));
    const turn = await house.lane.turn();
    const interchange = turn.step === 'post' ? turn.interchange : 0;
    house.lane.answers.push('refused');
    await house.lane.transmit(interchange);
    expect(await house.flags(rejected)).toEqual(['STERLING-REFUSED']);
    await cancelInterchange(ledger.db, { at: house.lane.clock, actor: 'clerk' }, interchange, 'not now');
    expect(await house.flags(rejected)).toEqual(['REJECTED-BY-PARTNER']);
  });
});
