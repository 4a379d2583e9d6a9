/* oxlint-disable typescript/explicit-module-boundary-types -- what these functions return is the schema they spell out */
import { z } from 'zod';
import { code, codeMap, listOf, text, words, type TextSchema } from './values.ts';

const literalAddress = z.strictObject({
  street: z.array(words).max(4).default([]),
  city: words.optional(),
  state: words.optional(),
  postalCode: words.optional(),
  country: words.optional(),
});
export type LiteralAddress = z.output<typeof literalAddress>;

/** How addresses are written: N1 to N4 of every party. */
export const addressSettings = z
  .strictObject({
    longNames: z.enum(['lengths', 'n2']).default('lengths').meta({
      description:
        'A name longer than N102: as lengths.N102 says, or continued in N2, broken at a blank. What two N2 cannot hold is refused',
    }),
    lines: z
      .int()
      .min(1)
      .max(4)
      .default(4)
      .meta({ description: 'How many street lines the partner takes: N301, N302, and those of a second N3' }),
    longLines: z
      .enum(['lengths', 'wrap'])
      .default('lengths')
      .meta({ description: 'A street line longer than N301: as lengths.N301 says, or continued on the next line' }),
    moreLines: z.enum(['refuse', 'join', 'cut']).default('refuse').meta({
      description:
        'Street lines beyond lines: refused, joined with the others by commas (and refused if that is too long), or left out with a warning',
    }),
    poBox: z
      .enum(['keep', 'first', 'last'])
      .default('keep')
      .meta({ description: 'Where a street line that is a post office box stands' }),
    states: codeMap
      .default({})
      .meta({ description: 'SYSPRO state → N402, where it is not the two-letter code already' }),
    stateCountries: z
      .array(text(/^[A-Z]{2}$/, 'is a country of two letters'))
      .default(['US', 'CA', 'MX'])
      .meta({ description: 'Countries whose states are sent as N402' }),
    otherStates: z.enum(['omit', 'refuse', 'n407']).default('omit').meta({
      description:
        'States of other countries: left out, refused, or sent as N407 (from release 004030 on, without the country’s prefix)',
    }),
    countries: codeMap.default({}).meta({ description: 'SYSPRO country → N404, where it is not the code already' }),
    countryForm: z
      .enum(['as-mapped', 'alpha-2', 'alpha-3'])
      .default('as-mapped')
      .meta({ description: 'N404 as SYSPRO or countries have it, or in the two or three letters of ISO 3166' }),
    omitCountries: listOf(code).meta({
      description: 'Countries that N404 is left out for, in the form it would be sent in',
    }),
    postalCodes: z
      .enum(['whole', 'zip5'])
      .default('whole')
      .meta({ description: 'N403 whole, or of the United States the first five digits' }),
    unmapped: z
      .enum(['refuse', 'omit'])
      .default('refuse')
      .meta({ description: 'What happens to a state, country or postal code that is none' }),
  })
  .prefault({});

/** REF segments. */
export function references(named: TextSchema) {
  return listOf(z.strictObject({ qualifier: code, text: named, description: words.optional() }));
}

/** A PER segment. */
export function contact(named: TextSchema) {
  return z.strictObject({
    function: code,
    name: named.optional(),
    numbers: z
      .array(
        z.strictObject({
          qualifier: code,
          number: z.union([words, named], { error: 'is a number, or { source: … }' }),
        }),
      )
      .max(3)
      .default([]),
  });
}

/** N1 loops. */
export function parties(named: TextSchema, addresses: readonly string[]) {
  return listOf(
    z.strictObject({
      entity: code.meta({
        description: 'N101: BY buyer, ST ship-to, BT bill-to, RE remit-to, SF ship-from, VN vendor',
      }),
      name: named.optional().meta({ description: 'N102' }),
      identification: z
        .strictObject({ qualifier: code, code: named })
        .optional()
        .meta({ description: 'N103 and N104: 1 DUNS, 9 DUNS+4, 91 the seller’s code, 92 the buyer’s, UL a GLN' }),
      moreNames: listOf(named, 2).meta({ description: 'N2: further names, such as a department or an addressee' }),
      address: z
        .union([z.enum(addresses), literalAddress], { error: `is ${addresses.join(', ')} or an address` })
        .optional()
        .meta({ description: 'N3 and N4' }),
      poBox: z
        .enum(['allow', 'refuse'])
        .default('allow')
        .meta({ description: 'refuse: goods cannot be delivered to this party’s post office box' }),
      references: references(named).meta({ description: 'REF of the party' }),
      contact: contact(named).optional().meta({ description: 'PER of the party' }),
    }),
  );
}
