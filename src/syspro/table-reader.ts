import type { LocalDate } from '../documents/local-date.ts';

/**
 * A row as its columns' texts. Blank and null columns are absent. Text has lost its trailing blanks and kept its leading ones
 * (keys may start with blanks); numbers have all their digits; a date is `YYYY-MM-DD`, or the service's own text where that
 * is not a midnight.
 */
export type TableRow = Readonly<Record<string, string>>;

/** What rows are asked for, in no service's own language. */
export type Condition =
  /** Compared as the column's type compares; text case-sensitively, trailing blanks not counting. */
  | {
      readonly column: string;
      readonly is: 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
      readonly value: string;
    }
  /** A date column on one of the days, both ends included. May also give rows a day outside: whoever minds looks again. */
  | { readonly column: string; readonly from?: LocalDate; readonly to?: LocalDate }
  /** A date column that is empty. */
  | { readonly column: string; readonly undated: true }
  | { readonly anyOf: readonly Condition[] }
  | { readonly allOf: readonly Condition[] };

export interface TableQuery {
  readonly select: readonly string[];
  /** The table's full primary key. Rows come in its order, and each page continues after the last row's key. */
  readonly key: readonly string[];
  readonly where?: Condition;
  /** Only rows after this key, one value per column of {@link key}. */
  readonly after?: readonly string[];
  /** At most so many rows. */
  readonly top?: number;
  readonly signal?: AbortSignal;
}

export interface KeysQuery extends Pick<TableQuery, 'select' | 'key' | 'signal'> {
  /** The column the values are of, usually the first of the key. */
  readonly column: string;
  readonly values: readonly string[];
}

/** A company's tables, read only, by whichever service reads them. Every method throws SysproError. */
export interface TableReader {
  readonly channel: 'odata' | 'enet';
  /** The columns a table has, or undefined where the service does not tell. @throws SysproError SYSPRO-TABLE-UNKNOWN */
  columns(table: string, signal?: AbortSignal): Promise<ReadonlySet<string> | undefined>;
  /** The rows that a query asks for, in the order of the key, however many pages that takes. */
  read(table: string, query: TableQuery): Promise<TableRow[]>;
  /** The rows whose column has one of the values, in as many requests as the service's limits need. */
  readByKeys(table: string, query: KeysQuery): Promise<TableRow[]>;
}
