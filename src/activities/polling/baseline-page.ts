import { Context } from '@temporalio/activity';
import { isWithin } from '../../documents/backfill.ts';
import { addDays } from '../../documents/local-date.ts';
import type { CompanyStream } from '../../documents/stream.ts';
import { markBeforeGoLive } from '../../ledger/baseline.ts';
import { inTransaction } from '../../ledger/database.ts';
import { decider, streamOf } from '../decide-readings.ts';
import type { SysproDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';

const pageSize = 500;

/** Marks a page of what is older than go-live as before go-live, by its headers. */
export function createBaselinePage(deps: SysproDependencies) {
  return async function baselinePage(
    input: CompanyStream & { requestedBy: string; afterKey?: string },
  ): Promise<{ found: number; marked: number; next?: string }> {
    return withFailures(async () => {
      const to = addDays(streamOf(deps.config, input).goLive, -1);
      const { records, next } = await deps
        .company(input.company)
        .stream(input.stream)
        .scanner.list({
          to,
          deep: false,
          limit: pageSize,
          signal: Context.current().cancellationSignal,
          ...(input.afterKey !== undefined && { afterKey: input.afterKey }),
        });
      const decide = await decider(deps, input);
      // One without a readable date cannot be said to be older.
      const dated = records.filter((record) => isWithin(record, { to }));
      const old = dated.map((record) => {
        const { partner } = decide(record);
        return { ...record, ...(partner !== undefined && { partner }) };
      });
      const by = { at: deps.now(), actor: input.requestedBy };
      const marked = await inTransaction(deps.db, (tx) => markBeforeGoLive(tx, by, old));
      return { found: old.length, marked, ...(next !== undefined && { next }) };
    });
  };
}
