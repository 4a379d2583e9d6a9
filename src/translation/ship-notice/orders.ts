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

/** What is told below what. */
export type Structure = 'pack' | 'pack-first' | 'item';

/** An order of the notice, with the lines that deliver it. */
interface OrderLines {
  readonly order: ShippedOrder;
  readonly lines: readonly ShippedLine[];
}

/** The levels below the shipment: orders with their packages or items, or packages with what of each order they hold. */
export function shipmentLevels(t: NoticeTranslation, structure: Structure): Level[] {
  const { orders } = t.notice;
  const known = new Set(orders.map(({ salesOrder }) => salesOrder));
  // A dispatch note of one order has it in its header; its lines need not repeat it.
  const orderOf = (line: ShippedLine): string | undefined => {
    if (line.salesOrder !== undefined && known.has(line.salesOrder)) return line.salesOrder;
    return line.salesOrder === undefined && orders.length === 1 ? orders[0]?.salesOrder : undefined;
  };
  const lines = shippedLines(t.notice);
  checkLines(
    t,
    lines.filter((line) => orderOf(line) === undefined),
  );
  if (structure !== 'item') checkPackages(t, orderOf, structure === 'pack');
  const parts = orders.map((order) => ({ order, lines: lines.filter((line) => orderOf(line) === order.salesOrder) }));
  const cartons = cartonsOf(t.notice);
  if (structure === 'pack-first') {
    return packLevels(t, cartons, (carton) =>
      parts.flatMap(({ order, lines: own }): Level[] => {
        const items = itemsIn(t, carton, own);
        return items.length === 0 ? [] : [{ code: 'O', write: () => addOrder(t, order), children: items }];
      }),
    );
  }
  return parts.map(({ order, lines: own }: OrderLines): Level => {
    const children =
      structure === 'item'
        ? own.map((line) => itemLevel(t, line, line.quantity))
        : packLevels(
            t,
            cartons.filter(({ contents }) => contents.some(({ line }) => own.some((one) => one.line === line))),
            (carton) => itemsIn(t, carton, own),
          );
    return { code: 'O', write: () => addOrder(t, order), children };
  });
}

function checkLines(t: NoticeTranslation, strays: readonly ShippedLine[]): void {
  for (const line of strays) {
    t.build.find(
      'ASN-LINE-ORDER',
      detail('SalesOrder', line.line),
      line.salesOrder === undefined ? 'is empty' : 'is not among the orders of the dispatch note',
      'Correct it in SYSPRO: goods are told with the order they were ordered with.',
      line.salesOrder === undefined ? {} : { value: line.salesOrder },
    );
  }
}

/** The items of a carton that are among these lines. */
function itemsIn(t: NoticeTranslation, carton: Carton, lines: readonly ShippedLine[]): Level[] {
  return carton.contents.flatMap(({ line, quantity }) => {
    const shipped = lines.find((one) => one.line === line);
    return shipped ? [itemLevel(t, shipped, quantity)] : [];
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

/** Cartons with what is below each, below their pallets where the profile sends those. */
function packLevels(t: NoticeTranslation, cartons: readonly Carton[], below: (carton: Carton) => Level[]): Level[] {
  const levelOf = (carton: Carton): Level => ({
    code: 'P',
    write: () => {
      if (t.profile.lading?.perPackage === true) addPackaging(t, carton);
      addMarks(t, carton);
    },
    children: below(carton),
  });
  if (!t.profile.pallets) return cartons.map(levelOf);
  const pallets = Map.groupBy(cartons, (carton) => carton.onPallet);
  return [...pallets].flatMap(([sscc, standing]): Level[] => {
    const levels = standing.map(levelOf);
    const [first] = standing;
    if (sscc === undefined || !first) return levels;
    return [{ code: 'T', write: () => addSscc(t, sscc, first.index), children: levels }];
  });
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
