import { Context } from '@temporalio/activity';
import type { ReleaseRules } from '../documents/disposition.ts';
import { fateOf, isDealtWith, type Standing } from '../documents/fate.ts';
import { addDays, type LocalDate } from '../documents/local-date.ts';
import type { CompanyStream } from '../documents/stream.ts';
import { tally, type TallyLine } from '../documents/tally.ts';
import type { BackfillOrder, Reopenable } from '../ledger/backfills.ts';
import type { DecidedReading } from '../ledger/readings.ts';
import { standingsOf } from '../ledger/standings.ts';
import type { ListedRecord } from '../syspro/document-source.ts';
import { decider, streamOf } from './decide-readings.ts';
import type { SysproDependencies } from './dependencies.ts';
import { withFailures } from './failure.ts';

/** What is to be forecast: a backfill of a window, or the baseline of everything older than go-live. */
export type Survey = CompanyStream &
  (
    | {
        readonly purpose: 'backfill';
        readonly from: LocalDate;
        readonly to: LocalDate;
        readonly reopen: readonly Reopenable[];
        /** Only this partner's records. */
        readonly partner?: string | null;
      }
    | { readonly purpose: 'baseline' }
  );

type Decide = (record: ListedRecord) => DecidedReading['decision'];

const pageSize = 1_000;

/** Lists a page of headers and says how many would become what. Writes nothing. */
export function createSurveyPage(deps: SysproDependencies) {
  return async function surveyPage(
    input: Survey & { afterKey?: string },
  ): Promise<{ lines: TallyLine[]; next?: string }> {
    return withFailures(async () => {
      const { type, goLive } = streamOf(deps.config, input);
      const window = input.purpose === 'backfill' ? { from: input.from, to: input.to } : { to: addDays(goLive, -1) };
      const { records, next } = await deps
        .company(input.company)
        .stream(input.stream)
        .scanner.list({
          ...window,
          deep: false,
          limit: pageSize,
          signal: Context.current().cancellationSignal,
          ...(input.afterKey !== undefined && { afterKey: input.afterKey }),
        });
      const keys = records.map(({ key }) => key.key);
      const standings = await standingsOf(deps.db, input.company, type, keys);
      const decide = await decider(deps, input, input.purpose === 'backfill' ? backfillRules(input) : {});
      const considered = records
        .filter((record) => isWithin(record, window))
        .filter((record) => input.purpose === 'baseline' || !input.partner || decide(record).partner === input.partner);
      const lines = considered.map((record) => {
        const standing = standings.get(record.key.key);
        return input.purpose === 'backfill'
          ? backfillLine(record, standing, decide, input.reopen)
          : baselineLine(record, standing, decide);
      });
      return { lines: tally(lines), ...(next !== undefined && { next }) };
    });
  };
}

/** Whether a record is certainly of a window: one whose date is no day is let through by SYSPRO, and is of none. */
export function isWithin(
  { date }: ListedRecord,
  window: { readonly from?: LocalDate; readonly to: LocalDate },
): boolean {
  return date !== undefined && date <= window.to && (window.from === undefined || date >= window.from);
}

/** The rules a backfill decides by, besides the configured ones. */
export function backfillRules({ from, reopen }: Pick<BackfillOrder, 'from' | 'reopen'>): Partial<ReleaseRules> {
  return { goLive: from, beforePartnersGoLive: reopen.includes('before-go-live') };
}

/** What a backfill would do with a record. */
function backfillLine(
  record: ListedRecord,
  standing: Standing | undefined,
  decide: Decide,
  reopen: readonly Reopenable[],
): TallyLine {
  const decision = decide(record);
  const common = lineOf(record, decision.partner);
  if (standing && !isOpenToBackfill(standing, reopen))
    return { ...common, outcome: fateOf(standing) ?? 'incomplete', ...(standing.cause && { cause: standing.cause }) };
  if (decision.claim) return { ...common, outcome: 'would-be-sent' };
  return { ...common, outcome: decision.disposition, cause: decision.cause };
}

/** Whether a backfill decides a known document anew: never what was dealt with, and what was settled only where it is asked to. */
export function isOpenToBackfill(standing: Standing, reopen: readonly Reopenable[]): boolean {
  if (isDealtWith(standing)) return false;
  const { disposition } = standing;
  return disposition !== 'before-go-live' && disposition !== 'not-edi' ? true : reopen.includes(disposition);
}

/** What the baseline would do with a record. */
function baselineLine(record: ListedRecord, standing: Standing | undefined, decide: Decide): TallyLine {
  const common = { ...lineOf(record, decide(record).partner), ...(record.status !== '' && { status: record.status }) };
  if (!standing || (!isDealtWith(standing) && standing.disposition !== 'before-go-live'))
    return { ...common, outcome: 'would-be-marked' };
  return { ...common, outcome: fateOf(standing) ?? 'incomplete', ...(standing.cause && { cause: standing.cause }) };
}

function lineOf(record: ListedRecord, partner: string | undefined): Omit<TallyLine, 'outcome'> {
  return {
    ...(partner !== undefined && { partner }),
    count: 1,
    open: record.open ? 1 : 0,
    ...(record.date !== undefined && { oldest: record.date, newest: record.date }),
  };
}
