/** A SQL Server column type, in the shorthand of SYSPRO's data dictionaries. */
export type ColumnType =
  | { readonly kind: 'varchar' | 'char'; readonly length: number }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  /** Always midnight, nullable. */
  | { readonly kind: 'datetime' }
  /** SYSPRO's `TimeStamp`: 8 bytes that change with every update of the row. */
  | { readonly kind: 'rowversion' };

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** A column that a site's view adds: this SQL expression over the table's own columns. It is not stored. */
  readonly expression?: string;
}

/** A SYSPRO table. The database, `$metadata`, `$filter` and COMFND are all made from this one description. */
export interface Table {
  readonly name: string;
  readonly primaryKey: readonly string[];
  readonly columns: readonly Column[];
}

export const v = (length: number): ColumnType => ({ kind: 'varchar', length });
export const c = (length: number): ColumnType => ({ kind: 'char', length });
export const d = (precision: number, scale: number): ColumnType => ({ kind: 'decimal', precision, scale });
export const dt: ColumnType = { kind: 'datetime' };

/** SYSPRO's recurring sizes. */
export const quantity: ColumnType = d(18, 6);
export const price: ColumnType = d(15, 5);
export const amount: ColumnType = d(14, 2);
export const rate: ColumnType = d(12, 6);
export const percent: ColumnType = d(5, 2);
export const lineNumber: ColumnType = d(4, 0);

/** Describes a table from its columns in order; every SYSPRO table ends with `TimeStamp`. */
export function table(
  name: string,
  primaryKey: readonly string[],
  columns: Readonly<Record<string, ColumnType>>,
): Table {
  const own = Object.entries(columns).map(([column, type]) => ({ name: column, type }));
  return { name, primaryKey, columns: [...own, { name: 'TimeStamp', type: { kind: 'rowversion' } }] };
}

/** The column of that exact name: SYSPRO's database collation is binary, and so are its identifiers. */
export function findColumn(of: Table, name: string): Column | undefined {
  return of.columns.find((column) => column.name === name);
}
