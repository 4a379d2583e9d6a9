import { Context } from '@temporalio/activity';
import {
  backfillDecision,
  backfillRules,
  isOpenToBackfill,
  isWithin,
  type BackfillOrder,
} from '../../documents/backfill.ts';
import type { CycleStream } from '../../documents/stream.ts';
import { addBackfillCounts, nameClaims, reopenDocuments, unstartedAmong } from '../../ledger/backfills.ts';
import { inTransaction } from '../../ledger/database.ts';
import { recordReadings } from '../../ledger/readings.ts';
import { standingsOf } from '../../ledger/standings.ts';
import type { UnstartedDocument } from '../../ledger/transmissions.ts';
import { countsOf, decideReadings, streamOf } from '../decide-readings.ts';
import type { SysproDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';

/** What came of a page of a backfill. */
export interface BackfilledPage {
  readonly found: number;
  /** Its documents that are claimed and whose workflow is to be started. */
  readonly documents: readonly UnstartedDocument[];
  readonly next?: string;
}

/**
 * Reads a page of the window and claims what is to be sent, as a poll does, but with the window's first day as go-live. What has a
 * transmission is never claimed again; what was settled before is decided anew only where the person asked for it.
 */
export function createBackfillPage(deps: SysproDependencies) {
  const { db, now } = deps;
  return async function backfillPage(
    input: CycleStream & BackfillOrder & { afterKey?: string; limit: number },
  ): Promise<BackfilledPage> {
    return withFailures(async () => {
      const by = { at: now(), actor: input.requestedBy };
      const { type } = streamOf(deps.config, input);
      const { scanner } = deps.company(input.company).stream(input.stream);
      const page = await scanner.scan({
        from: input.from,
        to: input.to,
        deep: false,
        limit: input.limit,
        signal: Context.current().cancellationSignal,
        ...(input.afterKey !== undefined && { afterKey: input.afterKey }),
      });
      const records = page.records.filter((record) => isWithin(record, input));
      const byRule = (await decideReadings(deps, input, records, backfillRules(input))).filter(
        ({ decision }) => !input.partner || decision.partner === input.partner,
      );
      const decided = byRule.map((one) => ({ ...one, decision: backfillDecision(one.decision, input.reopen) }));
      const released = decided.filter(({ decision }, index) => decision.claim && !byRule[index]?.decision.claim);
      const keys = decided.map(({ key }) => key.key);
      const claimable = decided.filter(({ decision }) => decision.claim).map(({ key }) => key.key);
      await inTransaction(db, async (tx) => {
        const standings = await standingsOf(tx, input.company, type, keys);
        const considered = decided.filter(({ key }) => {
          const standing = standings.get(key.key);
          return !standing || isOpenToBackfill(standing, input.reopen);
        });
        await reopenDocuments(tx, by, { company: input.company, type }, claimable, input.reopen);
        const { found: _, ...counts } = countsOf(await recordReadings(tx, by, considered));
        const keysReleased = released.filter((one) => considered.includes(one)).map(({ key }) => key);
        await nameClaims(tx, by, keysReleased, 'backfill --reopen held');
        await addBackfillCounts(tx, input.cycle, { found: records.length, ...counts });
      });
      return {
        found: records.length,
        documents: await unstartedAmong(db, input.company, type, claimable),
        ...(page.next !== undefined && { next: page.next }),
      };
    });
  };
}
