import { Context } from '@temporalio/activity';
import { displayNumber } from '../../documents/document-key.ts';
import { fateOf, type Standing } from '../../documents/fate.ts';
import { noticedCause, type PolledDays } from '../../documents/gap.ts';
import { addDays, type LocalDate } from '../../documents/local-date.ts';
import type { CompanyStream } from '../../documents/stream.ts';
import { readWatermark } from '../../ledger/cycles.ts';
import { markGone, type DecidedReading } from '../../ledger/readings.ts';
import type { NoticedGap } from '../../ledger/reconciliation-gaps.ts';
import { recordPage, unmetDocuments } from '../../ledger/reconciliations.ts';
import { standingsOf } from '../../ledger/standings.ts';
import type { ListedRecord } from '../../syspro/document-source.ts';
import { decider, streamOf } from '../decide-readings.ts';
import type { SysproDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';

/** A stream in one recount. */
export interface Recount extends CompanyStream {
  /** The recount's id: its workflow's first run. */
  readonly reconciliation: string;
}

// Headers only: a page is one or two requests.
const pageSize = 1_000;
// These are read whole, by key, to be sure.
const unmetAtOnce = 200;
const day = 86_400_000;

/** The steps of a recount that ask SYSPRO. They ask for keys by themselves: neither the watermark nor what a poll found counts. */
export function createReconcilePage(deps: SysproDependencies) {
  const { db, now } = deps;
  return {
    /** Lists one page of SYSPRO's records, and writes down what became of each and which ones the ledger has not. */
    async reconcilePage(
      input: Recount & { since: LocalDate; page: number; afterKey?: string },
    ): Promise<{ next?: string }> {
      return withFailures(async () => {
        const { type, goLive } = streamOf(deps.config, input);
        const { records, next } = await deps
          .company(input.company)
          .stream(input.stream)
          .scanner.list({
            from: input.since,
            deep: true,
            limit: pageSize,
            signal: Context.current().cancellationSignal,
            ...(input.afterKey !== undefined && { afterKey: input.afterKey }),
          });
        const keys = records.map(({ key }) => key.key);
        const standings = await standingsOf(db, input.company, type, keys);
        const decide = await decider(deps, input);
        const polled = await polledDays(input);
        const counts: Record<string, number> = {};
        const gaps: NoticedGap[] = [];
        for (const record of records) {
          const standing = standings.get(record.key.key);
          const seen = judge(record, standing, decide, polled, goLive);
          if (typeof seen === 'string') counts[seen] = (counts[seen] ?? 0) + 1;
          else gaps.push(seen);
        }
        const documents = [...standings.values()].map(({ id }) => id);
        await recordPage(
          db,
          input.reconciliation,
          { page: input.page, found: records.length, counts, documents, gaps },
          now(),
        );
        return next === undefined ? {} : { next };
      });
    },

    /** Asks SYSPRO by key for documents that the recount did not meet, and writes down which of them it has no more. */
    async reconcileUnmet(input: Recount & { after: number }): Promise<{ next?: number }> {
      return withFailures(async () => {
        const { type } = streamOf(deps.config, input);
        const of = { company: input.company, type };
        const unmet = await unmetDocuments(db, input.reconciliation, of, input.after, unmetAtOnce);
        const last = unmet.at(-1);
        if (!last) return {};
        const { scanner } = deps.company(input.company).stream(input.stream);
        const readings = await scanner.readByKeys(
          unmet.map(({ key }) => key),
          Context.current().cancellationSignal,
        );
        const absent = readings.filter(({ outcome }) => outcome === 'absent').map(({ key }) => key);
        await markGone(db, now(), absent);
        return unmet.length === unmetAtOnce ? { next: last.id } : {};
      });
    },
  };

  async function polledDays(at: CompanyStream): Promise<PolledDays> {
    const { stream, goLive } = streamOf(deps.config, at);
    const watermark = await readWatermark(db, at);
    const before = (overlap: number): LocalDate => addDays(watermark ?? goLive, -Math.ceil(overlap / day));
    return {
      ...(watermark !== undefined && { watermark }),
      overlapFrom: before(stream.overlap),
      deepOverlapFrom: before(stream.deep.overlap),
    };
  }
}

/** What became of a record; or, where nobody can say, the gap. */
function judge(
  record: ListedRecord,
  standing: Standing | undefined,
  decide: (record: ListedRecord) => DecidedReading['decision'],
  polled: PolledDays,
  goLive: LocalDate,
): string | NoticedGap {
  const fate = standing && fateOf(standing);
  if (fate) return fate;
  const decision = decide(record);
  // Nobody has to have read what is older than go-live, whosever it is: a record of nobody's is listed with its date, too.
  const isOlder = record.date !== undefined && record.date < goLive;
  if (!standing && (isOlder || (!decision.claim && decision.disposition === 'before-go-live'))) return 'before-go-live';
  return {
    key: record.key.key,
    number: displayNumber(record.key),
    partyRole: record.party.role,
    partyCode: record.party.code,
    ...(decision.partner !== undefined && { partner: decision.partner }),
    ...(record.date !== undefined && { date: record.date }),
    status: record.status,
    outlook: decision.claim ? 'would-be-sent' : decision.disposition,
    cause: standing ? 'LEDGER-INCOMPLETE' : noticedCause(record, polled),
  };
}
