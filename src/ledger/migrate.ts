import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import type { Queryable } from './database.ts';

const folder = fileURLToPath(new URL('migrations', import.meta.url));

/**
 * Brings the ledger's schema up to date: numbered SQL files, each in the migrations table once, under a lock that makes a
 * second migrator wait. Then grants the application's role what it needs, which is never to change or delete the trail.
 * @param settings a connection as the role that owns the tables
 * @returns the names of the migrations that ran now
 */
export async function migrate(settings: pg.ClientConfig, applicationRole: string): Promise<string[]> {
  const client = new pg.Client(settings);
  await client.connect();
  try {
    const done = await runner({
      dbClient: client,
      dir: folder,
      migrationsTable: 'migration',
      migrationsSchema: 'public',
      direction: 'up',
      advisoryLockMode: 'wait',
      log: () => undefined,
    });
    await grant(client, applicationRole);
    return done.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

async function grant(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ owner: boolean }>('select current_user = $1 as owner', [role]);
  if (rows[0]?.owner) return;
  const name = client.escapeIdentifier(role);
  await client.query(`
    grant usage on schema ledger to ${name};
    grant select, insert, update on all tables in schema ledger to ${name};
    revoke update, delete, truncate on ledger.trail, ledger.control_change from ${name};
    grant usage on all sequences in schema ledger to ${name};
    grant execute on all functions in schema ledger to ${name};
    grant select on public.migration to ${name};
  `);
}

/** The ledger's schema is not the one this version works with. */
export class MigrationsMissing extends Error {
  override readonly name = 'MigrationsMissing';
}

/** The migrations this version has and the ledger has not seen, in order. */
export async function pendingMigrations(db: Queryable): Promise<string[]> {
  const names = (await readdir(folder))
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.replace(/\.sql$/, ''));
  const { rows: tables } = await db.query<{ there: boolean }>(
    `select to_regclass('public.migration') is not null as there`,
  );
  if (!tables[0]?.there) return names.sort();
  const { rows } = await db.query<{ name: string }>('select name from public.migration');
  const done = new Set(rows.map(({ name }) => name));
  return names.filter((name) => !done.has(name)).sort();
}

/** @throws MigrationsMissing */
export async function requireMigrated(db: Queryable): Promise<void> {
  const pending = await pendingMigrations(db);
  if (pending.length > 0)
    throw new MigrationsMissing(`the ledger lacks ${pending.join(', ')}; run: syspro-sterling migrate`);
}
