import { describe, expect, test } from 'vitest';
import { inTransaction, openDatabase } from '../../src/ledger/database.ts';
import { useLedger } from '../support/ledger.ts';

const ledger = useLedger();

describe('a transaction', () => {
  test('whose connection breaks between two statements fails, takes no process down, and the next one works', async () => {
    const db = openDatabase({ connectionString: ledger.url }, 1, () => undefined);
    const broken = inTransaction(db, async (tx) => {
      const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      const ended = new Promise((resolve) => tx.once('end', resolve));
      await ledger.db.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      // Nothing is asked of the connection while it breaks: the error is nobody's answer.
      await ended;
      await tx.query('select 1');
    });
    await expect(broken).rejects.toThrow(/connection/i);
    expect(await inTransaction(db, async (tx) => (await tx.query('select 1 as one')).rows)).toEqual([{ one: 1 }]);
    await db.end();
  });

  test('that fails leaves nothing behind', async () => {
    const failed = inTransaction(ledger.db, async (tx) => {
      await tx.query(
        `insert into ledger.watermark (company, stream, read_through, moved_at) values ('T', 's', '2026-11-01', now())`,
      );
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect((await ledger.db.query(`select from ledger.watermark where company = 'T'`)).rowCount).toBe(0);
  });
});
