import { Context } from '@temporalio/activity';
import {
  backfillDecision,
  backfillRules,
  isOpenToBackfill,
  isWithin,
  type BackfillWindow,
  type Reopenable,
} from '../../documents/backfill.ts';
import { fateOf, isDealtWith, type Standing } from '../../documents/fate.ts';
import { addDays } from '../../documents/local-date.ts';
import type { CompanyStream } from '../../documents/stream.ts';
import { tally, type TallyLine } from '../../documents/tally.ts';
import type { DecidedReading } from '../../ledger/readings.ts';
import { standingsOf } from '../../ledger/standings.ts';
import type { ListedRecord } from '../../syspro/document-source.ts';
import { decider, streamOf } from '../decide-readings.ts';
import type { SysproDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';

/** What is to be forecast: a backfill of a window, or the baseline of everything older than go-live. */
export type Survey = CompanyStream &
  (({ readonly purpose: 'backfill' } & BackfillWindow) | { readonly purpose: 'baseline' });

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

/** What a backfill would do with a record. */
function backfillLine(
  record: ListedRecord,
  standing: Standing | undefined,
  decide: Decide,
  reopen: readonly Reopenable[],
): TallyLine {
  const decision = backfillDecision(decide(record), reopen);
  const common = lineOf(record, decision.partner);
  if (standing && !isOpenToBackfill(standing, reopen))
    return { ...common, outcome: fateOf(standing) ?? 'incomplete', ...(standing.cause && { cause: standing.cause }) };
  if (decision.claim) return { ...common, outcome: 'would-be-sent' };
  return { ...common, outcome: decision.disposition, cause: decision.cause };
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
