import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerableGroups } from '../../src/ledger/answerable.ts';
import { reserveNumbers, type ControlSeries } from '../../src/ledger/control-numbers.ts';
import {
  ControlNumbersRefused,
  listSeries,
  readChanges,
  resetNumbers,
  setNumbers,
  type SeriesState,
} from '../../src/ledger/control-series.ts';
import { inTransaction, openDatabase, type Database } from '../../src/ledger/database.ts';
import type { GroupRules } from '../../src/ledger/numbering.ts';
import { renderOnce, type Rendered } from '../../src/ledger/rendering.ts';
import { useLedger } from '../support/ledger.ts';
import { by, claim, rendering } from './sample.ts';

const ledger = useLedger();
const clerk = { at: by.at, actor: 'clerk' };
const largest = 999_999_999;
const first = { interchange: 1, group: 1, set: 1 };
const rules: GroupRules = { group: 'own', set: 'group', setDigits: 4 };
const orders = [{ functionalId: 'PO', sets: 1, rules }];

const to = (receiver: string, usage: ControlSeries['usage'] = 'production'): ControlSeries => ({
  senderQualifier: 'ZZ',
  sender: 'US',
  receiverQualifier: '01',
  receiver,
  usage,
});
const reserve = (db: Database, series: ControlSeries, wanted = orders, from = first) =>
  inTransaction(db, (tx) => reserveNumbers(tx, by, series, from, wanted));
const state = async (receiver: string): Promise<SeriesState | undefined> =>
  (await listSeries(ledger.db)).find((one) => one.receiver === receiver);
let sends = 0;
async function send(
  series: ControlSeries,
  changes: Partial<GroupRules> = {},
  at = by.at,
): Promise<Rendered & { id: number }> {
  sends += 1;
  const transmission = { ...(await claim(ledger.db, `7${String(sends).padStart(6, '0')}`)), type: 'purchase-order' };
  const group = { functionalId: 'PO', rules: { ...rules, ...changes } };
  const rendered = await renderOnce(
    ledger.db,
    { ...by, at },
    transmission,
    rendering(`n7-${sends}`, { series, group }),
  );
  return { ...rendered, id: transmission.id };
}

describe('reserving numbers', () => {
  let other: Database;
  beforeAll(() => {
    other = openDatabase({ connectionString: ledger.url }, 8, () => undefined);
  });
  afterAll(() => other.end());

  test('by two processes at once, some of which fail, gives each its own, without a gap among those that commit', async () => {
    const results = await Promise.all(
      Array.from({ length: 60 }, async (_, n) =>
        inTransaction(n % 2 === 0 ? ledger.db : other, async (tx) => {
          const { interchange, groups } = await reserveNumbers(tx, by, to('BUSY'), first, orders);
          if (n % 5 === 0) throw new Error('rolled back');
          return [interchange, groups[0]?.control];
        }).catch((error: Error) => error.message),
      ),
    );
    const reserved = results.filter((result) => result !== 'rolled back') as [number, number][];
    expect(reserved).toHaveLength(48);
    const inOrder = Array.from({ length: 48 }, (_, n) => [n + 1, n + 1]);
    expect(reserved.toSorted(([a], [b]) => a - b)).toEqual(inOrder);
  });

  test('counts test and production apart, and starts where the profile says', async () => {
    const from = { interchange: 500, group: 300, set: 20 };
    const wanted = [
      { functionalId: 'PO', sets: 2, rules: { ...rules, set: 'running' as const } },
      { functionalId: 'IN', sets: 1, rules: { ...rules, group: 'functional-id' as const } },
    ];
    expect(await reserve(ledger.db, to('START'), wanted, from)).toMatchObject({
      interchange: 500,
      groups: [
        { control: 300, sets: [20, 21] },
        { control: 300, sets: [1] },
      ],
    });
    expect(await reserve(ledger.db, to('START', 'test'))).toMatchObject({ interchange: 1, groups: [{ control: 1 }] });
    expect(await reserve(ledger.db, to('START'), wanted, from)).toMatchObject({
      interchange: 501,
      groups: [
        { control: 301, sets: [22, 23] },
        { control: 301, sets: [1] },
      ],
    });
  });

  test('after 999999999 goes on at 1 in a new epoch, which is recorded', async () => {
    await setNumbers(ledger.db, clerk, to('OLD'), { interchange: largest - 1, group: 40 }, 'their last');
    const sent = [await send(to('OLD')), await send(to('OLD'))];
    expect(sent.map(({ interchange, group }) => [interchange, group])).toEqual([
      [largest, 41],
      [1, 42],
    ]);
    const after = await state('OLD');
    expect(after).toMatchObject({ epoch: 2, last: { interchange: 1, group: 42 }, interchanges: 2 });
    expect(await readChanges(ledger.db, after?.id ?? 0)).toMatchObject([
      { kind: 'set', actor: 'clerk', reason: 'their last', epoch: 1 },
      { kind: 'wrapped', actor: 'document', epoch: 2, before: { interchange: largest }, after: { interchange: 1 } },
    ]);
  });

  test('in another way than before opens an epoch where a group number would repeat', async () => {
    const series = to('MOVED');
    await setNumbers(ledger.db, clerk, series, { interchange: 10, group: 12 }, 'their last');
    expect((await send(series)).group).toBe(13);
    expect(await send(series, { group: 'interchange' })).toMatchObject({ interchange: 12, group: 12 });
    expect(await state('MOVED')).toMatchObject({ epoch: 1 });
    expect(await send(series, { group: 'interchange' })).toMatchObject({ interchange: 13, group: 13 });
    const after = await state('MOVED');
    expect(after).toMatchObject({ epoch: 2 });
    expect((await readChanges(ledger.db, after?.id ?? 0)).map(({ kind }) => kind)).toEqual(['set', 'repeated']);
  });
});

describe('a person', () => {
  test('sets numbers forwards only', async () => {
    const set = (numbers: object) => setNumbers(ledger.db, clerk, to('LIVE'), numbers, 'go-live');
    expect(await set({ interchange: 4_711, group: 4_700 })).toMatchObject({ epoch: 1, last: { interchange: 4_711 } });
    expect(await send(to('LIVE'))).toMatchObject({ interchange: 4_712, group: 4_701 });
    await expect(set({ interchange: 4_711 })).rejects.toThrow(ControlNumbersRefused);
    await expect(set({ group: 4_700 })).rejects.toThrow(/GS06 stands at 4701/);
    await set({ group: 100, functionalId: 'PO' });
    await expect(set({ group: 99, functionalId: 'PO' })).rejects.toThrow(/GS06 of PO stands at 100/);
    expect(await send(to('LIVE'), { group: 'functional-id' })).toMatchObject({ interchange: 4_713, group: 101 });
  });

  test('begins anew in an epoch of its own, and an acknowledgement from before still finds what it is for', async () => {
    const series = to('ANEW');
    const monday = new Date('2026-11-02T10:00:00Z');
    const tuesday = new Date('2026-11-03T10:00:00Z');
    const old = await send(series, {}, monday);
    await resetNumbers(ledger.db, clerk, series, {}, 'the partner lost its own');
    const recent = await send(series, {}, tuesday);
    expect([old, recent].map(({ interchange, group }) => [interchange, group])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    const { id } = (await state('ANEW')) ?? { id: 0 };
    const found = await answerableGroups(ledger.db, [id], ['PO'], 1);
    expect(found).toMatchObject([
      { transmission: recent.id, epoch: 2, renderedAt: tuesday },
      { transmission: old.id, epoch: 1, renderedAt: monday },
    ]);
    expect(await answerableGroups(ledger.db, [id], ['IN'], 1)).toEqual([]);
  });

  test('cannot change what was recorded', async () => {
    await resetNumbers(ledger.db, clerk, to('KEPT'), { interchange: 7 }, 'agreed');
    await expect(ledger.db.query(`delete from ledger.control_change`)).rejects.toThrow(/append-only/);
    await expect(ledger.db.query(`update ledger.control_change set reason = ''`)).rejects.toThrow(/append-only/);
  });
});

test('whatever happens to a series, no interchange and no group has the number of another in its epoch', async () => {
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('send' as const),
        group: fc.constantFrom('own', 'interchange', 'functional-id'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('reset' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('set' as const), ahead: fc.integer({ min: 0, max: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('to-the-end' as const) }) },
  );
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      runs += 1;
      const receiver = `P${runs}`;
      const series = to(receiver);
      for (const one of steps) {
        const last = (await state(receiver))?.last ?? { interchange: 0, group: 0 };
        if (one.do === 'send') await send(series, { group: one.group });
        else if (one.do === 'reset') await resetNumbers(ledger.db, clerk, series, {}, 'test');
        else if (one.do === 'set')
          await setNumbers(
            ledger.db,
            clerk,
            series,
            { interchange: Math.min(last.interchange + one.ahead, largest) },
            'test',
          );
        else await setNumbers(ledger.db, clerk, series, { interchange: largest, group: largest }, 'test');
      }
      const numbers = async (text: string): Promise<string[]> =>
        (
          await ledger.db.query<{ number: string }>(
            `select ${text} as number from ledger.functional_group g join ledger.transmission t on t.id = g.transmission_id
               join ledger.control_series s on s.id = g.series_id where s.receiver = $1`,
            [receiver],
          )
        ).rows.map(({ number }) => number);
      for (const text of [
        `concat_ws('/', g.epoch, t.interchange_control)`,
        `concat_ws('/', g.epoch, g.functional_id, g.control)`,
      ]) {
        const found = await numbers(text);
        expect(found).toHaveLength(steps.filter((one) => one.do === 'send').length);
        expect(new Set(found).size).toBe(found.length);
      }
    }),
    { numRuns: 25 },
  );
});
