import type { BusinessDocument } from '../documents/document.ts';
import type { DocumentProfile } from '../partners/index.ts';
import type { TranslatedSet, TranslationOptions } from './checked-set.ts';
import { translateInvoice } from './invoice.ts';
import { translatePurchaseOrder } from './purchase-order.ts';
import { translateShipNotice } from './ship-notice.ts';

/**
 * Translates a document to the partner's transaction set: an order to an 850, an invoice to an 810, a ship notice to an 856. Pure:
 * the same document, profile and options give the same set. Never throws for what a document holds.
 * @throws RangeError when the profile is one of documents of another type
 */
export function translateDocument(
  document: BusinessDocument,
  profile: DocumentProfile,
  options: TranslationOptions = {},
): TranslatedSet {
  if (document.type === 'purchase-order' && profile.type === document.type)
    return translatePurchaseOrder(document, profile, options);
  if (document.type === 'invoice' && profile.type === document.type)
    return translateInvoice(document, profile, options);
  if (document.type === 'ship-notice' && profile.type === document.type)
    return translateShipNotice(document, profile, options);
  throw new RangeError(`a ${document.type} cannot be translated by a profile of ${profile.type} documents`);
}
