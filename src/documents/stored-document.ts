import type { BusinessDocument } from './document.ts';
import type { PurchaseOrder } from './purchase-order.ts';

/**
 * A document out of a stored snapshot. What the first release stored (purchase orders only) lacks what documents carry since: it
 * says so by having none of it, so that it can be sent again and rendered again as it was.
 */
export function storedDocument(body: unknown): BusinessDocument {
  const stored = body as BusinessDocument & { readonly masters?: BusinessDocument['masters'] };
  if (stored.type !== 'purchase-order' || (stored.masters as unknown) !== undefined) return stored;
  const order: PurchaseOrder = stored;
  return {
    ...order,
    foreign: false,
    otherWarehouses: [],
    lines: order.lines.map((line) =>
      line.kind === 'stocked' || line.kind === 'non-stocked'
        ? { ...line, discounts: [], netPrice: line.orderUomPrice }
        : line,
    ),
    masters: { items: [] },
  };
}
