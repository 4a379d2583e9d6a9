import type { SettingPath } from './profile-file.ts';
import type { PurchaseOrderSettings } from './purchase-order-settings.ts';

/** A code the settings put into an element. */
export interface CodeSent {
  readonly path: SettingPath;
  /** The element it goes into: `BEG02`. */
  readonly element: string;
  readonly value: string;
  /** Only sent when an order has what it stands for, as an entry of a map; then the order is checked, not the profile. */
  readonly conditional: boolean;
}

/** Every code the settings of a purchase order send, with the element it goes into. */
export function codesSent(s: PurchaseOrderSettings): CodeSent[] {
  const found: CodeSent[] = [];
  const add = (element: string, value: string | undefined, ...path: PropertyKey[]): void => {
    if (value !== undefined) found.push({ path, element, value, conditional: false });
  };
  const each = (element: string, values: Readonly<Record<string, string>>, ...path: PropertyKey[]): void => {
    for (const [key, value] of Object.entries(values))
      found.push({ path: [...path, key], element, value, conditional: true });
  };
  add('BEG01', s.purpose, 'purpose');
  add('BEG02', s.orderType, 'orderType');
  add('CUR01', s.currency, 'currency');
  s.references.forEach((reference, i) => add('REF01', reference.qualifier, 'references', i, 'qualifier'));
  s.contacts.forEach((contact, i) => {
    add('PER01', contact.function, 'contacts', i, 'function');
    contact.numbers.forEach((number, n) => add('PER03', number.qualifier, 'contacts', i, 'numbers', n, 'qualifier'));
  });
  add('FOB01', s.fob?.payment, 'fob', 'payment');
  add('FOB02', s.fob?.location, 'fob', 'location');
  for (const [code, terms] of Object.entries(s.terms?.codes ?? {})) {
    add('ITD01', terms.type, 'terms', 'codes', code, 'type');
    add('ITD02', terms.basis, 'terms', 'codes', code, 'basis');
  }
  s.dates.forEach((date, i) => add('DTM01', date.qualifier, 'dates', i, 'qualifier'));
  s.parties.forEach((party, i) => {
    add('N101', party.entity, 'parties', i, 'entity');
    add('N103', party.identification?.qualifier, 'parties', i, 'identification', 'qualifier');
  });
  each('N402', s.address.states, 'address', 'states');
  each('N404', s.address.countries, 'address', 'countries');
  each('PO103', s.units, 'units');
  add('PO105', s.price.basis, 'price', 'basis');
  each('PO105', s.price.bases, 'price', 'bases');
  s.itemIds.forEach((item, i) => add('PO106', item.qualifier, 'itemIds', i, 'qualifier'));
  add('PID02', s.description?.type, 'description', 'type');
  s.lineDates.forEach((date, i) => add('DTM01', date.qualifier, 'lineDates', i, 'qualifier'));
  for (const [place, note] of Object.entries(s.notes)) {
    if (typeof note === 'object') add('N901', note.n9, 'notes', place, 'n9');
  }
  for (const [kind, charge] of Object.entries(s.charges)) {
    if (typeof charge !== 'object') continue;
    add('SAC02', charge.code, 'charges', kind, 'code');
    add('SAC12', charge.handling, 'charges', kind, 'handling');
  }
  return found;
}
