import type { ItemMaster } from '../../documents/commerce.ts';
import type { LocalDate } from '../../documents/local-date.ts';
import type { Party } from '../../documents/party.ts';
import type { CodeFormat, DocumentProfile, TextOf } from '../../partners/index.ts';
import type { PriceCodes, TranslationCodes } from '../finding-codes.ts';
import type { SetBuilder } from '../set-builder.ts';
import { codeCell, literal, type Cell, type Origin } from './source.ts';

/** A field of a document that a profile may name: its text, or its texts where it has several, and where they come from. */
export interface Field {
  readonly texts: readonly (string | undefined)[];
  readonly origin: Origin;
}

/** A date of a document that a profile may name. */
export interface DateField {
  readonly date: LocalDate | undefined;
  /** HHMMSS at the company, of a date that has a time. SYSPRO’s own have none. */
  readonly time?: string;
  readonly origin: Origin;
}

/** A party of a document whose address a profile may name, with where its street lines and its postal code come from. */
export interface PlacedParty {
  readonly party: Party | undefined;
  readonly street: Origin;
  readonly postalCode: Origin;
}

/** What the parts of a translation share, whatever the document. */
export interface Translation {
  readonly profile: DocumentProfile;
  readonly build: SetBuilder;
  readonly codes: TranslationCodes;
  readonly fields: Readonly<Record<string, Field>>;
  readonly dates: Readonly<Record<string, DateField>>;
  readonly parties: Readonly<Record<string, PlacedParty>>;
  readonly items: ReadonlyMap<string, ItemMaster>;
}

/** What the parts share where a document has prices. */
export interface PricedTranslation extends Translation {
  readonly profile: Extract<DocumentProfile, { readonly price: unknown }>;
  readonly codes: PriceCodes;
}

/** The items of a document's masters, by stock code. */
export function itemsByStockCode(masters: readonly ItemMaster[]): ReadonlyMap<string, ItemMaster> {
  return new Map(masters.map((item) => [item.stockCode, item]));
}

/**
 * The cell of a text the profile asks for: its literal or a field of the document.
 * @param kind whether it may be folded, replaced and cut
 * @param path the setting that asks for it
 */
export function textCell(t: Translation, text: TextOf | undefined, kind: Cell['kind'], path: string): Cell | undefined {
  return textCells(t, text, kind, path)[0];
}

/** The same where the field may have several texts. */
export function textCells(t: Translation, text: TextOf | undefined, kind: Cell['kind'], path: string): Cell[] {
  if (!text) return [];
  if ('value' in text) return [literal(text.value, path, kind)].filter((cell) => cell !== undefined);
  const field = t.fields[text.source];
  // The profile's schema names no field that a document of its type does not have.
  if (!field) throw new RangeError(`there is no field ${text.source} in documents of this type`);
  const values = field.texts
    .map((value) => value?.trim() ?? '')
    .map((value) => (text.digitsOnly ? value.replace(/\D/g, '') : value))
    .filter((value) => value !== '');
  if (values.length === 0 && text.whenMissing === 'refuse') missing(t, field.origin, path);
  return values.flatMap((value) => {
    const own = partnersText(t, value, text, field.origin, path);
    return own === undefined ? [] : [{ text: own, kind, origin: field.origin }];
  });
}

/** A field's text as the partner has it: its own code where the profile lists them, else as the profile writes it. */
function partnersText(
  t: Translation,
  value: string,
  text: Extract<TextOf, { source: string }>,
  origin: Origin,
  path: string,
): string | undefined {
  if (!text.codes) return written(value, text);
  const own = mapped(text.codes, value);
  if (own !== undefined) return own;
  if (text.unmapped === 'keep') return written(value, text);
  if (text.unmapped === 'refuse') {
    const message = 'has no code of the partner’s in the profile';
    const fix = `Add ${JSON.stringify(value)} under ${path}.codes of the profile.`;
    t.build.find(t.codes.codeUnmapped, origin, message, fix, { value });
  }
  return undefined;
}

/** The finding that a field is empty which the partner must have. */
export function missing(t: Translation, origin: Origin, path: string): void {
  const fix = `Fill it in SYSPRO, or change ${path} in the profile.`;
  t.build.find(t.codes.fieldMissing, origin, 'is empty, and the partner must have it', fix);
}

/** A code as the profile writes it. */
export function written(code: string, format: CodeFormat): string {
  const trimmed = format.trimZeros ? code.trim().replace(/^0+(?=.)/, '') : code.trim();
  return format.padTo === undefined ? trimmed : trimmed.padStart(format.padTo, '0');
}

/** The entry of a map of the profile, whatever the case and the blanks around the key; the very key, where the map has it. */
export function mapped<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  const wanted = key.trim();
  if (Object.hasOwn(map, wanted)) return map[wanted];
  const folded = wanted.toUpperCase();
  return Object.entries(map).find(([from]) => from.trim().toUpperCase() === folded)?.[1];
}

/** CCYYMMDD of a calendar date. */
export function dateCell(date: LocalDate | undefined, origin: Origin): Cell | undefined {
  return date === undefined ? undefined : codeCell(x12Date(date), origin);
}

/** A calendar date as X12 writes it. */
export function x12Date(date: LocalDate): string {
  return date.replaceAll('-', '');
}

/** Fields of the profile itself, which documents of every type may name. */
export function partnerFields({ partner }: DocumentProfile): Readonly<Record<string, Field>> {
  return {
    'partner.code': { texts: [partner.code], origin: { setting: 'partner' } },
    'partner.name': { texts: [partner.name], origin: { setting: 'name' } },
  };
}
