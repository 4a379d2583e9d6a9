export { parsePartnerFiles, type PartnerBinding, type PartnerDirectory, type PartnerSummary } from './directory.ts';
export type { InterchangeParty } from './interchange-settings.ts';
export type { DocumentProfile, OptIn, Usage } from './profile.ts';
export { partnerProfileJsonSchema, type Binding } from './schema.ts';
export type { CodeFormat, TextOf, TextSource } from './values.ts';
