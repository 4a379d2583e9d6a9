import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { Client, escapeIdentifier } from 'pg';
import { startPostgresServer } from './postgres-server.ts';

/** A PostgreSQL server of which nothing is kept: durability is off, and its folder goes with it. */
export interface TemporaryPostgres {
  /** The superuser's connection URL for a database. */
  url(database: string): string;
  /** A new, empty database. @returns the superuser's connection URL for it */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

export async function startTemporaryPostgres(): Promise<TemporaryPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'syspro-sterling-postgres-'));
  await chmod(folder, 0o711);
  const server = await startPostgresServer({
    dataDir: join(folder, 'postgres'),
    port: await getPort(),
    password: 'test',
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '200',
      shared_buffers: '64MB',
    },
  });
  return {
    url: (database) => server.url(database),
    async createDatabase() {
      const name = `made_${randomBytes(6).toString('hex')}`;
      const client = new Client({ connectionString: server.url('postgres') });
      await client.connect();
      try {
        await client.query(`create database ${escapeIdentifier(name)}`);
      } finally {
        await client.end();
      }
      return server.url(name);
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
