import type { ShippedOrder } from '../../documents/ship-notice.ts';
import type { ShipNoticeProfile } from '../../partners/index.ts';
import { written } from '../cells/text-cell.ts';

/** An order of the customer's for one store: one order level, though several sales orders deliver it. */
export interface OrderGroup {
  /** At least one. */
  readonly salesOrders: readonly ShippedOrder[];
  /** PRF01; undefined where SYSPRO has none. */
  readonly number: string | undefined;
  /** PRF02. */
  readonly release: string | undefined;
}

/** The customer's orders that a notice delivers, in the order of its sales orders. */
export function orderGroupsOf(orders: readonly ShippedOrder[], format: ShipNoticeProfile['orderNumber']): OrderGroup[] {
  const numbered = orders.map((order) => {
    const whole = order.customerPurchaseOrder?.trim() ?? '';
    const at = format.releaseAfter === undefined ? -1 : whole.lastIndexOf(format.releaseAfter);
    const [number, release] =
      at <= 0 ? [whole, ''] : [whole.slice(0, at), whole.slice(at + (format.releaseAfter?.length ?? 0))];
    return {
      order,
      number: number === '' ? undefined : written(number, format),
      release: release.trim() === '' ? undefined : release.trim(),
    };
  });
  // What has no number of the customer's is told by itself, and found.
  const groups = Map.groupBy(numbered, ({ order, number, release }) =>
    JSON.stringify(number === undefined ? [order.salesOrder] : [number, release, order.storeNumber?.trim()]),
  );
  return [...groups.values()].flatMap((group): OrderGroup[] => {
    const [first] = group;
    return first ? [{ ...first, salesOrders: group.map(({ order }) => order) }] : [];
  });
}
