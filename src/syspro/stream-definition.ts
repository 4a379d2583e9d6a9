import type { DocumentKey } from '../documents/document-key.ts';
import type { LocalDate } from '../documents/local-date.ts';
import type { StreamName } from '../documents/stream.ts';
import type { FoundRecord, ListedRecord, SourceTable } from './document-source.ts';
import type { Condition, TableReader, TableRow } from './table-reader.ts';

/** How one stream is read out of SYSPRO's tables, whichever service reads them. */
export interface StreamDefinition {
  readonly stream: StreamName;
  /** The table with one row per record. */
  readonly header: SourceTable;
  /** The columns of {@link header} a poll may filter on, best first; the first that the table has is used. */
  readonly dateColumns: readonly string[];
  /**
   * More columns of {@link header} a record may be dated by, as far as the table has them: it is of a window by any of them. The
   * date that decides about it is for {@link list} to choose, and has to be of one of these or the column polls filter on.
   */
  readonly otherDateColumns?: readonly string[];
  /** Every other table that is read, for `ping`. */
  readonly otherTables: readonly SourceTable[];
  /** The column of {@link header} records are looked up by, and its place in the key: the most selective one. */
  readonly lookUp: { readonly column: string; readonly position: number };
  /**
   * What a deep scan reads besides the window and records without a date: whatever is still open, of any date; or what was posted
   * lately with an early date.
   */
  alsoDeep(from: LocalDate): Condition | undefined;
  /**
   * Whether every poll reads {@link alsoDeep} too, and not only a deep one: where no date tells when a record came about, a
   * window shows what is new of old date, or of none, only when the record is looked for by another sign. For few records alone:
   * they are all read by each poll.
   */
  readonly alsoDeepAtEveryPoll?: boolean;
  keyOf(header: TableRow): DocumentKey;
  /** What the header alone tells. @param date the day of the stream's date column, where it is one */
  list(header: TableRow, date: LocalDate | undefined): ListedRecord;
  /** Reads whatever else the records need, and makes them documents: one for each header, in their order. */
  assemble(headers: readonly DatedHeader[], tables: TableReader, signal?: AbortSignal): Promise<FoundRecord[]>;
}

/** A header row with the day of the stream's date column, where it is one. */
export interface DatedHeader {
  readonly header: TableRow;
  readonly date?: LocalDate;
}
