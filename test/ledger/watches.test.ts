import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { markMessageSent, openPosting, recordPosted } from '../../src/ledger/posting.ts';
import { beginSweep, closeSweep, lastSweep } from '../../src/ledger/sweeps.ts';
import { openWatches, watchedMailboxes, watchMessage } from '../../src/ledger/watches.ts';
import { useLedger } from '../support/ledger.ts';
import { by, rendered } from './sample.ts';

const ledger = useLedger();

async function posted(number: string): Promise<number> {
  const { id } = await rendered(ledger.db, number);
  const posting = await openPosting(ledger.db, { ...by, worker: 'w1' }, id, 0, { attempt: 60_000, server: 60_000 });
  await markMessageSent(ledger.db, id, 1, 'doc');
  await recordPosted(ledger.db, by, posting, 1, `m-${number}`, 'answered');
  return id;
}

const watched = async (): Promise<number[]> =>
  (await openWatches(ledger.db, '/ACME/Outbound')).map(({ transmission }) => transmission);

describe('a watch', () => {
  test('begins with the post, once, and names the message', async () => {
    const id = await posted('401');
    await watchMessage(ledger.db, id);
    const [watch, ...others] = (await openWatches(ledger.db, '/ACME/Outbound')).filter(
      ({ transmission }) => transmission === id,
    );
    expect(watch).toEqual({
      transmission: id,
      message: 'm-401',
      name: 'A_850_401_1.x12',
      mailbox: '/ACME/Outbound',
      profile: 'p1',
      postedAt: by.at,
      ...(watch?.postedBy && { postedBy: watch.postedBy }),
    });
    expect(others).toEqual([]);
    expect(await watchedMailboxes(ledger.db)).toEqual(['/ACME/Outbound']);
  });

  test('is made by the migration for what was posted before, if it is young and not cancelled', async () => {
    const migration = readFileSync(new URL('../../src/ledger/migrations/0006_sterling.sql', import.meta.url), 'utf8');
    const [statement] = /insert into ledger\.message_watch[^;]*;/.exec(migration) ?? [];
    if (statement === undefined) throw new Error('the migration makes no watches');
    const [young, old, cancelled, unposted] = [
      await posted('402'),
      await posted('403'),
      await posted('404'),
      (await rendered(ledger.db, '405')).id,
    ];
    const setPosted = `update ledger.transmission set posted_at = now() - $2 * interval '1 day' where id = $1`;
    await ledger.db.query(setPosted, [young, 29]);
    await ledger.db.query(setPosted, [old, 31]);
    await ledger.db.query(setPosted, [cancelled, 1]);
    await ledger.db.query(`update ledger.transmission set stage = 'cancelled' where id = $1`, [cancelled]);
    await ledger.db.query(`delete from ledger.message_watch`);
    await ledger.db.query(statement);
    const now = await watched();
    expect(now).toContain(young);
    for (const not of [old, cancelled, unposted]) expect(now).not.toContain(not);
  });
});

test('a sweep begins once, and the last one that ended is known', async () => {
  const at = new Date('2026-11-03T08:00:00Z');
  expect(await beginSweep(ledger.db, 's1', at)).toEqual(at);
  expect(await beginSweep(ledger.db, 's1', new Date('2026-11-03T08:02:00Z'))).toEqual(at);
  expect(await lastSweep(ledger.db)).toBeUndefined();
  const end = { outcome: 'partial', cause: '/A: MAILBOX-GONE', counts: { taken: 3 } } as const;
  await closeSweep(ledger.db, 's1', end, new Date('2026-11-03T08:03:00Z'));
  expect(await lastSweep(ledger.db)).toEqual({
    id: 's1',
    startedAt: at,
    endedAt: new Date('2026-11-03T08:03:00Z'),
    ...end,
  });
});
