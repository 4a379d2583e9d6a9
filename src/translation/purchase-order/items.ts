import { Exact } from '../../documents/decimal.ts';
import type { MerchandiseLine } from '../../documents/purchase-order.ts';
import { addDescription, addPack, quantityCell } from '../segments/goods.ts';
import { itemIdCells } from '../segments/item-ids.ts';
import { addPidNotes, commentsOf } from '../segments/notes.ts';
import { decimalText } from '../cells/numbers.ts';
import { addPlace } from '../segments/parties.ts';
import { addDiscounts, priceCells } from '../segments/prices.ts';
import { addReferences } from '../segments/references.ts';
import { codeCell, gap, setting, type Cell } from '../cells/source.ts';
import { taxCells, taxOf } from '../segments/taxes.ts';
import { missing, written, x12Date, type Field } from '../cells/text-cell.ts';
import { knownUnit, quantityInUnit, unitCell } from '../cells/units.ts';
import { detail, merchandiseOf, type OrderTranslation } from './context.ts';
import { addNotes, commentOrigin } from './heading.ts';
import { orderedLineOf } from './line-price.ts';
import { checkRounding } from './told-value.ts';

/** The PO1 loop of each line of goods. */
export function addItems(t: OrderTranslation): void {
  for (const line of merchandiseOf(t.order)) addItem(t, line);
}

function addItem(t: OrderTranslation, line: MerchandiseLine): void {
  const { profile, build } = t;
  const { line: priced, form, price, value } = orderedLineOf(t, line);
  checkRounding(t, line);
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
  addDescription(t, line.description, detail('MStockDes', line.line), line.stockCode);
  const comments = commentsOf(t.order.lines, line.line);
  if (profile.notes.line === 'pid') addPidNotes(t, comments, 'notes.line', commentOrigin, profile.notes.pid);
  addPack(t, line.stockCode, detail('MStockCode', line.line));
  addReferences({ ...t, fields: { ...t.fields, ...fieldsOf(line) } }, profile.lineReferences, 'lineReferences');
  addDiscounts(t, profile.price, priced, value);
  const elsewhere = otherWarehouse(t, line);
  if (elsewhere && profile.otherWarehouses === 'refuse') refuseWarehouse(t, line);
  if (elsewhere && typeof profile.otherWarehouses === 'object' && profile.otherWarehouses.as === 'sdq')
    addDestination(t, line, profile.otherWarehouses.qualifier);
  addLineDates(t, line);
  addLineTax(t, line);
  addSchedule(t, line);
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
  return quantityCell(t, quantity, origin, line.orderUom);
}

function numbersOf(line: MerchandiseLine): Parameters<typeof itemIdCells>[2] {
  return {
    supplierItem: { text: line.supplierItem, origin: detail('MSupCatalogue', line.line) },
    stockCode: { text: line.stockCode, origin: detail('MStockCode', line.line) },
    version: { text: line.version, origin: detail('MVersion', line.line) },
    release: { text: line.release, origin: detail('MRelease', line.line) },
  };
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
    knownUnit(t, line.orderUom, detail('MOrderUom', line.line)),
    codeCell(qualifier, setting('otherWarehouses.qualifier')),
    codeCell(line.warehouse ?? '', detail('MWarehouse', line.line)),
    repeatedQuantity(t, line),
  ]);
}

/** The line's quantity again: what is wrong with it was said of PO102. */
function repeatedQuantity(t: OrderTranslation, line: MerchandiseLine): Cell {
  const quantity = quantityInUnit(t, new Exact(line.quantity), line.orderUom);
  return codeCell(decimalText(quantity, t.profile.quantity), detail('MOrderQty', line.line));
}

/** TXI of the line's tax code, where the profile knows it: a rate or an exemption, for orders carry no amounts of tax. */
function addLineTax(t: OrderTranslation, line: MerchandiseLine): void {
  const code = line.taxCode?.trim() ?? '';
  const known = t.profile.lineTaxes && taxOf(t.profile.lineTaxes, code, 'lineTaxes');
  if (!known || code === '') return;
  t.build.add('TXI', taxCells(t, known, { origin: detail('MTaxCode', line.line), percent: true }));
}

/** SCH: a line has one due date, so all of it is on that. */
function addSchedule(t: OrderTranslation, line: MerchandiseLine): void {
  for (const [index, { qualifier, whenMissing }] of t.profile.schedule.entries()) {
    const origin = detail('MLatestDueDate', line.line);
    if (line.dueDate !== undefined)
      t.build.add('SCH', [
        repeatedQuantity(t, line),
        knownUnit(t, line.orderUom, detail('MOrderUom', line.line)),
        ...gap(2),
        codeCell(qualifier, setting(`schedule.${index}.qualifier`)),
        codeCell(x12Date(line.dueDate), origin),
      ]);
    else if (whenMissing === 'refuse') missing(t, origin, 'schedule');
  }
}

/** What a line has that the profile may send as a reference of it. */
function fieldsOf(line: MerchandiseLine): Readonly<Record<string, Field>> {
  const field = (text: string | undefined, column: string): Field => ({
    texts: [text],
    origin: detail(column, line.line),
  });
  return {
    line: field(String(line.line), 'Line'),
    stockCode: field(line.stockCode, 'MStockCode'),
    supplierItem: field(line.supplierItem, 'MSupCatalogue'),
    warehouse: field(line.warehouse, 'MWarehouse'),
    taxCode: field(line.taxCode, 'MTaxCode'),
    version: field(line.version, 'MVersion'),
    release: field(line.release, 'MRelease'),
  };
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
