import { connectionSettings } from '../ledger/database.ts';
import { migrate } from '../ledger/migrate.ts';
import type { CommandBody } from './program.ts';

/** `migrate`: as the owner of the tables. */
export const migrateLedger: CommandBody = async ({ config, say, give }) => {
  const applied = await migrate(connectionSettings(config, 'owner'), config.postgres.user);
  say(applied.length === 0 ? 'The ledger is up to date.' : `Applied ${applied.join(', ')}.`);
  give({ applied });
  return 0;
};
