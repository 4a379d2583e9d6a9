import { MigrationsMissing } from '../ledger/migrate.ts';
import { runWorker } from '../worker.ts';
import { CannotRun } from './exit-code.ts';
import type { CommandBody } from './program.ts';

/** `worker`: runs until SIGTERM or SIGINT. */
export const work: CommandBody = async ({ config }) => {
  try {
    await runWorker(config);
    return 0;
  } catch (error) {
    if (error instanceof MigrationsMissing) throw new CannotRun(error.message);
    throw error;
  }
};
