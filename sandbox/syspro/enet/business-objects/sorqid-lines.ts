import { Decimal } from 'decimal.js';
import { padded } from '../numbers.ts';
import { element, group } from '../xml.ts';
import { lineNumberElement } from './column-elements.ts';
import { lineKind } from './line-kinds.ts';
import { lineAmounts, type LineAmounts } from './sorqid-amounts.ts';
import type { InvoiceRows } from './sorqid-rows.ts';
import type { TextRow } from './text-rows.ts';

/** The lines of an invoice document: as posted in ArTrnDetail, with the comments of the orders they bill in their places. */
export function invoiceLines(rows: InvoiceRows): string {
  const commentsOf = (order: string | undefined, line: number): string =>
    rows.comments
      .filter((comment) => comment.SalesOrder === order && Number(comment.NCommentFromLin) === line)
      .map(comment)
      .join('');
  let lines = '';
  const orders = new Set<string | undefined>();
  for (const [i, detail] of rows.details.entries()) {
    const number = String(i + 1);
    // An order's comments that belong to none of its lines stand before the first.
    if (!orders.has(detail.SalesOrder)) lines += commentsOf(detail.SalesOrder, 0);
    orders.add(detail.SalesOrder);
    const kind = lineKind(detail);
    lines +=
      kind === 'Merchandise' ? group(kind, goods(rows, detail, number)) : group(kind, charge(rows, detail, number));
    lines += commentsOf(detail.SalesOrder, Number(detail.SalesOrderLine));
  }
  return lines;
}

function comment(line: TextRow): string {
  return group(
    'Comment',
    element('SalesOrder', line.SalesOrder ?? '') +
      lineNumberElement('SalesOrderLine', line.SalesOrderLine) +
      element('NComment', line.NComment ?? '') +
      lineNumberElement('NCommentFromLin', line.NCommentFromLin),
  );
}

/** LineNumber counts a document's lines; DetailLine would start again with each summary row. */
function numbers(detail: TextRow, number: string): string {
  return (
    lineNumberElement('LineNumber', number) +
    element('SalesOrder', detail.SalesOrder ?? '') +
    lineNumberElement('SalesOrderLine', detail.SalesOrderLine)
  );
}

function charge(rows: InvoiceRows, detail: TextRow, number: string): string {
  const line = rows.orderLine(detail);
  const { net, tax } = lineAmounts(rows, detail);
  return (
    numbers(detail, number) +
    element('NComment', line?.NComment ?? '') +
    element('NMscChargeValue', padded(net, 2, 16)) +
    element('NChargeCode', line?.NChargeCode ?? '') +
    element('MTaxCode', detail.TaxCode ?? '') +
    element('LineSalesTax', padded(tax, 2, 16)) +
    element('LineNetInclTax', padded(net.plus(tax), 2, 16))
  );
}

function goods(rows: InvoiceRows, detail: TextRow, lineNumber: string): string {
  const item = rows.item(detail.StockCode ?? '') ?? {};
  const amounts = lineAmounts(rows, detail);
  const line = rows.orderLine(detail) ?? withoutOrder(detail, item, amounts);
  const text = (from: TextRow, ...names: readonly string[]): string =>
    names.map((name) => element(name, from[name] ?? '')).join('');
  const number = (name: string, value: Decimal.Value | undefined, decimals: number): string =>
    element(name, padded(value || 0, decimals, decimals === 2 ? 16 : 20));
  const shipped = scaled(detail.QtyInvoiced, line.MConvFactAlloc, line.MMulDivQtyFct === 'D' ? 'M' : 'D');
  const priced = scaled(shipped, line.MConvFactOrdUm, line.MMulDivPrcFct === 'D' ? 'D' : 'M');
  const netPrice = priced.isZero() ? new Decimal(line.MPrice || 0) : amounts.net.dividedBy(priced);
  const inOrderUnit = scaled(line.MPrice, line.MConvFactOrdUm, line.MMulDivPrcFct === 'D' ? 'D' : 'M');
  const taxShare = amounts.net.isZero() ? new Decimal(0) : amounts.tax.dividedBy(amounts.net);
  return (
    numbers(detail, lineNumber) +
    number('MOrderQty', line.MOrderQty, 6) +
    number('MShipQty', shipped, 6) +
    number('MBackOrderQty', line.MBackOrderQty, 6) +
    number('MStockQtyToShp', detail.QtyInvoiced, 6) +
    number('PricingQtyShip', priced, 6) +
    text(line, 'MOrderUom', 'MStockingUom') +
    element('MStockCode', detail.StockCode ?? '') +
    text(line, 'MStockDes') +
    element('MWarehouse', detail.Warehouse ?? '') +
    element('MBin', detail.Bin ?? '') +
    text(line, 'MLineShipDate', 'MCustRequestDat', 'MCusSupStkCode') +
    element('ManPartNumber', '') +
    text(item, 'LongDesc') +
    element('OtherUm', item.OtherUom ?? '') +
    text(item, 'UserField1', 'UserField2', 'UserField3', 'UserField4', 'UserField5', 'AlternateKey1', 'AlternateKey2') +
    number('MStockUnitMass', line.MStockUnitMass, 6) +
    number('MStockUnitVol', line.MStockUnitVol, 6) +
    number('MPrice', line.MPrice, 5) +
    number('NetUnitPrice', netPrice, 5) +
    number('UnitPriceInclTax', netPrice.times(taxShare.plus(1)), 5) +
    number('UnitDiscount', new Decimal(line.MPrice || 0).minus(netPrice), 5) +
    number('UnitPriceInOrderUm', inOrderUnit, 5) +
    text(line, 'MPriceUom') +
    number('MDiscPct1', line.MDiscPct1, 2) +
    number('MDiscPct2', line.MDiscPct2, 2) +
    number('MDiscPct3', line.MDiscPct3, 2) +
    text(line, 'MDiscValFlag') +
    number('MDiscValue', line.MDiscValue, 2) +
    number('LineDiscValue', amounts.discount, 2) +
    number('LineSalesTax', amounts.tax, 2) +
    number('LineGrossamount', amounts.net.plus(amounts.discount), 2) +
    number('LineNetAfterDisc', amounts.net, 2) +
    element('MTaxCode', detail.TaxCode ?? '') +
    number('LineTaxPerc', taxShare.times(100), 2) +
    number('LineNetInclTax', amounts.net.plus(amounts.tax), 2) +
    number('MConvFactOrdUm', line.MConvFactOrdUm, 6) +
    text(line, 'MMulDivPrcFct') +
    number('MConvFactAlloc', line.MConvFactAlloc, 6) +
    text(line, 'MMulDivQtyFct') +
    element('MProductClass', detail.ProductClass ?? '') +
    element('MVersion', detail.Version ?? '') +
    element('MRelease', detail.Release ?? '')
  );
}

/** What stands in for an order line that is nowhere any more: the item, its stocking unit, and the price the line came to. */
function withoutOrder(detail: TextRow, item: TextRow, { net }: LineAmounts): TextRow {
  const quantity = new Decimal(detail.QtyInvoiced || 0);
  const unit = item.StockUom ?? '';
  return {
    MOrderQty: detail.QtyInvoiced ?? '',
    MOrderUom: unit,
    MStockingUom: unit,
    MPriceUom: unit,
    MStockDes: item.Description ?? '',
    MPrice: quantity.isZero() ? '0.00000' : net.dividedBy(quantity).toFixed(5),
    MStockUnitMass: item.Mass ?? '',
    MStockUnitVol: item.Volume ?? '',
    MConvFactOrdUm: '1.000000',
    MMulDivPrcFct: 'M',
    MConvFactAlloc: '1.000000',
    MMulDivQtyFct: 'M',
  };
}

function scaled(value: Decimal.Value | undefined, factor: string | undefined, direction: 'M' | 'D'): Decimal {
  const by = new Decimal(factor || 1);
  const from = new Decimal(value || 0);
  if (by.isZero()) return from;
  return direction === 'M' ? from.times(by) : from.dividedBy(by);
}
