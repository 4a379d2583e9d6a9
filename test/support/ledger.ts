import { afterAll, beforeAll } from 'vitest';
import { openDatabase, type Database } from '../../src/ledger/database.ts';
import { migrate } from '../../src/ledger/migrate.ts';
import { createTestDatabase, type TestDatabase } from './postgres.ts';

/** A migrated ledger of its own for a test file. */
export function useLedger(): { readonly db: Database; readonly url: string } {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createTestDatabase();
    await migrate({ connectionString: database.url }, 'postgres');
    db = openDatabase({ connectionString: database.url }, 8, () => undefined);
  });
  afterAll(async () => {
    await db?.end();
    await database?.drop();
  });
  return {
    get db() {
      return db;
    },
    get url() {
      return database.url;
    },
  };
}
