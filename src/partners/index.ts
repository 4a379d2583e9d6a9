export { parsePartnerFiles, type PartnerBinding, type PartnerDirectory, type PartnerSummary } from './directory.ts';
export type { InterchangeParty } from './interchange-settings.ts';
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
export type { ChargeCode, EchoedLineNumber, LiteralAddress, PriceSettings, TermsSettings } from './shared-settings.ts';
export type { CodeFormat, TextOf } from './values.ts';
