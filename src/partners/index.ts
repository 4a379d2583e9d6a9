export { parsePartnerFiles, type PartnerBinding, type PartnerDirectory, type PartnerSummary } from './directory.ts';
export type { InterchangeParty } from './settings/interchange.ts';
export type { OptIn } from './opt-in.ts';
export type {
  DocumentProfile,
  InvoiceProfile,
  ProfileOf,
  PurchaseOrderProfile,
  ShipNoticeProfile,
  Usage,
} from './profile.ts';
export { partnerProfileJsonSchema, type Binding, type MasterDataMapping } from './schema.ts';
export type { EchoedLineNumber, SourcedItemId, TotalMeasures } from './settings/goods.ts';
export type { N9Note, NoteLimits, StandardNote } from './settings/notes.ts';
export { structuresOf } from './settings/hierarchy.ts';
export type { Mark } from './settings/marks.ts';
export type { LadingLevel } from './settings/transport.ts';
export type { LiteralAddress } from './settings/parties.ts';
export type { DecimalForm, NumberFormat } from './settings/numbers.ts';
export type { AllowanceSettings, ChargeCode, DiscountSettings, PriceSettings } from './settings/prices.ts';
export type { OneTax } from './settings/taxes.ts';
export type { InvoiceTermsSettings, TermsSettings } from './settings/terms.ts';
export type { CodeFormat, TextOf } from './settings/values.ts';
export type { Condition } from './settings/variants.ts';
export { purposeFor, purposesOf, type Sent } from './purpose.ts';
