/* oxlint-disable typescript/explicit-module-boundary-types -- what these functions return is the schema they spell out */
import { z } from 'zod';
import { references } from './parties.ts';
import { code, codeFormat, decimal, listOf, text, textOf, whenMissing, words } from './values.ts';

/** How the lines of a document are numbered where the customer's order may have numbers of its own. @param segments for the description */
export function echoedLineNumber(segments: string) {
  return z
    .strictObject({
      ...codeFormat.shape,
      source: z
        .enum(['line', 'customerOrderLine', 'salesOrderLine'])
        .default('line')
        .meta({
          description: `What ${segments} carries: our own line number, that of the customer’s order, or of the sales order`,
        }),
      whenMissing: z
        .enum(['omit', 'refuse', 'line'])
        .default('refuse')
        .meta({ description: 'What happens to a line without it; line sends our own number' }),
    })
    .prefault({});
}
export type EchoedLineNumber = z.output<ReturnType<typeof echoedLineNumber>>;

/** How many of the unit sent one of SYSPRO's is: a decimal number, or a fraction for a larger unit. */
const factor = text(
  /^(?:(?=[\d.]*[1-9])\d+(?:\.\d+)?|[1-9]\d*\/[1-9]\d*)$/,
  'is how many of the unit sent one of SYSPRO’s is, in quotes: "12", or "1/12" for a larger unit',
);

/** SYSPRO units to X12's, with a factor where quantity and price are converted. */
export const unitMap = z.record(
  words,
  z.union([code, z.strictObject({ code, factor })], { error: 'is an X12 unit, or { code: EA, factor: "12" }' }),
);

const literalId = z.strictObject({ qualifier: code, value: words });

function sourcedId(names: readonly string[]) {
  return z.strictObject({
    ...codeFormat.shape,
    qualifier: code,
    source: z.enum(names),
    whenMissing,
    codes: z.record(words, words).optional().meta({ description: 'The source’s number in SYSPRO → the partner’s' }),
    unmapped: z
      .enum(['refuse', 'keep', 'omit'])
      .default('refuse')
      .meta({ description: 'A number codes does not have: the line is refused, sent with SYSPRO’s own, or without' }),
    digits: z
      .union([z.literal(8), z.literal(11), z.literal(12), z.literal(13), z.literal(14)])
      .optional()
      .meta({
        description: 'The number is a GTIN, sent in so many digits. Absent: a gtin as its qualifier says',
      }),
    checkDigit: z.enum(['verify', 'compute', 'drop']).optional().meta({
      description: 'The number is a GTIN: its check digit is verified (usual), added, or verified and left out',
    }),
  });
}

/** The numbers of the item on each line. @param names the numbers documents of a type have */
export function itemIds(names: readonly string[]) {
  return z
    .array(
      z.union([literalId, sourcedId(names)], {
        error: `is { qualifier, value } or { qualifier, source }, with a source of ${names.join(', ')}`,
      }),
    )
    .min(1)
    .max(10)
    .meta({ description: 'The item’s numbers on each line, in order' });
}
export type SourcedItemId = z.output<ReturnType<typeof sourcedId>>;

/** PID of each line. */
export const descriptionSettings = z.strictObject({
  type: code.optional().meta({ description: 'PID02, such as 08 product' }),
  source: z.enum(['line', 'item', 'long']).default('line').meta({
    description: 'The line’s description, or the item’s short or long one; the line’s where the item has none',
  }),
  split: z.boolean().default(false).meta({
    description: 'A description longer than PID05 in several PID, broken at blanks; else as lengths.PID05 says',
  }),
});

/** PO4 of each line: SYSPRO has no column for how an item is packed, so the profile says it by stock code. */
export const packSettings = z
  .strictObject({
    items: z
      .record(
        words,
        z.strictObject({
          pack: z.int().min(1).max(999_999).meta({ description: 'PO401, how many inner units the ordered unit holds' }),
          size: decimal.optional().meta({ description: 'PO402, the size of one of them; with unit' }),
          unit: code.optional().meta({ description: 'PO403' }),
          packaging: code.optional().meta({ description: 'PO404, such as CTN25' }),
          innerPack: z.int().min(1).max(999_999).optional().meta({ description: 'PO414, inner packs per pack' }),
        }),
      )
      .meta({ description: 'SYSPRO stock code → PO4' }),
    whenMissing: whenMissing.meta({ description: 'A line whose item is not listed goes without PO4, or is refused' }),
  })
  .optional()
  .meta({ description: 'PO4 of each line of goods. Absent: none' });

/** REF of each line. @param sources what lines of a type have that may be sent */
export function lineReferences(sources: readonly string[]) {
  return references(textOf(sources)).meta({ description: 'REF of each line of goods, in order' });
}

/** Which X12 unit a total of the items' own measures is told in. */
export const totalMeasure = z.strictObject({
  unit: code.meta({ description: 'The unit of the company’s masses or volumes, which SYSPRO does not name' }),
  whenMissing: whenMissing.meta({ description: 'Where an item has no measure, or a line is in another unit' }),
});

/** CTT of any document. @param lines the segment that is counted */
export function totalShape(lines: string) {
  return {
    lineCount: z
      .boolean()
      .default(true)
      .meta({ description: `Send CTT01, the number of ${lines} segments` }),
    quantityHash: z.boolean().default(false).meta({ description: 'Send CTT02, the sum of the quantities' }),
    weight: totalMeasure.optional().meta({ description: 'Send CTT03 and CTT04, the items’ masses times quantities' }),
    volume: totalMeasure.optional().meta({ description: 'Send CTT05 and CTT06, the items’ volumes likewise' }),
  };
}
export type TotalMeasures = {
  readonly weight?: z.output<typeof totalMeasure>;
  readonly volume?: z.output<typeof totalMeasure>;
};

/** SCH of each line: a line of an order has one date, so one schedule of all of it. */
export const scheduleSettings = listOf(
  z.strictObject({ qualifier: code, source: z.enum(['dueDate']), whenMissing }),
  1,
);
