import type { Config } from '../../config.ts';
import type { Database } from '../../ledger/database.ts';
import { pendingMigrations } from '../../ledger/migrate.ts';
import { check, CheckFailed, type Check } from './check.ts';

/** PostgreSQL: the connection, the schema, and that the application cannot change the trail. */
export async function pingPostgres(config: Config, db: Database): Promise<Check[]> {
  const { host, port, database, user } = config.postgres;
  const connection = await check('PostgreSQL connection', async () => {
    const { rows } = await db
      .query<{ version: string }>(`select current_setting('server_version') as version`)
      .catch((error: Error) => {
        throw new CheckFailed(
          error.message || 'no answer',
          `Check postgres.host, port, database, user and password (now ${user} at ${host}:${port}/${database}).`,
        );
      });
    return `PostgreSQL ${rows[0]?.version} at ${host}:${port}/${database} as ${user}`;
  });
  if (!connection.ok) return [connection];
  return [
    connection,
    await check('PostgreSQL schema', async () => {
      const pending = await pendingMigrations(db);
      if (pending.length > 0) throw new CheckFailed(`lacks ${pending.join(', ')}`, 'Run: syspro-sterling migrate');
      return 'up to date';
    }),
    await check('PostgreSQL trail', async () => {
      const { rows } = await db.query<{ owner: boolean; changes: boolean }>(
        `select pg_has_role(current_user, relowner, 'member') as owner,
                has_table_privilege(oid, 'update') or has_table_privilege(oid, 'delete') or has_table_privilege(oid, 'truncate') as changes
           from pg_class where oid = to_regclass('ledger.trail')`,
      );
      if (!rows[0]) throw new CheckFailed('there is no trail', 'Run: syspro-sterling migrate');
      if (rows[0].owner || rows[0].changes)
        throw new CheckFailed(
          `${user} could change the trail`,
          'Give postgres.user a role of its own, name the owner in postgres.owner, and run: syspro-sterling migrate',
        );
      return `${user} can only append to it`;
    }),
  ];
}
