export { parsePartnerFiles, type PartnerBinding, type PartnerDirectory, type PartnerSummary } from './directory.ts';
export type { InterchangeParty } from './settings/interchange.ts';
export type {
  DocumentProfile,
  InvoiceProfile,
  OptIn,
  ProfileOf,
  PurchaseOrderProfile,
  ShipNoticeProfile,
  Usage,
} from './profile.ts';
export { partnerProfileJsonSchema, type Binding } from './schema.ts';
export type { EchoedLineNumber } from './settings/goods.ts';
export type { LiteralAddress } from './settings/parties.ts';
export type { ChargeCode, PriceSettings } from './settings/prices.ts';
export type { TermsSettings } from './settings/terms.ts';
export type { CodeFormat, TextOf } from './settings/values.ts';
