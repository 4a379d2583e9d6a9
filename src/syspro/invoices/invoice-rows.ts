import { compact } from '../../documents/compact.ts';
import { Exact, sumOf, type DecimalText } from '../../documents/decimal.ts';
import type { Trait } from '../../documents/disposition.ts';
import type { Finding } from '../../documents/finding.ts';
import type { Invoice } from '../../documents/invoice.ts';
import { isLocalDate, type LocalDate } from '../../documents/local-date.ts';
import { isoCurrency } from '../currency.ts';
import { itemsOf } from '../masters/items.ts';
import { readRow, type RowReader } from '../row-reader.ts';
import type { TableRow } from '../table-reader.ts';
import { checkTotals } from './check-totals.ts';
import { paymentTermsOf } from '../payment-terms.ts';
import { dueDateOf } from './due-date.ts';
import { invoiceLines } from './invoice-lines.ts';
import { isNegated, kindOf, traitsOf } from './invoice-kind.ts';
import type { InvoiceMasters } from './invoice-masters.ts';
import type { InvoiceSettings } from './invoice-settings.ts';
import { shipToOf } from './invoice-ship-to.ts';
import { lineAmounts, totalsOf, type LineAmounts, type Posting } from './posted-amounts.ts';

/** Everything SYSPRO holds of one invoice, credit or debit note. */
export interface InvoiceRows {
  /** ArInvoice. */
  readonly header: TableRow;
  /** ArTrnSummary, in the order of its key. */
  readonly summaries: readonly TableRow[];
  /** ArTrnDetail, in the order of its key. */
  readonly details: readonly TableRow[];
  /** SorMaster, or its copy for this invoice, of each sales order billed. */
  readonly orders: readonly TableRow[];
  /** SorDetail, or its copy for this invoice: all lines of those orders. */
  readonly orderLines: readonly TableRow[];
  /** MdnMaster: the dispatch notes billed. */
  readonly dispatches: readonly TableRow[];
}

/** An invoice; with findings, as far as it could be read. */
export interface ReadInvoice {
  readonly traits: readonly Trait[];
  readonly document: Invoice;
  /** Everything that keeps the rows from being an invoice. Empty: nothing does. */
  readonly findings: readonly Finding[];
}

/**
 * An invoice from its rows, and everything that keeps the rows from being one. Amounts come from what was posted (ArTrnSummary,
 * ArTrnDetail), units and prices from the sales order where those agree with them. ArInvoice's OrigTaxableAmt is not used: in
 * live data it contains the tax.
 */
export function toInvoice(rows: InvoiceRows, masters: InvoiceMasters, settings: InvoiceSettings): ReadInvoice {
  const findings: Finding[] = [];
  const { header } = rows;
  const name = recordName(header);
  const reader = readRow(header, `ArInvoice ${name}`, findings);
  const kind = kindOf(header);
  if (kind === undefined) {
    reader.report(
      'DocumentType',
      'SYSPRO-DOCUMENT-TYPE-UNKNOWN',
      'is none of I, C and D',
      'Report the document type with what SYSPRO shows for it: it is not published.',
    );
  }
  const posted = postedRows(rows);
  const summaries = posted.summaries.map((row) => {
    return readRow(row, `ArTrnSummary ${name} line ${row['SummaryLine'] ?? '?'}`, findings);
  });
  if (summaries.length === 0) {
    reader.report(
      'Invoice',
      'SYSPRO-SUMMARY-MISSING',
      'has no row in ArTrnSummary, which says what it adds up to',
      'Wait for the invoice to be posted; if its transactions were purged, send it by other means.',
    );
  }
  const currency = currencyOf(reader, summaries, settings);
  const posting: Posting = {
    foreign: currency !== settings.localCurrency,
    negate: isNegated(header, settings.creditValues),
    foreignLineValue: settings.foreignLineValue,
  };
  const totals = totalsOf(summaries, posting);
  const details = posted.details.map((row) => {
    return readRow(row, `ArTrnDetail ${name} line ${row['SummaryLine'] ?? '?'}.${row['DetailLine'] ?? '?'}`, findings);
  });
  const amounts = lineAmounts(details, totals, posting);
  const order = orderOf(rows);
  const orderReader = readRow(order ?? {}, `SorMaster ${order?.['SalesOrder'] ?? ''}`, findings);
  const [firstSummary] = summaries;
  const invoiceDate = reader.date('InvoiceDate') ?? '';
  if (header['InvoiceDate'] === undefined) reader.requiredCode('InvoiceDate');
  const terms = paymentTermsOf(reader.code('TermsCode') ?? firstSummary?.code('TermsCode'), settings.terms);
  const lines = invoiceLines(details, amounts, rows, { masters, settings, negate: posting.negate, totals });
  checkTotals({ reader, summaries, details, lines, totals, posting });
  const dispatches = rows.dispatches.toSorted((a, b) => (noteOf(a) < noteOf(b) ? -1 : 1));
  const salesOrder = salesOrderOf(rows);
  const document = compact<Invoice>({
    type: 'invoice',
    company: settings.company,
    customer: reader.requiredCode('Customer'),
    invoice: reader.requiredCode('Invoice'),
    kind: kind ?? 'invoice',
    invoiceDate,
    dueDate: dueDateOf(invoiceDate, terms),
    shipDate: shipDateOf(dispatches) ?? orderReader.date('ReqShipDate'),
    salesOrder,
    customerPurchaseOrder: reader.text('CustomerPoNumber') ?? orderReader.text('CustomerPoNumber'),
    orderDate: orderReader.date('OrderDate'),
    branch: reader.text('Branch'),
    salesperson: reader.text('Salesperson'),
    creditedInvoice: firstSummary?.code('CreditedInvoice'),
    dispatchNotes: dispatches.map(noteOf),
    terms,
    currency: currency ?? '',
    foreign: posting.foreign,
    exchangeRate: posting.foreign ? positive(reader.decimal('ConvRate')) : undefined,
    shippingInstructions: orderReader.text('ShippingInstrs'),
    shipTo: shipToOf(header, order, masters, settings.address),
    lines,
    taxes: taxesOf(amounts),
    totals,
    masters: mastersOf(rows, masters),
  });
  const traits = traitsOf(header, salesOrder, posted.deposit);
  return { traits, document, findings };
}

/** How findings name an invoice: its full key. */
function recordName(header: TableRow): string {
  return `${header['Customer'] ?? ''} ${header['Invoice'] ?? ''} ${header['DocumentType'] ?? ''}`.trim();
}

/**
 * The rows that count: an invoice may have several summary rows, and those of deposits among them bill no goods. One that has no
 * others is a deposit.
 */
function postedRows({ summaries, details }: InvoiceRows): Pick<InvoiceRows, 'summaries' | 'details'> & {
  readonly deposit: boolean;
} {
  const deposits = summaries.filter((row) => row['DepositType']?.trim());
  if (deposits.length === 0) return { summaries, details, deposit: false };
  if (deposits.length === summaries.length) return { summaries, details, deposit: true };
  const left = new Set(deposits.map(summaryKey));
  return {
    summaries: summaries.filter((row) => !deposits.includes(row)),
    details: details.filter((row) => !left.has(summaryKey(row))),
    deposit: false,
  };
}

/** The key of a summary row, of itself or of a detail row under it. */
function summaryKey(row: TableRow): string {
  return ['TrnYear', 'TrnMonth', 'Register', 'SummaryLine'].map((column) => Number(row[column] ?? 0)).join(' ');
}

/** The currency of ArInvoice.CurrencyValue; blank or a symbol is the company's own. */
function currencyOf(header: RowReader, summaries: readonly RowReader[], settings: InvoiceSettings): string | undefined {
  const own = header.code('PostCurrency');
  const currency = isoCurrency(own ?? summaries[0]?.code('Currency'), settings);
  if (currency !== undefined) return currency;
  (own === undefined ? (summaries[0] ?? header) : header).report(
    own === undefined ? 'Currency' : 'PostCurrency',
    'SYSPRO-CURRENCY-UNKNOWN',
    'is no ISO 4217 code',
    'Name the ISO code this site’s code stands for in the company’s syspro.currencies.',
  );
  return undefined;
}

/** The sales order an invoice is for: the header's, else that of its summary or its first line. */
export function salesOrderOf({
  header,
  summaries,
  details,
}: Pick<InvoiceRows, 'header' | 'summaries' | 'details'>): string | undefined {
  return [header, ...summaries, ...details].map((row) => row['SalesOrder']).find((order) => order !== undefined);
}

function orderOf(rows: InvoiceRows): TableRow | undefined {
  const salesOrder = salesOrderOf(rows);
  return salesOrder === undefined ? undefined : rows.orders.find((order) => order['SalesOrder'] === salesOrder);
}

function noteOf(dispatch: TableRow): string {
  return dispatch['DispatchNote'] ?? '';
}

/** The day the last of the dispatch notes was delivered, or was to be. Dates that are no days are not the invoice's business. */
function shipDateOf(dispatches: readonly TableRow[]): LocalDate | undefined {
  return dispatches
    .map((row) => row['ActualDeliveryDate'] ?? row['PlannedDeliverDate'])
    .filter(isLocalDate)
    .reduce<LocalDate | undefined>((last, day) => (last === undefined || day > last ? day : last), undefined);
}

/** The taxes of the lines by code, in the order of the codes. */
function taxesOf(amounts: readonly LineAmounts[]): Invoice['taxes'] {
  const byCode = Map.groupBy(
    amounts.flatMap((line) => line.taxes),
    (tax) => tax.code,
  );
  return [...byCode]
    .map(([code, taxes]) => ({ code, amount: sumOf(taxes.map((tax) => tax.amount)) }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

function positive(value: DecimalText): DecimalText | undefined {
  return new Exact(value).gt(0) ? value : undefined;
}

function mastersOf({ header, details }: InvoiceRows, masters: InvoiceMasters): Invoice['masters'] {
  const customer = masters.customers.get(header['Customer'] ?? '');
  const stockCodes = details.map((row) => row['StockCode']).filter((code) => code !== undefined);
  return compact({
    soldTo: customer?.soldTo,
    masterAccount: customer?.masterAccount,
    items: itemsOf(masters.items, stockCodes),
  });
}
