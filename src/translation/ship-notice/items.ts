import { Exact, type Amount } from '../../documents/decimal.ts';
import type { ShippedLine } from '../../documents/ship-notice.ts';
import { addDescription, addPack, echoedNumberCell, quantityCell } from '../segments/goods.ts';
import { itemIdCells } from '../segments/item-ids.ts';
import { unitCell } from '../cells/units.ts';
import { addPidNotes, commentsOf, refuseNotes } from '../segments/notes.ts';
import { addParties } from '../segments/parties.ts';
import { addReferences } from '../segments/references.ts';
import { literal, type Cell, type Origin } from '../cells/source.ts';
import type { Field } from '../cells/text-cell.ts';
import { detail, type NoticeTranslation } from './context.ts';
import { addLotDates, addLotReferences, lotPair } from './lots.ts';
import { addMeasures, masterMeasure } from './measures.ts';
import { addOrderReference, orderFields, orderNumbers } from './orders.ts';
import { addPackQuantity } from './pack-quantity.ts';
import type { Portion } from './portions.ts';
import { netWeightOf } from './weights.ts';

/**
 * The segments of an item level: LIN, SN1, PRF, PO4, PID, MEA, REF, DTM and N1, in the order of an HL loop.
 * @param portions what the item is of: one line, or one lot of it
 * @param ordersAreTold whether an order level above says which order it delivers; else the item itself does
 */
export function addItem(t: NoticeTranslation, portions: readonly Portion[], ordersAreTold: boolean): void {
  const [first] = portions;
  if (!first) return;
  const { profile, build } = t;
  const { line, order, lot } = first;
  const quantity = portions.reduce((sum, portion) => sum.plus(portion.quantity), new Exact(0));
  const number = echoedNumberCell(t, profile.lineNumber, {
    line: { text: String(line.line), origin: detail('DispatchNoteLine', line.line) },
    customerOrderLine: { text: line.customerOrderLine, origin: detail('the customer’s line number', line.line) },
    salesOrderLine: { text: line.salesOrderLine?.toString(), origin: detail('SalesOrderLine', line.line) },
  });
  build.add('LIN', [
    number,
    ...itemIdCells(t, line.stockCode, {
      customerItem: { text: line.customerItem, origin: detail('MCusSupStkCode', line.line) },
      stockCode: { text: line.stockCode, origin: detail('MStockCode', line.line) },
      countryOfOrigin: countryOf(t, line),
      ...orderNumbers(order),
    }).flat(),
    ...lotPair(t, line, lot),
  ]);
  addQuantities(t, line, quantity, number);
  if (!ordersAreTold && profile.orderOfItem === 'prf') addOrderReference(t, order);
  if (profile.packQuantity === 'item') addPackQuantity(t, 'item', portions);
  else addPack(t, line.stockCode, detail('MStockCode', line.line));
  addDescription(t, line.description, detail('MStockDes', line.line), line.stockCode);
  addComments(t, line);
  addMeasures(t, 'itemMeasures', {
    mass: () => masterMeasure(t, line.stockCode, 'Mass'),
    volume: () => masterMeasure(t, line.stockCode, 'Volume'),
    netWeight: () => netWeightOf(t, portions),
  });
  const inItem = { ...t, fields: { ...t.fields, ...orderFields(portions), ...itemFields(t, line) } };
  if (!ordersAreTold) addReferences(inItem, profile.orderReferences, 'orderReferences');
  addReferences(inItem, profile.lineReferences, 'lineReferences');
  addLotReferences(t, line, lot);
  addLotDates(t, line, lot);
  if (!ordersAreTold) addParties(inItem, profile.orderParties, 'orderParties');
}

function addQuantities(t: NoticeTranslation, line: ShippedLine, quantity: Amount, number: Cell | undefined): void {
  const unit = unitCell(t, line.uom, detail('MOrderUom', line.line));
  const ordered = t.profile.ordered ? line.orderedQuantity : undefined;
  t.build.add('SN1', [
    number,
    quantityCell(t, quantity, detail('MQtyToDispatch', line.line), line.uom),
    unit,
    undefined,
    ordered === undefined ? undefined : quantityCell(t, new Exact(ordered), detail('MOrderQty', line.line), line.uom),
    ordered === undefined ? undefined : unit,
    undefined,
    statusCell(t, line),
  ]);
}

function addComments(t: NoticeTranslation, line: ShippedLine): void {
  const { notes } = t.profile;
  if (notes.line === 'omit') return;
  const comments = commentsOf(t.notice.lines, line.line);
  const origin = (comment: { readonly line: number }): Origin => detail('NComment', comment.line);
  if (notes.line === 'pid') addPidNotes(t, comments, 'notes.line', origin);
  if (notes.line === 'refuse') refuseNotes(t, comments, 'notes.line', origin);
}

/** SN108: whether a line is shipped in full. */
function statusCell({ profile: { status } }: NoticeTranslation, line: ShippedLine): Cell | undefined {
  if (!status || line.orderedQuantity === undefined) return undefined;
  const complete = new Exact(line.quantity).greaterThanOrEqualTo(line.orderedQuantity);
  return complete ? literal(status.complete, 'status.complete') : literal(status.partial, 'status.partial');
}

function countryOf(t: NoticeTranslation, { stockCode }: ShippedLine): { text: string | undefined; origin: Origin } {
  const origin = { table: 'InvMaster', column: 'CountryOfOrigin', key: stockCode };
  return { text: t.items.get(stockCode)?.countryOfOrigin, origin };
}

/** What profiles may name of a line. */
function itemFields(t: NoticeTranslation, line: ShippedLine): Readonly<Record<string, Field>> {
  const field = (text: string | undefined, column: string): Field => ({
    texts: [text],
    origin: detail(column, line.line),
  });
  const country = countryOf(t, line);
  return {
    line: field(String(line.line), 'DispatchNoteLine'),
    salesOrderLine: field(line.salesOrderLine?.toString(), 'SalesOrderLine'),
    customerOrderLine: field(line.customerOrderLine, 'the customer’s line number'),
    stockCode: field(line.stockCode, 'MStockCode'),
    customerItem: field(line.customerItem, 'MCusSupStkCode'),
    warehouse: field(line.warehouse, 'MWarehouse'),
    countryOfOrigin: { texts: [country.text], origin: country.origin },
    // Of an order that several sales orders deliver, the line knows which is its own.
    ...(line.salesOrder === undefined ? {} : { salesOrder: field(line.salesOrder, 'SalesOrder') }),
  };
}
