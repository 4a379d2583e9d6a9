import type { DocumentProfile } from '../partners/index.ts';
import { textCell, textCells, type Translation } from './text-cell.ts';
import { codeCell, literal, setting, type Cell } from './source.ts';

type References = DocumentProfile['references'];
type Contact = DocumentProfile['contacts'][number];

/** REF segments, one for each text of each setting. @param path the setting that lists them */
export function addReferences(t: Translation, references: References, path: string): void {
  references.forEach(({ qualifier, text, description }, index) => {
    const at = `${path}.${index}`;
    for (const value of textCells(t, text, 'code', `${at}.text`)) {
      if (!t.build.hasText(value)) continue;
      const cells = [codeCell(qualifier, setting(`${at}.qualifier`)), value];
      t.build.add('REF', [...cells, literal(description, `${at}.description`, 'free')]);
    }
  });
}

/** PER segments; one that has neither a name nor a number says nothing. */
export function addContacts(t: Translation, contacts: readonly Contact[], path: string): void {
  contacts.forEach((contact, index) => addContact(t, contact, `${path}.${index}`));
}

/** One PER segment. */
export function addContact(t: Translation, contact: Contact, path: string): void {
  const name = textCell(t, contact.name, 'free', `${path}.name`);
  const numbers = contact.numbers.flatMap(({ qualifier, number }, n): Cell[] => {
    const at = `${path}.numbers.${n}`;
    const cell =
      typeof number === 'string' ? literal(number, `${at}.number`) : textCell(t, number, 'code', `${at}.number`);
    return t.build.hasText(cell) ? [codeCell(qualifier, setting(`${at}.qualifier`)), cell] : [];
  });
  if (!t.build.hasText(name) && numbers.length === 0) return;
  t.build.add('PER', [codeCell(contact.function, setting(`${path}.function`)), name, ...numbers]);
}

/** The FOB segment. */
export function addFob({ profile: { fob }, build }: Translation): void {
  if (!fob) return;
  build.add('FOB', [
    codeCell(fob.payment, setting('fob.payment')),
    literal(fob.location, 'fob.location'),
    literal(fob.description, 'fob.description', 'free'),
  ]);
}

/** DTM segments of the document. */
export function addDates(t: Translation): void {
  for (const [index, { qualifier, source, whenMissing }] of t.profile.dates.entries()) {
    const field = t.dates[source];
    if (!field) throw new RangeError(`there is no date ${source} in documents of this type`);
    if (field.date !== undefined) {
      const value = codeCell(field.date.replaceAll('-', ''), field.origin);
      t.build.add('DTM', [codeCell(qualifier, setting(`dates.${index}.qualifier`)), value]);
    } else if (whenMissing === 'refuse') {
      const fix = 'Fill it in SYSPRO, or change dates in the profile.';
      t.build.find(t.codes.fieldMissing, field.origin, 'is empty, and the partner must have it', fix);
    }
  }
}
