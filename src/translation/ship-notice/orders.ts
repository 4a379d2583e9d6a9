import type { ShippedLine, ShippedOrder } from '../../documents/ship-notice.ts';
import { addParties } from '../parties.ts';
import { addReferences } from '../references.ts';
import { codeCell, type Cell, type Origin } from '../source.ts';
import { dateCell, missing, written } from '../text-cell.ts';
import { detail, header, packageOrigin, shippedLines, type NoticeTranslation } from './context.ts';
import { itemLevel } from './items.ts';
import type { Level } from './levels.ts';
import { addMarks, addSscc, cartonsOf, checkPackages, type Carton } from './packages.ts';
import { packagingCell, weightCells } from './shipment.ts';

/**
 * The order levels of a shipment, each with its packages and items.
 * @param packed whether goods are told by the carton
 */
export function orderLevels(t: NoticeTranslation, packed: boolean): Level[] {
  const { orders } = t.notice;
  const known = new Set(orders.map(({ salesOrder }) => salesOrder));
  // A dispatch note of one order has it in its header; its lines need not repeat it.
  const orderOf = (line: ShippedLine): string | undefined => {
    if (line.salesOrder !== undefined && known.has(line.salesOrder)) return line.salesOrder;
    return line.salesOrder === undefined && orders.length === 1 ? orders[0]?.salesOrder : undefined;
  };
  const lines = shippedLines(t.notice);
  for (const line of lines.filter((one) => orderOf(one) === undefined)) {
    t.build.find(
      'ASN-LINE-ORDER',
      detail('SalesOrder', line.line),
      line.salesOrder === undefined ? 'is empty' : 'is not among the orders of the dispatch note',
      'Correct it in SYSPRO: goods are told below the order they were ordered with.',
      line.salesOrder === undefined ? {} : { value: line.salesOrder },
    );
  }
  if (packed) checkPackages(t, orderOf);
  const byLine = new Map(lines.map((line) => [line.line, line]));
  return orders.map((order): Level => {
    const own = lines.filter((line) => orderOf(line) === order.salesOrder);
    const cartons = cartonsOf(t.notice).filter(({ contents }) =>
      contents.some(({ line }) => own.some((one) => one.line === line)),
    );
    return {
      code: 'O',
      write: () => addOrder(t, order),
      children: packed ? packLevels(t, cartons, byLine) : own.map((line) => itemLevel(t, line, line.quantity)),
    };
  });
}

function addOrder(t: NoticeTranslation, order: ShippedOrder): void {
  const { profile, build } = t;
  const origin = (column: string): Origin => ({ table: 'SorMaster', column, key: order.salesOrder });
  const number = order.customerPurchaseOrder?.trim() ?? '';
  if (number === '') missing(t, origin('CustomerPoNumber'), 'orderNumber');
  build.add('PRF', [
    number === '' ? undefined : codeCell(written(number, profile.orderNumber), origin('CustomerPoNumber')),
    undefined,
    undefined,
    profile.orderDate ? dateCell(order.orderDate, origin('OrderDate')) : undefined,
  ]);
  const inOrder = {
    ...t,
    fields: {
      ...t.fields,
      salesOrder: { texts: [order.salesOrder], origin: origin('SalesOrder') },
      customerPurchaseOrder: { texts: [order.customerPurchaseOrder], origin: origin('CustomerPoNumber') },
      storeNumber: { texts: [order.storeNumber], origin: origin('StoreNumber') },
    },
  };
  addReferences(inOrder, profile.orderReferences, 'orderReferences');
  addParties(inOrder, profile.orderParties, 'orderParties');
}

/** The cartons of an order, below their pallets where the profile sends those. */
function packLevels(
  t: NoticeTranslation,
  cartons: readonly Carton[],
  lines: ReadonlyMap<number, ShippedLine>,
): Level[] {
  if (!t.profile.pallets) return cartons.map((carton) => cartonLevel(t, carton, lines));
  const pallets = Map.groupBy(cartons, (carton) => carton.onPallet);
  return [...pallets].flatMap(([sscc, standing]): Level[] => {
    const levels = standing.map((carton) => cartonLevel(t, carton, lines));
    const [first] = standing;
    if (sscc === undefined || !first) return levels;
    return [{ code: 'T', write: () => addSscc(t, sscc, first.index), children: levels }];
  });
}

function cartonLevel(t: NoticeTranslation, carton: Carton, lines: ReadonlyMap<number, ShippedLine>): Level {
  return {
    code: 'P',
    write: () => {
      if (t.profile.lading?.perPackage === true) addPackaging(t, carton);
      addMarks(t, carton);
    },
    children: carton.contents.flatMap(({ line, quantity }) => {
      const shipped = lines.get(line);
      return shipped ? [itemLevel(t, shipped, quantity)] : [];
    }),
  };
}

function addPackaging(t: NoticeTranslation, carton: Carton): void {
  const origin = packageOrigin(carton.index);
  const kind: Cell | undefined = packagingCell(t, carton.kind);
  const one = kind && codeCell('1', origin);
  t.build.add('TD1', [kind, one, undefined, undefined, undefined, ...weightCells(t, carton.weight, origin)]);
}

/** The finding of a dispatch note without a sales order. */
export function checkOrders(t: NoticeTranslation): void {
  if (t.notice.orders.length > 0) return;
  t.build.find(
    'ASN-NO-ORDERS',
    header('SalesOrder'),
    'is empty: nothing says which orders are shipped',
    'Dispatch against a sales order, or send this notice by other means.',
  );
}
