/* oxlint-disable typescript/explicit-module-boundary-types -- what these functions return is the schema they spell out */
import { z } from 'zod';
import {
  code,
  codeFormat,
  decimal,
  elementReference,
  segmentId,
  text,
  whenMissing,
  words,
  type TextSchema,
} from './values.ts';

/** Codes of SYSPRO's, or of the site's, to those of X12. */
export const codeMap = z.record(words, code);

const literalAddress = z.strictObject({
  street: z.array(words).max(4).default([]),
  city: words.optional(),
  state: words.optional(),
  postalCode: words.optional(),
  country: words.optional(),
});
export type LiteralAddress = z.output<typeof literalAddress>;

const oneTerms = z.strictObject({
  type: code.optional().meta({ description: 'ITD01: 01 basic, 05 discount not applicable, 08 basic discount offered' }),
  basis: code.optional().meta({ description: 'ITD02: 1 ship date, 3 invoice date' }),
  discountPercent: decimal.optional().meta({ description: 'ITD03, in percent' }),
  discountDays: z.int().min(0).max(999).optional().meta({ description: 'ITD05' }),
  netDays: z.int().min(0).max(999).optional().meta({ description: 'ITD07' }),
  description: words.optional().meta({ description: 'ITD12' }),
});

/** What terms have in every document. */
export const termsShape = {
  codes: z.record(words, oneTerms).default({}).meta({ description: 'SYSPRO payment terms → ITD, for this partner' }),
  type: code.default('01').meta({ description: 'ITD01 of terms that only the company’s configuration explains' }),
  basis: code.default('3').meta({ description: 'ITD02 of those' }),
  unmapped: z.enum(['omit', 'refuse']).default('refuse').meta({
    description: 'What happens to terms that neither codes nor the company’s configuration explain',
  }),
};
export type TermsSettings = z.output<z.ZodObject<typeof termsShape>>;

/** A charge as SAC. */
export const chargeCode = z.strictObject({
  code: code.meta({ description: 'SAC02' }),
  handling: code.optional().meta({ description: 'SAC12' }),
  description: z.boolean().default(true).meta({ description: 'Send SYSPRO’s text as SAC15' }),
});
export type ChargeCode = z.output<typeof chargeCode>;

/** Which price a line of goods has, and per what. @param segment PO1 or IT1 */
export function priceShape(segment: string) {
  return {
    per: z
      .enum(['order-unit', 'price-unit'])
      .default('order-unit')
      .meta({
        description: `${segment}04 is per ordered (invoiced) unit, or per SYSPRO price unit with its basis`,
      }),
    basis: code
      .optional()
      .meta({ description: `${segment}05 when the price is per ordered unit, such as PE. Absent: not sent` }),
    bases: codeMap.default({}).meta({ description: `SYSPRO price unit → ${segment}05, for per: price-unit` }),
    discounts: z
      .union([z.literal('net'), z.strictObject({ code, handling: code.optional() })], {
        error: 'is net or { code: C310 }',
      })
      .default('net')
      .meta({ description: `Line discounts: taken off ${segment}04, or each an allowance (SAC) of the line` }),
    maxDecimals: z
      .int()
      .min(0)
      .max(6)
      .optional()
      .meta({ description: 'A price with more decimals is refused, never rounded' }),
  };
}
export type PriceSettings = z.output<z.ZodObject<ReturnType<typeof priceShape>>>;

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

/** What the documents of one type have that a profile may name. */
export interface Nameable {
  /** A literal, or a field that may be sent as a reference, a name or a code. */
  readonly text: TextSchema;
  /** Parties whose address may be sent. */
  readonly addresses: readonly string[];
  /** Numbers of an item. */
  readonly items: readonly string[];
  readonly dates: readonly string[];
}

function listOf<T extends z.ZodType>(one: T, max?: number) {
  const list = z.array(one);
  return (max === undefined ? list : list.max(max)).default([]);
}

/** REF segments. */
export function references(text: TextSchema) {
  return listOf(z.strictObject({ qualifier: code, text, description: words.optional() }));
}

function contact(text: TextSchema) {
  return z.strictObject({
    function: code,
    name: text.optional(),
    numbers: z
      .array(
        z.strictObject({
          qualifier: code,
          number: z.union([words, text], { error: 'is a number, or { source: … }' }),
        }),
      )
      .max(3)
      .default([]),
  });
}

/** N1 loops. */
export function parties(text: TextSchema, addresses: readonly string[]) {
  return listOf(
    z.strictObject({
      entity: code.meta({
        description: 'N101: BY buyer, ST ship-to, BT bill-to, RE remit-to, SF ship-from, VN vendor',
      }),
      name: text.optional().meta({ description: 'N102' }),
      identification: z.strictObject({ qualifier: code, code: text }).optional().meta({ description: 'N103 and N104' }),
      address: z
        .union([z.enum(addresses), literalAddress], { error: `is ${addresses.join(', ')} or an address` })
        .optional()
        .meta({ description: 'N3 and N4' }),
      references: references(text).meta({ description: 'REF of the party' }),
      contact: contact(text).optional().meta({ description: 'PER of the party' }),
    }),
  );
}

/** The settings all documents of goods have. */
export function sharedShape(names: Nameable) {
  return {
    send: z.boolean().default(false).meta({ description: 'Sending is opt-in' }),
    references: references(names.text).meta({ description: 'REF segments, in order' }),
    contacts: listOf(contact(names.text), 3).meta({ description: 'PER segments, in order' }),
    fob: z
      .strictObject({ payment: code, location: code.optional(), description: words.optional() })
      .optional()
      .meta({ description: 'FOB01, FOB02 and FOB03' }),
    dates: listOf(z.strictObject({ qualifier: code, source: z.enum(names.dates), whenMissing }), 10).meta({
      description: 'DTM segments, in order',
    }),
    parties: parties(names.text, names.addresses).meta({ description: 'N1 loops, in order' }),
    address: z
      .strictObject({
        states: codeMap
          .default({})
          .meta({ description: 'SYSPRO state → N402, where it is not the two-letter code already' }),
        countries: codeMap.default({}).meta({ description: 'SYSPRO country → N404, where it is not the code already' }),
        omitCountries: listOf(code).meta({ description: 'Countries that N404 is left out for' }),
        unmapped: z
          .enum(['refuse', 'omit'])
          .default('refuse')
          .meta({ description: 'What happens to a state or country that is no code and not mapped' }),
      })
      .prefault({}),
    units: codeMap.meta({ description: 'SYSPRO unit of measure → X12 unit (355)' }),
    quantity: z
      .strictObject({
        maxDecimals: z.int().min(0).max(6).optional().meta({ description: 'A quantity with more decimals is refused' }),
      })
      .prefault({}),
    itemIds: z
      .array(z.strictObject({ qualifier: code, source: z.enum(names.items), whenMissing }))
      .min(1)
      .max(10)
      .meta({ description: 'The item’s numbers on each line, in order' }),
    description: z
      .strictObject({ type: code.optional().meta({ description: 'PID02, such as 08 product' }) })
      .optional()
      .meta({ description: 'PID of each line. Absent: none' }),
    lengths: z
      .record(
        elementReference,
        z.strictObject({ max: z.int().min(1), overflow: z.enum(['fail', 'truncate']).default('fail') }),
      )
      .default({})
      .meta({
        description: 'Shorter maximum lengths than the release’s. Only descriptions, names and addresses may be cut',
      }),
    codeLists: z
      .record(elementReference, z.array(text(/^\S{1,10}$/, 'is a code')).min(1))
      .default({})
      .meta({ description: 'The only codes the partner takes in an element' }),
    required: listOf(z.union([segmentId, elementReference])).meta({
      description: 'Segments, or elements of segments sent, the partner insists on',
    }),
  };
}
