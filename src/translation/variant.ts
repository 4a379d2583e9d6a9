import type { BusinessDocument } from '../documents/document.ts';
import type { Condition, DocumentProfile } from '../partners/index.ts';
import { builderOf } from './checked-set.ts';
import { invoiceCodes, purchaseOrderCodes, shipNoticeCodes } from './finding-codes.ts';
import { invoiceTranslation } from './invoice/context.ts';
import { countryOf } from './segments/places.ts';
import { orderTranslation } from './purchase-order/context.ts';
import { noticeTranslation } from './ship-notice/context.ts';
import { mapped, type Translation } from './cells/text-cell.ts';

/**
 * The profile a document is translated, addressed and sent by: that of the first variant whose conditions all hold, else the
 * profile itself. A variant's own profile stays as it is.
 */
export function profileFor<Profile extends DocumentProfile>(document: BusinessDocument, profile: Profile): Profile {
  if (profile.variants.length === 0) return profile;
  const texts = { ...textsOf(fieldsOf(document, profile)), ...placeOf(document, profile) };
  const variant = profile.variants.find(({ when }) =>
    Object.entries(when).every(([field, condition]) => condition === undefined || holds(condition, texts[field] ?? [])),
  );
  // A variant's profile is of the type of the profile it belongs to.
  return variant ? (variant.profile as Profile) : profile;
}

function fieldsOf(document: BusinessDocument, profile: DocumentProfile): Translation['fields'] {
  if (document.type === 'purchase-order' && profile.type === document.type)
    return orderTranslation(document, profile, builderOf(document, profile, purchaseOrderCodes)).fields;
  if (document.type === 'invoice' && profile.type === document.type)
    return invoiceTranslation(document, profile, builderOf(document, profile, invoiceCodes)).fields;
  if (document.type === 'ship-notice' && profile.type === document.type)
    return noticeTranslation(document, profile, builderOf(document, profile, shipNoticeCodes)).fields;
  throw new RangeError(`a ${document.type} has no variant of a profile of ${profile.type} documents`);
}

function textsOf(fields: Translation['fields']): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { texts }]) => [name, texts.filter((text) => text !== undefined)]),
  );
}

/** Where the goods go, and what an invoice is. The country also as its code, so that a condition need not know SYSPRO's word. */
function placeOf(document: BusinessDocument, { address }: DocumentProfile): Record<string, readonly string[]> {
  const { country, state } = document.shipTo;
  const code = country === undefined ? undefined : (mapped(address.countries, country) ?? country.trim().toUpperCase());
  const known = [country, code, code && countryOf(code)].filter((text) => text !== undefined);
  const region = [state, state && mapped(address.states, state)].filter((text) => text !== undefined);
  return {
    'shipTo.country': known,
    'shipTo.state': region,
    ...(document.type === 'invoice' ? { kind: [document.kind] } : {}),
    ...(document.type === 'ship-notice'
      ? { customerPurchaseOrder: document.orders.flatMap(({ customerPurchaseOrder: number }) => number ?? []) }
      : {}),
  };
}

function holds(condition: Condition, texts: readonly string[]): boolean {
  const said = texts.map(plain).filter((text) => text !== '');
  if (condition === 'present') return said.length > 0;
  if (condition === 'absent') return said.length === 0;
  const listed = 'not' in condition ? condition.not : condition;
  return listed.map(plain).some((text) => said.includes(text)) !== 'not' in condition;
}

function plain(text: string): string {
  return text.trim().toUpperCase();
}
