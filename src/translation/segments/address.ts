import { countryOf, isPostalCode, isPostOfficeBox, isState, threeLetters } from './places.ts';
import { codeCell, type Cell } from '../cells/source.ts';
import { mapped, type Translation } from '../cells/text-cell.ts';

/** An address on its way into N3 and N4, each part with its origin. */
export interface Address {
  readonly street: readonly Cell[];
  readonly city?: Cell | undefined;
  readonly state?: Cell | undefined;
  readonly postalCode?: Cell | undefined;
  readonly country?: Cell | undefined;
}

/** N3 and N4 of an address, as the profile's `address` says. @param poBox whether goods can go to a post office box there */
export function addAddress(t: Translation, address: Address, poBox: 'allow' | 'refuse' = 'allow'): void {
  const lines = streetLines(t, address.street, poBox);
  for (let line = 0; line < lines.length; line += 2) t.build.add('N3', lines.slice(line, line + 2));
  const country = countryText(t, address.country);
  const two = country && countryOf(country.text);
  const { state, subdivision } = stateCells(t, address.state, two);
  const omitted = country !== undefined && t.profile.address.omitCountries.includes(country.text);
  t.build.add('N4', [
    address.city,
    state,
    postalCell(t, address.postalCode, two),
    omitted ? undefined : country,
    undefined,
    undefined,
    subdivision,
  ]);
}

function streetLines(t: Translation, street: readonly Cell[], poBox: 'allow' | 'refuse'): readonly Cell[] {
  const { address } = t.profile;
  const told = inOrder(
    street.filter((line) => t.build.hasText(line)),
    address.poBox,
  );
  const box = told.find(({ text }) => isPostOfficeBox(text));
  if (box && poBox === 'refuse') {
    const fix = 'Give a street address in SYSPRO, or allow it in the profile (parties.….poBox).';
    t.build.find(t.codes.poBox, box.origin, 'is a post office box, where goods cannot be delivered', fix, {
      value: box.text,
    });
  }
  const lines = address.longLines === 'wrap' ? told.flatMap((line) => t.build.pieces(line, 'N3', 1)) : told;
  const [first] = lines;
  if (!first || lines.length <= address.lines) return lines;
  const whole = lines.map(({ text }) => text).join(', ');
  if (address.moreLines === 'join') {
    const joined = t.build.pieces({ ...first, text: whole }, 'N3', 1);
    if (joined.length <= address.lines) return joined;
  }
  const cut = address.moreLines === 'cut';
  t.build.find(
    t.codes.addressLines,
    first.origin,
    `has ${lines.length} lines, and the partner takes ${address.lines}${cut ? ': the others were left out' : ''}`,
    'Shorten the address in SYSPRO, or change address.moreLines or address.lines in the profile.',
    { value: whole.slice(0, 80), ...(cut ? { severity: 'warning' as const } : {}) },
  );
  return lines.slice(0, address.lines);
}

function inOrder(street: readonly Cell[], poBox: 'keep' | 'first' | 'last'): readonly Cell[] {
  if (poBox === 'keep') return street;
  const boxes = street.filter(({ text }) => isPostOfficeBox(text));
  const others = street.filter(({ text }) => !isPostOfficeBox(text));
  return poBox === 'first' ? [...boxes, ...others] : [...others, ...boxes];
}

/** N402; or N407 of a country whose states are not N402's (X12 allows one of the two, E0207). */
function stateCells(
  t: Translation,
  cell: Cell | undefined,
  country: string | undefined,
): { readonly state?: Cell; readonly subdivision?: Cell } {
  if (!t.build.hasText(cell)) return {};
  const { states, stateCountries, otherStates } = t.profile.address;
  const text = mapped(states, cell.text) ?? cell.text.trim().toUpperCase();
  if (country === undefined || stateCountries.includes(country)) {
    if (isState(text, country)) return { state: codeCell(text, cell.origin) };
    const what = country === undefined ? 'is not a two-letter state or province' : `is not a state of ${country}`;
    refuse(t, cell, t.codes.stateUnmapped, what, 'address.states');
    return {};
  }
  if (otherStates === 'omit') return {};
  const subdivision = text.replace(new RegExp(`^${country}-`), '');
  if (otherStates === 'n407' && /^[A-Z0-9]{1,3}$/.test(subdivision))
    return { subdivision: codeCell(subdivision, cell.origin) };
  const what = `is a state of ${country}, which the partner does not take`;
  refuse(
    t,
    cell,
    t.codes.stateUnmapped,
    otherStates === 'n407' ? 'is not a subdivision of one to three letters' : what,
    'address.states',
  );
  return {};
}

/** N404 in the form the profile asks for, before it is left out for some countries. */
function countryText(t: Translation, cell: Cell | undefined): Cell | undefined {
  if (!t.build.hasText(cell)) return undefined;
  const { countries, countryForm } = t.profile.address;
  const text = mapped(countries, cell.text) ?? cell.text.trim().toUpperCase();
  const two = countryOf(text);
  const asked =
    countryForm === 'as-mapped'
      ? /^[A-Z]{2,3}$/.test(text)
        ? text
        : undefined
      : two && (countryForm === 'alpha-2' ? two : threeLetters(two));
  if (asked !== undefined) return codeCell(asked, cell.origin);
  refuse(t, cell, t.codes.countryUnmapped, 'is not a country code', 'address.countries');
  return undefined;
}

/** Data element 116 excludes punctuation and blanks. */
function postalCell(t: Translation, cell: Cell | undefined, country: string | undefined): Cell | undefined {
  if (!t.build.hasText(cell)) return undefined;
  const code = cell.text.replace(/[\s.-]/g, '').toUpperCase();
  if (isPostalCode(code, country)) {
    const short = country === 'US' && t.profile.address.postalCodes === 'zip5';
    return codeCell(short ? code.slice(0, 5) : code, cell.origin);
  }
  if (t.profile.address.unmapped === 'refuse') {
    t.build.find(
      t.codes.postalCode,
      cell.origin,
      `is not a postal code of ${country ?? 'the country'}`,
      'Correct it in SYSPRO, or set address.unmapped: omit in the profile.',
      { value: cell.text },
    );
  }
  return undefined;
}

function refuse(t: Translation, cell: Cell, code: string, message: string, where: string): void {
  if (t.profile.address.unmapped === 'omit') return;
  t.build.find(code, cell.origin, message, `Correct it in SYSPRO, or add it under ${where} of the profile.`, {
    value: cell.text,
  });
}
