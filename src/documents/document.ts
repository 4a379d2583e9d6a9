import { contentHash } from './content-hash.ts';
import type { Invoice } from './invoice.ts';
import type { PurchaseOrder } from './purchase-order.ts';
import type { ShipNotice } from './ship-notice.ts';

/** What is sent. */
export type BusinessDocument = PurchaseOrder | Invoice | ShipNotice;

/**
 * The hash by which an amendment of a document is noticed: over all it carries but {@link PurchaseOrder.masters}, for a
 * supplier who moves house amends no order. Receipts and reprints are not in a document at all.
 */
export function amendmentHash(document: BusinessDocument): string {
  const { masters: _, ...own } = document;
  return contentHash(own);
}
