import { Client } from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../support/postgres.ts';

test('a test database is a real PostgreSQL 18, empty, and gone after drop', async () => {
  const database = await createTestDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ version: string; tables: string }>(
    "SELECT current_setting('server_version') AS version, (SELECT count(*) FROM pg_tables WHERE schemaname = 'public') AS tables",
  );
  expect(rows[0]?.version).toMatch(/^18\./);
  expect(rows[0]?.tables).toBe('0');
  await client.end();
  await database.drop();
  const late = new Client({ connectionString: database.url });
  await expect(late.connect()).rejects.toThrow(/does not exist/);
});

test('a database can be copied from another by its name', async () => {
  const template = await createTestDatabase();
  const client = new Client({ connectionString: template.url });
  await client.connect();
  await client.query("CREATE TABLE part (code text); INSERT INTO part VALUES ('A100')");
  await client.end();
  const copy = await createTestDatabase(template.name);
  const reader = new Client({ connectionString: copy.url });
  await reader.connect();
  expect((await reader.query('SELECT code FROM part')).rows).toEqual([{ code: 'A100' }]);
  await reader.end();
  await copy.drop();
  await template.drop();
});
