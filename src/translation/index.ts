export { renderInterchange, type ControlNumbers, type InterchangeContent } from './interchange.ts';
export { translatePurchaseOrder, type TranslatedSet, type TranslationOptions } from './purchase-order.ts';
export type { ElementSource, Origin } from './source.ts';
