import { masterFields, type MasterField, type MasterSide, type PartyRecord } from '../../documents/party-record.ts';
import { contactOf, personName } from './contact.ts';
import { countryCode, countryInStyleOf } from './countries.ts';
import { tidy } from './tidy.ts';
import { isSterlingTimeZone } from './time-zones.ts';

/** What is special about fields: whose word usually counts, and what Sterling does with them. */
export interface FieldTraits {
  readonly owner: MasterSide;
  /** Given at creation, and never changed after: Sterling's PUT does not take it. */
  readonly createOnly?: true;
  /** Sterling keeps so many characters and drops the rest without a word (File Gateway's documentation). */
  readonly cutAt?: number;
  /** Sterling refuses a partner without it. */
  readonly required?: true;
  /** SYSPRO has no column for it. */
  readonly sterlingOnly?: true;
}

/** The field table of masters. */
export const fieldTraits: Readonly<Record<MasterField, FieldTraits>> = {
  name: { owner: 'syspro', createOnly: true, required: true },
  contact: { owner: 'syspro', required: true },
  emailAddress: { owner: 'syspro', required: true },
  phone: { owner: 'syspro', required: true },
  addressLine1: { owner: 'syspro' },
  addressLine2: { owner: 'syspro' },
  city: { owner: 'syspro', cutAt: 35 },
  stateOrProvince: { owner: 'syspro', cutAt: 35 },
  postalCode: { owner: 'syspro' },
  countryOrRegion: { owner: 'syspro' },
  timeZone: { owner: 'sterling', sterlingOnly: true },
};

/** Which side's word counts for each field, and what may be written to SYSPRO. */
export interface MasterRules {
  readonly owners: Readonly<Record<MasterField, MasterSide>>;
  readonly toSyspro: ReadonlySet<MasterField>;
}

/** The rules of an installation. @param settings `masterData` of the configuration */
export function masterRules(settings: {
  readonly owners: Readonly<Partial<Record<MasterField, MasterSide>>>;
  readonly toSyspro: readonly MasterField[];
}): MasterRules {
  const usual = Object.fromEntries(masterFields.map((field) => [field, fieldTraits[field].owner]));
  return {
    owners: { ...(usual as Record<MasterField, MasterSide>), ...settings.owners },
    toSyspro: new Set(settings.toSyspro),
  };
}

/** The value of a field on one side; blank ones are absent. */
export function valueOf(record: PartyRecord, field: MasterField): string | undefined {
  const value = record[field];
  return value === undefined || tidy(value) === '' ? undefined : value;
}

/** A record with its blank fields left out. */
export function valuesOf(record: PartyRecord): PartyRecord {
  return Object.fromEntries(
    masterFields.flatMap((field) => {
      const value = valueOf(record, field);
      return value === undefined ? [] : [[field, value]];
    }),
  );
}

/** Whether two values mean the same: blanks, case, a country's spelling and what Sterling cuts off make no difference. */
export function sameValue(field: MasterField, one: string | undefined, other: string | undefined): boolean {
  return meant(field, one) === meant(field, other);
}

function meant(field: MasterField, value: string | undefined): string {
  const text = tidy(value ?? '');
  const { cutAt } = fieldTraits[field];
  if (field === 'countryOrRegion') return countryCode(text) ?? text.toUpperCase();
  const person = field === 'contact' ? personName(text) : undefined;
  const whole = (person && contactOf(person)) ?? text;
  return (cutAt === undefined ? whole : whole.slice(0, cutAt).trimEnd()).toUpperCase();
}

/** A value as the other side takes it, or why it cannot be told there. */
export type Expressed = { readonly value: string } | { readonly reason: string };

/** A value of SYSPRO's as Sterling takes it. */
export function expressedInSterling(field: MasterField, value: string): Expressed {
  const text = tidy(value);
  if (field === 'countryOrRegion') {
    const code = countryCode(text);
    return code === undefined ? { reason: 'it is no country of Sterling’s list' } : { value: code };
  }
  if (field === 'timeZone' && !isSterlingTimeZone(text))
    return { reason: 'it is no time zone code of Sterling’s list' };
  if (field === 'contact' && !personName(text))
    return { reason: 'it is no given name and surname of one person, which Sterling requires' };
  const { cutAt } = fieldTraits[field];
  return { value: cutAt === undefined ? text : text.slice(0, cutAt).trimEnd() };
}

/**
 * A value of Sterling's as SYSPRO takes it.
 * @param before what SYSPRO has or had: a country is told in its style
 */
export function expressedInSyspro(field: MasterField, value: string, before: string | undefined): Expressed {
  const text = tidy(value);
  const { cutAt, sterlingOnly } = fieldTraits[field];
  if (sterlingOnly) return { reason: 'SYSPRO has no column for it' };
  if (cutAt !== undefined && text.length >= cutAt)
    return { reason: `Sterling may have cut it at ${cutAt} characters, and a cut value is never written to SYSPRO` };
  if (field === 'countryOrRegion') return { value: countryInStyleOf(countryCode(text) ?? text, before) };
  return { value: text };
}
