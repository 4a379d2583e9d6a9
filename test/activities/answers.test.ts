import { describe, expect, test } from 'vitest';
import { resetNumbers } from '../../src/ledger/control-series.ts';
import { markMessageSent, openPosting, recordPosted, type Posting } from '../../src/ledger/posting.ts';
import { readTrail } from '../../src/ledger/queries.ts';
import { controlSeriesOf } from '../../src/translation/index.ts';
import { useLedger } from '../support/ledger.ts';
import { profileOf } from '../translation/support.ts';
import { ack, answerHouse, answerTo, inbox, type AnswerHouse, type SentAlone } from './answer-house.ts';

/*
 * What partners answer, over a real ledger: whose it is, and what becomes of the document.
 */

const ledger = useLedger();
let houses = 0;
const open = (more = ''): AnswerHouse => answerHouse(ledger.db, `ANS${(houses += 1)}`, more);
let orders = 0;
const next = (): string => String((orders += 1)).padStart(15, '0');
const accept = ({ interchange }: SentAlone): string => answerTo(interchange, '997', ack(interchange, [['0001', 'A']]));
const reject = ({ interchange }: SentAlone, errors = 'AK3*PO1*5**8\nAK4*4**7*12,5\n'): string =>
  answerTo(interchange, '997', ack(interchange, [['0001', 'R', errors]]));
const events = async (document: number): Promise<string[]> =>
  (await readTrail(ledger.db, document)).map(({ event }) => event);
const last = async (house: AnswerHouse): Promise<Record<string, unknown> | undefined> => (await house.rows()).at(-1);

describe('a 997', () => {
  test('that accepts acknowledges the document, once and with news', async () => {
    const house = open();
    const sent = await house.send(next());
    house.arrive(accept(sent));
    expect(await house.sweep()).toEqual({ handled: 1, answers: 1, unmatched: 0, failed: 0, more: false });
    expect(await house.stage(sent.id)).toBe('acknowledged');
    expect(await events(sent.document)).toEqual(expect.arrayContaining(['posted', 'answered', 'acknowledged']));
    const { rows } = await ledger.db.query(`select kind, payload from ledger.event where document_id = $1`, [
      sent.document,
    ]);
    expect(rows).toEqual([{ kind: 'news', payload: { what: 'answered' } }]);
    expect(await house.sweep()).toMatchObject({ handled: 0 });
  });

  test('that rejects flags the document with the SYSPRO field behind it', async () => {
    const house = open();
    const sent = await house.send(next());
    const set = sent.interchange.groups[0]?.sets[0];
    const position = (set?.segments.findIndex(({ id }) => id === 'PO1') ?? 0) + 2;
    house.arrive(reject(sent, `AK3*PO1*${position}**8\nAK4*4**7*12,5\n`));
    await house.sweep();
    expect(await house.stage(sent.id)).toBe('rejected');
    expect(await house.flags(sent.document)).toEqual(['REJECTED-BY-PARTNER']);
    const { rows } = await ledger.db.query<{ findings: unknown }>(
      `select findings from ledger.flag where document_id = $1`,
      [sent.document],
    );
    expect(rows[0]?.findings).toMatchObject([
      {
        code: 'REJECTED-ELEMENT',
        record: expect.stringMatching(/^PorMasterDetail 0+\d+ line 1$/) as string,
        field: 'MPrice',
        element: 'PO1-04',
        value: '12.5',
        message: 'is refused by the partner: invalid code (7); the partner read "12,5"',
      },
    ]);
  });

  test.each([
    ['acceptedWithErrors: accepted', 'E', 'A', 'acknowledged'],
    ['acceptedWithErrors: rejected', 'E', 'A', 'rejected'],
    ['partlyAccepted: by-set', 'A', 'P', 'acknowledged'],
    ['partlyAccepted: rejected', 'A', 'P', 'rejected'],
  ])('with %s: %s in a group of %s is %s', async (setting, code, group, stage) => {
    const house = open(`    acknowledgement: { expect: '997', within: 24h, ${setting} }\n`);
    const sent = await house.send(next());
    house.arrive(answerTo(sent.interchange, '997', ack(sent.interchange, [['0001', code]], group)));
    await house.sweep();
    expect(await house.stage(sent.id)).toBe(stage);
  });

  test('of the group alone counts for its sets where the partner tells no more, whatever its counts', async () => {
    for (const [level, stage] of [
      ['group', 'acknowledged'],
      ['set', 'posted'],
    ]) {
      const house = open(`    acknowledgement: { expect: '997', within: 24h, level: ${level} }\n`);
      const sent = await house.send(next());
      house.arrive(answerTo(sent.interchange, '997', `AK1*PO*${sent.interchange.groups[0]?.control}\nAK9*A*3*3*3`));
      await house.sweep();
      expect(await house.stage(sent.id)).toBe(stage);
    }
  });

  test('of an interchange that several left in goes to each', async () => {
    const house = open('    batching: { maxSets: 3, maxAge: 1h }\n');
    const sent = [];
    for (let n = 0; n < 3; n += 1) sent.push(await house.lane.order(next()));
    const [id = 0] = await house.lane.run();
    const interchange = await house.lane.content(id);
    house.arrive(
      answerTo(
        interchange,
        '997',
        ack(interchange, [
          ['0001', 'A'],
          ['0002', 'R', 'AK3*ZZZ*3**1\n'],
          ['0003', 'A'],
        ]),
      ),
    );
    expect(await house.sweep()).toMatchObject({ answers: 3, unmatched: 0 });
    const stages = await Promise.all(sent.map(({ transmission }) => house.stage(transmission.id)));
    expect(stages).toEqual(['acknowledged', 'rejected', 'acknowledged']);
  });

  test('of each set by itself writes a row of each, and none of the others', async () => {
    const house = open('    batching: { maxSets: 4, maxAge: 1h }\n');
    for (let n = 0; n < 4; n += 1) await house.lane.order(next());
    const [id = 0] = await house.lane.run();
    const interchange = await house.lane.content(id);
    const before = (await house.rows()).length;
    house.arrive(
      answerTo(
        interchange,
        '997',
        ['0001', '0002', '0003', '0004'].map(
          (control) => `AK1*PO*${interchange.groups[0]?.control}\nAK2*850*${control}\nAK5*A\nAK9*A*1*1*1`,
        ),
      ),
    );
    await house.sweep();
    const rows = (await house.rows()).slice(before);
    expect(rows.map(({ outcome, countsAs }) => [outcome, countsAs])).toEqual(
      Array.from({ length: 4 }, () => ['accepted', 'acknowledged']),
    );
    expect(new Set(rows.map(({ transmission }) => transmission)).size).toBe(4);
  });

  test('of somebody else is nobody’s', async () => {
    const [house, other] = [open(), open()];
    const sent = await house.send(next());
    await other.send(next());
    const stranger = {
      ...sent.interchange,
      receiver: { qualifier: 'ZZ', id: 'NOBODY' },
      groups: sent.interchange.groups.map((group) => ({ ...group, receiver: 'NOBODY' })),
    };
    house.arrive(answerTo(stranger, '997', ack(sent.interchange, [['0001', 'A']])));
    await house.sweep();
    expect(await house.stage(sent.id)).toBe('posted');
    expect(await last(house)).toMatchObject({ unmatchedBecause: 'unknown-parties', transmission: null, partner: null });
    house.arrive(answerTo(sent.interchange, '997', 'AK1*PO*77777\nAK9*A*1*1*1'));
    await house.sweep();
    expect(await last(house)).toMatchObject({ unmatchedBecause: 'unknown-group', transmission: null });
  });

  test('in a network’s own interchange is found by the parties of its group', async () => {
    const house = open();
    const sent = await house.send(next());
    const network = { sender: { qualifier: '14', id: 'NETWORK' }, receiver: { qualifier: '14', id: 'BOX7' } };
    house.arrive(answerTo(sent.interchange, '997', ack(sent.interchange, [['0001', 'A']]), network));
    await house.sweep();
    expect(await house.stage(sent.id)).toBe('acknowledged');
  });

  test('that names a set which was not sent keeps that apart', async () => {
    const house = open();
    const sent = await house.send(next());
    house.arrive(
      answerTo(
        sent.interchange,
        '997',
        ack(sent.interchange, [
          ['0001', 'A'],
          ['0099', 'R'],
        ]),
      ),
    );
    await house.sweep();
    expect(await last(house)).toMatchObject({ unmatchedBecause: 'unknown-set', outcome: 'rejected', document: null });
    expect(await house.stage(sent.id)).toBe('acknowledged');
  });

  test('that names thousands of sets which were not sent is kept without a copy of all findings in each row', async () => {
    const house = open();
    const sent = await house.send(next());
    const strays = Array.from({ length: 3_000 }, (_, index) => [String(index + 1_001), 'A'] as const);
    house.arrive(answerTo(sent.interchange, '997', ack(sent.interchange, [['0001', 'R'], ...strays])));
    expect(await house.sweep()).toMatchObject({ handled: 1, unmatched: 3_000 });
    const { rows } = await ledger.db.query<{ rows: number; bytes: number; most: number }>(
      `select count(*)::int as rows, sum(length(detail::text))::int as bytes, max(jsonb_array_length(detail -> 'findings')) as most
         from ledger.answer where inbound_id = (select max(id) from ledger.inbound_message)`,
    );
    expect(rows[0]?.rows).toBe(3_001);
    expect(rows[0]?.bytes).toBeLessThan(3_001 * 1_500);
    expect(rows[0]?.most).toBeLessThanOrEqual(23);
    expect(await house.stage(sent.id)).toBe('rejected');
  }, 60_000);

  test('that has a finding for each of many sets keeps the findings in full once', async () => {
    const house = open('    batching: { maxSets: 30, maxAge: 1h }\n');
    for (let n = 0; n < 30; n += 1) await house.lane.order(next());
    const [id = 0] = await house.lane.run();
    const interchange = await house.lane.content(id);
    const controls = interchange.groups[0]?.sets.map(({ control }) => control) ?? [];
    const before = (await house.rows()).length;
    const named = controls.map((control) => `AK2*810*${control}\nAK5*A`);
    const said = [`AK1*PO*${interchange.groups[0]?.control}`, ...named, 'AK9*A*30*30*30'].join('\n');
    house.arrive(answerTo(interchange, '997', said));
    expect(await house.sweep()).toMatchObject({ answers: 30 });
    const found = (await house.rows()).slice(before).map(({ detail }) => (detail as { findings: object[] }).findings);
    expect(found.map(({ length }) => length)).toEqual([21, ...Array.from({ length: 29 }, () => 3)]);
    expect(found[0]?.at(-1)).toMatchObject({ message: 'has 10 more findings, which are not kept' });
  }, 60_000);

  test('of an acknowledgement is nobody’s', async () => {
    const house = open();
    const sent = await house.send(next());
    house.arrive(answerTo(sent.interchange, '997', 'AK1*FA*1\nAK9*A*1*1*1'));
    await house.sweep();
    expect(await last(house)).toMatchObject({ unmatchedBecause: 'acknowledges-acknowledgement' });
  });
});

describe('numbers that begin anew', () => {
  test('an old acknowledgement means the old send, whenever it is read', async () => {
    const house = open();
    const old = await house.send(next());
    const late = house.arrive(accept(old));
    house.lane.clock = new Date(house.lane.clock.getTime() + 86_400_000);
    const series = controlSeriesOf(profileOf('purchase-order'));
    const receiver = old.interchange.receiver;
    await resetNumbers(
      ledger.db,
      { at: house.lane.clock, actor: 'clerk' },
      { ...series, receiverQualifier: receiver.qualifier, receiver: receiver.id.trim() },
      {},
      'agreed with the partner',
    );
    const fresh = await house.send(next());
    expect(fresh.interchange.control).toBe(old.interchange.control);
    expect(late.createdAt?.getTime()).toBeLessThan(house.lane.clock.getTime());
    await house.sweep();
    expect([await house.stage(old.id), await house.stage(fresh.id)]).toEqual(['acknowledged', 'posted']);
    house.arrive(reject(fresh));
    await house.sweep();
    expect([await house.stage(old.id), await house.stage(fresh.id)]).toEqual(['acknowledged', 'rejected']);
  });

  test.each([
    ['two days before anything of its number was sent', 48],
    ['in a mailbox of another system', 24 * 400],
  ])('what arrived %s, is nobody’s', async (_, hours) => {
    const house = open();
    const sent = await house.send(next());
    house.arrive(accept(sent), { createdAt: new Date(house.lane.clock.getTime() - hours * 3_600_000) });
    await house.sweep();
    expect(await house.stage(sent.id)).toBe('posted');
    expect(await last(house)).toMatchObject({ unmatchedBecause: 'unknown-group' });
  });

  test('what seems to have arrived some hours before it was sent, by another clock or zone, counts, and that is said', async () => {
    const house = open();
    const sent = await house.send(next());
    house.arrive(accept(sent), { createdAt: new Date(house.lane.clock.getTime() - 5 * 3_600_000) });
    await house.sweep();
    expect(await house.stage(sent.id)).toBe('acknowledged');
    expect(await last(house)).toMatchObject({ detail: { findings: [{ code: 'INBOX-CLOCK', severity: 'warning' }] } });
    // Sterling does not tell its zone: the time it was taken counts, and there is nothing to say.
    const other = await house.send(next());
    house.arrive(accept(other), { createdAt: undefined });
    await house.sweep();
    expect(await house.stage(other.id)).toBe('acknowledged');
    expect(await last(house)).toMatchObject({ detail: { findings: [] } });
  });
});

describe('several answers to one send', () => {
  test('the last that arrived counts, and an acceptance clears the flag', async () => {
    const house = open();
    const sent = await house.send(next());
    house.arrive(reject(sent));
    await house.sweep();
    house.arrive(accept(sent));
    await house.sweep();
    expect(await house.stage(sent.id)).toBe('acknowledged');
    expect(await house.flags(sent.document)).toEqual([]);
  });

  test('a copy changes nothing, also after the verdict has turned', async () => {
    const house = open();
    const sent = await house.send(next());
    const rejection = reject(sent);
    for (const text of [rejection, accept(sent), rejection]) {
      house.arrive(text);
      await house.sweep();
    }
    expect(await house.stage(sent.id)).toBe('acknowledged');
    expect(await last(house)).toMatchObject({ copy: true, outcome: 'rejected' });
    const answered = (await events(sent.document)).filter((event) => event === 'answered');
    expect(answered).toHaveLength(2);
  });

  test('a copy that is read before the answer which arrived first does not count in its place', async () => {
    const house = open();
    const sent = await house.send(next());
    const acceptance = accept(sent);
    const messages = [acceptance, reject(sent), acceptance].map((text) => house.arrive(text));
    house.mailboxes.set(inbox, messages.slice(1));
    await house.sweep();
    expect(await house.stage(sent.id)).toBe('acknowledged');
    house.mailboxes.set(inbox, messages);
    await house.sweep();
    expect(await house.stage(sent.id)).toBe('rejected');
    expect(await house.flags(sent.document)).toEqual(['REJECTED-BY-PARTNER']);
    const news = (): Promise<{ rows: { count: number }[] }> =>
      ledger.db.query(`select count(*)::int as count from ledger.event where document_id = $1`, [sent.document]);
    expect((await news()).rows[0]?.count).toBe(3);
    // And one that arrived later changes nothing, and is no news.
    house.arrive(acceptance);
    await house.sweep();
    expect((await news()).rows[0]?.count).toBe(3);
  });

  test('a TA1 that rejects the interchange rejects; one that accepts says nothing of the set', async () => {
    const house = open();
    const sent = await house.send(next());
    const { control, date, time } = sent.interchange;
    house.arrive(answerTo(sent.interchange, 'TA1', `TA1*${control}*${date}*${time}*A*000`));
    await house.sweep();
    expect(await house.stage(sent.id)).toBe('posted');
    expect(await last(house)).toMatchObject({ kind: 'TA1', outcome: 'accepted', countsAs: null });
    house.arrive(answerTo(sent.interchange, 'TA1', `TA1*${control}*${date}*${time}*R*025`));
    await house.sweep();
    expect(await house.stage(sent.id)).toBe('rejected');
    expect(await last(house)).toMatchObject({ decidedBy: 'interchange' });
  });

  test('an 824 rejects what a 997 accepted, in whatever order they come, and takes it back by another', async () => {
    const house = open();
    const sent = await house.send(next());
    const { control: group, sets } = sent.interchange.groups[0] ?? { control: '', sets: [] };
    const advice = (code: string): string =>
      answerTo(
        sent.interchange,
        '824',
        `BGN*00*1*20261124\nOTI*${code}*TN*1*****${group}*${sets[0]?.control}*850\nTED*024*Unknown item`,
      );
    house.arrive(advice('TR'));
    await house.sweep();
    house.arrive(accept(sent));
    await house.sweep();
    expect(await house.stage(sent.id)).toBe('rejected');
    expect(await house.flags(sent.document)).toEqual(['REJECTED-BY-PARTNER']);
    house.arrive(advice('TA'));
    await house.sweep();
    expect(await house.stage(sent.id)).toBe('acknowledged');
    expect(await house.flags(sent.document)).toEqual([]);
  });

  test('an 824 or 855 that accepts acknowledges only where no 997 is expected', async () => {
    for (const [expecting, stage] of [
      [`{ expect: '997', within: 24h }`, 'posted'],
      ['{ expect: none }', 'acknowledged'],
    ]) {
      const house = open(`    acknowledgement: ${expecting}\n`);
      const number = next();
      const sent = await house.send(number);
      house.arrive(answerTo(sent.interchange, '855', `BAK*00*AC*${Number(number)}*20261120\nPO1*1*100*EA`));
      await house.sweep();
      expect(await last(house)).toMatchObject({ kind: '855', document: sent.document });
      expect(await house.stage(sent.id)).toBe(stage);
    }
  });
});

describe('numbers of the business', () => {
  test('an 824 and an 864 find the one document they name', async () => {
    const house = open();
    const number = '000000000777123';
    const sent = await house.send(number);
    house.arrive(answerTo(sent.interchange, '824', 'BGN*00*2*20261124\nOTI*TR*PO*777123\nTED*024*Closed'));
    await house.sweep();
    expect(await last(house)).toMatchObject({ kind: '824', document: sent.document, countsAs: 'rejected' });
    house.arrive(answerTo(sent.interchange, '864', 'BMG*00*About 777123\nMIT*1*Hello\nMSG*Order 777123 is odd'));
    await house.sweep();
    expect(await last(house)).toMatchObject({ kind: '864', document: sent.document, outcome: 'noted' });
    expect(await house.stage(sent.id)).toBe('rejected');
    house.arrive(answerTo(sent.interchange, '864', 'BMG*00*About 999999\nMIT*1*Hello\nMSG*Order 999999 is odd'));
    await house.sweep();
    expect(await last(house)).toMatchObject({ kind: '864', document: null, unmatchedBecause: 'unknown-number' });
  });

  test('of an 824 decide where one control number is a group of orders and one of invoices, and must not contradict it', async () => {
    const house = open('    controlNumbers: { group: functional-id }\n');
    const [number, other] = ['000000000666123', '000000000666124'];
    const order = await house.send(number);
    const second = await house.send(other);
    const invoice = await house.lane.invoice('000000000000900');
    await house.post(invoice.transmission.id);
    const group = order.interchange.groups[0]?.control;
    expect((await house.lane.content(invoice.transmission.id)).groups[0]?.control).toBe(group);
    const advice = (reference: string, set = ''): string =>
      answerTo(
        order.interchange,
        '824',
        `BGN*00*ADV*20261102\nOTI*TR*${reference}*****${group}*0001${set}\nTED*024*No`,
      );
    const stages = (): Promise<string[]> =>
      Promise.all([order.id, second.id, invoice.transmission.id].map((id) => house.stage(id)));

    // Neither number tells which: not the control number, and not one that may be of anything.
    house.arrive(advice('TN*4711'));
    await house.sweep();
    expect(await last(house)).toMatchObject({ kind: '824', document: null, unmatchedBecause: 'unknown-number' });
    // The group is the first order's and the invoice's; the number is the second order's.
    for (const set of ['', '*850']) {
      house.arrive(advice('PO*666124', set));
      await house.sweep();
      expect(await last(house)).toMatchObject({
        document: null,
        unmatchedBecause: 'contradicts-itself',
        outcome: 'rejected',
      });
    }
    expect(await stages()).toEqual(['posted', 'posted', 'posted']);
    house.arrive(advice('PO*666123'));
    await house.sweep();
    expect(await last(house)).toMatchObject({ kind: '824', document: order.document, countsAs: 'rejected' });
    expect(await stages()).toEqual(['rejected', 'posted', 'posted']);
  });

  test('that two documents have are nobody’s', async () => {
    const house = open();
    const [one, two] = ['000000000888123', '000000000888124'];
    const sent = await house.send(one);
    await house.send(two);
    house.arrive(answerTo(sent.interchange, '864', 'BMG*00*Two\nMIT*1*Hello\nMSG*888123 and 888124'));
    await house.sweep();
    expect(await last(house)).toMatchObject({ unmatchedBecause: 'several-documents', document: null });
  });
});

test('an answer to a send that was sent again meanwhile is that send’s, and raises no flag', async () => {
  const house = open();
  const sent = await house.send(next());
  house.lane.clock = new Date(house.lane.clock.getTime() + 60_000);
  const resend = { id: `again-${sent.id}`, reason: 'no answer', requestedBy: 'clerk', data: 'stored' } as const;
  await house.lane.translate(sent.key, resend);
  const { rows } = await ledger.db.query<{ id: number }>(
    `select transmission_id as id from ledger.transmission_document where document_id = $1 order by send_sequence desc`,
    [sent.document],
  );
  const second = rows[0]?.id ?? 0;
  await house.post(second);
  house.arrive(reject(sent));
  await house.sweep();
  expect([await house.stage(sent.id), await house.stage(second)]).toEqual(['rejected', 'posted']);
  expect(await house.flags(sent.document)).toEqual([]);
});

/** Opens a post of an interchange and asks Sterling for its message, a minute ago; what becomes of it, nobody knows. */
async function askedFor(house: AnswerHouse, transmission: number): Promise<Posting> {
  const by = { at: house.lane.clock, actor: 'document', worker: 'w1' };
  const posting = await openPosting(ledger.db, by, transmission, 1_000, { attempt: 60_000, server: 0 });
  expect(await markMessageSent(ledger.db, transmission, 1, 'document-1')).toBe(true);
  await ledger.db.query(`update ledger.post_attempt set message_sent_at = $2 where transmission_id = $1`, [
    transmission,
    new Date(house.lane.clock.getTime() - 60_000),
  ]);
  return posting;
}

test('an answer that comes before the post is known is kept, and counts once it is', async () => {
  const house = open();
  const { transmission } = await house.lane.order(next());
  const interchange = await house.lane.content(transmission.id);
  const posting = await askedFor(house, transmission.id);
  house.arrive(answerTo(interchange, '997', ack(interchange, [['0001', 'A']])));
  await house.sweep();
  expect(await house.stage(transmission.id)).toBe('posting');
  expect(await events(transmission.documentId)).toEqual(expect.arrayContaining(['answered', 'answer-kept']));
  await recordPosted(ledger.db, { at: house.lane.clock, actor: 'document' }, posting, 1, 'm1', 'found');
  expect(await house.stage(transmission.id)).toBe('acknowledged');
});

test('what was never posted has no answer: one that has its numbers is of another, and nobody’s', async () => {
  const house = open();
  const number = next();
  const { transmission } = await house.lane.order(number);
  const interchange = await house.lane.content(transmission.id);
  const group = interchange.groups[0]?.control;
  const said = {
    'unknown-group': answerTo(interchange, '997', ack(interchange, [['0001', 'A']])),
    'unknown-number': answerTo(
      interchange,
      '824',
      `BGN*00*1*20261124\nOTI*TR*PO*${Number(number)}*****${group}*0001*850`,
    ),
    'unknown-interchange': answerTo(
      interchange,
      'TA1',
      `TA1*${interchange.control}*${interchange.date}*${interchange.time}*R*025`,
    ),
  };
  for (const [because, text] of Object.entries(said)) {
    house.arrive(text);
    await house.sweep();
    expect(await last(house)).toMatchObject({ document: null, unmatchedBecause: because });
  }
  await house.post(transmission.id);
  expect(await house.stage(transmission.id)).toBe('posted');
});

test('what is no answer is kept and shown', async () => {
  const house = open();
  const sent = await house.send(next());
  house.arrive(answerTo(sent.interchange, '820', 'BPR*C*1*C*ACH'));
  await house.sweep();
  expect(await last(house)).toMatchObject({ kind: '820', outcome: 'noted', unmatchedBecause: 'no-answer' });
});
