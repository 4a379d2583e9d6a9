import type { DocumentProfile } from '../partners/index.ts';
import { mapped, textCell, type Translation } from './header-text.ts';
import { codeCell, freeCell, header, setting, type Cell, type Origin } from './source.ts';

type PartySettings = DocumentProfile['parties'][number];

/** An address on its way into N3 and N4, each part with its origin. */
interface Address {
  readonly street: readonly Cell[];
  readonly city?: Cell;
  readonly state?: Cell;
  readonly postalCode?: Cell;
  readonly country?: Cell;
}

/** The N1 loops the profile lists, in its order. */
export function addParties(t: Translation): void {
  t.profile.parties.forEach((party, index) => addParty(t, party, `parties.${index}`));
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
  if (party.address === undefined) return;
  const address = party.address === 'shipTo' ? shipToAddress(t) : literalAddress(party.address, `${path}.address`);
  for (let line = 0; line < address.street.length; line += 2) t.build.add('N3', address.street.slice(line, line + 2));
  t.build.add('N4', [
    address.city,
    stateCell(t, address.state),
    postalCell(address.postalCode),
    countryCell(t, address.country),
  ]);
}

function shipToAddress(t: Translation): Address {
  const { street, city, state, postalCode, country } = t.order.shipTo;
  // Which of DeliveryAddr1 to 5 holds what is the site's habit, set in the company's configuration.
  const column = header('DeliveryAddr');
  const cell = (text: string | undefined, origin: Origin = column): Cell | undefined =>
    text === undefined ? undefined : freeCell(text, origin);
  return {
    street: street.map((line) => freeCell(line, column)).filter((line) => t.build.hasText(line)),
    city: cell(city),
    state: cell(state),
    postalCode: cell(postalCode, header('PostalCode')),
    country: cell(country),
  };
}

function literalAddress(address: Exclude<NonNullable<PartySettings['address']>, 'shipTo'>, path: string): Address {
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
  return placeCell(
    t,
    cell,
    t.profile.address.states,
    /^[A-Z]{2}$/,
    'PO-STATE-UNMAPPED',
    'is not a two-letter state or province',
    'address.states',
  );
}

function countryCell(t: Translation, cell: Cell | undefined): Cell | undefined {
  const country = placeCell(
    t,
    cell,
    t.profile.address.countries,
    /^[A-Z]{2,3}$/,
    'PO-COUNTRY-UNMAPPED',
    'is not a country code',
    'address.countries',
  );
  return country && t.profile.address.omitCountries.includes(country.text) ? undefined : country;
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
