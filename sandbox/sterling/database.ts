import { readFile } from 'node:fs/promises';
import { Pool, type PoolClient } from 'pg';

/** What the stand-in needs of a connection: the pool itself, or one client inside a transaction. */
export type Database = Pick<Pool | PoolClient, 'query'>;

/** A pool whose connections see the stand-in's own schema first. */
export function openDatabase(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: 8,
    application_name: 'sterling-sandbox',
    // Compiling queries takes longer than these queries do.
    options: '-c search_path=sterling_sandbox -c jit=off',
  });
  // A connection lost while idle is not an error of anybody's request; the next request opens another.
  pool.on('error', () => undefined);
  return pool;
}

/** Runs the work in one transaction. */
export async function transaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    // Closing the connection rolls back too, also when it is the connection that failed.
    client.release(true);
    throw error;
  }
}

/** Creates whatever of the stand-in's schema does not exist yet, one process at a time. */
export async function createSchema(client: PoolClient): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('sterling_sandbox'))`);
  await client.query(await readFile(new URL('schema.sql', import.meta.url), 'utf8'));
}

/** Whether an error is PostgreSQL's unique_violation. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
