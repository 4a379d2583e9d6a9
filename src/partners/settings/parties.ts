/* oxlint-disable typescript/explicit-module-boundary-types -- what these functions return is the schema they spell out */
import { z } from 'zod';
import { code, listOf, words, type TextSchema } from './values.ts';

const literalAddress = z.strictObject({
  street: z.array(words).max(4).default([]),
  city: words.optional(),
  state: words.optional(),
  postalCode: words.optional(),
  country: words.optional(),
});
export type LiteralAddress = z.output<typeof literalAddress>;

/** REF segments. */
export function references(text: TextSchema) {
  return listOf(z.strictObject({ qualifier: code, text, description: words.optional() }));
}

/** A PER segment. */
export function contact(text: TextSchema) {
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
