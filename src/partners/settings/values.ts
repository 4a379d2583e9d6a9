import { z } from 'zod';

/** Text in a profile. YAML reads an unquoted `01` as the number 1, so the error says what to do about it. */
export function text(pattern: RegExp, message: string): z.ZodString {
  return z
    .string({
      error: (issue) =>
        typeof issue.input === 'number' ? 'is a number to YAML: put it in quotes, as in "01"' : 'is text',
    })
    .regex(pattern, message);
}

/** An X12 code such as `SA`, `92` or `D240`. */
export const code = text(/^[A-Z0-9]{1,6}$/, 'is an X12 code: 1 to 6 capital letters or digits');

/** Any text that is not blank. */
export const words = text(/\S/, 'is not blank');

/** An element reference such as `BEG03`. */
export const elementReference = text(/^[A-Z][A-Z0-9]{1,2}\d\d$/, 'is an element such as BEG03');

/** A decimal number as text. */
export const decimal = text(/^\d+(\.\d+)?$/, 'is a decimal number in quotes, such as "2.5"');

/** One character, as itself or as `0x1D`. */
export const character = text(/^(?:[\s\S]|0x[0-9A-Fa-f]{2})$/, 'is one character, or its code such as 0x1D').transform(
  (raw) => (raw.length > 1 ? String.fromCharCode(Number.parseInt(raw.slice(2), 16)) : raw),
);

/** What happens to a document that lacks something: it goes without, or it is not sent. */
export const whenMissing = z.enum(['omit', 'refuse']).default('omit');

/** How a code is written: SYSPRO pads numbers with zeros that partners do not expect. */
const format = {
  trimZeros: z.boolean().default(false).meta({ description: 'Drop leading zeros: 000000000001001 → 1001' }),
  padTo: z.int().min(1).max(80).optional().meta({ description: 'Then fill with leading zeros to this length' }),
};
export const codeFormat = z.strictObject(format);
export type CodeFormat = z.output<typeof codeFormat>;

/** A partner's own code for each of SYSPRO's. */
const translatedCodes = {
  codes: z
    .record(words, words)
    .optional()
    .meta({ description: 'The field’s code in SYSPRO → the partner’s. Quote both' }),
  unmapped: z.enum(['refuse', 'keep', 'omit']).default('refuse').meta({
    description: 'A code that codes does not have: the document is not sent, or with SYSPRO’s own, or without',
  }),
  digitsOnly: z.boolean().default(false).meta({ description: 'Keep only the digits: (614) 555-0100 → 6145550100' }),
};

/** A text the partner gets: a literal, or a field of the document. @param sources the fields a document of this type has */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type is the schema's
export function textOf(sources: readonly string[]) {
  return z
    .union(
      [
        z.strictObject({ value: words }),
        z.strictObject({
          source: z.enum(sources),
          ...format,
          ...translatedCodes,
          whenMissing: whenMissing.meta({
            description: 'What happens to a document without it: the segment is left out, or the document is not sent',
          }),
        }),
      ],
      { error: 'is { value: … } or { source: … }' },
    )
    .meta({
      description:
        'A literal ({ value }) or a field of the document ({ source, codes, unmapped, digitsOnly, trimZeros, padTo, whenMissing })',
    });
}
/** The schema {@link textOf} makes. */
export type TextSchema = ReturnType<typeof textOf>;
export type TextOf = z.output<TextSchema>;

/** Codes of SYSPRO's, or of the site's, to those of X12. */
export const codeMap = z.record(words, code);

/** A list that may be left out. @param max how many entries it may have */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type is the schema's
export function listOf<T extends z.ZodType>(one: T, max?: number) {
  const list = z.array(one);
  return (max === undefined ? list : list.max(max)).default([]);
}

/** A time of day, HHMM or HHMMSS. */
export const timeOfDay = text(
  /^(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?$/,
  'is a time of day such as "0800", HHMM or HHMMSS',
);
