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

// What changes in the ordinary course without the document being another: an order is completed, its supplier moves house, the
// goods of an invoice or a dispatch note are delivered.
const noAmendment: ReadonlySet<string> = new Set(['masters', 'status', 'shipDate', 'dispatchNotes']);

/**
 * The hash by which an amendment of a document is noticed: over all it carries but what changes in the ordinary course. Receipts
 * and reprints are not in a document at all; a cancellation is, by its own field.
 */
export function amendmentHash(document: BusinessDocument): string {
  return contentHash(Object.fromEntries(Object.entries(document).filter(([name]) => !noAmendment.has(name))));
}
