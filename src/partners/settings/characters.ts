import { z } from 'zod';
import { text } from './values.ts';

const substitute = z.union(
  [z.literal('refuse'), z.strictObject({ replace: z.string().length(1, 'is one character') })],
  {
    error: 'is refuse or { replace: " " }',
  },
);

/** Which characters the partner takes, and what becomes of the others. */
export const characterPolicy = z.strictObject({
  set: z.enum(['basic', 'extended']).meta({ description: 'X12’s basic set (capitals) or the extended one' }),
  upperCase: z.boolean().meta({ description: 'Write everything in capitals' }),
  fold: z.boolean().default(true).meta({ description: 'é → e, “ → ", – → -, tab and line break → blank' }),
  blanks: z.enum(['single', 'keep']).default('single').meta({
    description: 'Several blanks in a row, in free text: made one, or kept. Blanks around a text are never sent',
  }),
  replace: z
    .record(text(/^[\s\S]$/u, 'is one character'), z.string())
    .default({})
    .meta({ description: 'Characters that free text is written without: "&": " and ". Before anything else' }),
  separators: substitute.meta({
    description: 'A separator inside free text. In codes and numbers it is always refused',
  }),
  unsupported: substitute.meta({
    description: 'Any other character outside the set, in free text. In codes and numbers it is always refused',
  }),
});
