import type { InvoiceSettings } from './invoice.ts';
import type { PurchaseOrderSettings } from './purchase-order.ts';
import type { ShipNoticeSettings } from './ship-notice.ts';

/** The merged settings of one document type. */
export type TypedSettings =
  | { readonly type: 'purchase-order'; readonly settings: PurchaseOrderSettings }
  | { readonly type: 'invoice'; readonly settings: InvoiceSettings }
  | { readonly type: 'ship-notice'; readonly settings: ShipNoticeSettings };
