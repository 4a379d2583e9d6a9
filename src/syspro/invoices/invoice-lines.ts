import type { ChargeLine, CommentLine } from '../../documents/commerce.ts';
import { compact } from '../../documents/compact.ts';
import { negated, sumOf, type DecimalText } from '../../documents/decimal.ts';
import type { InvoiceGoodsLine, InvoiceLine, InvoiceTotals } from '../../documents/invoice.ts';
import { locate, orderLineKey } from '../custom-forms.ts';
import { knownLineType, lineTypeOf } from '../line-type.ts';
import { textIn, type RowReader } from '../row-reader.ts';
import type { TableRow } from '../table-reader.ts';
import type { InvoiceMasters } from './invoice-masters.ts';
import type { InvoiceSettings } from './invoice-settings.ts';
import { lineValueOf } from './line-value.ts';
import type { LineAmounts } from './posted-amounts.ts';

export interface LineContext {
  readonly masters: InvoiceMasters;
  readonly settings: InvoiceSettings;
  readonly negate: boolean;
  readonly totals: InvoiceTotals;
}

/** A line without its number, and where it belongs: the sales order and its line, where it has one. */
interface PlacedLine {
  readonly place: { readonly salesOrder: string | undefined; readonly line: number };
  readonly content: Unnumbered<InvoiceGoodsLine> | Unnumbered<ChargeLine> | Unnumbered<CommentLine>;
  /** The sales order line a comment belongs to. */
  readonly commentOn?: number;
}
type Unnumbered<T> = Omit<T, 'line'>;

/**
 * The lines of an invoice, numbered from 1: what ArTrnDetail bills, in the order of the sales order lines, with the order's
 * comments in their place. Of a comment on a line that is not billed nothing is said; one on the whole order is on each of its
 * invoices. Freight or other charges that only the totals have become a line of their own, so that the lines come to the total.
 *
 * @param details ArTrnDetail, with {@link amounts} for each
 */
export function invoiceLines(
  details: readonly RowReader[],
  amounts: readonly LineAmounts[],
  { orderLines }: { readonly orderLines: readonly TableRow[] },
  context: LineContext,
): InvoiceLine[] {
  const ordered = new Map(orderLines.map((row) => [orderLineKey(row['SalesOrder'], row['SalesOrderLine']), row]));
  const billed = details
    .map((detail, index) => {
      const line = amounts[index] ?? { netValue: '0', taxes: [] };
      const key = orderLineKey(detail.code('SalesOrder'), detail.code('SalesOrderLine'));
      return placed(detail, line, ordered.get(key), context);
    })
    .filter((line) => line !== undefined);
  const orders = [...new Set(billed.map((line) => line.place.salesOrder))];
  const lines = orders.flatMap((salesOrder) => {
    const own = billed.filter((line) => line.place.salesOrder === salesOrder);
    if (salesOrder === undefined) return own;
    const comments = commentsOf(orderLines, salesOrder, new Set(own.map((line) => line.place.line)));
    return [...own, ...comments].toSorted((a, b) => orderOf(a) - orderOf(b));
  });
  return numbered([...lines, ...unlistedCharges(lines, context.totals)]);
}

/** Lines without a sales order line come after those that have one. */
function orderOf({ place: { line } }: PlacedLine): number {
  return line === 0 ? Number.MAX_SAFE_INTEGER : line;
}

function placed(
  detail: RowReader,
  amounts: LineAmounts,
  orderLine: TableRow | undefined,
  context: LineContext,
): PlacedLine | undefined {
  const place = { salesOrder: detail.code('SalesOrder'), line: detail.integer('SalesOrderLine') };
  const kind = lineTypeOf(detail);
  switch (kind) {
    case 'stocked':
    case 'non-stocked':
      return { place, content: goods(detail, kind, amounts, orderLine, context) };
    case 'freight':
    case 'miscellaneous': {
      const description = orderLine && textIn(orderLine, 'NComment');
      return { place, content: compact({ kind, description, amount: amounts.netValue }) };
    }
    // A comment's text is on the sales order line; it is taken from there with the others.
    case 'comment':
    case undefined:
      return undefined;
  }
}

function goods(
  detail: RowReader,
  kind: InvoiceGoodsLine['kind'],
  { netValue, taxes }: LineAmounts,
  row: TableRow | undefined,
  { masters, settings, negate }: LineContext,
): Unnumbered<InvoiceGoodsLine> {
  const stockCode = detail.requiredCode('StockCode');
  // A line number that was given to another item since then says nothing of what was billed.
  const orderLine = row?.['MStockCode'] === stockCode ? row : undefined;
  const item = masters.items.get(stockCode);
  const stored = detail.decimal('QtyInvoiced');
  const stockQuantity = negate ? negated(stored) : stored;
  const stockingUom = orderLine?.['MStockingUom']?.trim() || item?.stockingUom;
  if (stockingUom === undefined && orderLine?.['MOrderUom'] === undefined) {
    detail.report(
      'StockCode',
      'SYSPRO-UNIT-UNKNOWN',
      'is neither in InvMaster nor on its sales order line, so the unit of the quantity is not known',
      'Send the invoice by other means, or create the item in SYSPRO.',
    );
  }
  const billed = { stockQuantity, netValue, stockingUom: stockingUom ?? '' };
  const value = lineValueOf(billed, orderLine, settings.priceFactor);
  if (value === undefined) {
    detail.report(
      'QtyInvoiced',
      'SYSPRO-LINE-WITHOUT-QUANTITY',
      'is 0 while the line has a value, so it has no price',
      'Send the invoice by other means.',
    );
  }
  const customer = detail.code('Customer') ?? '';
  const salesOrderLine = detail.integer('SalesOrderLine');
  return compact<Unnumbered<InvoiceGoodsLine>>({
    kind,
    stockCode,
    description: orderLine?.['MStockDes']?.trim() || item?.description,
    customerItem: orderLine?.['MCusSupStkCode']?.trim() || masters.customerItems(customer, stockCode),
    salesOrder: detail.code('SalesOrder'),
    salesOrderLine: salesOrderLine === 0 ? undefined : salesOrderLine,
    customerOrderLine: orderLine && customerOrderLineOf(orderLine, masters, settings),
    ...(value ?? withoutPrice),
    netValue,
    taxCode: detail.text('TaxCode'),
    taxValue: sumOf(taxes.map((tax) => tax.amount)),
    warehouse: detail.code('Warehouse'),
  });
}

/** Stands where a finding says that no price can be told. */
const withoutPrice = { quantity: '0', uom: '', price: '0', priceUom: '', uomPrice: '0', discounts: [] } as const;

function customerOrderLineOf(
  orderLine: TableRow,
  { orderLineForms }: InvoiceMasters,
  { customerOrderLine }: InvoiceSettings,
): string | undefined {
  if (!customerOrderLine) return undefined;
  // Custom forms belong to a line's first number, which it keeps when it is renumbered.
  const first = orderLine['SalesOrderInitLine'] ?? orderLine['SalesOrderLine'];
  const form = orderLineForms.get(orderLineKey(orderLine['SalesOrder'], first));
  const { row, column } = locate(customerOrderLine, orderLine, form);
  return textIn(row, column);
}

/** The comments of a sales order that concern the lines billed, blank ones left out. */
function commentsOf(orderLines: readonly TableRow[], salesOrder: string, billed: ReadonlySet<number>): PlacedLine[] {
  return orderLines.flatMap((row) => {
    const text = row['NComment']?.trim();
    if (row['SalesOrder'] !== salesOrder || knownLineType(row['LineType']) !== 'comment' || !text) return [];
    const commentOn = Number(row['NCommentFromLin'] ?? 0);
    if (commentOn !== 0 && !billed.has(commentOn)) return [];
    const place = { salesOrder, line: Number(row['SalesOrderLine'] ?? 0) };
    return [{ place, content: { kind: 'comment' as const, text }, ...(commentOn !== 0 && { commentOn }) }];
  });
}

function unlistedCharges(lines: readonly PlacedLine[], totals: InvoiceTotals): PlacedLine[] {
  const charge = (kind: ChargeLine['kind'], amount: DecimalText): PlacedLine[] => {
    const listed = lines.some((line) => line.content.kind === kind);
    if (listed || amount === '0') return [];
    return [{ place: { salesOrder: undefined, line: 0 }, content: { kind, amount } }];
  };
  return [...charge('freight', totals.freight), ...charge('miscellaneous', totals.other)];
}

function numbered(lines: readonly PlacedLine[]): InvoiceLine[] {
  return lines.map(({ place, content, commentOn }, index): InvoiceLine => {
    const line = index + 1;
    if (content.kind !== 'comment') return { line, ...content };
    const on = lines.findIndex((other) => {
      const isGoods = other.content.kind !== 'comment';
      return isGoods && other.place.salesOrder === place.salesOrder && other.place.line === commentOn;
    });
    return { line, ...content, ...(on >= 0 && commentOn !== undefined && { forLine: on + 1 }) };
  });
}
