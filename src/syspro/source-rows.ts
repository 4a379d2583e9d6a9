import type { SourceTable } from './document-source.ts';
import { isSysproError } from './syspro-error.ts';
import type { KeysQuery, TableQuery, TableReader, TableRow } from './table-reader.ts';

/**
 * The rows of a source table: its columns as far as the site has them, more where {@link extra} names some.
 * @throws SysproError
 */
export function readSource(
  tables: TableReader,
  source: SourceTable,
  query: Omit<TableQuery, 'select' | 'key'>,
  extra: readonly string[] = [],
): Promise<TableRow[]> {
  return withColumns(tables, source, extra, query.signal, (select) =>
    tables.read(source.name, { ...query, select, key: source.key }),
  );
}

/** As {@link readSource}, the rows whose column has one of the values. @throws SysproError */
export function readSourceByKeys(
  tables: TableReader,
  source: SourceTable,
  query: Pick<KeysQuery, 'column' | 'values' | 'signal'>,
  extra: readonly string[] = [],
): Promise<TableRow[]> {
  // A table nothing is wanted of may well be one the site does not show.
  if (query.values.length === 0) return Promise.resolve([]);
  return withColumns(tables, source, extra, query.signal, (select) =>
    tables.readByKeys(source.name, { ...query, select, key: source.key }),
  );
}

/**
 * Reads with the columns a table has. Where the service does not tell, all are asked for, and only when one of them turns out to
 * be unknown, those that every site has.
 */
export async function withColumns<T>(
  tables: TableReader,
  source: SourceTable,
  extra: readonly string[],
  signal: AbortSignal | undefined,
  read: (select: readonly string[]) => Promise<T>,
): Promise<T> {
  const known = await tables.columns(source.name, signal);
  const select = (has: (column: string) => boolean): string[] => [...new Set([...source.columns(has), ...extra])];
  if (known) return read(select((column) => known.has(column)));
  const all = select(() => true);
  try {
    return await read(all);
  } catch (error) {
    const sure = select(() => false);
    if (!isSysproError(error, 'SYSPRO-COLUMN-UNKNOWN') || sure.length === all.length) throw error;
    return read(sure);
  }
}
