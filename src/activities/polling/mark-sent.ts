import { Context } from '@temporalio/activity';
import type { CompanyStream } from '../../documents/stream.ts';
import { inTransaction } from '../../ledger/database.ts';
import { markSentOtherwise, type MarkSentResult } from '../../ledger/mark-sent.ts';
import { recordReadings } from '../../ledger/readings.ts';
import { standingsOf } from '../../ledger/standings.ts';
import type { FoundRecord } from '../../syspro/document-source.ts';
import { findByNumber } from '../../syspro/find-by-number.ts';
import { decideReadings, streamOf } from '../decide-readings.ts';
import type { SysproDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';

/** A number the ledger did not know, and what came of it. */
export type MarkUnknownResult = { readonly number: string } & (
  | (MarkSentResult & { readonly key: string })
  /** SYSPRO has no such record either. */
  | { readonly outcome: 'absent' }
  /** Several records have that number; nothing was marked. */
  | { readonly outcome: 'ambiguous'; readonly keys: readonly string[] }
);

/** Looks numbers up in SYSPRO that the ledger does not know, gives their documents a row, and marks them as sent otherwise. */
export function createMarkSent(deps: SysproDependencies) {
  const { db, now } = deps;
  return async function markUnknownSent(
    input: CompanyStream & { numbers: readonly string[]; party?: string; reason: string; requestedBy: string },
  ): Promise<MarkUnknownResult[]> {
    return withFailures(async () => {
      const { type } = streamOf(deps.config, input);
      const { scanner } = deps.company(input.company).stream(input.stream);
      const results: MarkUnknownResult[] = [];
      for (const number of input.numbers) {
        const named = {
          company: input.company,
          type,
          number,
          ...(input.party !== undefined && { party: input.party }),
        };
        const found = await findByNumber(scanner, named, Context.current().cancellationSignal);
        const [record] = found;
        if (!record) results.push({ number, outcome: 'absent' });
        else if (found.length > 1)
          results.push({ number, outcome: 'ambiguous', keys: found.map(({ key }) => key.key) });
        else results.push({ number, key: record.key.key, ...(await mark(record)) });
      }
      return results;

      async function mark(record: FoundRecord): Promise<MarkSentResult> {
        const by = { at: now(), actor: input.requestedBy };
        const [decided] = await decideReadings(deps, input, [record]);
        if (decided) {
          const { partner } = decided.decision;
          const decision = {
            claim: false,
            ...(partner !== undefined && { partner }),
            disposition: 'sent-otherwise',
            cause: 'MARK-SENT',
          } as const;
          // Nothing can claim it in between: it is there only with this disposition, or a poll was quicker and it is cancelled next.
          await inTransaction(db, (tx) => recordReadings(tx, by, [{ ...decided, decision }]));
        }
        const standing = (await standingsOf(db, input.company, type, [record.key.key])).get(record.key.key);
        if (!standing) throw new RangeError(`the ledger has no document ${record.key.key} that it was just given`);
        return markSentOtherwise(db, by, standing.id, input.reason);
      }
    });
  };
}
