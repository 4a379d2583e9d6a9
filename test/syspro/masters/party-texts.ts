import fc from 'fast-check';
import { compact } from '../../../src/documents/compact.ts';
import type { PartyRecord } from '../../../src/documents/party-record.ts';

const characters = Array.from(
  new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte)),
).filter((character) => !/\p{Cc}/u.test(character));

/** A text that a column of that width holds: Windows-1252, without surrounding blanks; `''` among them. */
export function columnText(width: number): fc.Arbitrary<string> {
  const character = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...Array.from('aZ09 ,.&<>\'"-;')) },
    { weight: 1, arbitrary: fc.constantFrom(...characters) },
  );
  return fc.array(character, { minLength: 0, maxLength: width }).map((some) => some.join('').trim());
}

/** What the second address line may say: one line, or several that were joined. */
const secondLine = fc.oneof(
  columnText(40),
  fc
    .tuple(columnText(38), columnText(38))
    .map((some) => some.map((text) => text.replaceAll(', ', ' ').replace(/^[\s,]+|[\s,]+$/g, '')))
    .filter((some) => some.every((text) => text !== ''))
    .map((some) => some.join(', ')),
);

/** Fields to set, any of them, as SYSPRO has room for. No name is blank. */
export const partyChange: fc.Arbitrary<PartyRecord> = fc
  .record(
    {
      name: columnText(50).filter((text) => text !== ''),
      contact: columnText(50),
      emailAddress: columnText(255),
      phone: columnText(20),
      addressLine1: columnText(40),
      addressLine2: secondLine,
      city: columnText(40),
      stateOrProvince: columnText(40),
      postalCode: columnText(10),
      countryOrRegion: columnText(40),
    },
    { requiredKeys: [] },
  )
  .map((change) => compact<PartyRecord>(change));

/** What a party says once fields were set: blanked ones are absent. */
export function changed(before: PartyRecord, change: PartyRecord): PartyRecord {
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, text]) => text !== ''));
}
