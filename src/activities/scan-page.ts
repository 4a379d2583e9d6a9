import { Context } from '@temporalio/activity';
import { localDate } from '../documents/disposition.ts';
import type { LocalDate } from '../documents/local-date.ts';
import { addCycleCounts, moveWatermark, readWatermark } from '../ledger/cycles.ts';
import { inTransaction } from '../ledger/database.ts';
import { recordReadings } from '../ledger/readings.ts';
import { addDays } from '../syspro/odata/calendar-day.ts';
import { countsOf, decideReadings, streamOf, type CycleStream } from './decide-readings.ts';
import type { SysproDependencies } from './dependencies.ts';
import { withFailures } from './failure.ts';

/** Where a scan stands: its window, which stays what it was when it began, and the last key read. */
export interface ScanCursor {
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** The day the watermark moves to when the scan is complete. */
  readonly readThrough: LocalDate;
  readonly afterKey?: string;
}

// One page is one transaction, and its detail lines are read in requests of a few dozen keys each.
const pageSize = 500;
const day = 86_400_000;

/**
 * Reads one page of a stream, from the watermark minus the overlap to tomorrow, and claims what is to be sent. The
 * watermark moves in the transaction that makes the last page's claims durable. A record dated beyond tomorrow is left
 * until its date comes: it is a slip of somebody's keyboard, and may still be corrected.
 */
export function createScanPage(deps: SysproDependencies) {
  const { db, now } = deps;
  return async function scanPage(
    input: CycleStream & { from?: ScanCursor },
  ): Promise<{ found: number; next?: ScanCursor }> {
    return withFailures(async () => {
      const at = now();
      const cursor = input.from ?? (await openScan(input, at));
      const { readings, next } = await deps
        .company(input.company)
        .purchaseOrders.scan({ ...cursor, limit: pageSize, signal: Context.current().cancellationSignal });
      const decided = await decideReadings(deps, input, readings);
      await inTransaction(db, async (tx) => {
        const counts = await recordReadings(tx, { at, actor: 'poll-cycle' }, decided);
        await addCycleCounts(tx, input.cycle, countsOf(counts));
        if (next === undefined) await moveWatermark(tx, input, cursor.readThrough, at);
      });
      return { found: readings.length, ...(next !== undefined && { next: { ...cursor, afterKey: next } }) };
    });
  };

  async function openScan(input: CycleStream, at: Date): Promise<ScanCursor> {
    const { company, stream, goLive } = streamOf(deps.config, input);
    // Before the first complete scan nothing older than go-live is of interest, but for the overlap.
    const watermark = (await readWatermark(db, input)) ?? goLive;
    return {
      from: addDays(watermark, -Math.ceil(stream.overlap / day)),
      to: localDate(new Date(at.getTime() + day), company.timeZone),
      readThrough: localDate(at, company.timeZone),
    };
  }
}
