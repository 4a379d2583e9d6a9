import { ScheduleNotFoundError } from '@temporalio/client';
import { fates } from '../documents/fate.ts';
import { addDays, localDate, type LocalDate } from '../documents/local-date.ts';
import type { CompanyStream } from '../documents/stream.ts';
import { readGaps, recheckGaps, settleGaps } from '../ledger/reconciliation-gaps.ts';
import { closeReconciliation, openReconciliation } from '../ledger/reconciliations.ts';
import { scheduleId } from '../temporal/schedules.ts';
import { streamOf } from './decide-readings.ts';
import type { DocumentDependencies } from './dependencies.ts';
import type { Recount } from './reconcile-page.ts';

/** What a recount came to. Which records are missing is in the ledger. */
export interface ReconcileResult extends CompanyStream {
  readonly reconciliation: string;
  readonly outcome: 'complete' | 'source-unavailable';
  /** The code of why, where the outcome is not complete. */
  readonly cause?: string;
  readonly since: LocalDate;
  /** Records SYSPRO listed. */
  readonly found: number;
  /** Those of which it is known what became of them. */
  readonly accounted: number;
  readonly missing: number;
  /** Newer than the last poll: no gap, and not accounted for yet. */
  readonly tooNew: number;
  /** Documents of the ledger that SYSPRO has no more. */
  readonly gone: number;
  /** How many became what. */
  readonly counts: Readonly<Record<string, number>>;
}

const day = 86_400_000;
const minute = 60_000;
// Numbers named in the log; all are in the ledger.
const named = 20;

/** The steps of a recount that need only the ledger, and to know whether polls run. */
export function createReconcileLedger({ config, db, now, log, client }: DocumentDependencies) {
  return {
    /** @returns from which day on is counted, and how many milliseconds a poll may take to come */
    async openReconciliation(
      input: Recount & { since?: LocalDate; requestedBy: string },
    ): Promise<{ since: LocalDate; patience: number }> {
      const { company, stream, goLive } = streamOf(config, input);
      const at = now();
      const lately =
        stream.reconcile.since && addDays(localDate(at, company.timeZone), -Math.ceil(stream.reconcile.since / day));
      const usual = lately && lately > goLive ? lately : goLive;
      const asked = { since: input.since ?? usual, requestedBy: input.requestedBy, at };
      const { since } = await openReconciliation(db, input.reconciliation, input, asked);
      // Two intervals, for a poll that is due at once may be under way already; a cron expression is not judged.
      const patience = stream.every === undefined ? 20 * minute : Math.min(2 * stream.every + minute, 30 * minute);
      return { since, patience };
    },

    /** Looks at what is missing again. */
    async recheckGaps(input: Recount): Promise<{ left: number; polledSince: boolean }> {
      const { type } = streamOf(config, input);
      return recheckGaps(db, input.reconciliation, { ...input, type });
    },

    /** Whether a poll of the stream is to come: its schedule is there and not paused. */
    async pollsRun({ company, stream }: CompanyStream): Promise<boolean> {
      try {
        return !(await client.schedule.getHandle(scheduleId(company, stream)).describe()).state.paused;
      } catch (error) {
        if (error instanceof ScheduleNotFoundError) return false;
        throw error;
      }
    },

    /** Settles what is missing and why, adds everything up, and raises the alarm where there is a gap. */
    async closeReconciliation(
      input: Recount & { outcome: ReconcileResult['outcome']; cause?: string; polledSince: boolean },
    ): Promise<ReconcileResult> {
      const { company, stream, reconciliation, outcome, cause, polledSince } = input;
      const { type } = streamOf(config, input);
      if (outcome === 'complete') await settleGaps(db, reconciliation, polledSince);
      const end = { outcome, type, at: now(), ...(cause !== undefined && { cause }) };
      const { since, found, counts } = await closeReconciliation(db, reconciliation, end);
      const missing = counts['missing'] ?? 0;
      if (missing > 0) {
        const gaps = (await readGaps(db, reconciliation, named)).filter(({ state }) => state === 'missing');
        log.error(
          {
            code: 'RECONCILE-GAP',
            company,
            stream,
            reconciliation,
            missing,
            numbers: gaps.map(({ number }) => number),
          },
          'SYSPRO has records that the ledger has not; syspro-sterling reconcile names them and says what to do',
        );
      }
      return {
        company,
        stream,
        reconciliation,
        outcome,
        ...(cause !== undefined && { cause }),
        since,
        found,
        accounted: fates.reduce((sum, fate) => sum + (counts[fate] ?? 0), 0),
        missing,
        tooNew: counts['too-new'] ?? 0,
        gone: counts['gone'] ?? 0,
        counts,
      };
    },
  };
}
