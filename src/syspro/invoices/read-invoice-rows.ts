import { orderLineKey } from '../custom-forms.ts';
import { readSourceByKeys } from '../source-rows.ts';
import type { SourceTable } from '../document-source.ts';
import type { TableReader, TableRow } from '../table-reader.ts';
import { documentTypeOf } from './invoice-kind.ts';
import { salesOrderOf, type InvoiceRows } from './invoice-rows.ts';
import type { InvoiceTables } from './invoice-tables.ts';

/** What a read invoice's rows are made of: all of them, or those a business object does not tell. */
type Posted = Pick<InvoiceRows, 'header' | 'summaries' | 'details'>;

/** The rows of each ArInvoice row, in their order, from as many requests as there are tables. @throws SysproError */
export async function readInvoiceRows(
  headers: readonly TableRow[],
  tables: TableReader,
  { summary, detail, ...rest }: InvoiceTables,
  signal?: AbortSignal,
): Promise<InvoiceRows[]> {
  const query = { column: 'Invoice', values: numbersOf(headers), signal };
  const summaries = byNumber(await readSourceByKeys(tables, summary, query));
  const details = byNumber(await readSourceByKeys(tables, detail, query));
  const posted = headers.map((header) => ({
    header,
    summaries: postedRowsOf(header, summaries),
    details: postedRowsOf(header, details),
  }));
  return withOrders(posted, tables, rest, signal);
}

/** Adds what the sales orders and dispatch notes of invoices say. @throws SysproError */
export async function withOrders(
  invoices: readonly Posted[],
  tables: TableReader,
  sources: Omit<InvoiceTables, 'summary' | 'detail'>,
  signal?: AbortSignal,
): Promise<InvoiceRows[]> {
  const numbers = numbersOf(invoices.map((invoice) => invoice.header));
  const read = (source: SourceTable, column: string, values: readonly string[]): Promise<TableRow[]> =>
    readSourceByKeys(tables, source, { column, values, signal });
  // The copy made for an invoice is what was billed on it; the order itself may have been changed since.
  const orderCopies = copies(await read(sources.orderCopy, 'InvoiceNumber', numbers));
  const lineCopies = copies(await read(sources.orderLineCopy, 'InvoiceNumber', numbers));
  const dispatches = byNumber(await read(sources.dispatch, 'Invoice', numbers));
  const wanted = invoices.map((invoice) => {
    const salesOrders = salesOrdersOf(invoice);
    return {
      invoice,
      salesOrders,
      orderCopies: salesOrders.flatMap((order) => orderCopies(invoice.header, order)),
      lineCopies: salesOrders.flatMap((order) => lineCopies(invoice.header, order)),
    };
  });
  const withoutCopy = wanted.flatMap(({ salesOrders, orderCopies: found }) => {
    return salesOrders.filter((order) => found.every((copy) => copy['SalesOrder'] !== order));
  });
  const withoutLine = wanted.flatMap(({ invoice, lineCopies: found }) => ordersWithoutLine(invoice, found));
  const orders = Map.groupBy(await read(sources.order, 'SalesOrder', unique(withoutCopy)), orderNumber);
  const lines = Map.groupBy(await read(sources.orderLine, 'SalesOrder', unique(withoutLine)), orderNumber);
  return wanted.map(({ invoice, salesOrders, ...found }) => ({
    ...invoice,
    orders: [...found.orderCopies, ...salesOrders.flatMap((order) => orders.get(order) ?? [])],
    orderLines: merged(
      found.lineCopies,
      salesOrders.flatMap((order) => lines.get(order) ?? []),
    ),
    dispatches: dispatchesOf(invoice, dispatches),
  }));
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
function dispatchesOf({ header, summaries }: Posted, rows: ReadonlyMap<string, TableRow[]>): TableRow[] {
  if (documentTypeOf(header) !== 'I') return [];
  const accounts = new Set([header['Customer'], ...summaries.map((row) => row['SubAccount'])]);
  return (rows.get(header['Invoice'] ?? '') ?? []).filter((row) => {
    return row['Customer'] !== undefined && accounts.has(row['Customer']) && row['DispatchNoteStatus'] !== '*';
  });
}

/** Every sales order an invoice bills. */
function salesOrdersOf(invoice: Posted): string[] {
  const named = [salesOrderOf(invoice), ...invoice.details.map((row) => row['SalesOrder'])];
  return unique(named.filter((order) => order !== undefined));
}

/** The sales orders of which a line that is billed, or every line, is not among the copies. */
function ordersWithoutLine(invoice: Posted, found: readonly TableRow[]): string[] {
  const known = new Set(found.map((row) => orderLineKey(row['SalesOrder'], row['SalesOrderLine'])));
  const billed = invoice.details
    .filter((row) => !known.has(orderLineKey(row['SalesOrder'], row['SalesOrderLine'])))
    .map((row) => row['SalesOrder'])
    .filter((order) => order !== undefined);
  return [...billed, ...salesOrdersOf(invoice).filter((order) => found.every((row) => row['SalesOrder'] !== order))];
}

/** The first lists's lines, and those of the second that it does not have. */
function merged(first: readonly TableRow[], second: readonly TableRow[]): TableRow[] {
  const known = new Set(first.map((row) => orderLineKey(row['SalesOrder'], row['SalesOrderLine'])));
  return [...first, ...second.filter((row) => !known.has(orderLineKey(row['SalesOrder'], row['SalesOrderLine'])))];
}

/** Looks copies of sales orders up by the invoice they were made for. */
function copies(rows: readonly TableRow[]): (header: TableRow, salesOrder: string) => TableRow[] {
  const byInvoice = Map.groupBy(rows, (row) => row['InvoiceNumber'] ?? '');
  return (header, salesOrder) => {
    return (byInvoice.get(header['Invoice'] ?? '') ?? []).filter((row) => row['SalesOrder'] === salesOrder);
  };
}

function byNumber(rows: readonly TableRow[]): ReadonlyMap<string, TableRow[]> {
  return Map.groupBy(rows, (row) => row['Invoice'] ?? '');
}

function numbersOf(headers: readonly TableRow[]): string[] {
  return unique(headers.map((header) => header['Invoice'] ?? '').filter((number) => number !== ''));
}

function orderNumber(row: TableRow): string {
  return row['SalesOrder'] ?? '';
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

const postingColumns = ['TrnYear', 'TrnMonth', 'Register', 'SummaryLine', 'DetailLine'] as const;

function byPosting(a: TableRow, b: TableRow): number {
  const column = postingColumns.find((name) => Number(a[name] ?? 0) !== Number(b[name] ?? 0));
  return column === undefined ? 0 : Number(a[column] ?? 0) - Number(b[column] ?? 0);
}
