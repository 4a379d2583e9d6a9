import { Context } from '@temporalio/activity';
import type { CycleStream } from '../../documents/stream.ts';
import { addCycleCounts } from '../../ledger/cycles.ts';
import { inTransaction } from '../../ledger/database.ts';
import { keysToReadAgain } from '../../ledger/queries.ts';
import { markGone, recordReadings } from '../../ledger/readings.ts';
import { decideReadings, streamOf } from '../decide-readings.ts';
import type { SysproDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';

const pageSize = 500;

/**
 * Reads records again that no scan by date might ever see again: those that were seen and could not be sent yet (unreleased, or
 * held), for they are released without any date moving; in a deep poll also those sent while they were open in SYSPRO, for they may
 * have been amended, and completed since.
 */
export function createRereadPage(deps: SysproDependencies) {
  const { db, now } = deps;
  return async function rereadPage(input: CycleStream & { deep?: boolean; after: string }): Promise<{ next?: string }> {
    return withFailures(async () => {
      const at = now();
      const { type } = streamOf(deps.config, input);
      const which = { company: input.company, type, open: input.deep ?? false };
      const keys = await keysToReadAgain(db, which, input.after, pageSize);
      if (keys.length === 0) return {};
      const { scanner } = deps.company(input.company).stream(input.stream);
      const readings = await scanner.readByKeys(keys, Context.current().cancellationSignal);
      const present = readings.filter((reading) => reading.outcome !== 'absent');
      const absent = readings.filter((reading) => reading.outcome === 'absent');
      const decided = await decideReadings(deps, input, present);
      await inTransaction(db, async (tx) => {
        const counts = await recordReadings(tx, { at, actor: 'poll-cycle' }, decided);
        // Purged before it was released: nothing is owed for it any more.
        await markGone(
          tx,
          at,
          absent.map(({ key }) => key),
        );
        await addCycleCounts(tx, input.cycle, {
          reread: counts.found,
          claimed: counts.claimed,
          changed: counts.changed,
        });
      });
      return keys.length === pageSize ? { next: keys.at(-1) } : {};
    });
  };
}
