import { Exact } from '../../documents/decimal.ts';
import type { InvoiceGoodsLine } from '../../documents/invoice.ts';
import { cents, extensionOf } from '../../x12/index.ts';
import { addDescription, echoedNumberCell, itemIdCells, quantityCell, unitCell } from '../goods.ts';
import { addPidNotes, commentsOf, refuseNotes } from '../notes.ts';
import { addDiscounts, afterDiscounts, priceCells, type Amount } from '../prices.ts';
import { detail, goodsOf, orderDetail, type InvoiceTranslation } from './context.ts';
import { commentOrigin } from './heading.ts';

/** The IT1 loop of each line of goods. */
export function addItems(t: InvoiceTranslation): void {
  for (const line of goodsOf(t.invoice)) addItem(t, line);
}

function addItem(t: InvoiceTranslation, line: InvoiceGoodsLine): void {
  const { profile, build } = t;
  const quantity = t.signed(line.quantity);
  const { price, basis, cells } = priceCells(t, profile.price, {
    ...line,
    netPrice: afterDiscounts(new Exact(line.uomPrice), line.quantity, line.discounts).toFixed(),
    priceOrigin: orderDetail('MPrice', line),
    priceUomOrigin: orderDetail('MPriceUom', line),
  });
  build.add('IT1', [
    echoedNumberCell(t, profile.lineNumber, {
      line: { text: String(line.line), origin: detail('DetailLine', line.line) },
      customerOrderLine: { text: line.customerOrderLine, origin: orderDetail('the customer’s line number', line) },
      salesOrderLine: { text: line.salesOrderLine?.toString(), origin: orderDetail('SalesOrderLine', line) },
    }),
    quantityCell(t, quantity, detail('QtyInvoiced', line.line)),
    unitCell(t, line.uom, orderDetail('MOrderUom', line)),
    ...cells,
    ...itemIdCells(t, line.stockCode, {
      customerItem: { text: line.customerItem, origin: orderDetail('MCusSupStkCode', line) },
      stockCode: { text: line.stockCode, origin: detail('StockCode', line.line) },
    }).flat(),
  ]);
  addDescription(t, line.description, orderDetail('MStockDes', line));
  const comments = commentsOf(t.invoice.lines, line.line);
  if (profile.notes.line === 'pid') addPidNotes(t, comments, 'notes.line', (comment) => commentOrigin(t, comment));
  if (profile.notes.line === 'refuse') refuseNotes(t, comments, 'notes.line', (comment) => commentOrigin(t, comment));
  // Price per price unit: quantity and price are in different units, and the receiver goes by the basis.
  const perPriceUnit = profile.price.per === 'price-unit' && line.priceUom.trim() !== line.uom.trim();
  const gross = perPriceUnit ? extensionOf(quantity.toFixed(), price.toFixed(), basis ?? '') : quantity.times(price);
  const net = t.signed(line.netValue);
  const asAllowances = profile.price.discounts !== 'net' && line.discounts.length > 0;
  checkValue(t, line, { gross, net, quantity, asAllowances });
  if (!gross) return;
  addDiscounts(
    t,
    profile.price,
    { ...line, quantity: quantity.toFixed() },
    {
      gross,
      net,
      origin: (index) =>
        orderDetail(
          line.discounts[index]?.kind === 'percent' ? `MDiscPct${Math.min(index + 1, 3)}` : 'MDiscValue',
          line,
        ),
    },
  );
}

/**
 * What the receiver will compute for a line has to be what SYSPRO added to the invoice's total. Where discounts go as
 * allowances, the last of them takes up what SYSPRO rounded: a cent for each, no more.
 */
function checkValue(
  t: InvoiceTranslation,
  line: InvoiceGoodsLine,
  sent: { gross: Amount | undefined; net: Amount; quantity: Amount; asAllowances: boolean },
): void {
  if (!sent.gross) return;
  const discounted = afterDiscounts(new Exact(line.uomPrice), line.quantity, line.discounts).times(sent.quantity);
  const computed = cents(sent.asAllowances ? discounted : sent.gross);
  const tolerance = sent.asAllowances ? new Exact('0.01').times(line.discounts.length) : new Exact(0);
  if (computed.minus(sent.net).abs().lessThanOrEqualTo(tolerance)) return;
  t.build.find(
    'INV-LINE-VALUE',
    detail('NetSalesValue', line.line),
    `is ${sent.net.toFixed()} where quantity and price as sent make ${computed.toFixed()}`,
    'Correct the line in SYSPRO; if only a net price is rounded, let the profile send discounts as allowances (price.discounts).',
    { value: line.netValue },
  );
}
