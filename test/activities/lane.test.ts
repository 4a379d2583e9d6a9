import { describe, expect, test } from 'vitest';
import { setFromLedger } from '../../src/activities/lanes/interchange-content.ts';
import { purchaseOrderKey } from '../../src/documents/purchase-order.ts';
import { cancelTransmission } from '../../src/ledger/attention.ts';
import { markSentOtherwise } from '../../src/ledger/mark-sent.ts';
import { readContent, readTransmissions } from '../../src/ledger/queries.ts';
import { recordRereading } from '../../src/ledger/rereadings.ts';
import { openTransmission } from '../../src/ledger/transmissions.ts';
import { renderGroups } from '../../src/translation/index.ts';
import { useLedger } from '../support/ledger.ts';
import { goods, orderWith } from '../translation/support.ts';
import { laneHouse, type LaneHouse, type Sent } from './lane-house.ts';

/*
 * Documents that leave together, over a real ledger: who is in which interchange, with which numbers, and what becomes of each.
 */

const ledger = useLedger();
const clerk = { requestedBy: 'clerk' };
let houses = 0;
function open(settings: string): LaneHouse {
  houses += 1;
  return laneHouse(ledger.db, `LANE${houses}`, `    batching: ${settings}\n`);
}
let orders = 0;
const next = (): string => String((orders += 1)).padStart(15, '0');
async function send(house: LaneHouse, count: number): Promise<Sent[]> {
  const sent: Sent[] = [];
  for (let n = 0; n < count; n += 1) sent.push(await house.order(next()));
  return sent;
}
const stageOf = async ({ key }: Sent): Promise<string> =>
  (await openTransmission(ledger.db, { at: new Date(), actor: 'test' }, key)).stage;
const later = (house: LaneHouse, minutes: number): void => {
  house.clock = new Date(house.clock.getTime() + minutes * 60_000);
};

describe('leaving together', () => {
  test('by size: the interchange is full, leaves at once, and every document shows it', async () => {
    const house = open('{ maxSets: 3, maxAge: 1h }');
    const sent = await send(house, 2);
    expect(await house.turn()).toEqual({ step: 'wait', wait: 3_600_000, sets: 2 });
    sent.push(...(await send(house, 2)));
    const [interchange = 0, ...others] = await house.run();
    expect(others).toEqual([]);
    const read = await house.content(interchange);
    expect(read.groups.map(({ functionalId, sets }) => [functionalId, sets.map(({ control }) => control)])).toEqual([
      ['PO', ['0001', '0002', '0003']],
    ]);
    const told = house.told.filter((line) => line.startsWith('interchange'));
    expect(told.toSorted()).toEqual(
      sent.slice(0, 3).map(({ key }) => `interchange document/MAIN/purchase-order/${key.key}`),
    );
    for (const [index, one] of sent.slice(0, 3).entries()) {
      expect(await house.follow(one.key)).toMatchObject({
        outcome: 'posted',
        interchange: Number(read.control),
        message: '1',
      });
      expect(await house.events(one.transmission.documentId)).toEqual([
        'discovered',
        'read-again',
        'joined-lane',
        'sealed',
        'post-attempted',
        'posted',
      ]);
      expect(await readTransmissions(ledger.db, one.transmission.documentId)).toMatchObject([
        { stage: 'posted', interchange: 1, group: 1, set: `000${index + 1}`, together: 3, attempts: 1, message: '1' },
      ]);
    }
    expect([...house.mailbox.keys()]).toEqual([expect.stringMatching(/^(.*_)?MAIN_850_I\.\d+\.1\.1_1\.x12$/)]);
    expect(await house.follow(sent[3]?.key ?? purchaseOrderKey('MAIN', '0'))).toMatchObject({ outcome: 'waiting' });
    expect(house.told.at(-1)).toMatch(/^look lane\//);
  });

  test('by age, by bytes, and by the cut-off in the company’s time zone', async () => {
    const byAge = open('{ maxSets: 9, maxAge: 15m }');
    await send(byAge, 2);
    later(byAge, 14);
    expect(await byAge.turn()).toEqual({ step: 'wait', wait: 60_000, sets: 2 });
    later(byAge, 1);
    const [aged = 0] = await byAge.run();
    expect((await byAge.content(aged)).groups[0]?.sets).toHaveLength(2);

    const byBytes = open('{ maxSets: 9, maxBytes: 1600, maxAge: 1d }');
    await send(byBytes, 4);
    const lengths = await Promise.all(
      (await byBytes.run()).map(async (one) => (await readContent(ledger.db, one))?.length),
    );
    expect(lengths.length).toBeGreaterThan(0);
    for (const length of lengths) expect(length).toBeLessThanOrEqual(1_600);

    // 16:00 UTC is 10:00 in Chicago.
    const byCutOff = open('{ cutOff: ["09:00", "11:30"] }');
    await send(byCutOff, 1);
    expect(await byCutOff.turn()).toEqual({ step: 'wait', wait: 90 * 60_000, sets: 1 });
  });

  test.each([
    [
      'per-type',
      [
        ['PO', 2],
        ['IN', 1],
      ],
    ],
    [
      'per-set',
      [
        ['PO', 1],
        ['IN', 1],
        ['PO', 1],
      ],
    ],
    ['one', [['PO', 2]]],
  ])('in groups %s', async (groups, expected) => {
    const house = open(`{ maxAge: 1m, groups: ${groups} }`);
    await house.order(next());
    await house.invoice(next());
    await house.order(next());
    later(house, 1);
    const left = await house.run();
    const read = await house.content(left[0] ?? 0);
    expect(read.groups.map(({ functionalId, sets }) => [functionalId, sets.length])).toEqual(expected);
    expect(new Set(read.groups.map(({ control }) => control)).size).toBe(expected.length);
    const names = [...house.mailbox.keys()].map((name) => name.split('_').at(-3));
    expect(names).toEqual(groups === 'one' ? ['850', '810'] : ['X12']);
  });

  test('its stored bytes are made again from what the ledger keeps of that day', async () => {
    const house = open('{ maxAge: 1m, groups: per-type }');
    await house.order(next());
    await house.invoice(next());
    later(house, 1);
    const [interchange = 0] = await house.run();
    const { rows } = await ledger.db.query<{
      document: number;
      snapshot: string;
      profileHash: string;
      group: number;
      control: number;
      set: string;
      at: Date;
      zone: string;
      number: number;
    }>(
      `select td.document_id as document, td.snapshot_hash as snapshot, td.profile_hash as "profileHash", td.group_position as "group", g.control, td.set_control as set,
              c.rendered_at as at, c.time_zone as zone, c.interchange_control as number
         from ledger.transmission c join ledger.transmission m on m.travels_in = c.id join ledger.transmission_document td on td.transmission_id = m.id
         join ledger.functional_group g on g.transmission_id = c.id and g.position = td.group_position
        where c.id = $1 order by td.group_position, td.position`,
      [interchange],
    );
    const [row] = rows;
    if (!row) throw new Error('the interchange has no sets');
    const groups = await Promise.all(
      rows.map(async (one) => {
        const { profile, set } = await setFromLedger(ledger.db, one, { at: one.at, timeZone: one.zone });
        if (!set) throw new Error('it does not translate any more');
        return { profile, control: one.control, sets: [{ set, control: Number(one.set) }] };
      }),
    );
    const again = renderGroups({ groups, interchange: row.number, at: row.at, timeZone: row.zone });
    expect(again).toBe((await readContent(ledger.db, interchange))?.toString('utf8'));
  });
});

describe('one document among others', () => {
  test('that does not pass the checks parks by itself, and its neighbours leave', async () => {
    const house = open('{ maxSets: 2, maxAge: 1h }');
    const [first] = await send(house, 1);
    const bad = await house.order(next(), { lines: [] });
    expect(bad.result).toMatchObject({ outcome: 'parked' });
    const [second] = await send(house, 1);
    const [interchange = 0] = await house.run();
    expect((await house.content(interchange)).groups[0]?.sets).toHaveLength(2);
    expect(await Promise.all([first, bad, second].map((one) => stageOf(one as Sent)))).toEqual([
      'posted',
      'discovered',
      'posted',
    ]);
  });

  test('cancelled before sealing does not leave; afterwards it does', async () => {
    const house = open('{ maxSets: 3, maxAge: 1m }');
    const [a, b, c] = (await send(house, 3)) as [Sent, Sent, Sent];
    await cancelTransmission(
      ledger.db,
      { at: house.clock, actor: 'clerk' },
      { documentId: a.transmission.documentId, transmission: a.transmission.id },
      'twice',
    );
    expect(await house.follow(a.key)).toEqual({ outcome: 'cancelled' });
    later(house, 1);
    const sealed = await house.turn();
    expect(sealed).toMatchObject({ step: 'post' });
    expect(await house.decide({ key: b.key, kind: 'cancel', ...clerk, reason: 'too late' })).toEqual({
      cancelled: false,
    });
    expect(await stageOf(b)).toBe('translated');
    const [interchange = 0] = await house.run();
    expect((await house.content(interchange)).groups[0]?.sets).toHaveLength(2);
    expect(await Promise.all([a, b, c].map(stageOf))).toEqual(['cancelled', 'posted', 'posted']);
  });

  test('said to have gone by other means is taken out while it waits, and is not once sealed', async () => {
    const house = open('{ maxSets: 2, maxAge: 1h }');
    const [a] = (await send(house, 1)) as [Sent];
    const by = { at: house.clock, actor: 'clerk' };
    const mark = ({ transmission }: Sent) => markSentOtherwise(ledger.db, by, transmission.documentId, 'faxed');
    expect(await mark(a)).toEqual({ outcome: 'marked', cancelled: true });
    const [b] = (await send(house, 2)) as [Sent];
    await house.turn();
    expect(await mark(b)).toEqual({ outcome: 'undecided' });
    await house.run();
    expect(await mark(b)).toEqual({ outcome: 'posted', message: '1' });
    expect(house.mailbox.size).toBe(1);
  });

  test('amended while it waits is taken out, read again, and leaves as it is then', async () => {
    const house = open('{ maxSets: 2, maxAge: 1h }');
    const number = next();
    const one = await house.order(number);
    const amended = orderWith({ purchaseOrder: number, lines: [goods(1, { quantity: '77' })] });
    await house.read(one.key, amended, 'h2');
    await send(house, 1);
    expect(await house.turn()).toMatchObject({ step: 'wait', sets: 1 });
    expect(await house.follow(one.key)).toEqual({ outcome: 'left' });
    expect(house.told).toContain(`interchange document/MAIN/purchase-order/${number}`);
    const by = { at: house.clock, actor: 'document' };
    await recordRereading(ledger.db, by, one.transmission, { hash: 'h2', document: amended, acceptAnyway: false });
    expect(await house.translate(one.key)).toMatchObject({ outcome: 'joined' });
    const [interchange = 0] = await house.run();
    const quantities = (await house.content(interchange)).groups[0]?.sets.map(
      ({ segments }) => segments.find(({ id }) => id === 'PO1')?.elements[1],
    );
    expect(quantities).toEqual(['100', '77']);
  });

  test('sent again joins like another', async () => {
    const house = open('{ maxSets: 2, maxAge: 1h }');
    const [one] = (await send(house, 2)) as [Sent];
    await house.run();
    const resend = { id: 'again-1', reason: 'lost', requestedBy: 'clerk', data: 'stored' } as const;
    expect(await house.translate(one.key, resend)).toMatchObject({ outcome: 'joined' });
    await send(house, 1);
    await house.run();
    expect(await house.follow(one.key, resend)).toMatchObject({ outcome: 'posted', interchange: 2 });
    expect(await readTransmissions(ledger.db, one.transmission.documentId)).toMatchObject([
      { interchange: 1 },
      { interchange: 2, reason: 'lost' },
    ]);
  });
});

describe('whatever breaks', () => {
  test('a lane that looks many times at once seals each document into one interchange', async () => {
    const house = open('{ maxSets: 2, maxAge: 1h }');
    const sent = await send(house, 6);
    const steps = await Promise.all(Array.from({ length: 5 }, () => house.turn()));
    expect(new Set(steps.map(({ step }) => step))).toEqual(new Set(['post']));
    await house.run();
    const { rows } = await ledger.db.query<{ interchange: number; sets: number }>(
      `select c.interchange_control as interchange, count(*) as sets from ledger.transmission m join ledger.transmission c on c.id = m.travels_in
        where m.id = any($1) group by 1 order by 1`,
      [sent.map(({ transmission }) => transmission.id)],
    );
    expect(rows).toEqual([1, 2, 3].map((interchange) => ({ interchange, sets: 2 })));
    expect(house.mailbox.size).toBe(3);
  });

  test('killed between sealing and posting posts the same bytes, once', async () => {
    const house = open('{ maxSets: 2, maxAge: 1h }');
    const [a] = (await send(house, 2)) as [Sent];
    const step = await house.turn();
    if (step.step !== 'post') throw new Error('nothing was sealed');
    const before = await readContent(ledger.db, step.interchange);
    // A workflow that is run again, or reset, finds that its document has left.
    expect(await house.translate(a.key)).toMatchObject({ outcome: 'joined' });
    expect(await house.follow(a.key)).toMatchObject({ outcome: 'sealed', interchange: 1, sets: 2 });
    later(house, 60);
    expect(await house.turn()).toEqual(step);
    await house.transmit(step.interchange);
    await house.transmit(step.interchange);
    expect([...house.mailbox.values()]).toEqual([before]);
    expect(await house.turn()).toEqual({ step: 'idle' });
  });

  test('an interchange Sterling refuses parks all its documents; others leave; a word for one has all of them go', async () => {
    const house = open('{ maxSets: 2, maxAge: 1h }');
    const [a, b] = (await send(house, 2)) as [Sent, Sent];
    house.answers.push('refused');
    const [refused = 0] = await house.run();
    for (const one of [a, b])
      expect(await house.follow(one.key)).toEqual({
        outcome: 'parked',
        cause: 'STERLING-REFUSED',
        findings: 1,
        sets: 2,
      });
    await send(house, 2);
    expect(await house.run()).toHaveLength(1);
    expect(house.mailbox.size).toBe(1);

    house.told.length = 0;
    expect(await house.decide({ key: b.key, kind: 'retry', ...clerk })).toEqual({ cancelled: false });
    expect(house.told).toEqual([expect.stringMatching(/^look lane/)]);
    expect(await house.run()).toEqual([refused]);
    expect(house.told.filter((line) => line === `interchange document/MAIN/purchase-order/${a.key.key}`)).toHaveLength(
      2,
    );
    expect(await Promise.all([a, b].map(stageOf))).toEqual(['posted', 'posted']);
    expect((await house.events(a.transmission.documentId)).slice(-4)).toEqual([
      'parked',
      'retried',
      'post-attempted',
      'posted',
    ]);
  });

  test('a parked interchange is given up with all its documents, and its number never used again', async () => {
    const house = open('{ maxSets: 2, maxAge: 1h }');
    const [a, b] = (await send(house, 2)) as [Sent, Sent];
    house.answers.push('refused');
    await house.run();
    const cancel = { key: a.key, kind: 'cancel', ...clerk, reason: 'agreed' } as const;
    expect(await house.decide(cancel)).toEqual({ cancelled: false });
    expect(await house.decide({ ...cancel, wholeInterchange: true })).toEqual({ cancelled: true });
    expect(await Promise.all([a, b].map(stageOf))).toEqual(['cancelled', 'cancelled']);
    const [c] = (await send(house, 2)) as [Sent];
    await house.run();
    expect(await house.follow(c.key)).toMatchObject({ outcome: 'posted', interchange: 2 });
  });

  test('where numbers rise strictly, nothing overtakes an interchange that waits for a person', async () => {
    houses += 1;
    const house = laneHouse(ledger.db, `LANE${houses}`, '    strictlyRising: true\n');
    const [a] = (await send(house, 1)) as [Sent];
    house.answers.push('refused');
    const [refused] = await house.run();
    const [b] = (await send(house, 1)) as [Sent];
    expect(await house.turn()).toEqual({ step: 'blocked', interchange: refused, sets: 1 });
    await house.decide({ key: a.key, kind: 'retry', ...clerk });
    await house.run();
    expect(await house.follow(a.key)).toMatchObject({ interchange: 1, message: '1' });
    expect(await house.follow(b.key)).toMatchObject({ interchange: 2, message: '2' });
  });
});
