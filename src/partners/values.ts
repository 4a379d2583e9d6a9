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

/** A segment identifier such as `PO1`. */
export const segmentId = text(/^[A-Z][A-Z0-9]{1,2}$/, 'is a segment such as PO1');

/** An element reference such as `BEG03`. */
export const elementReference = text(/^[A-Z][A-Z0-9]{1,2}\d\d$/, 'is an element such as BEG03');

/** A decimal number as text. */
export const decimal = text(/^\d+(\.\d+)?$/, 'is a decimal number in quotes, such as "2.5"');

/** One character, as itself or as `0x1D`. */
export const character = text(/^(?:[\s\S]|0x[0-9A-Fa-f]{2})$/, 'is one character, or its code such as 0x1D').transform(
  (raw) => (raw.length > 1 ? String.fromCharCode(Number.parseInt(raw.slice(2), 16)) : raw),
);

/** The header fields of an order a profile may send as a reference, a name or a code. */
export const textSource = z.enum([
  'purchaseOrder',
  'supplier',
  'buyer',
  'customerPurchaseOrder',
  'paymentTerms',
  'shippingInstructions',
  'currency',
  'company',
  'shipTo.code',
  'shipTo.name',
  'partner.code',
  'partner.name',
]);
export type TextSource = z.output<typeof textSource>;

/** How a code is written: SYSPRO pads numbers with zeros that partners do not expect. */
const format = {
  trimZeros: z.boolean().default(false).meta({ description: 'Drop leading zeros: 000000000001001 → 1001' }),
  padTo: z.int().min(1).max(80).optional().meta({ description: 'Then fill with leading zeros to this length' }),
};
export const codeFormat = z.strictObject(format);
export type CodeFormat = z.output<typeof codeFormat>;

/** A text the partner gets: a literal, or a field of the order. */
export const textOf = z
  .union(
    [
      z.strictObject({ value: words }),
      z.strictObject({
        source: textSource,
        ...format,
        whenMissing: z.enum(['omit', 'refuse']).default('omit').meta({
          description: 'What happens to an order without it: the segment is left out, or the order is not sent',
        }),
      }),
    ],
    { error: 'is { value: … } or { source: … }' },
  )
  .meta({ description: 'A literal ({ value }) or a field of the order ({ source, trimZeros, padTo, whenMissing })' });
export type TextOf = z.output<typeof textOf>;
