import { describe, expect, test } from 'vitest';
import type { Decision } from '../../src/documents/disposition.ts';
import { purchaseOrderKey } from '../../src/documents/purchase-order.ts';
import { inTransaction } from '../../src/ledger/database.ts';
import { findDocuments, keysToReadAgain, readAmendment, readTrail } from '../../src/ledger/queries.ts';
import { markGone, recordReadings, type DecidedReading } from '../../src/ledger/readings.ts';
import { listUnstarted, markStarted } from '../../src/ledger/transmissions.ts';
import { useLedger } from '../support/ledger.ts';
import { until } from '../support/until.ts';

const ledger = useLedger();
const by = { at: new Date('2026-11-01T10:00:00Z'), actor: 'poll-cycle' };
const claim: Decision = { claim: true, partner: 'ACME' };
const unreleased: Decision = { claim: false, partner: 'ACME', disposition: 'unreleased', cause: 'STATUS-1' };

function reading(number: string, decision: Decision, hash = 'h1'): DecidedReading {
  return {
    key: purchaseOrderKey('A', number),
    partyRole: 'supplier',
    partyCode: '0001',
    date: '2026-11-01',
    open: true,
    hash,
    document: { number },
    decision,
  };
}
const openOf = async (number: string): Promise<boolean | undefined> =>
  (await ledger.db.query<{ open: boolean }>('select open from ledger.document where number = $1', [number])).rows[0]
    ?.open;
const record = (...readings: DecidedReading[]) => inTransaction(ledger.db, (tx) => recordReadings(tx, by, readings));

describe('recordReadings', () => {
  test('claims a new record once, however often it is read', async () => {
    expect(await record(reading('000000000000001', claim))).toMatchObject({ found: 1, claimed: 1, changed: 0 });
    expect(await record(reading('000000000000001', claim))).toMatchObject({ found: 1, claimed: 0, changed: 0 });
    const unstarted = await listUnstarted(ledger.db, 'A', 'purchase-order', 0, 10);
    expect(unstarted.filter(({ number }) => number === '1')).toHaveLength(1);
  });

  test('two cycles that read one new record at the same time make one claim', async () => {
    const [first, second] = [await ledger.db.connect(), await ledger.db.connect()];
    const one = reading('000000000000002', claim);
    await first.query('begin');
    await second.query('begin');
    expect(await recordReadings(first, by, [one])).toMatchObject({ claimed: 1 });
    // The second does not see the first's record yet, and waits at its own insert until the first has committed.
    const waiting = recordReadings(second, by, [one]);
    await until('the second waits', async () => {
      const { rowCount } = await ledger.db.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rowCount === 1;
    });
    await first.query('commit');
    expect(await waiting).toMatchObject({ claimed: 0 });
    await second.query('commit');
    first.release();
    second.release();
  });

  test('an unreleased record is claimed when it is released later', async () => {
    await record(reading('000000000000003', unreleased));
    expect((await findDocuments(ledger.db, '3'))[0]).toMatchObject({
      disposition: 'unreleased',
      dispositionCause: 'STATUS-1',
      stage: null,
    });
    expect(await record(reading('000000000000003', claim, 'h2'))).toMatchObject({ claimed: 1, changed: 1 });
    expect((await findDocuments(ledger.db, '000000000000003'))[0]).toMatchObject({
      disposition: null,
      stage: 'discovered',
      contentHash: 'h2',
    });
  });

  test('what was before go-live stays so, whatever a later reading decides', async () => {
    await record(
      reading('000000000000004', {
        claim: false,
        partner: 'ACME',
        disposition: 'before-go-live',
        cause: 'BEFORE-2026-10-01',
      }),
    );
    expect(await record(reading('000000000000004', claim, 'h2'))).toMatchObject({ claimed: 0, changed: 1 });
    expect((await findDocuments(ledger.db, '4'))[0]).toMatchObject({
      disposition: 'before-go-live',
      contentHash: 'h2',
    });
  });

  test('a change after the claim is recorded and claims nothing again', async () => {
    await record(reading('000000000000005', claim));
    await record(reading('000000000000005', claim, 'h2'));
    const [document] = await findDocuments(ledger.db, '5');
    const trail = await readTrail(ledger.db, document?.id ?? 0);
    expect(trail.map(({ event }) => event)).toEqual(['discovered', 'changed-before-sending']);
    expect(trail[1]?.detail).toEqual({ from: 'h1', to: 'h2' });
  });

  test('a change of nothing but what SYSPRO may still do is no change, and is remembered', async () => {
    await record(reading('000000000000007', claim));
    expect(await openOf('7')).toBe(true);
    expect(await record({ ...reading('000000000000007', claim), open: false })).toMatchObject({ changed: 0 });
    expect(await openOf('7')).toBe(false);
  });

  test('a hash of another release’s shape is replaced, and no amendment', async () => {
    await record(reading('000000000000008', claim));
    await ledger.db.query(`update ledger.document set content_shape = 1, content_hash = 'old' where number = '8'`);
    expect(await record(reading('000000000000008', claim, 'new'))).toMatchObject({ changed: 0 });
    expect(await record(reading('000000000000008', claim, 'newer'))).toMatchObject({ changed: 1 });
  });

  test('what SYSPRO no longer has is not asked for again, unless it is seen again', async () => {
    const which = { company: 'A', type: 'purchase-order', open: false } as const;
    const again = async (): Promise<boolean> =>
      (await keysToReadAgain(ledger.db, which, '', 100)).includes('000000000000009');
    await record(reading('000000000000009', unreleased));
    expect(await again()).toBe(true);
    await markGone(ledger.db, by.at, [purchaseOrderKey('A', '000000000000009')]);
    expect(await again()).toBe(false);
    await record(reading('000000000000009', unreleased));
    expect(await again()).toBe(true);
  });

  test('a deep poll also asks for what was sent and is still open', async () => {
    const asked = async (open: boolean): Promise<string[]> =>
      keysToReadAgain(ledger.db, { company: 'A', type: 'purchase-order', open }, '00000000000001', 100);
    await record(reading('000000000000010', claim), { ...reading('000000000000011', claim), open: false });
    expect(await asked(false)).toEqual([]);
    expect(await asked(true)).toEqual(['000000000000010']);
  });

  test('what is complete in SYSPRO waits for no release: it is not asked for at every poll, held at most by deep ones', async () => {
    const heldOnes: Decision = { claim: false, partner: 'ACME', disposition: 'held', cause: 'POLICY-CREDIT' };
    const asked = async (open: boolean): Promise<string[]> =>
      keysToReadAgain(ledger.db, { company: 'A', type: 'purchase-order', open }, '00000000000003', 100);
    await record(
      { ...reading('000000000000030', unreleased), open: false },
      { ...reading('000000000000031', heldOnes), open: false },
      reading('000000000000032', unreleased),
      reading('000000000000033', heldOnes),
    );
    expect(await asked(false)).toEqual(['000000000000032', '000000000000033']);
    expect(await asked(true)).toEqual(['000000000000031', '000000000000032', '000000000000033']);
  });

  test('what was before go-live by a slip of the date is decided again when the date is corrected', async () => {
    const before: Decision = {
      claim: false,
      partner: 'ACME',
      disposition: 'before-go-live',
      cause: 'BEFORE-2026-11-01',
    };
    await record({ ...reading('000000000000040', before), date: '2025-11-20' });
    expect(await record({ ...reading('000000000000040', claim, 'h2'), date: '2026-11-20' })).toMatchObject({
      claimed: 1,
    });
    expect((await findDocuments(ledger.db, '40'))[0]).toMatchObject({ disposition: null, date: '2026-11-20' });
  });

  test('a claim is offered for starting until it is marked started', async () => {
    await record(reading('000000000000006', claim));
    const offered = (await listUnstarted(ledger.db, 'A', 'purchase-order', 0, 100)).filter(
      ({ number }) => number === '6',
    );
    expect(offered).toHaveLength(1);
    await markStarted(
      ledger.db,
      by.at,
      'cycle-1',
      offered.map(({ transmission }) => transmission),
    );
    expect(
      (await listUnstarted(ledger.db, 'A', 'purchase-order', 0, 100)).filter(({ number }) => number === '6'),
    ).toHaveLength(0);
  });
});

test('what an order became after it was sent can be shown, until it is what was sent again', async () => {
  const { claimed, sent } = { claimed: reading('000000000000020', claim), sent: { number: '000000000000020' } };
  await record(claimed);
  const [document] = await findDocuments(ledger.db, '20');
  const id = document?.id ?? 0;
  await ledger.db.query(
    `update ledger.transmission t set stage = 'posted', posted_at = now() from ledger.transmission_document td
      where td.transmission_id = t.id and td.document_id = $1`,
    [id],
  );
  await ledger.db.query(
    `update ledger.transmission_document td set snapshot_hash = s.hash from ledger.snapshot s
      where s.document_id = td.document_id and td.document_id = $1`,
    [id],
  );
  expect(await readAmendment(ledger.db, id)).toBeUndefined();
  const later = (minutes: number) => ({ ...by, at: new Date(by.at.getTime() + minutes * 60_000) });
  const amended = { ...claimed, hash: 'h2', document: { ...sent, dueDate: '2026-12-24' } };
  await inTransaction(ledger.db, (tx) => recordReadings(tx, later(1), [amended]));
  expect(await readAmendment(ledger.db, id)).toMatchObject({ sent, amended: { dueDate: '2026-12-24' } });
  await inTransaction(ledger.db, (tx) => recordReadings(tx, later(2), [claimed]));
  expect(await readAmendment(ledger.db, id)).toBeUndefined();
});
