import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  /** Connection URL with the server's superuser. */
  readonly url: string;
  readonly name: string;
  /** Drops the database, cutting connections that are still open. */
  drop(): Promise<void>;
}

/**
 * A fresh database on the run's PostgreSQL server: empty, or a copy of `template` (the *name* of a database nobody is
 * connected to). Drop it in `afterAll`.
 */
export async function createTestDatabase(template?: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  // template1 must have no connection while it is copied; template0 never has one.
  await administer(`CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(template ?? 'template0')}`);
  return {
    name,
    url: databaseUrl(name),
    drop: () => dropDatabase(name),
  };
}

// A closed pool has let go of its connections before the server knows. Cut in between, they report it to nobody, which would fail
// the whole run; so they are given a moment. What is open for good is cut.
const goodbye = 2_000;

async function dropDatabase(name: string): Promise<void> {
  const deadline = Date.now() + goodbye;
  while (Date.now() < deadline && (await isConnected(name))) await delay(20);
  await administer(`DROP DATABASE ${escapeIdentifier(name)} WITH (FORCE)`);
}

async function isConnected(name: string): Promise<boolean> {
  const [row] = await administer<{ open: boolean }>(
    `SELECT exists (SELECT FROM pg_stat_activity WHERE datname = ${escapeLiteral(name)}) AS open`,
  );
  return row?.open === true;
}

function databaseUrl(name: string): string {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  return url.href;
}

async function administer<Row extends object>(statement: string): Promise<Row[]> {
  const client = new Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}
