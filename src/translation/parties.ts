import type { Party } from '../documents/party.ts';
import type { DocumentProfile, LiteralAddress } from '../partners/index.ts';
import { addContact, addReferences } from './references.ts';
import { mapped, textCell, type PlacedParty, type Translation } from './text-cell.ts';
import { codeCell, freeCell, setting, type Cell, type Origin } from './source.ts';

type PartySettings = DocumentProfile['parties'][number];

/** An address on its way into N3 and N4, each part with its origin. */
interface Address {
  readonly street: readonly Cell[];
  readonly city?: Cell;
  readonly state?: Cell;
  readonly postalCode?: Cell;
  readonly country?: Cell;
}

/** The N1 loops the profile lists, in its order. @param path the setting that lists them */
export function addParties(t: Translation, parties: readonly PartySettings[], path: string): void {
  parties.forEach((party, index) => addParty(t, party, `${path}.${index}`));
}

function addParty(t: Translation, party: PartySettings, path: string): void {
  const name = textCell(t, party.name, 'free', `${path}.name`);
  const code = textCell(t, party.identification?.code, 'code', `${path}.identification.code`);
  const identified =
    party.identification && t.build.hasText(code)
      ? [codeCell(party.identification.qualifier, setting(`${path}.identification.qualifier`)), code]
      : [];
  // N1 needs a name or an identification (R0203); a party with neither says nothing.
  if (!t.build.hasText(name) && identified.length === 0) return;
  t.build.add('N1', [codeCell(party.entity, setting(`${path}.entity`)), name, ...identified]);
  if (typeof party.address === 'string') addPlace(t, t.parties[party.address]);
  else if (party.address) addAddress(t, literalAddress(party.address, `${path}.address`));
  addReferences(t, party.references, `${path}.references`);
  if (party.contact) addContact(t, party.contact, `${path}.contact`);
}

/** N3 and N4 of a party of the document. */
export function addPlace(t: Translation, place: PlacedParty | undefined): void {
  if (place?.party) addAddress(t, addressOf(t, place.party, place));
}

function addAddress(t: Translation, address: Address): void {
  for (let line = 0; line < address.street.length; line += 2) t.build.add('N3', address.street.slice(line, line + 2));
  t.build.add('N4', [
    address.city,
    stateCell(t, address.state),
    postalCell(address.postalCode),
    countryCell(t, address.country),
  ]);
}

function addressOf(t: Translation, party: Party, origins: Pick<PlacedParty, 'street' | 'postalCode'>): Address {
  // Which of SYSPRO's free address lines holds what is the site's habit, set in the company's configuration.
  const cell = (text: string | undefined, origin: Origin = origins.street): Cell | undefined =>
    text === undefined ? undefined : freeCell(text, origin);
  return {
    street: party.street.map((line) => freeCell(line, origins.street)).filter((line) => t.build.hasText(line)),
    city: cell(party.city),
    state: cell(party.state),
    postalCode: cell(party.postalCode, origins.postalCode),
    country: cell(party.country),
  };
}

function literalAddress(address: LiteralAddress, path: string): Address {
  const cell = (text: string | undefined, field: string): Cell | undefined =>
    text === undefined ? undefined : freeCell(text, setting(`${path}.${field}`));
  return {
    street: address.street.map((line) => freeCell(line, setting(`${path}.street`))),
    city: cell(address.city, 'city'),
    state: cell(address.state, 'state'),
    postalCode: cell(address.postalCode, 'postalCode'),
    country: cell(address.country, 'country'),
  };
}

function stateCell(t: Translation, cell: Cell | undefined): Cell | undefined {
  const message = 'is not a two-letter state or province';
  return placeCell(t, cell, t.profile.address.states, /^[A-Z]{2}$/, t.codes.stateUnmapped, message, 'address.states');
}

function countryCell(t: Translation, cell: Cell | undefined): Cell | undefined {
  const { countries, omitCountries } = t.profile.address;
  const code = t.codes.countryUnmapped;
  const country = placeCell(t, cell, countries, /^[A-Z]{2,3}$/, code, 'is not a country code', 'address.countries');
  return country && omitCountries.includes(country.text) ? undefined : country;
}

function placeCell(
  t: Translation,
  cell: Cell | undefined,
  map: Readonly<Record<string, string>>,
  form: RegExp,
  code: string,
  message: string,
  where: string,
): Cell | undefined {
  if (!t.build.hasText(cell)) return undefined;
  const text = mapped(map, cell.text) ?? cell.text.trim().toUpperCase();
  if (form.test(text)) return codeCell(text, cell.origin);
  if (t.profile.address.unmapped === 'refuse') {
    t.build.find(code, cell.origin, message, `Correct it in SYSPRO, or add it under ${where} of the profile.`, {
      value: cell.text,
    });
  }
  return undefined;
}

/** Data element 116 excludes punctuation and blanks. */
function postalCell(cell: Cell | undefined): Cell | undefined {
  return cell && codeCell(cell.text.replace(/[\s.-]/g, ''), cell.origin);
}
