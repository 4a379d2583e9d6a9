import { codeCell, setting, type Cell } from '../cells/source.ts';
import { detail, goodsOf, type InvoiceTranslation } from './context.ts';

/** BIG07: the invoice's kind, or what the profile has for an invoice of several sales orders; a finding where it has nothing. */
export function typeCell(t: InvoiceTranslation): Cell {
  const { invoice, profile } = t;
  const usual = codeCell(profile.types[invoice.kind], setting(`types.${invoice.kind}`));
  const orders = [
    ...new Set(goodsOf(invoice).flatMap(({ salesOrder }) => (salesOrder === undefined ? [] : [salesOrder]))),
  ];
  if (orders.length <= 1 || profile.severalOrders === 'send') return usual;
  if (typeof profile.severalOrders === 'object')
    return invoice.kind === 'invoice' ? codeCell(profile.severalOrders.type, setting('severalOrders.type')) : usual;
  const line = goodsOf(invoice).find(({ salesOrder }) => salesOrder !== undefined && salesOrder !== orders[0]);
  t.build.find(
    'INV-SEVERAL-ORDERS',
    detail('SalesOrder', line?.line ?? 1),
    `is another sales order than ${orders[0]}, and BIG04 names one order of the customer’s`,
    'Set severalOrders in the profile, with lineReferences for the order of each line; or invoice each order by itself.',
    { value: line?.salesOrder ?? '' },
  );
  return usual;
}
