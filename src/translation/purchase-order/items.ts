import { Exact, type Amount } from '../../documents/decimal.ts';
import type { MerchandiseLine } from '../../documents/purchase-order.ts';
import { addDescription, itemIdCells, quantityCell, unitCell } from '../goods.ts';
import { addPidNotes, commentsOf } from '../notes.ts';
import { addPlace } from '../parties.ts';
import {
  addDiscounts,
  discountColumn,
  netPricePerPriceUnit,
  priceCells,
  priceFormOf,
  type PricedLine,
  type PriceForm,
} from '../prices.ts';
import { codeCell, setting, type Cell } from '../source.ts';
import { missing, written, x12Date } from '../text-cell.ts';
import { detail, merchandiseOf, type OrderTranslation } from './context.ts';
import { addNotes, commentOrigin } from './heading.ts';

/** The PO1 loop of each line of goods. */
export function addItems(t: OrderTranslation): void {
  for (const line of merchandiseOf(t.order)) addItem(t, line);
}

function addItem(t: OrderTranslation, line: MerchandiseLine): void {
  const { profile, build } = t;
  const priced = { ...line, uom: line.orderUom, uomPrice: line.orderUomPrice };
  const form = priceFormOf(profile.price, priced);
  const price = priceOf(t, priced, form);
  build.add('PO1', [
    codeCell(written(String(line.line), profile.lineNumber), detail('Line', line.line)),
    orderedQuantity(t, line),
    unitCell(t, line.orderUom, detail('MOrderUom', line.line)),
    ...priceCells(t, profile.price, priced, {
      price,
      form,
      origin: detail('MPrice', line.line),
      unitOrigin: detail('MPriceUom', line.line),
    }),
    ...itemIdCells(t, line.stockCode, numbersOf(line)).flat(),
  ]);
  addDescription(t, line.description, detail('MStockDes', line.line));
  const comments = commentsOf(t.order.lines, line.line);
  if (profile.notes.line === 'pid') addPidNotes(t, comments, 'notes.line', commentOrigin);
  addDiscounts(t, profile.price, priced, {
    // What the ordered quantity costs is the same whatever unit the price is told in.
    gross: new Exact(line.quantity).times(form.per === 'price-unit' ? line.orderUomPrice : price),
    net: new Exact(line.quantity).times(line.netPrice),
    origin: (index) => detail(discountColumn(line.discounts, index), line.line),
  });
  const elsewhere = otherWarehouse(t, line);
  if (elsewhere && profile.otherWarehouses === 'refuse') refuseWarehouse(t, line);
  if (elsewhere && typeof profile.otherWarehouses === 'object' && profile.otherWarehouses.as === 'sdq')
    addDestination(t, line, profile.otherWarehouses.qualifier);
  addLineDates(t, line);
  addNotes(t, comments, 'line');
  if (elsewhere && typeof profile.otherWarehouses === 'object' && profile.otherWarehouses.as === 'n1') {
    const { entity, qualifier } = profile.otherWarehouses;
    const origin = { table: 'InvWhControl', column: 'Description', key: elsewhere.code ?? '' };
    build.add('N1', [
      codeCell(entity, setting('otherWarehouses.entity')),
      elsewhere.name === undefined ? undefined : { text: elsewhere.name, kind: 'free', origin },
      codeCell(qualifier, setting('otherWarehouses.qualifier')),
      codeCell(elsewhere.code ?? '', detail('MWarehouse', line.line)),
    ]);
    const address = { table: 'InvWhControl', column: 'DeliveryAddr', key: elsewhere.code ?? '' };
    addPlace(t, { party: elsewhere, street: address, postalCode: { ...address, column: 'PostalCode' } });
  }
}

function orderedQuantity(t: OrderTranslation, line: MerchandiseLine): Cell {
  const origin = detail('MOrderQty', line.line);
  const quantity = new Exact(line.quantity);
  if (quantity.isNegative())
    t.build.find('PO-QUANTITY', origin, 'is negative', 'Correct the quantity in SYSPRO.', { value: line.quantity });
  if (quantity.isZero())
    t.build.find(
      'PO-QUANTITY',
      origin,
      'is zero: the partner gets a line that orders nothing',
      'Remove the line in SYSPRO if it is not meant.',
      { severity: 'warning', value: line.quantity },
    );
  return quantityCell(t, quantity, origin);
}

function numbersOf(line: MerchandiseLine): Parameters<typeof itemIdCells>[2] {
  return {
    supplierItem: { text: line.supplierItem, origin: detail('MSupCatalogue', line.line) },
    stockCode: { text: line.stockCode, origin: detail('MStockCode', line.line) },
    version: { text: line.version, origin: detail('MVersion', line.line) },
    release: { text: line.release, origin: detail('MRelease', line.line) },
  };
}

/**
 * The price that is told: exact (a rounded price would not extend to the same amount), but for one that was converted to the
 * ordered unit or that discounts were taken off, where the profile says how many decimals the partner takes: a price per
 * dozen may have no exact price per piece.
 */
function priceOf(
  { profile: { price: policy } }: OrderTranslation,
  line: PricedLine & MerchandiseLine,
  form: PriceForm,
): Amount {
  const netPrice = new Exact(line.netPrice);
  const exact =
    form.per === 'order-unit'
      ? new Exact(form.net ? netPrice : line.uomPrice)
      : form.net
        ? netPricePerPriceUnit(line, netPrice)
        : new Exact(line.price);
  const converted = form.per === 'order-unit' && line.priceUom.trim() !== line.uom.trim();
  return (form.net || converted) && policy.roundTo !== undefined ? exact.toDecimalPlaces(policy.roundTo) : exact;
}

/** The warehouse a line goes to, where it is not the order's. */
function otherWarehouse(
  { order }: OrderTranslation,
  line: MerchandiseLine,
): (typeof order.otherWarehouses)[number] | undefined {
  const warehouse = line.warehouse?.trim() ?? '';
  return order.otherWarehouses.find(({ code }) => warehouse !== '' && code?.trim() === warehouse);
}

function refuseWarehouse(t: OrderTranslation, line: MerchandiseLine): void {
  t.build.find(
    'PO-WAREHOUSE',
    detail('MWarehouse', line.line),
    'is another warehouse than the order’s, and the profile does not say how the partner takes that',
    'Set otherWarehouses in the profile, or order for one warehouse at a time.',
    { value: line.warehouse ?? '' },
  );
}

function addDestination(t: OrderTranslation, line: MerchandiseLine, qualifier: string): void {
  t.build.add('SDQ', [
    unitCell(t, line.orderUom, detail('MOrderUom', line.line)),
    codeCell(qualifier, setting('otherWarehouses.qualifier')),
    codeCell(line.warehouse ?? '', detail('MWarehouse', line.line)),
    codeCell(new Exact(line.quantity).toFixed(), detail('MOrderQty', line.line)),
  ]);
}

function addLineDates(t: OrderTranslation, line: MerchandiseLine): void {
  for (const [index, { qualifier, whenMissing }] of t.profile.lineDates.entries()) {
    const origin = detail('MLatestDueDate', line.line);
    if (line.dueDate !== undefined)
      t.build.add('DTM', [
        codeCell(qualifier, setting(`lineDates.${index}.qualifier`)),
        codeCell(x12Date(line.dueDate), origin),
      ]);
    else if (whenMissing === 'refuse') missing(t, origin, 'lineDates');
  }
}
