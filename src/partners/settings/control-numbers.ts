import { z } from 'zod';

const number = z.int().min(1).max(999_999_999);

/** How control numbers are counted for a partner. The series itself is that of sender, receiver and usage. */
export const controlNumberSettings = z.strictObject({
  group: z.enum(['own', 'interchange', 'functional-id']).default('own').meta({
    description:
      'GS06: own, a counter of its own over all groups; interchange, the number of ISA13; functional-id, a counter for each GS01',
  }),
  groupDigits: z.int().min(1).max(9).default(1).meta({ description: 'How many digits GS06 and GE02 are filled to' }),
  set: z.enum(['group', 'running']).default('group').meta({
    description: 'ST02: group, from 1 in each group; running, on over all sets of the series',
  }),
  start: z
    .strictObject({ interchange: number.default(1), group: number.default(1), set: number.default(1) })
    .prefault({})
    .meta({ description: 'The first numbers of a series nothing was sent in yet' }),
});
