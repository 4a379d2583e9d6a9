import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier } from 'pg';
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
    drop: () => administer(`DROP DATABASE ${escapeIdentifier(name)} WITH (FORCE)`),
  };
}

function databaseUrl(name: string): string {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  return url.href;
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
