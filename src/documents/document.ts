import { contentHash } from './content-hash.ts';
import type { Invoice } from './invoice.ts';
import type { PurchaseOrder } from './purchase-order.ts';
import type { ShipNotice } from './ship-notice.ts';

/** What is sent. */
export type BusinessDocument = PurchaseOrder | Invoice | ShipNotice;

/**
 * The version of the documents' shape. Raised whenever a release makes them carry more or other fields: hashes of two shapes
 * cannot be compared, and a new release must not take all that was ever sent for amended.
 */
export const documentShape = 2;

/**
 * The hash by which an amendment of a document is noticed: over all it carries but {@link PurchaseOrder.masters}, for a
 * supplier who moves house amends no order, and its status, for an order that is completed is the same order. Receipts and
 * reprints are not in a document at all; a cancellation is, by its own field.
 */
export function amendmentHash(document: BusinessDocument): string {
  const { masters: _masters, ...own } = document;
  if (!('status' in own)) return contentHash(own);
  const { status: _status, ...amendable } = own;
  return contentHash(amendable);
}
