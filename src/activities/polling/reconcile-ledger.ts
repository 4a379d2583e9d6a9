import { fates } from '../../documents/fate.ts';
import { pollsAreAlive } from '../../documents/gap.ts';
import { addDays, localDate, type LocalDate } from '../../documents/local-date.ts';
import type { CompanyStream } from '../../documents/stream.ts';
import type { CycleOutcome } from '../../ledger/cycles.ts';
import { lastPolls } from '../../ledger/last-polls.ts';
import { readGaps, recheckGaps, settleGaps } from '../../ledger/reconciliation-gaps.ts';
import { closeReconciliation, openReconciliation } from '../../ledger/reconciliations.ts';
import { standingClaims } from '../../ledger/standing-claims.ts';
import { scheduleId, scheduleState, type ScheduleState } from '../../temporal/schedules.ts';
import { streamOf } from '../decide-readings.ts';
import type { DocumentDependencies } from '../dependencies.ts';
import type { Recount } from './reconcile-page.ts';

/** How the polls of a stream went when it was recounted. Times are ISO 8601. */
export interface PollHealth {
  /** Whether they come to their end. Where they do not, what is new in SYSPRO is missing. */
  readonly alive: boolean;
  readonly schedule: ScheduleState['state'];
  /** When the last complete one ended; absent before the first. */
  readonly lastComplete?: string;
  /** The last that began. Without an outcome it is running, or was ended from outside. */
  readonly last?: { readonly startedAt: string; readonly outcome?: CycleOutcome; readonly cause?: string };
}

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
  readonly polls: PollHealth;
  /** Documents that are being sent for more than a day, or wait for a cycle to be confirmed, and since when (ISO 8601). */
  readonly standing: { readonly count: number; readonly since?: string };
}

const day = 86_400_000;
const minute = 60_000;
// Where neither the configuration nor the schedule tells how often polls come.
const usualInterval = 30 * minute;
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

    /** Whether polls of the stream are to come, and how far apart. */
    async pollSchedule({ company, stream }: CompanyStream): Promise<ScheduleState> {
      return scheduleState(client, scheduleId(company, stream));
    },

    /** Settles what is missing and why, adds everything up, and raises the alarm where there is a gap. */
    async closeReconciliation(
      input: Recount & {
        outcome: ReconcileResult['outcome'];
        cause?: string;
        polledSince: boolean;
        schedule: ScheduleState;
      },
    ): Promise<ReconcileResult> {
      const { company, stream, reconciliation, outcome, cause, polledSince } = input;
      const { type } = streamOf(config, input);
      const polls = await pollHealth(input, input.schedule);
      if (outcome === 'complete') await settleGaps(db, reconciliation, { polledSince, alive: polls.alive });
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
      const dayAgo = new Date(now().getTime() - day);
      const unconfirmed = polls.last?.outcome === 'needs-confirmation';
      const { count, since: first } = await standingClaims(db, { company, type }, dayAgo, unconfirmed);
      const standing = { count, ...(first && { since: first.toISOString() }) };
      if (outcome === 'complete' && !polls.alive)
        log.error(
          { code: 'RECONCILE-POLLS', company, stream, ...polls },
          'polls do not come to their end, so what is new in SYSPRO is not read',
        );
      if (count > 0)
        log.error(
          { code: 'RECONCILE-STANDING', company, stream, ...standing },
          'documents were claimed and are not sent, and no person was asked about them',
        );
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
        polls,
        standing,
      };
    },
  };

  async function pollHealth(at: CompanyStream, schedule: ScheduleState): Promise<PollHealth> {
    const { stream } = streamOf(config, at);
    const { completeAt, last } = await lastPolls(db, at);
    return {
      alive: pollsAreAlive(completeAt, stream.every ?? schedule.interval ?? usualInterval, now()),
      schedule: schedule.state,
      ...(completeAt && { lastComplete: completeAt.toISOString() }),
      ...(last && {
        last: {
          startedAt: last.startedAt.toISOString(),
          ...(last.outcome !== null && { outcome: last.outcome }),
          ...(last.cause !== null && { cause: last.cause }),
        },
      }),
    };
  }
}
