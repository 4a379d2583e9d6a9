import type { InvoiceGoodsLine } from '../../documents/invoice.ts';
import { addDescription, echoedNumberCell, itemIdCells, quantityCell, unitCell } from '../goods.ts';
import { addPidNotes, commentsOf, refuseNotes } from '../notes.ts';
import { addDiscounts, discountColumn, priceCells } from '../prices.ts';
import { detail, goodsOf, orderDetail, type InvoiceTranslation } from './context.ts';
import { commentOrigin } from './heading.ts';
import { linePriceOf } from './line-price.ts';

/** The IT1 loop of each line of goods. */
export function addItems(t: InvoiceTranslation): void {
  for (const line of goodsOf(t.invoice)) addItem(t, line);
}

function addItem(t: InvoiceTranslation, line: InvoiceGoodsLine): void {
  const { profile, build } = t;
  const { price, form, gross, net } = linePriceOf(t, line);
  build.add('IT1', [
    echoedNumberCell(t, profile.lineNumber, {
      line: { text: String(line.line), origin: detail('DetailLine', line.line) },
      customerOrderLine: { text: line.customerOrderLine, origin: orderDetail('the customer’s line number', line) },
      salesOrderLine: { text: line.salesOrderLine?.toString(), origin: orderDetail('SalesOrderLine', line) },
    }),
    quantityCell(t, t.signed(line.quantity), detail('QtyInvoiced', line.line)),
    unitCell(t, line.uom, orderDetail('MOrderUom', line)),
    ...priceCells(t, profile.price, line, {
      price,
      form,
      origin: orderDetail('MPrice', line),
      unitOrigin: orderDetail('MPriceUom', line),
    }),
    ...itemIdCells(t, line.stockCode, {
      customerItem: { text: line.customerItem, origin: orderDetail('MCusSupStkCode', line) },
      stockCode: { text: line.stockCode, origin: detail('StockCode', line.line) },
    }).flat(),
  ]);
  addDescription(t, line.description, orderDetail('MStockDes', line));
  const comments = commentsOf(t.invoice.lines, line.line);
  if (profile.notes.line === 'pid') addPidNotes(t, comments, 'notes.line', (comment) => commentOrigin(t, comment));
  if (profile.notes.line === 'refuse') refuseNotes(t, comments, 'notes.line', (comment) => commentOrigin(t, comment));
  const origin = (index: number): ReturnType<typeof detail> => orderDetail(discountColumn(line.discounts, index), line);
  addDiscounts(t, profile.price, { ...line, quantity: t.signed(line.quantity).toFixed() }, { gross, net, origin });
}
