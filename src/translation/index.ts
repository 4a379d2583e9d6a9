export type { TranslatedSet, TranslationOptions } from './checked-set.ts';
export { translateDocument } from './document.ts';
export { renderInterchange, type ControlNumbers, type InterchangeContent } from './interchange.ts';
export { translateInvoice } from './invoice.ts';
export { translatePurchaseOrder } from './purchase-order.ts';
export { translateShipNotice } from './ship-notice.ts';
export type { ElementSource, Origin } from './source.ts';
