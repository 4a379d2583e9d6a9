import type { InvoiceGoodsLine } from '../../documents/invoice.ts';
import { addDescription, addPack, echoedNumberCell, quantityCell } from '../segments/goods.ts';
import { itemIdCells } from '../segments/item-ids.ts';
import { addPidNotes, commentsOf, refuseNotes } from '../segments/notes.ts';
import { addDiscounts, priceCells } from '../segments/prices.ts';
import { addReferences } from '../segments/references.ts';
import type { Field } from '../cells/text-cell.ts';
import { unitCell } from '../cells/units.ts';
import { detail, goodsOf, orderDetail, type InvoiceTranslation } from './context.ts';
import { commentOrigin } from './heading.ts';
import { checkValue, linePriceOf } from './line-price.ts';
import { addLineTaxCharge, addLineTax } from './taxes.ts';

/** The IT1 loop of each line of goods. */
export function addItems(t: InvoiceTranslation): void {
  for (const line of goodsOf(t.invoice)) addItem(t, line);
}

function addItem(t: InvoiceTranslation, line: InvoiceGoodsLine): void {
  const { profile, build } = t;
  const { line: priced, price, form, value } = linePriceOf(t, line);
  checkValue(t, line);
  build.add('IT1', [
    echoedNumberCell(t, profile.lineNumber, {
      line: { text: String(line.line), origin: detail('DetailLine', line.line) },
      customerOrderLine: { text: line.customerOrderLine, origin: orderDetail('the customer’s line number', line) },
      salesOrderLine: { text: line.salesOrderLine?.toString(), origin: orderDetail('SalesOrderLine', line) },
    }),
    quantityCell(t, t.signed(line.quantity), detail('QtyInvoiced', line.line), line.uom),
    unitCell(t, line.uom, orderDetail('MOrderUom', line)),
    ...priceCells(t, profile.price, priced, {
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
  addLineTax(t, line);
  addDescription(t, line.description, orderDetail('MStockDes', line), line.stockCode);
  const comments = commentsOf(t.invoice.lines, line.line);
  if (profile.notes.line === 'pid')
    addPidNotes(t, comments, 'notes.line', (comment) => commentOrigin(t, comment), profile.notes.pid);
  if (profile.notes.line === 'refuse') refuseNotes(t, comments, 'notes.line', (comment) => commentOrigin(t, comment));
  addPack(t, line.stockCode, detail('StockCode', line.line));
  addReferences({ ...t, fields: { ...t.fields, ...fieldsOf(line) } }, profile.lineReferences, 'lineReferences');
  addDiscounts(t, profile.price, priced, value);
  addLineTaxCharge(t, line);
}

/** What a line has that the profile may send as a reference of it. */
function fieldsOf(line: InvoiceGoodsLine): Readonly<Record<string, Field>> {
  const own = (text: string | undefined, column: string): Field => ({
    texts: [text],
    origin: detail(column, line.line),
  });
  const ordered = (text: string | undefined, column: string): Field => ({
    texts: [text],
    origin: orderDetail(column, line),
  });
  return {
    line: own(String(line.line), 'DetailLine'),
    stockCode: own(line.stockCode, 'StockCode'),
    customerItem: ordered(line.customerItem, 'MCusSupStkCode'),
    salesOrder: own(line.salesOrder, 'SalesOrder'),
    salesOrderLine: own(line.salesOrderLine?.toString(), 'SalesOrderLine'),
    customerOrderLine: ordered(line.customerOrderLine, 'the customer’s line number'),
    warehouse: own(line.warehouse, 'Warehouse'),
    taxCode: own(line.taxCode, 'TaxCode'),
  };
}
