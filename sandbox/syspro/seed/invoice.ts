import { Decimal } from 'decimal.js';
import type { CompanyWorld } from '../company-world.ts';
import type { Row } from '../database.ts';
import { salespersonOf } from './branches.ts';
import { canadianRate, convert, decimalOf } from './convert.ts';
import { currencyOf } from './customer-rows.ts';
import { lineValue } from './invoice-line.ts';
import type { SalesOrderRows } from './sales-order.ts';

/** ArInvoice.DocumentType: I invoice, C credit note, D debit note; live data also shows i. */
export const documentTypes = ['I', 'C', 'D', 'i'] as const;
export type DocumentType = (typeof documentTypes)[number];

/** A sales order line on an invoice. */
export interface BilledLine {
  readonly order: SalesOrderRows;
  readonly line: Row;
  /** In the order unit; of lines of goods only. */
  readonly quantity: Decimal;
}

export interface InvoiceSpec {
  readonly number: string;
  readonly documentType: DocumentType;
  readonly register: number;
  readonly invoiceDate: string;
  /** The day it is posted: its period is TrnYear and TrnMonth. */
  readonly postedOn: string;
  readonly billed: readonly [BilledLine, ...BilledLine[]];
  /** Rows of ArTrnSummary; 1 when absent. */
  readonly summaries?: number;
  /** Values and quantities are negative. */
  readonly negative?: boolean;
  readonly dispatchNote?: string;
  readonly creditedInvoice?: string;
  readonly depositType?: string;
  readonly paid?: boolean;
}

export interface InvoiceRows {
  readonly invoice: Row;
  readonly summaries: readonly Row[];
  readonly details: readonly Row[];
}

/** A line with its values, in the invoice's currency and in the company's own. */
interface ValuedLine extends BilledLine {
  readonly lineType: string;
  /** -1 where the customer gets something back. */
  readonly sign: 1 | -1;
  readonly net: Decimal;
  readonly discount: Decimal;
  readonly tax: Decimal;
  readonly localNet: Decimal;
  readonly localDiscount: Decimal;
  readonly localTax: Decimal;
}

/** The rows of one invoice: its lines add up to its summaries, and those to its header. */
export function createInvoice(world: CompanyWorld, spec: InvoiceSpec): InvoiceRows {
  const lines = spec.billed.map((billed) => valueOf(billed, spec.negative === true));
  const pages = spec.summaries ?? 1;
  const share = Math.ceil(lines.length / pages);
  const groups = Array.from({ length: pages }, (_, i) => lines.slice(i * share, (i + 1) * share)).filter(
    (group) => group.length > 0,
  );
  const common = commonColumns(world, spec);
  const summaries = groups.map((group, i) => summaryRow(spec, common, group, i + 1));
  const details = groups.flatMap((group, i) => group.map((line, j) => detailRow(spec, common, line, i + 1, j + 1)));
  return { invoice: invoiceRow(world, spec, common, lines), summaries, details };
}

/** The posting period of a day: calendar months. */
function periodOf(day: string): { readonly year: number; readonly month: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)) };
}

function valueOf(billed: BilledLine, negative: boolean): ValuedLine {
  const { customer } = billed.order;
  const lineType = String(billed.line['LineType']);
  const charge = decimalOf(billed.line, 'NMscChargeValue');
  const worth =
    lineType === '1' || lineType === '7'
      ? lineValue(billed.line, billed.quantity)
      : { discount: new Decimal(0), net: charge };
  const percent = lineType === '1' || lineType === '7' ? customer.tax.percent : '0';
  const sign = negative ? -1 : 1;
  const net = worth.net.times(sign);
  const discount = worth.discount.times(sign);
  const tax = net.times(percent).dividedBy(100).toDecimalPlaces(2);
  const local = (value: Decimal): Decimal =>
    customer.currency === 'USD' ? value : value.dividedBy(canadianRate).toDecimalPlaces(2);
  return {
    ...billed,
    lineType,
    sign,
    net,
    discount,
    tax,
    localNet: local(net),
    localDiscount: local(discount),
    localTax: local(tax),
  };
}

function sum(lines: readonly ValuedLine[], value: (line: ValuedLine) => Decimal, kinds = '1745'): Decimal {
  return lines
    .filter((line) => kinds.includes(line.lineType))
    .reduce((total, line) => total.plus(value(line)), new Decimal(0));
}

function commonColumns(world: CompanyWorld, spec: InvoiceSpec): Row {
  const [{ order }] = spec.billed;
  const { customer, header } = order;
  return {
    Invoice: spec.number,
    InvoiceDate: spec.invoiceDate,
    DocumentType: spec.documentType,
    Customer: customer.customer,
    Branch: customer.branch.branch,
    Salesperson: salespersonOf(customer.branch.branch, world.has('shared-salesperson')),
    Area: 'N',
    CustomerPoNumber: header['CustomerPoNumber'] ?? null,
    SalesOrder: header['SalesOrder'] ?? null,
  };
}

function invoiceRow(world: CompanyWorld, spec: InvoiceSpec, common: Row, lines: readonly ValuedLine[]): Row {
  const [{ order }] = spec.billed;
  const { customer } = order;
  const tax = sum(lines, (line) => line.tax);
  const net = sum(lines, (line) => line.net);
  const value = net.plus(tax);
  const period = periodOf(spec.postedOn);
  const store = customer.stores.find(({ code }) => code === String(order.header['MultiShipCode'] ?? '').trimEnd());
  return {
    ...common,
    NextPaymEntry: spec.paid === true ? 2 : 1,
    TermsCode: customer.termsCode,
    InvoiceBal1: spec.paid === true ? '0.00' : value.toFixed(2),
    InvoiceYear: period.year,
    InvoiceMonth: period.month,
    LastDelNote: spec.dispatchNote ?? '',
    StoreNumber: store?.store ?? '',
    CurrencyValue: value.toFixed(2),
    PostCurrency: currencyOf(customer),
    ...rateColumns('ConvRate', 'MulDiv', customer.currency),
    AccountCur: currencyOf(customer),
    ...rateColumns('AccountConvRate', 'AccountMulDiv', customer.currency),
    TaxStatus: customer.tax.status,
    TaxPortion: tax.toFixed(2),
    TaxCode: customer.tax.code,
    FixExchangeRate: 'N',
    OrigInvRate: customer.currency === 'USD' ? '1.000000' : canadianRate.toFixed(6),
    OrigTaxableAmt: (world.has('tax-inclusive') ? value : net).toFixed(2),
  };
}

function summaryRow(spec: InvoiceSpec, common: Row, lines: readonly ValuedLine[], summaryLine: number): Row {
  const [{ order }] = spec.billed;
  const { customer } = order;
  const foreign = customer.currency !== 'USD';
  const twin = (value: Decimal): string => (foreign ? value.toFixed(2) : '0.00');
  const of = (kinds: string): { readonly local: string; readonly foreign: string } => ({
    local: sum(lines, (line) => line.localNet, kinds).toFixed(2),
    foreign: twin(sum(lines, (line) => line.net, kinds)),
  });
  const merchandise = of('17');
  const freight = of('4');
  const other = of('5');
  return {
    ...common,
    ...postingKey(spec, summaryLine),
    OrderType: 'S',
    MerchandiseValue: merchandise.local,
    FreightValue: freight.local,
    OtherValue: other.local,
    TaxValue: sum(lines, (line) => line.localTax).toFixed(2),
    ForeignMerchVal: merchandise.foreign,
    ForeignFreightVal: freight.foreign,
    ForeignOtherVal: other.foreign,
    ForeignTaxVal: twin(sum(lines, (line) => line.tax)),
    ...rateColumns('ExchangeRate', 'MulDiv', customer.currency),
    Currency: currencyOf(customer),
    DiscValue: sum(lines, (line) => line.localDiscount).toFixed(2),
    MerchandiseCost: lines.reduce((total, line) => total.plus(costOf(line)), new Decimal(0)).toFixed(2),
    Source: 'S',
    TaxExemptNumber: customer.tax.status === 'E' ? `EX-${customer.shortName}` : '',
    CashCredit: 'CR',
    InvoiceRegPrted: 'Y',
    TermsCode: customer.termsCode,
    CreditedInvoice: spec.creditedInvoice ?? '',
    Operator: 'INV1',
    DepositType: spec.depositType ?? '',
    LastPrintedDel: spec.dispatchNote ?? '',
    Nationality: customer.country,
  };
}

function detailRow(spec: InvoiceSpec, common: Row, line: ValuedLine, summaryLine: number, detailLine: number): Row {
  const { order, line: sales } = line;
  const { customer } = order;
  const goods = line.lineType === '1' || line.lineType === '7';
  const period = periodOf(spec.postedOn);
  const stockQuantity = stockQuantityOf(line);
  return {
    ...common,
    ...postingKey(spec, summaryLine),
    DetailLine: detailLine,
    OrderType: 'S',
    StockCode: sales['MStockCode'] ?? '',
    Warehouse: sales['MWarehouse'] ?? '',
    ProductClass: goods ? (sales['MProductClass'] ?? '') : line.lineType === '4' ? '_FRT' : '_OTH',
    TaxCode: goods ? customer.tax.code : 'E',
    TaxStatus: goods ? customer.tax.status : 'E',
    CustomerClass: customer.family.slice(0, 4).toUpperCase(),
    QtyInvoiced: stockQuantity.toFixed(6),
    Mass: stockQuantity.toFixed(6),
    Volume: stockQuantity.times('0.01').toFixed(6),
    NetSalesValue: line.localNet.toFixed(2),
    TaxValue: line.localTax.toFixed(2),
    CostValue: costOf(line).toFixed(2),
    DiscValue: line.localDiscount.toFixed(2),
    LineType: line.lineType,
    PriceCode: sales['MPriceCode'] ?? '',
    GlYear: period.year,
    GlPeriod: period.month,
    SalesOrder: sales['SalesOrder'] ?? '',
    Bin: sales['MBin'] ?? '',
    TaxableValue: goods && customer.tax.status === 'N' ? line.localNet.toFixed(2) : '0.00',
    CustomerPoNumber: order.header['CustomerPoNumber'] ?? '',
    PostValue: line.net.toFixed(2),
    PostCurrency: currencyOf(customer),
    ...rateColumns('PostConvRate', 'PostMulDiv', customer.currency),
    AccountCur: currencyOf(customer),
    ...rateColumns('AccountConvRate', 'AccountMulDiv', customer.currency),
    Nationality: customer.country,
    SalesOrderLine: sales['SalesOrder'] === '' ? 0 : (sales['SalesOrderLine'] ?? 0),
  };
}

function postingKey(spec: InvoiceSpec, summaryLine: number): Row {
  const { year, month } = periodOf(spec.postedOn);
  return { TrnYear: year, TrnMonth: month, Register: spec.register, SummaryLine: summaryLine };
}

function rateColumns(rate: string, mulDiv: string, currency: 'USD' | 'CAD'): Row {
  return currency === 'USD'
    ? { [rate]: '1.000000', [mulDiv]: 'M' }
    : { [rate]: canadianRate.toFixed(6), [mulDiv]: 'D' };
}

/** In stocking units, negative where the customer gets something back. */
function stockQuantityOf(line: ValuedLine): Decimal {
  if (line.lineType !== '1' && line.lineType !== '7') return new Decimal(0);
  const quantity = convert(line.quantity, line.line, 'MConvFactAlloc', 'MMulDivQtyFct');
  return quantity.times(line.sign);
}

function costOf(line: ValuedLine): Decimal {
  return stockQuantityOf(line).times(decimalOf(line.line, 'MUnitCost')).toDecimalPlaces(2);
}
