/**
 * The fields of a party that SYSPRO's supplier or customer master and Sterling's trading partner both have, by Sterling's names
 * (`name` is its `partnerName`, `contact` its `givenName` and `surname`).
 */
export const masterFields = [
  'name',
  'contact',
  'emailAddress',
  'phone',
  'addressLine1',
  'addressLine2',
  'city',
  'stateOrProvince',
  'postalCode',
  'countryOrRegion',
  'timeZone',
] as const;
export type MasterField = (typeof masterFields)[number];

/** What one side says of a party. A field that is absent or blank there is absent here. */
export type PartyRecord = Readonly<Partial<Record<MasterField, string>>>;

/** A side of the comparison. */
export type MasterSide = 'syspro' | 'sterling';
