export type { TranslatedSet, TranslationOptions } from './checked-set.ts';
export { translateDocument } from './document.ts';
export { controlSeriesOf, envelopeKeyOf, functionalIdOf, groupKeyOf, groupRulesOf, laneRulesOf } from './envelope.ts';
export {
  renderGroups,
  renderInterchange,
  type ControlNumbers,
  type GroupContent,
  type InterchangeContent,
} from './interchange.ts';
export { translateInvoice } from './invoice.ts';
export { translatePurchaseOrder } from './purchase-order.ts';
export { translateShipNotice } from './ship-notice.ts';
export { describeOrigin } from './findings.ts';
export {
  placesOf,
  placesOfAdvice,
  rejectedElements,
  type RejectedElement,
  type RejectedPlace,
  type SentSet,
} from './rejected-elements.ts';
export type { ElementSource, Origin } from './cells/source.ts';
export { profileFor } from './variant.ts';
