import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { Config } from '../config.ts';

export type { PoolClient as Transaction } from 'pg';
/** Something SQL can be asked of: the pool, or a transaction. */
export type Queryable = Pick<pg.ClientBase, 'query'>;
export type Database = pg.Pool;

// int8 as number: identities and control numbers stay far below 2^53. Dates as their text: SYSPRO's have no zone.
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);
types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** The settings of a PostgreSQL connection as the application's role, or as the tables' owner. */
export function connectionSettings(config: Config, role: 'application' | 'owner' = 'application'): pg.ClientConfig {
  const { postgres } = config;
  const login = role === 'owner' && postgres.owner ? postgres.owner : postgres;
  return {
    host: postgres.host,
    port: postgres.port,
    database: postgres.database,
    user: login.user,
    password: login.password && config.secret(login.password),
    ssl: postgres.tls && {
      rejectUnauthorized: true,
      ca: postgres.tls.caFile && readFileSync(config.path(postgres.tls.caFile), 'utf8'),
    },
    application_name: 'syspro-sterling',
    types,
  };
}

/** A pool of connections to the ledger. A connection that breaks while idle is reported and replaced. */
export function openDatabase(
  settings: pg.ClientConfig,
  maxConnections: number,
  onIdleError: (error: Error) => void,
): Database {
  const pool = new pg.Pool({
    ...settings,
    types,
    max: maxConnections,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  pool.on('error', onIdleError);
  // A connection that breaks in the hands of a transaction tells its next query so; without a listener of its own it would end
  // the process between two queries.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Runs work in one transaction: committed when it returns, rolled back when it throws. */
export async function inTransaction<T>(db: Database, work: (tx: pg.PoolClient) => Promise<T>): Promise<T> {
  const tx = await db.connect();
  let broken: Error | undefined;
  try {
    await tx.query('begin');
    const result = await work(tx);
    await tx.query('commit');
    return result;
  } catch (error) {
    try {
      await tx.query('rollback');
    } catch (rollbackError) {
      // The connection itself is gone; the server rolls back by itself. The first error is the one that tells why.
      broken = rollbackError as Error;
    }
    throw error;
  } finally {
    tx.release(broken);
  }
}
