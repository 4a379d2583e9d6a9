import type { ShippedLine, ShippedOrder } from '../../documents/ship-notice.ts';
import { addParties } from '../segments/parties.ts';
import type { ItemNumber } from '../segments/item-ids.ts';
import { addReferences } from '../segments/references.ts';
import { codeCell, literal, type Origin } from '../cells/source.ts';
import { dateCell, missing, type Field } from '../cells/text-cell.ts';
import { detail, header, shippedLines, type NoticeTranslation } from './context.ts';
import { addLading } from './lading.ts';
import type { OrderGroup } from './order-groups.ts';
import type { Portion } from './portions.ts';

/** Says which order a line delivers; a finding for each line of none. */
export function ordersOfLines(t: NoticeTranslation): (line: ShippedLine) => OrderGroup | undefined {
  const bySalesOrder = new Map(
    t.orders.flatMap((group) => group.salesOrders.map(({ salesOrder }) => [salesOrder, group] as const)),
  );
  const { orders } = t.notice;
  // A dispatch note of one order has it in its header; its lines need not repeat it.
  const only = orders.length === 1 ? orders[0]?.salesOrder : undefined;
  const orderOf = ({ salesOrder = only }: ShippedLine): OrderGroup | undefined =>
    salesOrder === undefined ? undefined : bySalesOrder.get(salesOrder);
  for (const line of shippedLines(t.notice).filter((one) => orderOf(one) === undefined)) {
    t.build.find(
      'ASN-LINE-ORDER',
      detail('SalesOrder', line.line),
      line.salesOrder === undefined ? 'is empty' : 'is not among the orders of the dispatch note',
      'Correct it in SYSPRO: goods are told with the order they were ordered with.',
      line.salesOrder === undefined ? {} : { value: line.salesOrder },
    );
  }
  return orderOf;
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

/** The segments of an order level: PRF, TD1, REF and N1. */
export function addOrderLevel(t: NoticeTranslation, portions: readonly Portion[]): void {
  const [order] = new Set(portions.map((portion) => portion.order));
  if (!order) return;
  addOrderReference(t, order);
  addLading(t, 'O', portions);
  const inOrder = { ...t, fields: { ...t.fields, ...orderFields(portions) } };
  addReferences(inOrder, t.profile.orderReferences, 'orderReferences');
  addParties(inOrder, t.profile.orderParties, 'orderParties');
}

/** PRF: the customer's order. */
export function addOrderReference(t: NoticeTranslation, order: OrderGroup): void {
  const { profile, build } = t;
  const origin = orderOrigin(order.salesOrders[0]);
  if (order.number === undefined) missing(t, origin('CustomerPoNumber'), 'orderNumber');
  const dated = order.salesOrders.find(({ orderDate }) => orderDate !== undefined);
  build.add('PRF', [
    order.number === undefined ? undefined : codeCell(order.number, origin('CustomerPoNumber')),
    order.release === undefined ? undefined : codeCell(order.release, origin('CustomerPoNumber')),
    undefined,
    profile.orderDate ? dateCell(dated?.orderDate, orderOrigin(dated)('OrderDate')) : undefined,
    undefined,
    undefined,
    literal(profile.orderType, 'orderType'),
  ]);
}

/** What profiles may name of the order that portions are of; of several, nothing but the sales orders. */
export function orderFields(portions: readonly Portion[]): Readonly<Record<string, Field>> {
  const orders = [...new Set(portions.map(({ order }) => order))];
  const [only] = orders.length === 1 ? orders : [];
  const salesOrders = orders.flatMap((order) => order.salesOrders);
  const origin = orderOrigin(salesOrders[0]);
  return {
    salesOrder: { texts: salesOrders.map(({ salesOrder }) => salesOrder), origin: origin('SalesOrder') },
    customerPurchaseOrder: { texts: [only?.number], origin: origin('CustomerPoNumber') },
    orderRelease: { texts: [only?.release], origin: origin('CustomerPoNumber') },
    storeNumber: { texts: [only?.salesOrders[0]?.storeNumber], origin: origin('StoreNumber') },
  };
}

/** An order's numbers as numbers of its items. */
export function orderNumbers(order: OrderGroup): Readonly<Record<string, ItemNumber>> {
  const origin = orderOrigin(order.salesOrders[0])('CustomerPoNumber');
  return {
    customerPurchaseOrder: { text: order.number, origin },
    orderRelease: { text: order.release, origin },
  };
}

function orderOrigin(order: ShippedOrder | undefined): (column: string) => Origin {
  return (column) => ({ table: 'SorMaster', column, ...(order === undefined ? {} : { key: order.salesOrder }) });
}
