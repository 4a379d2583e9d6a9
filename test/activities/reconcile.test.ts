import { beforeEach, describe, expect, test } from 'vitest';
import { park } from '../../src/ledger/attention.ts';
import { closeCycle, openCycle } from '../../src/ledger/cycles.ts';
import { readGaps } from '../../src/ledger/reconciliation-gaps.ts';
import { useLedger } from '../support/ledger.ts';
import { at, emptyLedger, proofHouse, type ProofHouse } from './proof-house.ts';

const ledger = useLedger();
let house: ProofHouse;
beforeEach(async () => {
  await emptyLedger(ledger.db);
  house = proofHouse(ledger.db);
});

const raise = (number: string, date: string | undefined, more: object = {}): void => {
  house.orders.set(number, { number, ...(date && { date }), ...more });
};
const schedule = { state: 'running' } as const;
const gaps = (id: string) => readGaps(ledger.db, id, 100);
/** A row of the ledger is gone, with everything that hangs on it. */
async function lose(number: string): Promise<void> {
  const { rows } = await ledger.db.query<{ id: number }>('select id from ledger.document where key = $1', [number]);
  for (const table of ['trail', 'transmission_document', 'snapshot'])
    await ledger.db.query(`delete from ledger.${table} where document_id = $1`, [rows[0]?.id]);
  const { rowCount } = await ledger.db.query('delete from ledger.document where id = $1', [rows[0]?.id]);
  expect(rowCount).toBe(1);
}
const later = (minutes: number): void => {
  house.now = new Date(house.now.getTime() + minutes * 60_000);
};

describe('a recount', () => {
  test('of what polls have read accounts for everything, each under what became of it', async () => {
    for (let n = 10; n < 20; n += 1) raise(`${n}`, '2026-11-18');
    raise('20', '2026-11-18', { supplier: 'none' });
    raise('21', '2026-11-18', { status: '1' });
    raise('22', '2026-11-18', { status: '*' });
    raise('23', '2026-09-30', { status: '1' });
    raise('24', '2027-03-01');
    house.now = new Date('2026-10-01T12:00:00Z');
    await house.poll('c1');
    expect(await house.recount('r1')).toMatchObject({
      outcome: 'complete',
      since: '2026-10-01',
      found: 15,
      accounted: 15,
      missing: 0,
      tooNew: 0,
      gone: 0,
    });
    house.now = new Date('2026-11-20T12:00:00Z');
    await house.poll('c2');
    later(1);
    const { counts, ...result } = await house.recount('r2');
    expect(result).toMatchObject({ found: 15, accounted: 15, missing: 0 });
    expect(counts).toEqual({
      'being-sent': 10,
      'not-edi': 1,
      unreleased: 1,
      cancelled: 1,
      'before-go-live': 1,
      held: 1,
    });
    expect(house.alarms).toEqual([]);
  });

  test('asks of nobody to have read what is older than go-live, whether it is a partner’s or not', async () => {
    raise('25', '2026-11-18');
    await house.poll('c1');
    // Listed because they are open in SYSPRO, and out of every poll’s reach until the first deep one.
    raise('26', '2026-09-20', { status: '1' });
    raise('27', '2026-09-20', { status: '1', supplier: 'none' });
    later(1);
    const { counts, ...result } = await house.recount('r1');
    expect(result).toMatchObject({ found: 3, accounted: 3, missing: 0 });
    expect(counts).toEqual({ 'being-sent': 1, 'before-go-live': 2 });
    expect(house.alarms).toEqual([]);
  });

  test('names exactly the document whose ledger row is gone, and raises the alarm', async () => {
    for (let n = 30; n < 40; n += 1) raise(`${n}`, '2026-11-18');
    await house.poll('c1');
    await lose('34');
    later(1);
    // No poll since, and one day back: it was entered, or lost, after the last poll.
    expect(await house.recount('r1')).toMatchObject({ found: 10, accounted: 9, missing: 1, tooNew: 0 });
    expect(await gaps('r1')).toEqual([
      {
        key: '34',
        number: '34',
        partyCode: '1',
        partner: 'ACME',
        date: '2026-11-18',
        status: '4',
        outlook: 'would-be-sent',
        state: 'missing',
        cause: 'NOT-POLLED',
      },
    ]);
    expect(house.alarms).toEqual([{ ...at, code: 'RECONCILE-GAP', reconciliation: 'r1', missing: 1, numbers: ['34'] }]);
  });

  test('names a document whose send is gone from the ledger', async () => {
    raise('41', '2026-11-18');
    raise('42', '2026-11-18');
    await house.poll('c1');
    await ledger.db.query(
      `with lost as (delete from ledger.transmission_document where document_id = (select id from ledger.document where key = '41') returning transmission_id)
       select from lost`,
    );
    expect(await house.recount('r1')).toMatchObject({ found: 2, accounted: 1, missing: 1 });
    expect(await gaps('r1')).toMatchObject([{ key: '41', cause: 'LEDGER-INCOMPLETE' }]);
  });

  test('tells by its date why a record is missing', async () => {
    raise('50', '2026-11-18');
    await house.poll('c1');
    raise('51', '2026-10-05', { status: '9' });
    raise('52', '2026-11-10', { status: '9' });
    raise('53', undefined);
    raise('54', '2026-11-20');
    later(1);
    expect(await house.recount('r1')).toMatchObject({ found: 5, accounted: 1, missing: 3, tooNew: 1 });
    expect((await gaps('r1')).map(({ number, state, cause }) => [number, state, cause])).toEqual([
      ['51', 'missing', 'OUT-OF-REACH'],
      ['52', 'missing', 'BEFORE-OVERLAP'],
      ['53', 'missing', 'NO-DATE'],
      ['54', 'too-new', 'TOO-NEW'],
    ]);
  });

  test('calls a record missing that a poll begun later should have read, and not one that it has read', async () => {
    raise('60', '2026-11-18');
    await house.poll('c1');
    raise('61', '2026-11-20');
    const recount = { ...at, reconciliation: 'r1' };
    await house.steps.openReconciliation({ ...recount, requestedBy: 'clerk' });
    later(1);
    for (const [page, afterKey] of [[0], [1, '61']] as const)
      await house.run('reconcilePage', {
        ...recount,
        since: '2026-10-01',
        page,
        ...(afterKey && { afterKey }),
      });
    expect(await house.steps.recheckGaps(recount)).toEqual({ left: 1, polledSince: false });
    later(1);
    await house.poll('c2');
    expect(await house.steps.recheckGaps(recount)).toMatchObject({ left: 0 });
    expect(
      await house.steps.closeReconciliation({ ...recount, outcome: 'complete', polledSince: false, schedule }),
    ).toMatchObject({ found: 2, accounted: 2, missing: 0, counts: { 'being-sent': 2 } });

    // And were it lost after all:
    await lose('61');
    await house.steps.openReconciliation({ ...at, reconciliation: 'r2', requestedBy: 'clerk' });
    await house.run('reconcilePage', { ...at, reconciliation: 'r2', since: '2026-10-01', page: 0 });
    later(1);
    await ledger.db.query(
      `insert into ledger.poll_cycle (id, company, stream, started_at, ended_at, outcome) values ('c3', 'A', 'purchase-orders', $1, $1, 'complete')`,
      [house.now],
    );
    expect(await house.steps.recheckGaps({ ...at, reconciliation: 'r2' })).toEqual({
      left: 1,
      polledSince: true,
    });
    await house.steps.closeReconciliation({
      ...at,
      reconciliation: 'r2',
      outcome: 'complete',
      polledSince: true,
      schedule,
    });
    expect(await gaps('r2')).toMatchObject([{ key: '61', state: 'missing', cause: 'POLL-MISSED' }]);
  });

  test('says of a poller that is dead that what is new is missing, and that polls do not complete', async () => {
    raise('65', '2026-11-18');
    await house.poll('c1');
    raise('66', '2026-11-20');
    later(30);
    expect(await house.recount('r1')).toMatchObject({ missing: 0, tooNew: 1, polls: { alive: true } });
    // Three days on: every poll since has failed, and the new orders are of days no poll has read.
    later(3 * 24 * 60);
    raise('67', '2026-11-23');
    await openCycle(ledger.db, 'c2', { ...at, deep: false }, house.now);
    await closeCycle(ledger.db, 'c2', 'source-unavailable', 'SYSPRO-UNREACHABLE', house.now);
    expect(await house.recount('r2')).toMatchObject({
      found: 3,
      accounted: 1,
      missing: 2,
      tooNew: 0,
      polls: {
        alive: false,
        lastComplete: '2026-11-20T12:00:00.000Z',
        last: { outcome: 'source-unavailable', cause: 'SYSPRO-UNREACHABLE' },
      },
    });
    expect((await gaps('r2')).map(({ key, cause }) => [key, cause])).toEqual([
      ['66', 'NOT-POLLED'],
      ['67', 'NOT-POLLED'],
    ]);
    expect(house.alarms).toMatchObject([
      { code: 'RECONCILE-GAP', numbers: ['66', '67'] },
      { code: 'RECONCILE-POLLS', alive: false },
      { code: 'RECONCILE-STANDING', count: 1 },
    ]);
  });

  test('counts the claims that stand still, and not those that wait for a person', async () => {
    raise('68', '2026-11-18');
    raise('69', '2026-11-18');
    await house.poll('c1');
    later(23 * 60);
    expect(await house.recount('r1')).toMatchObject({ standing: { count: 0 } });
    // A cycle that waits for a person's yes starts none of them.
    await openCycle(ledger.db, 'c2', { ...at, deep: false }, house.now);
    await closeCycle(ledger.db, 'c2', 'needs-confirmation', 'WAITING-2', house.now);
    expect(await house.recount('r2')).toMatchObject({
      standing: { count: 2, since: '2026-11-20T12:00:00.000Z' },
    });
    later(2 * 60);
    await house.poll('c3');
    expect(await house.recount('r3')).toMatchObject({ missing: 0, polls: { alive: true }, standing: { count: 2 } });
    const { rows } = await ledger.db.query<{ id: number; transmission: number }>(
      `select document_id as id, transmission_id as transmission from ledger.transmission_document order by document_id limit 1`,
    );
    const [first] = rows;
    await park(
      ledger.db,
      { at: house.now, actor: 'document' },
      { documentId: first?.id ?? 0, transmission: first?.transmission ?? 0 },
      'X',
      [],
    );
    expect(await house.recount('r4')).toMatchObject({ standing: { count: 1 }, counts: { parked: 1, 'being-sent': 1 } });
  });

  test('counts a page again that is tried again, once', async () => {
    raise('70', '2026-11-18');
    await house.poll('c1');
    raise('71', '2026-11-18');
    const recount = { ...at, reconciliation: 'r1' };
    await house.steps.openReconciliation({ ...recount, requestedBy: 'clerk' });
    const page = { ...recount, since: '2026-10-01', page: 0 };
    await house.run('reconcilePage', page);
    await house.poll('c2');
    await house.run('reconcilePage', page);
    expect(
      await house.steps.closeReconciliation({ ...recount, outcome: 'complete', polledSince: false, schedule }),
    ).toMatchObject({ found: 2, accounted: 2, missing: 0, counts: { 'being-sent': 2 } });
  });

  test('counts what SYSPRO has no more, and not what only got an earlier date', async () => {
    for (const number of ['80', '81', '82']) raise(number, '2026-11-18');
    await house.poll('c1');
    house.orders.delete('80');
    raise('81', '2026-09-01', { status: '9' });
    later(1);
    expect(await house.recount('r1')).toMatchObject({ found: 1, accounted: 1, missing: 0, gone: 1 });
    expect(await house.recount('r2')).toMatchObject({ found: 1, accounted: 1, gone: 1 });
  });

  test('that an outage ended says nothing of gaps', async () => {
    raise('90', '2026-11-18');
    await house.poll('c1');
    await lose('90');
    const recount = { ...at, reconciliation: 'r1' };
    await house.steps.openReconciliation({ ...recount, requestedBy: 'clerk' });
    await house.run('reconcilePage', { ...recount, since: '2026-10-01', page: 0 });
    expect(
      await house.steps.closeReconciliation({
        ...recount,
        outcome: 'source-unavailable',
        cause: 'SYSPRO-UNREACHABLE',
        polledSince: false,
        schedule,
      }),
    ).toMatchObject({ outcome: 'source-unavailable', cause: 'SYSPRO-UNREACHABLE', missing: 0 });
    expect(await gaps('r1')).toEqual([]);
    expect(house.alarms).toEqual([]);
  });
});
