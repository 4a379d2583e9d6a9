/* oxlint-disable typescript/explicit-module-boundary-types -- what these functions return is the schema they spell out */
import { z } from 'zod';
import { contact, parties, references } from './parties.ts';
import {
  code,
  codeMap,
  elementReference,
  listOf,
  segmentId,
  text,
  whenMissing,
  words,
  type TextSchema,
} from './values.ts';

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
