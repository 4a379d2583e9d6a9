import { Context } from '@temporalio/activity';
import { purchaseOrderOf } from '../documents/purchase-order.ts';
import { addCycleCounts } from '../ledger/cycles.ts';
import { inTransaction } from '../ledger/database.ts';
import { keysToReadAgain } from '../ledger/queries.ts';
import { recordReadings } from '../ledger/readings.ts';
import { decideReadings, streamOf, type CycleStream } from './decide-readings.ts';
import type { SysproDependencies } from './dependencies.ts';
import { withFailures } from './failure.ts';

const pageSize = 500;

/**
 * Reads records again that were seen and could not be sent yet (unreleased, or held): they are released without any date
 * moving, so no scan by date would ever see it.
 */
export function createRereadPage(deps: SysproDependencies) {
  const { db, now } = deps;
  return async function rereadPage(input: CycleStream & { after: string }): Promise<{ next?: string }> {
    return withFailures(async () => {
      const at = now();
      const { type } = streamOf(deps.config, input);
      const keys = await keysToReadAgain(db, input.company, type, input.after, pageSize);
      if (keys.length === 0) return {};
      const readings = await deps.company(input.company).purchaseOrders.readByKeys(
        keys.map((key) => purchaseOrderOf({ key })),
        Context.current().cancellationSignal,
      );
      // A record SYSPRO no longer has was purged before it was released: nothing is owed for it.
      const present = readings.filter((reading) => reading.outcome !== 'absent');
      const decided = await decideReadings(deps, input, present);
      await inTransaction(db, async (tx) => {
        const counts = await recordReadings(tx, { at, actor: 'poll-cycle' }, decided);
        await addCycleCounts(tx, input.cycle, { reread: counts.found, claimed: counts.claimed });
      });
      return keys.length === pageSize ? { next: keys.at(-1) } : {};
    });
  };
}
