import { parseCodes } from '../guide.ts';
import { acknowledgementCodeTexts } from './acknowledgement-codes.ts';
import { codeTexts } from './codes.ts';
import { functionalIdTexts } from './segment-names.ts';

const lists: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map(
  Object.entries({ ...codeTexts, ...acknowledgementCodeTexts, '479': functionalIdTexts }).map(([number, text]) => [
    number,
    parseCodes(text),
  ]),
);

/** What a code of a data element means, or undefined where we do not know the code or its words. */
export function meaningOf(dataElement: string, code: string): string | undefined {
  const list = lists.get(dataElement);
  return list && Object.hasOwn(list, code) ? list[code] || undefined : undefined;
}
