import { orderLineKey } from '../custom-forms.ts';
import { readSourceByKeys } from '../source-rows.ts';
import type { SourceTable } from '../document-source.ts';
import type { TableReader, TableRow } from '../table-reader.ts';
import { documentTypeOf } from './invoice-kind.ts';
import { salesOrderOf, type InvoiceRows } from './invoice-rows.ts';
import type { InvoiceTables } from './invoice-tables.ts';

/** What SYSPRO has posted of an invoice. */
export type PostedRows = Pick<InvoiceRows, 'header' | 'summaries' | 'details'>;

/** What sales orders say of an invoice. */
export type OrderRows = Pick<InvoiceRows, 'orders' | 'orderLines'>;

/** What was posted of each ArInvoice row, in their order. @throws SysproError */
export async function readPosted(
  headers: readonly TableRow[],
  tables: TableReader,
  { summary, detail }: Pick<InvoiceTables, 'summary' | 'detail'>,
  signal?: AbortSignal,
): Promise<PostedRows[]> {
  const query = { column: 'Invoice', values: numbersOf(headers), signal };
  const summaries = byNumber(await readSourceByKeys(tables, summary, query));
  const details = byNumber(await readSourceByKeys(tables, detail, query));
  return headers.map((header) => ({
    header,
    summaries: postedRowsOf(header, summaries),
    details: postedRowsOf(header, details),
  }));
}

/** The dispatch notes each invoice bills. @throws SysproError */
export async function readDispatches(
  invoices: readonly PostedRows[],
  tables: TableReader,
  { dispatch }: Pick<InvoiceTables, 'dispatch'>,
  signal?: AbortSignal,
): Promise<(readonly TableRow[])[]> {
  const values = numbersOf(invoices.map((invoice) => invoice.header));
  const rows = byNumber(await readSourceByKeys(tables, dispatch, { column: 'Invoice', values, signal }));
  return invoices.map((invoice) => dispatchesOf(invoice, rows));
}

/** The sales orders of each invoice, and their lines. @throws SysproError */
export async function readOrders(
  invoices: readonly PostedRows[],
  tables: TableReader,
  sources: InvoiceTables,
  signal?: AbortSignal,
): Promise<OrderRows[]> {
  const headers = await readOrderHeaders(invoices, tables, sources, signal);
  const lines = await readOrderLines(invoices, tables, sources, signal);
  return invoices.map((_, at) => ({ orders: headers[at] ?? [], orderLines: lines[at] ?? [] }));
}

async function readOrderHeaders(
  invoices: readonly PostedRows[],
  tables: TableReader,
  { order, orderCopy }: Pick<InvoiceTables, 'order' | 'orderCopy'>,
  signal?: AbortSignal,
): Promise<(readonly TableRow[])[]> {
  const copied = await readCopies(invoices, tables, orderCopy, signal);
  const left = invoices.flatMap((invoice, at) => {
    return salesOrdersOf(invoice).filter((number) => !copied[at]?.some((row) => row['SalesOrder'] === number));
  });
  const live = await readLive(tables, order, left, signal);
  return invoices.map((invoice, at) => {
    const own = copied[at] ?? [];
    const others = salesOrdersOf(invoice).filter((number) => own.every((row) => row['SalesOrder'] !== number));
    return [...own, ...others.flatMap((number) => live.get(number) ?? [])];
  });
}

/** The lines of the sales orders of each invoice. @throws SysproError */
export async function readOrderLines(
  invoices: readonly PostedRows[],
  tables: TableReader,
  { orderLine, orderLineCopy }: Pick<InvoiceTables, 'orderLine' | 'orderLineCopy'>,
  signal?: AbortSignal,
): Promise<(readonly TableRow[])[]> {
  const copied = await readCopies(invoices, tables, orderLineCopy, signal);
  const left = invoices.flatMap((invoice, at) => ordersWithoutLine(invoice, copied[at] ?? []));
  const live = await readLive(tables, orderLine, left, signal);
  return invoices.map((invoice, at) => {
    return merged(
      copied[at] ?? [],
      salesOrdersOf(invoice).flatMap((number) => live.get(number) ?? []),
    );
  });
}

/**
 * The copies of sales orders that were made for each invoice. They come before the order itself: they are what was billed, while it
 * may have been changed since.
 */
async function readCopies(
  invoices: readonly PostedRows[],
  tables: TableReader,
  source: SourceTable,
  signal: AbortSignal | undefined,
): Promise<TableRow[][]> {
  const billing = invoices.filter((invoice) => salesOrdersOf(invoice).length > 0);
  const values = numbersOf(billing.map((invoice) => invoice.header));
  const rows = await readSourceByKeys(tables, source, { column: 'InvoiceNumber', values, signal });
  const byInvoice = Map.groupBy(rows, (row) => row['InvoiceNumber'] ?? '');
  return invoices.map((invoice) => {
    const own = byInvoice.get(invoice.header['Invoice'] ?? '') ?? [];
    return salesOrdersOf(invoice).flatMap((number) => own.filter((row) => row['SalesOrder'] === number));
  });
}

async function readLive(
  tables: TableReader,
  source: SourceTable,
  salesOrders: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, TableRow[]>> {
  const query = { column: 'SalesOrder', values: unique(salesOrders), signal };
  return Map.groupBy(await readSourceByKeys(tables, source, query), (row) => row['SalesOrder'] ?? '');
}

/**
 * The ArTrnSummary or ArTrnDetail rows of an invoice, in the order of their key. Where two records differ by the letter case of the
 * type alone, each has its own; else case does not matter, for live data has `i` beside `I`.
 */
function postedRowsOf(header: TableRow, rows: ReadonlyMap<string, TableRow[]>): TableRow[] {
  const ofType = (rows.get(header['Invoice'] ?? '') ?? []).filter((row) => {
    return row['Customer'] === header['Customer'] && documentTypeOf(row) === documentTypeOf(header);
  });
  const exact = ofType.filter((row) => row['DocumentType'] === header['DocumentType']);
  return (exact.length > 0 ? exact : ofType).toSorted(byPosting);
}

/**
 * The dispatch notes that name the invoice. Numbers of credits are not unique and a dispatch note says no document type, so only
 * invoices have them, and only of their own customer or the branch account they were made for.
 */
function dispatchesOf({ header, summaries }: PostedRows, rows: ReadonlyMap<string, TableRow[]>): TableRow[] {
  if (documentTypeOf(header) !== 'I') return [];
  const accounts = new Set([header['Customer'], ...summaries.map((row) => row['SubAccount'])]);
  return (rows.get(header['Invoice'] ?? '') ?? []).filter((row) => {
    return row['Customer'] !== undefined && accounts.has(row['Customer']) && row['DispatchNoteStatus'] !== '*';
  });
}

/** Every sales order an invoice bills. */
export function salesOrdersOf(invoice: PostedRows): string[] {
  const named = [salesOrderOf(invoice), ...invoice.details.map((row) => row['SalesOrder'])];
  return unique(named.filter((order) => order !== undefined));
}

/** The sales orders of which a line that is billed, or every line, is not among the copies. */
function ordersWithoutLine(invoice: PostedRows, found: readonly TableRow[]): string[] {
  const known = new Set(found.map((row) => orderLineKey(row['SalesOrder'], row['SalesOrderLine'])));
  const billed = invoice.details
    .filter((row) => !known.has(orderLineKey(row['SalesOrder'], row['SalesOrderLine'])))
    .map((row) => row['SalesOrder'])
    .filter((order) => order !== undefined);
  return [...billed, ...salesOrdersOf(invoice).filter((order) => found.every((row) => row['SalesOrder'] !== order))];
}

/** The first list’s lines, and those of the second that it does not have. */
function merged(first: readonly TableRow[], second: readonly TableRow[]): TableRow[] {
  const known = new Set(first.map((row) => orderLineKey(row['SalesOrder'], row['SalesOrderLine'])));
  return [...first, ...second.filter((row) => !known.has(orderLineKey(row['SalesOrder'], row['SalesOrderLine'])))];
}

function byNumber(rows: readonly TableRow[]): ReadonlyMap<string, TableRow[]> {
  return Map.groupBy(rows, (row) => row['Invoice'] ?? '');
}

function numbersOf(headers: readonly TableRow[]): string[] {
  return unique(headers.map((header) => header['Invoice'] ?? '').filter((number) => number !== ''));
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

const postingColumns = ['TrnYear', 'TrnMonth', 'Register', 'SummaryLine', 'DetailLine'] as const;

function byPosting(a: TableRow, b: TableRow): number {
  const column = postingColumns.find((name) => Number(a[name] ?? 0) !== Number(b[name] ?? 0));
  return column === undefined ? 0 : Number(a[column] ?? 0) - Number(b[column] ?? 0);
}
