import type { Trait } from '../documents/disposition.ts';
import type { BusinessDocument } from '../documents/document.ts';
import type { DocumentKey } from '../documents/document-key.ts';
import type { Finding } from '../documents/finding.ts';
import type { LocalDate } from '../documents/local-date.ts';

/** One SYSPRO record of a stream, as far as it decides what becomes of it. */
export interface ListedRecord {
  readonly key: DocumentKey;
  /** The supplier or customer, raw; `''` where it is blank. */
  readonly party: { readonly role: 'supplier' | 'customer'; readonly code: string };
  /** By the stream's date column, or of a ship notice by the event; absent where the record has none, or an unreadable one. */
  readonly date?: LocalDate;
  /** The status the stream's release rule looks at; `''` where the table has none, as invoices. */
  readonly status: string;
  readonly cancelled: boolean;
  /** Whether SYSPRO may still change it in the ordinary course: complete and cancelled records are closed. */
  readonly open: boolean;
  /** What kinds of record it is that a profile may treat differently. */
  readonly traits: readonly Trait[];
}

/** A record that was read whole, usable or not. */
export type FoundRecord = ListedRecord & {
  /** Tells two readings apart: of the document without its masters, else of the rows. */
  readonly amendmentHash: string;
} & (
    | { readonly outcome: 'document'; readonly document: BusinessDocument }
    | {
        readonly outcome: 'unusable';
        readonly findings: readonly Finding[];
        /** Whether all that is wrong may come right by itself shortly, as cartons do that are still being packed. */
        readonly settling?: true;
      }
  );

/** What became of reading one record. `absent`: SYSPRO has no such record (any more). */
export type RecordReading = FoundRecord | { readonly outcome: 'absent'; readonly key: DocumentKey };

/** Which records a scan looks at. */
export interface ScanWindow {
  /**
   * First and last day of the stream's date column, both included. Absent: from the beginning, or without an end. Where a record
   * has several dates, a window with an end is of {@link ListedRecord.date}; one without, as polls have it, is of any of them, so
   * that an old record is read again when something happens to it.
   */
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  /**
   * Also those without a date, those still open whatever their date (orders and dispatch notes), and those dated earlier but
   * posted in a period that {@link from} is in, or later (invoices). Dispatch notes that are open are of every window without an
   * end, deep or not.
   */
  readonly deep: boolean;
}

export interface Scan extends ScanWindow {
  /** Go on after this encoded key: the `next` of the page before. */
  readonly afterKey?: string;
  /** Records to look at for one page. */
  readonly limit: number;
  readonly signal?: AbortSignal;
}

export interface Page<T> {
  readonly records: T[];
  /** Where the next page starts; absent after the last. A page may be empty and yet not the last. */
  readonly next?: string;
}

/** Reads the records of one stream of one company by their keys. Throws SysproError. */
export interface DocumentReader {
  /** One reading per encoded key ({@link DocumentKey.key}), in the order asked for. */
  readByKeys(keys: readonly string[], signal?: AbortSignal): Promise<RecordReading[]>;
}

/** Reads the records of one stream of one company by date, page by page in the order of the full primary key. Throws SysproError. */
export interface DocumentScanner extends DocumentReader {
  /** The column scans filter on: PostDate where the service has it, else the table's own, or as configured. */
  dateColumn(signal?: AbortSignal): Promise<string>;
  scan(scan: Scan): Promise<Page<FoundRecord>>;
  /** As {@link scan}, but only what the headers tell: for counting, a page costs one request and no lines. */
  list(scan: Scan): Promise<Page<ListedRecord>>;
  /** What `ping` tests: each table that is read, with its columns. */
  readonly tables: readonly SourceTable[];
}

/** A table a source reads. */
export interface SourceTable {
  readonly name: string;
  readonly key: readonly string[];
  /** A custom form: read by e.net whatever reads the rest, for OData shows no table with a plus in its name. */
  readonly form?: true;
  /** The columns to select, given which the table has (undefined: the service does not tell). */
  columns(has: ((column: string) => boolean) | undefined): readonly string[];
}

/** A stream of a company: polled by one channel, each document read again before it is sent by one. */
export interface StreamSource {
  readonly scanner: DocumentScanner;
  readonly fetcher: DocumentReader;
}
