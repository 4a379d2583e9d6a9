import { addDays } from '../../documents/local-date.ts';
import type { DocumentProfile } from '../../partners/index.ts';
import { textCell, textCells, x12Date, type DateField, type Translation } from '../cells/text-cell.ts';
import { codeCell, gap, literal, setting, type Cell } from '../cells/source.ts';

type References = DocumentProfile['references'];
type Contact = DocumentProfile['contacts'][number];
type DateEntry = DocumentProfile['dates'][number];

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
export function addFob(t: Translation): void {
  const { fob } = t.profile;
  if (!fob) return;
  const { description, incoterm, title } = fob;
  t.build.add('FOB', [
    codeCell(fob.payment, setting('fob.payment')),
    literal(fob.location, 'fob.location'),
    typeof description === 'object'
      ? textCell(t, description, 'free', 'fob.description')
      : literal(description, 'fob.description', 'free'),
    literal(incoterm?.qualifier, 'fob.incoterm.qualifier'),
    literal(incoterm?.code, 'fob.incoterm.code'),
    literal(title?.location, 'fob.title.location'),
    literal(title?.description, 'fob.title.description', 'free'),
  ]);
}

/** DTM segments of the document. */
export function addDates(t: Translation): void {
  t.profile.dates.forEach((entry, index) => addDate(t, entry, `dates.${index}`));
}

/** One DTM segment: a day, a day with a time of day, or a period (RD8). @param path the setting that asks for it */
function addDate(t: Translation, entry: DateEntry, path: string): void {
  const field = dateOf(t, entry.source);
  const until = entry.until && dateOf(t, entry.until.source);
  const absent = [field, until].find((one) => one && one.date === undefined);
  if (field.date === undefined || absent) {
    if (entry.whenMissing === 'omit') return;
    const fix = 'Fill it in SYSPRO, or change dates in the profile.';
    t.build.find(t.codes.fieldMissing, absent?.origin ?? field.origin, 'is empty, and the partner must have it', fix);
    return;
  }
  const qualifier = codeCell(entry.qualifier, setting(`${path}.qualifier`));
  const day = addDays(field.date, entry.addDays);
  if (entry.until && until?.date !== undefined) {
    const last = addDays(until.date, entry.until.addDays);
    if (last < day) {
      const message = `is ${last}, before ${day}, and the partner gets both as a period`;
      t.build.find(t.codes.period, until.origin, message, `Correct the dates in SYSPRO, or ${path} in the profile.`);
    }
    const period = codeCell(`${x12Date(day)}-${x12Date(last)}`, field.origin);
    t.build.add('DTM', [qualifier, ...gap(3), codeCell('RD8', setting(`${path}.until`)), period]);
    return;
  }
  const time = timeCell(field, entry.time, path);
  t.build.add('DTM', [
    qualifier,
    codeCell(x12Date(day), field.origin),
    time,
    time && literal(entry.zone, `${path}.zone`),
  ]);
}

/** A time of day the profile gives, or the source's own as far as the partner takes it; undefined where it has none. */
function timeCell(field: DateField, time: DateEntry['time'], path: string): Cell | undefined {
  if (time === undefined) return undefined;
  if (time !== 'minutes' && time !== 'seconds') return codeCell(time, setting(`${path}.time`));
  return field.time === undefined ? undefined : codeCell(field.time.slice(0, time === 'minutes' ? 4 : 6), field.origin);
}

function dateOf(t: Translation, source: string): DateField {
  const field = t.dates[source];
  if (!field) throw new RangeError(`there is no date ${source} in documents of this type`);
  return field;
}
