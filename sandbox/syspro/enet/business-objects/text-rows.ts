import { tableName, type Database } from '../../database.ts';
import { columnSql } from '../../odata/filter.ts';
import type { Table } from '../../tables/column.ts';

/** Column → value as text, without trailing blanks; dates as `YYYY-MM-DD`, empty when there is none. */
export type TextRow = Readonly<Record<string, string>>;

/** Reads rows of a table, `$1` in `clause` being the first of `values`. */
export async function readTextRows(
  db: Database,
  company: string,
  table: Table,
  clause: string,
  values: readonly unknown[],
): Promise<TextRow[]> {
  const columns = table.columns.filter((column) => column.type.kind !== 'rowversion');
  const { rows } = await db.query<(string | null)[]>({
    text: `SELECT ${columns.map(columnSql).join(', ')} FROM ${tableName(company, table)} ${clause}`,
    values: [...values],
    rowMode: 'array',
    types: { getTypeParser: () => (value: string) => value },
  });
  return rows.map((row) =>
    Object.fromEntries(
      columns.map((column, i) => {
        const text = row[i] ?? '';
        return [column.name, column.type.kind === 'datetime' ? text.slice(0, 10) : text.trimEnd()];
      }),
    ),
  );
}
