import { z } from 'zod';
import type { TradingPartner, TradingPartnerUpdate } from './trading-partners.ts';
import { coded, optional, rowOf, text, withoutLinks } from './wire-values.ts';

const words = coded(optional(text));

const knownFields = {
  partnerName: z.string().min(1),
  code: words,
  community: words,
  username: words,
  authenticationType: words,
  givenName: words,
  surname: words,
  emailAddress: words,
  phone: words,
  addressLine1: words,
  addressLine2: words,
  city: words,
  stateOrProvince: words,
  postalCode: words,
  countryOrRegion: words,
  timeZone: words,
};
const knownShape = z.object(knownFields);

export const wirePartner = z.looseObject(knownFields).transform((all): TradingPartner => {
  const known = Object.keys(knownFields);
  const others = Object.entries(all).filter(([field]) => !known.includes(field));
  return { ...knownShape.parse(all), settings: withoutLinks(Object.fromEntries(others)) };
});

const named = z.looseObject({ partnerName: z.string().min(1) });

/** A row of a list. One that has a name and otherwise cannot be read is kept by its name; see {@link TradingPartner.unreadable}. */
export const listedPartner = named.transform((all): TradingPartner => {
  const read = rowOf(wirePartner, all);
  if ('row' in read) return read.row;
  const { data: code } = words.safeParse(all['code']);
  return { partnerName: all.partnerName, code, settings: {}, unreadable: read.unreadable };
});

/** Fields a PUT does not take: they can be given at creation only. */
const createOnly: ReadonlySet<string> = new Set([
  'partnerName',
  'code',
  'username',
  'appendSuffixToUsername',
  'keyEnabled',
  // Never by a sync: it would undo what the partner has set since.
  'password',
]);

export function fieldsToUpdate({ settings = {}, emptied = [], ...fields }: TradingPartnerUpdate): object {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const all = {
    ...settings,
    ...Object.fromEntries(given),
    ...Object.fromEntries(emptied.map((field) => [field, null])),
  };
  return Object.fromEntries(Object.entries(all).filter(([field]) => !createOnly.has(field)));
}
