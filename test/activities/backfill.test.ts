import { beforeEach, describe, expect, test } from 'vitest';
import type { BackfillOrder } from '../../src/documents/backfill.ts';
import { findDocuments, readTrail } from '../../src/ledger/queries.ts';
import { tally, type TallyLine } from '../../src/documents/tally.ts';
import { useLedger } from '../support/ledger.ts';
import { at, emptyLedger, proofHouse, unreadable, type ProofHouse } from './proof-house.ts';

const ledger = useLedger();
let house: ProofHouse;
beforeEach(async () => {
  await emptyLedger(ledger.db);
  house = proofHouse(ledger.db);
});

const order: BackfillOrder = { from: '2026-09-01', to: '2026-09-30', rate: 60, reopen: [], requestedBy: 'clerk' };
const raise = (number: string, date: string, more: object = {}): void => {
  house.orders.set(number, { number, date, ...more });
};
const stageOf = async (number: string) => {
  const [document] = await findDocuments(ledger.db, number);
  return document && (document.stage ?? document.disposition);
};
/** The whole window, page by page. @returns the numbers of the documents to be started */
async function backfill(given: BackfillOrder = order, cycle = 'b1'): Promise<string[]> {
  await house.steps.openBackfill({ ...at, cycle, ...given });
  const numbers: string[] = [];
  for (let afterKey: string | undefined, more = true; more;) {
    const { documents, next } = await house.run('backfillPage', {
      ...at,
      cycle,
      ...given,
      limit: 10,
      ...(afterKey !== undefined && { afterKey }),
    });
    numbers.push(...documents.map(({ number }) => number));
    afterKey = next;
    more = next !== undefined;
  }
  return numbers;
}
const forecast = async (reopen: BackfillOrder['reopen'] = []) => {
  const lines = [];
  for (let afterKey: string | undefined, more = true; more;) {
    const page = await house.run('surveyPage', {
      ...at,
      purpose: 'backfill',
      from: order.from,
      to: order.to,
      reopen,
      ...(afterKey !== undefined && { afterKey }),
    });
    lines.push(...page.lines);
    afterKey = page.next;
    more = afterKey !== undefined;
  }
  return Object.fromEntries(
    [...Map.groupBy(lines, ({ outcome }) => outcome)].map(([outcome, of]) => [
      outcome,
      of.reduce((sum, { count }) => sum + count, 0),
    ]),
  );
};

describe('a backfill', () => {
  test('claims what is older than go-live and was never read, and the forecast says so before', async () => {
    for (let n = 10; n < 17; n += 1) raise(`${n}`, '2026-09-15');
    raise('17', '2026-09-15', { supplier: 'none' });
    raise('18', '2026-09-15', { status: '1' });
    raise('19', '2026-08-31');
    raise('20', '2026-10-01');
    expect(await forecast()).toEqual({ 'would-be-sent': 7, 'not-edi': 1, unreleased: 1 });
    expect((await ledger.db.query('select from ledger.document')).rowCount).toBe(0);
    expect(await backfill()).toEqual(['10', '11', '12', '13', '14', '15', '16']);
    expect(await forecast()).toEqual({ 'being-sent': 7, 'not-edi': 1, unreleased: 1 });
    // Again, as a worker that died would: what is claimed and not started is offered again, and nothing is claimed twice.
    expect(await backfill()).toHaveLength(7);
    expect((await ledger.db.query('select from ledger.transmission')).rowCount).toBe(7);
  });

  test('decides what was before go-live anew only when asked to, and writes down who asked', async () => {
    raise('31', '2026-09-15');
    raise('32', '2026-09-16');
    house.now = new Date('2026-10-01T12:00:00Z');
    const page = { ...at, requestedBy: 'engineer' };
    expect(await house.run('baselinePage', page)).toMatchObject({ found: 2, marked: 2 });
    expect(await backfill()).toEqual([]);
    expect(await forecast()).toEqual({ 'before-go-live': 2 });
    expect(await forecast(['before-go-live'])).toEqual({ 'would-be-sent': 2 });
    expect(await backfill({ ...order, to: '2026-09-15', reopen: ['before-go-live'] }, 'b2')).toEqual(['31']);
    const [document] = await findDocuments(ledger.db, '31');
    const trail = await readTrail(ledger.db, document?.id ?? 0);
    expect(trail.map(({ event, actor }) => [event, actor])).toEqual([
      ['baselined', 'engineer'],
      ['reopened', 'clerk'],
      ['disposition-decided', 'clerk'],
    ]);
    expect(await stageOf('32')).toBe('before-go-live');
  });

  test('leaves not-edi alone unless asked to decide it anew', async () => {
    raise('41', '2026-09-15', { supplier: 'none' });
    await backfill();
    raise('41', '2026-09-15');
    expect(await backfill(order, 'b2')).toEqual([]);
    expect(await stageOf('41')).toBe('not-edi');
    expect(await backfill({ ...order, reopen: ['not-edi'] }, 'b3')).toEqual(['41']);
  });

  test('never claims again what has a transmission, or went by other means, whatever it is told to decide anew', async () => {
    for (const number of ['51', '52', '53', '54']) raise(number, '2026-09-15');
    await backfill();
    await ledger.db.query(`update ledger.transmission set stage = 'cancelled' where request_id like '%/52#initial'`);
    await ledger.db.query(
      `update ledger.transmission set stage = 'posted', posted_at = now() where request_id like '%/53#initial'`,
    );
    // As no code of ours writes it: a claimed document with a disposition that may be reopened.
    await ledger.db.query(
      `update ledger.document set disposition = 'before-go-live', disposition_cause = 'X' where key = '54'`,
    );
    await ledger.db.query(
      `update ledger.document set disposition = 'sent-otherwise', disposition_cause = 'MARK-SENT' where key = '52'`,
    );
    const again = await backfill({ ...order, reopen: ['before-go-live', 'not-edi'] }, 'b2');
    expect(again).toEqual(['51', '54']);
    const { rows } = await ledger.db.query<{ sends: number }>(
      'select count(*) as sends from ledger.transmission_document group by document_id',
    );
    expect(rows.map(({ sends }) => sends)).toEqual([1, 1, 1, 1]);
  });

  test('keeps to a partner’s own go-live unless asked to decide anew what is before it, and to one partner where told', async () => {
    raise('55', '2026-09-15', { supplier: 'late' });
    raise('56', '2026-09-15');
    expect(await forecast()).toEqual({ 'would-be-sent': 1, 'before-go-live': 1 });
    expect(await backfill({ ...order, partner: 'LATE' })).toEqual([]);
    expect(await stageOf('55')).toBe('before-go-live');
    expect(await stageOf('56')).toBeUndefined();
    expect(await forecast(['before-go-live'])).toEqual({ 'would-be-sent': 2 });
    expect(await backfill({ ...order, partner: 'LATE', reopen: ['before-go-live'] }, 'b2')).toEqual(['55']);
    expect(await stageOf('56')).toBeUndefined();
  });

  test('sends what is held for a person only where asked to, by that person’s word, and nothing else that is held', async () => {
    raise('57', '2026-09-15', { traits: ['credit'] });
    raise('58', '2026-09-15', { status: '8', open: false });
    raise('59', '2026-09-15', { status: '1' });
    raise('60', '2026-09-15', { supplier: 'none', traits: ['credit'] });
    raise('61', '2027-03-01');
    const wide = { ...order, to: '2027-12-31' };
    expect(await backfill(wide)).toEqual([]);
    expect(await Promise.all(['57', '58', '59', '60', '61'].map(stageOf))).toEqual([
      'held',
      'held',
      'unreleased',
      'not-edi',
      'held',
    ]);
    expect(await forecast()).toEqual({ held: 2, unreleased: 1, 'not-edi': 1 });
    expect(await forecast(['held'])).toEqual({ 'would-be-sent': 2, unreleased: 1, 'not-edi': 1 });
    expect(await backfill({ ...wide, reopen: ['held'] }, 'b2')).toEqual(['57', '58']);
    expect(await Promise.all(['57', '58', '59', '60', '61'].map(stageOf))).toEqual([
      'discovered',
      'discovered',
      'unreleased',
      'not-edi',
      'held',
    ]);
    const { rows } = await ledger.db.query('select distinct requested_by, reason from ledger.transmission');
    expect(rows).toEqual([{ requested_by: 'clerk', reason: 'backfill --reopen held' }]);
    const trail = await readTrail(ledger.db, (await findDocuments(ledger.db, '57'))[0]?.id ?? 0);
    expect(trail.map(({ event, actor }) => [event, actor]).slice(-2)).toEqual([
      ['reopened', 'clerk'],
      ['disposition-decided', 'clerk'],
    ]);
  });

  test('and polls that read the same records at the same time claim each once', async () => {
    const numbers = Array.from({ length: 40 }, (_, index) => `${600 + index}`);
    for (const number of numbers) raise(number, '2026-10-05');
    house = Object.assign(proofHouse(ledger.db, 40), { now: new Date('2026-10-06T12:00:00Z') });
    for (const number of numbers) house.orders.set(number, { number, date: '2026-10-05' });
    const window = { ...order, from: '2026-10-01', to: '2026-10-31' };
    await Promise.all([house.poll('c1'), backfill(window), house.poll('c2'), backfill(window, 'b2')]);
    const { rows } = await ledger.db.query<{ number: string; sends: number }>(
      `select d.number, count(td) as sends from ledger.document d left join ledger.transmission_document td on td.document_id = d.id
        group by d.id order by d.number`,
    );
    expect(rows).toEqual(numbers.map((number) => ({ number, sends: 1 })));
  });
});

const lineOf = (outcome: string, status: string, day: string, partner = 'ACME'): TallyLine => ({
  outcome,
  ...(partner && { partner }),
  status,
  count: 1,
  open: 1,
  oldest: day,
  newest: day,
});

describe('a baseline', () => {
  test('shows what it would mark, and marks everything older than go-live but what was claimed', async () => {
    raise('71', '2026-09-15');
    raise('72', '2026-09-30', { status: '1' });
    raise('73', '2026-09-30', { supplier: 'none' });
    raise('74', '2026-10-01');
    raise('75', '2026-09-20');
    raise('76', '2026-09-10', { status: '1' });
    raise('77', unreadable);
    await backfill({ ...order, from: '2026-09-20', to: '2026-09-20' });
    await backfill({ ...order, from: '2026-09-10', to: '2026-09-10' }, 'b2');
    const survey = { ...at, purpose: 'baseline' } as const;
    const shown = await house.run('surveyPage', survey);
    const rest = await house.run('surveyPage', { ...survey, afterKey: shown.next ?? '' });
    expect(tally([...shown.lines, ...rest.lines])).toEqual(
      tally([
        lineOf('would-be-marked', '1', '2026-09-30'),
        lineOf('would-be-marked', '4', '2026-09-15'),
        lineOf('would-be-marked', '4', '2026-09-30', ''),
        lineOf('being-sent', '4', '2026-09-20'),
        lineOf('would-be-marked', '1', '2026-09-10'),
      ]),
    );

    const by = { ...at, requestedBy: 'engineer' };
    const first = await house.run('baselinePage', by);
    const second = await house.run('baselinePage', { ...by, afterKey: first.next ?? '' });
    expect([first.marked, second.marked]).toEqual([3, 1]);
    expect(await Promise.all(['71', '72', '73', '74', '75', '76', '77'].map(stageOf))).toEqual([
      'before-go-live',
      'before-go-live',
      'before-go-live',
      undefined,
      'discovered',
      'before-go-live',
      undefined,
    ]);
    expect((await findDocuments(ledger.db, '71'))[0]).toMatchObject({ dispositionCause: 'BASELINE', partner: 'ACME' });
    // Again marks nothing, and a poll that reads one whole finds no amendment in it and claims nothing.
    expect(await house.run('baselinePage', by)).toMatchObject({ marked: 0 });
    house.now = new Date('2026-10-01T12:00:00Z');
    await house.poll('c1');
    expect(await stageOf('72')).toBe('before-go-live');
    const trail = await readTrail(ledger.db, (await findDocuments(ledger.db, '72'))[0]?.id ?? 0);
    expect(trail.map(({ event }) => event)).toEqual(['baselined']);
  });
});
