import type { MasterField, PartyRecord } from '../../documents/party-record.ts';
import { contactOf, personName } from './contact.ts';

/** The contact and address of a trading partner, by the names of Sterling's API. */
export interface SterlingContact {
  readonly givenName?: string;
  readonly surname?: string;
  readonly emailAddress?: string;
  readonly phone?: string;
  readonly addressLine1?: string;
  readonly addressLine2?: string;
  readonly city?: string;
  readonly stateOrProvince?: string;
  readonly postalCode?: string;
  readonly countryOrRegion?: string;
  readonly timeZone?: string;
}

/** A trading partner as it was read. */
export interface SterlingParty extends SterlingContact {
  readonly partnerName: string;
  readonly code?: string;
  readonly community?: string;
  readonly authenticationType?: string;
  /** Every field that is no master's, as it has to be written back. */
  readonly settings: Readonly<Record<string, unknown>>;
}

type Required = { readonly [Name in 'givenName' | 'surname' | 'emailAddress' | 'phone']: string };

/** What a PUT has to hold: everything that is to be true afterwards. */
export interface SterlingUpdate extends Omit<SterlingContact, keyof Required>, Required {
  readonly community: string;
  readonly authenticationType: 'Local' | 'External';
  readonly settings: Readonly<Record<string, unknown>>;
  readonly emptied?: readonly Emptiable[];
}

const emptiable = [
  'addressLine1',
  'addressLine2',
  'city',
  'stateOrProvince',
  'postalCode',
  'countryOrRegion',
  'timeZone',
] as const;
type Emptiable = (typeof emptiable)[number];

/** What Sterling says of a party, by the fields both sides have. */
export function recordOfSterling(party: SterlingParty): PartyRecord {
  const { partnerName, emailAddress, phone, addressLine1, addressLine2 } = party;
  const { city, stateOrProvince, postalCode, countryOrRegion, timeZone } = party;
  return {
    name: partnerName,
    contact: contactOf(party),
    emailAddress,
    phone,
    addressLine1,
    addressLine2,
    city,
    stateOrProvince,
    postalCode,
    countryOrRegion,
    timeZone,
  };
}

/** New values of fields; undefined empties one. */
export type FieldValues = ReadonlyMap<MasterField, string | undefined>;

/**
 * The PUT that changes some fields of a trading partner and nothing else: the API takes only whole partners, so all that was read is
 * given back, settings nobody here knows included. A new contact replaces both names; without one they stay as Sterling has them.
 * @returns why there is none, where something that Sterling requires is nowhere, or the API does not show all that would have to be given back
 */
export function updateOf(
  party: SterlingParty,
  changes: FieldValues,
): { readonly update: SterlingUpdate } | { readonly cannot: string } {
  const contact = changes.get('contact');
  const names = (contact === undefined ? undefined : personName(contact)) ?? party;
  const changed = (field: Exclude<MasterField, 'name' | 'contact'>): string | undefined =>
    changes.has(field) ? changes.get(field) : party[field];
  const required = {
    community: party.community,
    authenticationType: party.authenticationType,
    givenName: names.givenName,
    surname: names.surname,
    emailAddress: changed('emailAddress'),
    phone: changed('phone'),
  };
  const { community, authenticationType, givenName, surname, emailAddress, phone } = required;
  if (!community || !authenticationType || !givenName || !surname || !emailAddress || !phone) {
    const missing = Object.entries(required).flatMap(([name, value]) => (value ? [] : [name]));
    return { cannot: `Sterling requires ${missing.join(', ')} of every change, and the trading partner has none` };
  }
  if (!isAuthentication(authenticationType))
    return { cannot: `authenticationType is ${authenticationType}, neither Local nor External` };
  // Some releases do not show the name (6.1.0.4), and a PUT without it would take the protocol away.
  if (isSet(party.settings['customProtocolExtensions']) && !isSet(party.settings['customProtocolName']))
    return {
      cannot:
        'it has customProtocolExtensions, and Sterling does not show its customProtocolName: a change would take the protocol away. Change it in Sterling by hand',
    };
  return {
    update: {
      community,
      authenticationType,
      givenName,
      surname,
      emailAddress,
      phone,
      addressLine1: changed('addressLine1'),
      addressLine2: changed('addressLine2'),
      city: changed('city'),
      stateOrProvince: changed('stateOrProvince'),
      postalCode: changed('postalCode'),
      countryOrRegion: changed('countryOrRegion'),
      timeZone: changed('timeZone'),
      settings: party.settings,
      emptied: emptiable.filter((field) => changes.has(field) && changes.get(field) === undefined),
    },
  };
}

function isAuthentication(type: string | undefined): type is 'Local' | 'External' {
  return type === 'Local' || type === 'External';
}

function isSet(setting: unknown): boolean {
  return setting !== undefined && setting !== null && setting !== '';
}
