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

/**
 * The sales orders of each invoice, and their lines. A copy made for the invoice comes first: it is what was billed, while the order
 * itself may have been changed since.
 * @throws SysproError
 */
export async function readOrders(
  invoices: readonly PostedRows[],
  tables: TableReader,
  { order, orderCopy, orderLine, orderLineCopy }: InvoiceTables,
  signal?: AbortSignal,
): Promise<OrderRows[]> {
  const billing = invoices.filter((invoice) => salesOrdersOf(invoice).length > 0);
  const numbers = numbersOf(billing.map((invoice) => invoice.header));
  const read = (source: SourceTable, column: string, values: readonly string[]): Promise<TableRow[]> =>
    readSourceByKeys(tables, source, { column, values: unique(values), signal });
  const copiesOf = copies(await read(orderCopy, 'InvoiceNumber', numbers));
  const lineCopiesOf = copies(await read(orderLineCopy, 'InvoiceNumber', numbers));
  const wanted = invoices.map((invoice) => {
    const salesOrders = salesOrdersOf(invoice);
    const of = (look: typeof copiesOf): TableRow[] => salesOrders.flatMap((number) => look(invoice.header, number));
    return { invoice, salesOrders, orders: of(copiesOf), lines: of(lineCopiesOf) };
  });
  const ordersLeft = wanted.flatMap(({ salesOrders, orders }) => {
    return salesOrders.filter((number) => orders.every((row) => row['SalesOrder'] !== number));
  });
  const linesLeft = wanted.flatMap(({ invoice, lines }) => ordersWithoutLine(invoice, lines));
  const orders = Map.groupBy(await read(order, 'SalesOrder', ordersLeft), orderNumber);
  const lines = Map.groupBy(await read(orderLine, 'SalesOrder', linesLeft), orderNumber);
  return wanted.map(({ salesOrders, ...copied }) => ({
    orders: [...copied.orders, ...salesOrders.flatMap((number) => orders.get(number) ?? [])],
    orderLines: merged(
      copied.lines,
      salesOrders.flatMap((number) => lines.get(number) ?? []),
    ),
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
