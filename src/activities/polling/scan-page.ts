import { Context } from '@temporalio/activity';
import { addDays, localDate, type LocalDate } from '../../documents/local-date.ts';
import type { CycleStream } from '../../documents/stream.ts';
import { addCycleCounts, moveWatermark, readWatermark } from '../../ledger/cycles.ts';
import { inTransaction } from '../../ledger/database.ts';
import { recordReadings } from '../../ledger/readings.ts';
import { countsOf, decideReadings, streamOf } from '../decide-readings.ts';
import type { SysproDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';

/** Where a scan stands: its window, which stays what it was when it began, and the last key read. */
export interface ScanCursor {
  readonly from: LocalDate;
  /** The day the watermark moves to when the scan is complete. */
  readonly readThrough: LocalDate;
  readonly afterKey?: string;
}

const day = 86_400_000;

/**
 * Reads one page of a stream (one transaction: as many records as OData gives rows at a time), from the watermark minus the overlap on, and claims what is to be sent. The watermark moves in the
 * transaction that makes the last page's claims durable. There is no last day: what is dated too far ahead is read too, and held.
 */
export function createScanPage(deps: SysproDependencies) {
  const { db, now } = deps;
  return async function scanPage(
    input: CycleStream & { deep?: boolean; from?: ScanCursor },
  ): Promise<{ found: number; next?: ScanCursor }> {
    return withFailures(async () => {
      const at = now();
      const deep = input.deep ?? false;
      const cursor = input.from ?? (await openScan(input, deep, at));
      const { scanner } = deps.company(input.company).stream(input.stream);
      const { company } = streamOf(deps.config, input);
      const { records, next } = await scanner.scan({
        from: cursor.from,
        deep,
        limit: company.syspro.odata.pageSize,
        signal: Context.current().cancellationSignal,
        ...(cursor.afterKey !== undefined && { afterKey: cursor.afterKey }),
      });
      const decided = await decideReadings(deps, input, records);
      await inTransaction(db, async (tx) => {
        const counts = await recordReadings(tx, { at, actor: 'poll-cycle' }, decided);
        await addCycleCounts(tx, input.cycle, countsOf(counts));
        if (next === undefined) await moveWatermark(tx, input, cursor.readThrough, at);
      });
      return { found: records.length, ...(next !== undefined && { next: { ...cursor, afterKey: next } }) };
    });
  };

  async function openScan(input: CycleStream, deep: boolean, at: Date): Promise<ScanCursor> {
    const { company, stream, goLive } = streamOf(deps.config, input);
    // Before the first complete scan nothing older than go-live is of interest, but for the overlap.
    const watermark = (await readWatermark(db, input)) ?? goLive;
    const overlap = deep ? stream.deep.overlap : stream.overlap;
    return {
      from: addDays(watermark, -Math.ceil(overlap / day)),
      readThrough: localDate(at, company.timeZone),
    };
  }
}
