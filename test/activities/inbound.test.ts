import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { isOutage } from '../../src/documents/sweep-outcome.ts';
import { takeMessage } from '../../src/ledger/inbound.ts';
import { SterlingError, type SterlingErrorCode } from '../../src/sterling/sterling-error.ts';
import { useLedger } from '../support/ledger.ts';
import { ack, answerHouse, answerTo, inbox, type AnswerHouse } from './answer-house.ts';

/*
 * Taking messages out of mailboxes: each once, byte for byte, whatever happens in between.
 */

const ledger = useLedger();
let houses = 0;
const open = (): AnswerHouse => answerHouse(ledger.db, `INB${(houses += 1)}`);
const failure = (code: SterlingErrorCode): SterlingError =>
  new SterlingError({ code, outcome: 'unknown', message: 'no', fix: 'wait' });
let orders = 5_000;
const next = (): string => String((orders += 1)).padStart(15, '0');
const kept = async (): Promise<{ name: string; content: Buffer; handled: boolean }[]> =>
  (
    await ledger.db.query<{ name: string; content: Buffer; handled: boolean }>(
      `select name, content, handled_at is not null as handled from ledger.inbound_message order by id`,
    )
  ).rows;

beforeEach(async () => {
  await ledger.db.query('delete from ledger.answer');
  await ledger.db.query('delete from ledger.inbound_message');
});

describe('taking', () => {
  test('each message once, with its bytes, though numbers do not rise and entries repeat', async () => {
    const house = open();
    const bytes = Buffer.from([0, 255, 13, 10, 26, 128]);
    for (const id of ['900', '7', '900', '12']) house.arrive(bytes, { id, name: `m${id}`, documentId: `d${id}` });
    expect(await house.collect()).toEqual({ taken: 3, seen: 1, failed: 0 });
    house.arrive('later, with a lower number', { id: '3', name: 'm3', documentId: 'd3' });
    expect(await house.collect()).toMatchObject({ taken: 1, seen: 4 });
    const all = await kept();
    expect(all.map(({ name }) => name)).toEqual(['m900', 'm7', 'm12', 'm3']);
    expect(all[0]?.content.equals(bytes)).toBe(true);
  });

  test('once, also by two sweeps at once and out of two mailboxes', async () => {
    const house = open();
    for (const id of ['1', '2', '3']) {
      const message = house.arrive(`message ${id}`, { id });
      house.arrive('the same', message, '/OTHER/Inbound');
    }
    const found = await Promise.all([house.collect(), house.collect(), house.collect('/OTHER/Inbound')]);
    expect(found.reduce((sum, { taken }) => sum + taken, 0)).toBe(3);
    expect(await kept()).toHaveLength(3);
  });

  test('once, also where another took it between the listing and the keeping', async () => {
    const message = { message: '77', document: 'd77', mailbox: inbox, name: 'm77', content: Buffer.from('x') };
    const taken = [];
    for (let n = 0; n < 3; n += 1) taken.push(await takeMessage(ledger.db, message, new Date()));
    expect(taken).toEqual([true, false, false]);
    const others = Array.from({ length: 8 }, () => takeMessage(ledger.db, { ...message, message: '78' }, new Date()));
    expect((await Promise.all(others)).filter(Boolean)).toHaveLength(1);
  });

  test('anew, where a Sterling that was set up anew begins its numbers again', async () => {
    const house = open();
    house.arrive('old', { id: '1', documentId: 'old-document' });
    await house.collect();
    house.mailboxes.set(inbox, []);
    house.arrive('new', { id: '1', documentId: 'new-document' });
    expect(await house.collect()).toMatchObject({ taken: 1 });
  });

  test('by the document the message itself names, where the listing does not', async () => {
    const house = open();
    house.arrive('text', { id: '41', documentId: undefined });
    expect(await house.collect()).toMatchObject({ taken: 1 });
    expect(await house.collect()).toMatchObject({ taken: 0, seen: 1 });
    expect(house.asked['getMessage']).toBe(1);
  });

  test('the others, where one cannot be read; that one at the next sweep', async () => {
    const house = open();
    house.arrive('first');
    const bad = house.arrive(failure('STERLING-SERVER-ERROR'));
    house.arrive('third');
    const result = await house.collect();
    expect(result).toMatchObject({ taken: 2, failed: 1 });
    expect(result.cause).toMatch(/^INBOX-UNREADABLE: message \d+: STERLING-SERVER-ERROR: no$/);
    Object.assign(bad, { bytes: Buffer.from('second') });
    expect(await house.collect()).toMatchObject({ taken: 1, seen: 2, failed: 0 });
  });

  test('nothing more in an outage, which is told; what was taken stays', async () => {
    const house = open();
    house.arrive('first');
    house.arrive(failure('STERLING-UNREACHABLE'));
    house.arrive('third');
    const away = failure('STERLING-UNREACHABLE');
    const checkAccess = house.collect();
    await expect(checkAccess).resolves.toMatchObject({ taken: 2, failed: 1 });
    house.outage = away;
    await expect(house.collect()).rejects.toMatchObject({ type: 'STERLING-UNREACHABLE' });
    expect(await kept()).toHaveLength(2);
  });

  test('one that cannot be read is no outage, whatever Sterling says of it, and neither is a mailbox that cannot be listed', async () => {
    const house = open();
    for (const code of ['STERLING-NO-ANSWER', 'STERLING-SERVER-ERROR', 'STERLING-FORBIDDEN'] as const) {
      house.mailboxes.set(inbox, []);
      house.arrive(failure(code));
      const { cause = '' } = await house.collect();
      expect(isOutage(cause)).toBe(false);
    }
    for (const code of ['STERLING-SERVER-ERROR', 'STERLING-FORBIDDEN'] as const) {
      house.unlisted = failure(code);
      const { cause = '' } = await house.collect();
      expect(cause).toContain(code);
      expect(isOutage(cause)).toBe(false);
    }
  });

  test('no message of more bytes than can be fetched, and says so', async () => {
    const house = open();
    house.arrive('x', { size: 200_000_001 });
    const result = await house.collect();
    expect(result).toMatchObject({ taken: 0, failed: 1 });
    expect(result.cause).toContain('INBOX-TOO-LARGE');
    expect(house.asked['getPayload']).toBeUndefined();
  });

  test('nothing out of a mailbox that is not there, and says so', async () => {
    expect((await open().collect('/NOBODY')).cause).toContain('STERLING-MAILBOX-MISSING');
  });

  test('3 new of 20,000 with one listing, a query per 500, and 3 fetches', async () => {
    const house = open();
    await ledger.db.query(
      `insert into ledger.inbound_message (sterling_message, sterling_document, mailbox, name, taken_at, content, content_sha256, handled_at)
       select n::text, 'd' || n, $1, 'm' || n, now(), ''::bytea, '', now() from generate_series(100000, 119999) n`,
      [inbox],
    );
    const old = Array.from({ length: 20_000 }, (_, n) => ({
      id: String(100_000 + n),
      name: `m${100_000 + n}`,
      documentId: `d${100_000 + n}`,
      bytes: Buffer.alloc(0),
    }));
    house.mailboxes.set(inbox, old);
    for (let n = 0; n < 3; n += 1) house.arrive(`new ${n}`, { id: String(90_000 + n) });
    const started = performance.now();
    expect(await house.collect()).toEqual({ taken: 3, seen: 20_000, failed: 0 });
    expect(house.asked).toEqual({ findMailbox: 1, listMailbox: 1, getPayload: 3 });
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('handling', () => {
  test.each([
    ['empty', Buffer.alloc(0), 'not-x12'],
    ['blank', Buffer.from(' \r\n '), 'not-x12'],
    ['a PDF', Buffer.from('%PDF-1.7\n\u0000\u0001'), 'not-x12'],
    ['a web page', Buffer.from('<!DOCTYPE html><html>ISA</html>'), 'not-x12'],
    ['EDIFACT', Buffer.from("UNB+UNOA:1+A+B+261124:1200+1'"), 'not-x12'],
    ['UTF-16', Buffer.from('ISA*00*', 'utf16le'), 'not-x12'],
    ['no text at all', Buffer.from(Array.from({ length: 256 }, (_, n) => n)), 'not-x12'],
    ['a bare ISA', Buffer.from('ISA*00*          *00*'), 'interchange'],
  ])('%s is kept as what it is', async (_, bytes, kind) => {
    const house = open();
    house.arrive(bytes);
    expect(await house.sweep()).toMatchObject({ handled: 1, answers: 0, unmatched: 1 });
    const [row] = await house.rows();
    expect(row).toMatchObject({ kind, unmatchedBecause: kind, document: null });
    const [message] = await kept();
    expect(message?.handled).toBe(true);
    expect(message?.content.equals(bytes)).toBe(true);
    const { rows } = await ledger.db.query<{ findings: unknown[] }>(`select findings from ledger.inbound_message`);
    expect(rows[0]?.findings.length).toBeGreaterThan(0);
  });

  test('a message too large to be read is kept whole, and not read', async () => {
    const house = open();
    house.arrive(Buffer.alloc(16_000_001, 'ISA*'));
    await house.sweep();
    expect((await house.rows())[0]).toMatchObject({ kind: 'too-large' });
    const { rows } = await ledger.db.query(`select length(content) as length from ledger.inbound_message`);
    expect(rows).toEqual([{ length: 16_000_001 }]);
  });

  test('is all or nothing: a failure in between leaves no answer, no stage, and the message to be handled', async () => {
    const house = open();
    const sent = await house.send(next());
    house.arrive(answerTo(sent.interchange, '997', ack(sent.interchange, [['0001', 'A']])));
    house.arrive('%PDF');
    await ledger.db.query(
      `create function ledger.fail_news() returns trigger language plpgsql as $$ begin raise exception 'cut off'; end $$`,
    );
    await ledger.db.query(
      `create trigger fail_news before insert on ledger.event for each row when (new.kind = 'news') execute function ledger.fail_news()`,
    );
    try {
      expect(await house.sweep()).toMatchObject({ handled: 1, failed: 1, cause: 'P0001: cut off' });
      expect((await house.rows()).map(({ kind }) => kind)).toEqual(['not-x12']);
      expect(await house.stage(sent.id)).toBe('posted');
    } finally {
      await ledger.db.query('drop function ledger.fail_news cascade');
    }
    expect(await house.sweep()).toMatchObject({ handled: 1, answers: 1, failed: 0 });
    expect(await house.stage(sent.id)).toBe('acknowledged');
  });

  test('messages with zero characters are handled like others: in the envelope, a value, a trailer, at the end', async () => {
    const house = open();
    const sent = await house.send(next());
    const rejection = answerTo(
      sent.interchange,
      '997',
      ack(sent.interchange, [['0001', 'R', 'AK3*PO1*5**8\nAK4*4**7*12\n']]),
    );
    house.arrive(rejection.replace('*7*12', '*7*1\0 2'), { name: 'a\0b' });
    house.arrive(rejection.replace(/GE\*1\*/, 'GE*\0*'));
    house.arrive(answerTo(sent.interchange, '820', 'BPR*X').replace('ST*820', 'ST*82\0'));
    house.arrive(answerTo(sent.interchange, '855', 'BAK*00*AC*12\n').replace('AC*12', 'AC*1\0'));
    const accepted = answerTo(sent.interchange, '997', ack(sent.interchange, [['0001', 'A']]));
    house.arrive(
      accepted.replace(/^(.{35}[^ ]+)( +)/, (_, start: string, rest: string) => start + '\0'.repeat(rest.length)),
    );
    house.arrive(accepted + '\0'.repeat(50));
    expect(await house.sweep()).toMatchObject({ handled: 6, failed: 0 });
    expect(await house.stage(sent.id)).toBe('acknowledged');
    expect((await kept())[0]?.name).toBe('a\uFFFDb');
  });

  test('a value that is cut within a pair of surrogates is kept', async () => {
    const house = open();
    const sent = await house.send(next());
    const errors = `AK3*PO1*5**8\nAK4*4**7*${'x'.repeat(79)}😀y\n`;
    house.arrive(answerTo(sent.interchange, '997', ack(sent.interchange, [['0001', 'R', errors]])));
    expect(await house.sweep()).toMatchObject({ handled: 1, failed: 0 });
    expect(await house.stage(sent.id)).toBe('rejected');
  });

  test('messages that cannot be handled stop no other, however many they are; what is told of why has no values', async () => {
    const house = open();
    const sent = await house.send(next());
    for (let n = 0; n < 7; n += 1)
      house.arrive(answerTo(sent.interchange, '864', `BMG*00*Hello\nMIT*1*Hello\nMSG*poison ${n}`));
    house.arrive(answerTo(sent.interchange, '997', ack(sent.interchange, [['0001', 'A']])));
    await ledger.db.query(
      `create function ledger.fail_answer() returns trigger language plpgsql as $$ begin raise exception 'cannot keep "%"', new.detail; end $$`,
    );
    await ledger.db.query(
      `create trigger fail_answer before insert on ledger.answer for each row when (new.detail::text like '%poison%') execute function ledger.fail_answer()`,
    );
    try {
      expect(await house.sweep()).toMatchObject({ handled: 1, failed: 7, cause: 'P0001: cannot keep "…"' });
      expect(await house.stage(sent.id)).toBe('acknowledged');
      expect(JSON.stringify(house.logged)).not.toContain('poison');
      expect(house.logged[0]).toMatchObject({ code: 'P0001', error: 'cannot keep "…"' });
    } finally {
      await ledger.db.query('drop function ledger.fail_answer cascade');
    }
    expect(await house.sweep()).toMatchObject({ handled: 7, failed: 0 });
  });

  test('by several at once handles each message once', async () => {
    const house = open();
    const sent = await house.send(next());
    for (let n = 0; n < 6; n += 1)
      house.arrive(answerTo(sent.interchange, '997', ack(sent.interchange, [['0001', n % 2 === 0 ? 'A' : 'R']])));
    await house.collect();
    const done = await Promise.all([house.handle(), house.handle(), house.handle()]);
    expect(done.reduce((sum, { handled }) => sum + handled, 0)).toBe(6);
    expect(await house.rows()).toHaveLength(6);
    expect(await house.stage(sent.id)).toBe('rejected');
  });
});

test('any order and repetition of messages over several sweeps ends the same, with one row for each thing said', async () => {
  const answers = (house: AnswerHouse, sent: Awaited<ReturnType<AnswerHouse['send']>>[]): string[] => {
    const [one, two, three] = sent as [(typeof sent)[0], (typeof sent)[0], (typeof sent)[0]];
    const functional = ({ interchange }: (typeof sent)[0], code: string): string =>
      answerTo(interchange, '997', ack(interchange, [['0001', code]]));
    const { control, date, time } = three.interchange;
    const advice = `BGN*00*1*20261124\nOTI*TR*TN*1*****${two.interchange.groups[0]?.control}*0001*850\nTED*024*No`;
    const first = functional(one, 'R');
    return [
      first,
      functional(one, 'A'),
      // A copy that arrives after the verdict has turned.
      first,
      functional(two, 'A'),
      answerTo(two.interchange, '824', advice),
      answerTo(three.interchange, 'TA1', `TA1*${control}*${date}*${time}*R*025`),
      functional(three, 'E'),
      '%PDF',
      house.lane.clock.toISOString(),
    ];
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.nat(8), { maxLength: 6 }), { maxLength: 4 }),
      fc.array(fc.nat(100), { minLength: 9, maxLength: 9 }),
      async (sweeps, keys) => {
        await ledger.db.query('delete from ledger.answer');
        await ledger.db.query('delete from ledger.inbound_message');
        const house = open();
        const sent = [];
        for (let n = 0; n < 3; n += 1) sent.push(await house.send(next()));
        const all = answers(house, sent).map((text) => house.arrive(text));
        const last = all.map((_, index) => index).toSorted((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
        // Each sweep sees some of them, in some order; the last sees all.
        for (const listed of [...sweeps, last]) {
          house.mailboxes.set(
            inbox,
            listed.flatMap((index) => all[index] ?? []),
          );
          await house.sweep();
        }
        const stages = await Promise.all(sent.map(({ id }) => house.stage(id)));
        expect(stages).toEqual(['acknowledged', 'rejected', 'acknowledged']);
        const flags = await Promise.all(sent.map(({ document }) => house.flags(document)));
        expect(flags).toEqual([[], ['REJECTED-BY-PARTNER'], []]);
        const rows = await house.rows();
        expect(rows).toHaveLength(all.length);
        expect(new Set(rows.map(({ name, position }) => `${String(name)} ${String(position)}`)).size).toBe(all.length);
        expect(rows.filter(({ copy }) => copy)).toHaveLength(1);
      },
    ),
    {
      numRuns: 13,
      // A copy is read a sweep before the answer it is a copy of, which arrived sooner.
      examples: [[[[2, 1]], Array.from({ length: 9 }, () => 0)]],
    },
  );
}, 120_000);
