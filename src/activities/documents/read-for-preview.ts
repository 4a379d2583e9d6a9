import { Context } from '@temporalio/activity';
import { streamOfType } from '../../documents/stream.ts';
import { keepPreview, type Preview } from '../../ledger/previews.ts';
import type { FoundRecord, StreamSource } from '../../syspro/document-source.ts';
import { findByNumber, type NamedRecord } from '../../syspro/find-by-number.ts';
import type { SysproDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';

/** A record to look at: by the key the ledger has, or by its number. */
export type WantedRecord = NamedRecord & { readonly key?: string };

/** What SYSPRO has of a record that somebody wants to look at. */
export type PreviewReading =
  | { readonly outcome: 'found'; readonly record: FoundRecord }
  | { readonly outcome: 'absent' }
  /** Several records have the number. */
  | { readonly outcome: 'ambiguous'; readonly keys: readonly string[] };

/** Reads a record as it is read before it is sent, by the channel it is fetched by. Throws SysproError. */
export async function readForPreview(
  { scanner, fetcher }: StreamSource,
  { key, ...named }: WantedRecord,
  signal?: AbortSignal,
): Promise<PreviewReading> {
  const keys = key === undefined ? (await findByNumber(scanner, named, signal)).map((found) => found.key.key) : [key];
  const [only] = keys;
  if (keys.length > 1) return { outcome: 'ambiguous', keys };
  const [reading] = only === undefined ? [] : await fetcher.readByKeys([only], signal);
  return !reading || reading.outcome === 'absent' ? { outcome: 'absent' } : { outcome: 'found', record: reading };
}

/** Reads a record for a command that somebody runs, and leaves it for that command in the ledger. Sends nothing. */
export function createReadForPreview({ company, db, now }: SysproDependencies) {
  return async function keepReading(input: Preview & WantedRecord): Promise<{ outcome: PreviewReading['outcome'] }> {
    return withFailures(async () => {
      const source = company(input.company).stream(streamOfType[input.type]);
      const reading = await readForPreview(source, input, Context.current().cancellationSignal);
      await keepPreview(db, input, reading, now());
      return { outcome: reading.outcome };
    });
  };
}
