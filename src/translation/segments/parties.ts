import type { Party } from '../../documents/party.ts';
import type { DocumentProfile, LiteralAddress } from '../../partners/index.ts';
import { addAddress, type Address } from './address.ts';
import { addContact, addReferences } from './references.ts';
import { textCell, textCells, type PlacedParty, type Translation } from '../cells/text-cell.ts';
import { codeCell, freeCell, setting, type Cell, type Origin } from '../cells/source.ts';

type PartySettings = DocumentProfile['parties'][number];

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
  const [first, ...continued] = namePieces(t, name);
  t.build.add('N1', [codeCell(party.entity, setting(`${path}.entity`)), first, ...identified]);
  addMoreNames(t, party, continued, path);
  if (typeof party.address === 'string') addPlace(t, t.parties[party.address], party.poBox);
  else if (party.address) addAddress(t, literalAddress(party.address, `${path}.address`), party.poBox);
  addReferences(t, party.references, `${path}.references`);
  if (party.contact) addContact(t, party.contact, `${path}.contact`);
}

/** N102, and what of a long name goes on in N2 where the profile says so, broken at blanks. */
function namePieces(t: Translation, name: Cell | undefined): readonly (Cell | undefined)[] {
  if (!name || t.profile.address.longNames === 'lengths') return [name];
  const [first, ...rest] = t.build.pieces(name, 'N1', 2);
  if (rest.length === 0) return [first];
  const text = rest.map((piece) => piece.text).join(' ');
  return [first, ...t.build.pieces({ ...name, text }, 'N2', 1)];
}

/** N2, twice at most, of two names each. */
function addMoreNames(
  t: Translation,
  party: PartySettings,
  continued: readonly (Cell | undefined)[],
  path: string,
): void {
  const names = [
    ...continued,
    ...party.moreNames.flatMap((more, index) => textCells(t, more, 'free', `${path}.moreNames.${index}`)),
  ].filter((cell) => t.build.hasText(cell));
  for (let index = 0; index < Math.min(names.length, 4); index += 2)
    t.build.add('N2', names.slice(index, Math.min(index + 2, 4)));
  const [beyond] = names.slice(4);
  if (!beyond) return;
  const message = 'is longer than N102 and two N2 can hold';
  t.build.find(t.codes.addressLines, beyond.origin, message, `Shorten it in SYSPRO, or change ${path} in the profile.`);
}

/** N3 and N4 of a party of the document. */
export function addPlace(t: Translation, place: PlacedParty | undefined, poBox?: PartySettings['poBox']): void {
  if (place?.party) addAddress(t, addressOf(t, place.party, place), poBox);
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
