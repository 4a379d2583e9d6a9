import type { TableRow } from './table-reader.ts';

/** One answer of a service to a query for rows. */
export interface KeyPage {
  readonly rows: readonly TableRow[];
  /** The last row's key, as the service is to be told to continue after it. Absent where there is no row. */
  readonly last?: readonly string[];
  /** The service says there is more. */
  readonly more: boolean;
}

export interface KeyPagesOptions {
  readonly table: string;
  /** Rows to ask for at a time. */
  readonly pageSize: number;
  /** At most so many rows. */
  readonly top?: number;
  readonly after?: readonly string[];
  /** The most rows the service has ever given of each table at once; kept up to date. */
  readonly largestPage: Map<string, number>;
  /**
   * Whether only an empty page is the end: a request more, and no row is lost where a service begins to give fewer at once than it
   * did. Else a page is the last that is shorter than the service has been seen to give.
   */
  readonly toEmptyPage: boolean;
  /** Asks for the rows after a key. */
  readonly readPage: (after: readonly string[] | undefined, asked: number) => Promise<KeyPage>;
  /** The error of a service that hands out the same page for ever. */
  readonly circling: () => Error;
}

/** All rows of a query, page by page, each continuing after the last row's full key: rows that come and go cost no other row. */
export async function readKeyPages(options: KeyPagesOptions): Promise<TableRow[]> {
  const { table, pageSize, top = Number.POSITIVE_INFINITY, largestPage } = options;
  const rows: TableRow[] = [];
  let after = options.after;
  while (rows.length < top) {
    const asked = Math.min(pageSize, top - rows.length);
    const page = await options.readPage(after, asked);
    rows.push(...page.rows.slice(0, asked));
    const full = isFull(page, asked, largestPage.get(table) ?? 0);
    largestPage.set(table, Math.max(page.rows.length, largestPage.get(table) ?? 0));
    if (!page.last || !(full || options.toEmptyPage)) break;
    if (after && page.last.every((value, index) => value === after?.[index])) throw options.circling();
    after = page.last;
  }
  return rows;
}

/**
 * Whether rows are likely to follow a page. A service says so, or silently stops at a cap that is not published, so a page shorter than
 * asked for proves nothing by itself: it is taken for the last one when the service has been seen to give more rows than this at
 * once.
 */
function isFull(page: KeyPage, asked: number, largest: number): boolean {
  const { length } = page.rows;
  return page.more || length >= asked || (length > 0 && length >= largest);
}
