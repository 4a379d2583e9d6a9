import type { Column, ColumnType } from '../tables/column.ts';

/** PostgreSQL's text of a column → JSON text. Decimals keep every digit of their scale, which JSON.stringify would drop. */
export type CellWriter = (text: string | null) => string;

/** @param offset the zone suffix of datetimes, `Z` or `+02:00` */
export function createRowWriter(
  columns: readonly Column[],
  offset: string,
): (row: readonly (string | null)[]) => string {
  const cells = columns.map((column) => ({
    label: `${JSON.stringify(column.name)}:`,
    write: cellWriter(column, offset),
  }));
  return (row) => `{${cells.map(({ label, write }, i) => label + write(row[i] ?? null)).join(',')}}`;
}

function cellWriter(column: Column, offset: string): CellWriter {
  return (text) => (text === null ? 'null' : writers[column.type.kind](text, offset));
}

const writers: Readonly<Record<ColumnType['kind'], (text: string, offset: string) => string>> = {
  varchar: (text) => JSON.stringify(text),
  char: (text) => JSON.stringify(text),
  decimal: (text) => text,
  datetime: (text, offset) => `"${text.replace(' ', 'T')}${offset}"`,
  rowversion: (text) => `"${Buffer.from(text.replace(/^\\x/, ''), 'hex').toString('base64url')}"`,
};
