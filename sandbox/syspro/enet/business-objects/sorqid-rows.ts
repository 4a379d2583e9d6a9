import type { Database } from '../../database.ts';
import { arCustomer } from '../../tables/ar-customer.ts';
import { arTrnDetail } from '../../tables/ar-trn-detail.ts';
import { arTrnSummary } from '../../tables/ar-trn-summary.ts';
import type { Table } from '../../tables/column.ts';
import { invMaster } from '../../tables/inv-master.ts';
import { salBranch, salSalesperson } from '../../tables/sal-branch.ts';
import { sorDetail, sorDetailRep } from '../../tables/sor-detail.ts';
import { sorMaster, sorMasterRep } from '../../tables/sor-master.ts';
import { isForeign } from '../local-currency.ts';
import { readTextRows, type TextRow } from './text-rows.ts';

/** An invoice document with every row it is printed from. */
export interface InvoiceRows {
  readonly invoice: TextRow;
  /** By posting period, register and SummaryLine. */
  readonly summaries: readonly TextRow[];
  /** In the same order, then by DetailLine. */
  readonly details: readonly TextRow[];
  readonly foreign: boolean;
  readonly currency: string;
  readonly customer: TextRow;
  /** Of the order the invoice names: SorMaster, or SorMasterRep once it is complete; empty when it has gone or there is none. */
  readonly order: TextRow;
  readonly branch: TextRow;
  readonly salesperson: TextRow;
  /** The order line a posted line bills: SorDetail, or SorDetailRep once the order is complete. */
  orderLine(detail: TextRow): TextRow | undefined;
  item(stockCode: string): TextRow | undefined;
  /** The comment lines (type 6) of the orders billed. */
  readonly comments: readonly TextRow[];
}

/** Reads all that the given ArInvoice rows are printed from, a query for each table. */
export async function readInvoiceRows(
  db: Database,
  company: string,
  invoices: readonly TextRow[],
): Promise<InvoiceRows[]> {
  const read = (table: Table, column: string, values: Iterable<string | undefined>, order = ''): Promise<TextRow[]> => {
    const wanted = [...new Set(values)].filter((value) => value !== undefined && value !== '');
    return readTextRows(db, company, table, `WHERE "${column}" = ANY($1::bpchar[])${order}`, [wanted]);
  };
  const numbers = invoices.map((invoice) => invoice.Invoice);
  const posted = ' ORDER BY "TrnYear", "TrnMonth", "Register", "SummaryLine"';
  const summaries = groupBy(await read(arTrnSummary, 'Invoice', numbers, posted), documentKey);
  const details = groupBy(await read(arTrnDetail, 'Invoice', numbers, `${posted}, "DetailLine"`), documentKey);
  const orders = [...invoices, ...[...details.values()].flat()].map((row) => row.SalesOrder);
  const live = groupBy(await read(sorMaster, 'SalesOrder', orders), orderKey);
  const complete = groupBy(await read(sorMasterRep, 'InvoiceNumber', numbers), repKey);
  const liveLines = groupBy(await read(sorDetail, 'SalesOrder', orders, ' ORDER BY "SalesOrderLine"'), orderKey);
  const completeLines = groupBy(
    await read(sorDetailRep, 'InvoiceNumber', numbers, ' ORDER BY "SalesOrderLine"'),
    repKey,
  );
  const customers = groupBy(
    await read(
      arCustomer,
      'Customer',
      invoices.map((row) => row.Customer),
    ),
    (row) => row.Customer ?? '',
  );
  const codes = [...details.values()].flat().map((row) => row.StockCode);
  const items = groupBy(await read(invMaster, 'StockCode', codes), (row) => row.StockCode ?? '');
  const branches = groupBy(await readTextRows(db, company, salBranch, '', []), (row) => row.Branch ?? '');
  const salespersons = groupBy(await readTextRows(db, company, salSalesperson, '', []), salespersonKey);
  return invoices.map((invoice) => {
    const own = summaries.get(documentKey(invoice)) ?? [];
    const lines = details.get(documentKey(invoice)) ?? [];
    const currency = own[0]?.Currency || invoice.PostCurrency || '';
    const linesOf = (order: string): readonly TextRow[] =>
      liveLines.get(order) ?? completeLines.get(`${invoice.Invoice} ${order}`) ?? [];
    const billed = [...new Set([invoice, ...lines].map((row) => row.SalesOrder ?? ''))].filter((order) => order !== '');
    return {
      invoice,
      summaries: own,
      details: lines,
      currency,
      foreign: isForeign(currency),
      customer: customers.get(invoice.Customer ?? '')?.[0] ?? {},
      order:
        live.get(invoice.SalesOrder ?? '')?.[0] ?? complete.get(`${invoice.Invoice} ${invoice.SalesOrder}`)?.[0] ?? {},
      branch: branches.get(invoice.Branch ?? '')?.[0] ?? {},
      salesperson: salespersons.get(salespersonKey(invoice))?.[0] ?? {},
      orderLine: (detail) =>
        linesOf(detail.SalesOrder ?? '').find((line) => line.SalesOrderLine === detail.SalesOrderLine),
      item: (stockCode) => items.get(stockCode)?.[0],
      comments: billed.flatMap(linesOf).filter((line) => line.LineType === '6'),
    };
  });
}

/** Customer, invoice and type. Some live data has the type in lower case in one table and not in another. */
function documentKey({ Customer, Invoice, DocumentType }: TextRow): string {
  return [Customer, Invoice, DocumentType?.toUpperCase()].join('\t');
}

const orderKey = (row: TextRow): string => row.SalesOrder ?? '';
const repKey = (row: TextRow): string => `${row.InvoiceNumber} ${row.SalesOrder}`;
const salespersonKey = (row: TextRow): string => `${row.Branch}\t${row.Salesperson}`;

function groupBy(rows: readonly TextRow[], key: (row: TextRow) => string): ReadonlyMap<string, readonly TextRow[]> {
  return Map.groupBy(rows, key);
}
