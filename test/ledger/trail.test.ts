import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { useLedger } from '../support/ledger.ts';
import { rendered } from './sample.ts';

const ledger = useLedger();

test('the trail can be neither changed nor cut, not even by the tables’ owner', async () => {
  await rendered(ledger.db, '201');
  await expect(ledger.db.query(`update ledger.trail set actor = 'somebody else'`)).rejects.toThrow('append-only');
  await expect(ledger.db.query('delete from ledger.trail')).rejects.toThrow('append-only');
  await expect(ledger.db.query('truncate ledger.trail')).rejects.toThrow('append-only');
});

test('its hashes can be recomputed without the database: each chains to the one before', async () => {
  const { documentId } = await rendered(ledger.db, '202');
  const { rows } = await ledger.db.query<Record<string, string | number | Date | null>>(
    `select *, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as instant from ledger.trail where document_id = $1 order by entry`,
    [documentId],
  );
  expect(rows.length).toBeGreaterThan(1);
  let previous = '';
  for (const row of rows) {
    const lines = [
      previous,
      row['document_id'],
      row['entry'],
      row['transmission_id'] ?? '',
      row['instant'],
      row['actor'],
      row['event'],
      row['detail'],
    ];
    const hash = createHash('sha256').update(lines.join('\n')).digest('hex');
    expect(row).toMatchObject({ previous_hash: previous, hash });
    previous = hash;
  }
  const { rows: heads } = await ledger.db.query(`select trail_head, trail_length from ledger.document where id = $1`, [
    documentId,
  ]);
  expect(heads).toEqual([{ trail_head: previous, trail_length: rows.length }]);
});
