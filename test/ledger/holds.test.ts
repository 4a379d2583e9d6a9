import { describe, expect, test } from 'vitest';
import { holdingOf, placeHold, queueTransmissions, releaseHold, standingHolds } from '../../src/ledger/holds.ts';
import { readTrail } from '../../src/ledger/queries.ts';
import { standingClaims } from '../../src/ledger/standing-claims.ts';
import { useLedger } from '../support/ledger.ts';
import { by, claim } from './sample.ts';

const ledger = useLedger();
const acme = { partner: 'ACME' };
const waiting = async (): Promise<number> => {
  const { rows } = await ledger.db.query<{ count: number }>(
    `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0]?.count ?? 0;
};

describe('a hold', () => {
  test('that is released while a document is being queued tells that document', async () => {
    const { id, documentId } = await claim(ledger.db, '901');
    const { hold } = await placeHold(ledger.db, by, acme, 'a test');
    const other = await ledger.db.connect();
    await other.query('begin');
    await other.query('select from ledger.transmission where id = $1 for update', [id]);
    const queueing = queueTransmissions(ledger.db, by, [id], { for: 'hold', hold });
    await expect.poll(waiting).toBe(1);
    let done = false;
    const releasing = releaseHold(ledger.db, by, acme).finally(() => (done = true));
    await expect.poll(async () => done || (await waiting()) === 2).toBe(true);
    await other.query('rollback');
    other.release();
    expect(await queueing).toBe(true);
    expect((await releasing).documents).toEqual([documentId]);
  });

  test('that was released before a document is queued queues nothing', async () => {
    const { id, documentId } = await claim(ledger.db, '902');
    const { hold } = await placeHold(ledger.db, by, acme, 'a test');
    await releaseHold(ledger.db, by, acme);
    expect(await queueTransmissions(ledger.db, by, [id], { for: 'hold', hold })).toBe(false);
    expect(await holdingOf(ledger.db, id)).toEqual({ queued: false });
    expect((await readTrail(ledger.db, documentId)).map(({ event }) => event)).toEqual(['discovered']);
  });

  test('is a partner’s and, where it says so, a type’s; everything ends with one word', async () => {
    const { id } = await claim(ledger.db, '903');
    await placeHold(ledger.db, by, { partner: 'OTHER' }, 'a test');
    await placeHold(ledger.db, by, { ...acme, type: 'invoice' }, 'a test');
    expect(await holdingOf(ledger.db, id)).toEqual({ queued: false });
    const { hold } = await placeHold(ledger.db, by, { ...acme, type: 'purchase-order' }, 'a test');
    expect(await holdingOf(ledger.db, id)).toEqual({ queued: false, hold });
    const { holds } = await releaseHold(ledger.db, by, acme);
    expect(new Set(holds.map(({ type }) => type))).toEqual(new Set(['invoice', 'purchase-order']));
    expect((await standingHolds(ledger.db)).map(({ partner }) => partner)).toEqual(['OTHER']);
  });

  test('is no claim that stands still, however long it lasts', async () => {
    const { id } = await claim(ledger.db, '905');
    const standing = async (): Promise<number> =>
      (
        await standingClaims(
          ledger.db,
          { company: 'A', type: 'purchase-order' },
          new Date('2027-01-01T00:00:00Z'),
          false,
        )
      ).count;
    const before = await standing();
    const { hold } = await placeHold(ledger.db, by, acme, 'a test');
    await queueTransmissions(ledger.db, by, [id], { for: 'hold', hold });
    expect(await standing()).toBe(before - 1);
    await releaseHold(ledger.db, by, acme);
  });

  test('turned into a blackout is told in the trail, once each', async () => {
    const { id, documentId } = await claim(ledger.db, '904');
    const { hold } = await placeHold(ledger.db, by, acme, 'a test');
    const blackout = { for: 'blackout', until: new Date('2026-11-02T06:00:00Z') } as const;
    for (const cause of [{ for: 'hold', hold } as const, { for: 'hold', hold } as const, blackout, blackout])
      await queueTransmissions(ledger.db, by, [id], cause);
    const queued = (await readTrail(ledger.db, documentId)).filter(({ event }) => event === 'queued');
    expect(queued.map(({ detail }) => detail)).toEqual([
      { for: 'hold', reason: 'a test', by: by.actor },
      { for: 'blackout', until: '2026-11-02T06:00:00.000Z' },
    ]);
    await releaseHold(ledger.db, by, acme);
  });
});
