import { z } from 'zod';
import { duration } from '../../config/duration.ts';
import { listOf, text } from './values.ts';

/** How documents leave together. Absent: each leaves at once, in an interchange of its own. */
export const batchingSettings = z.strictObject({
  maxSets: z.int().min(1).max(9_999).default(50).meta({ description: 'An interchange of so many sets leaves at once' }),
  maxBytes: z
    .int()
    .min(1_000)
    .optional()
    .meta({ description: 'An interchange is not longer than this, unless one set alone is' }),
  maxAge: duration.optional().meta({ description: 'No document waits longer than this for others' }),
  cutOff: listOf(text(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'is a time of day in quotes, such as "17:00"'), 48).meta({
    description: 'Times of day at which whatever waits leaves',
  }),
  timeZone: text(/^[A-Za-z][A-Za-z0-9_+/-]*$/, 'is an IANA time zone such as America/Chicago')
    .optional()
    .meta({ description: 'The zone of cutOff. Absent: the company’s' }),
  groups: z.enum(['one', 'per-type', 'per-set']).default('per-type').meta({
    description:
      'one: documents of one type, in one group. per-type: a group for each type of document. per-set: a group for each set',
  }),
});

export const strictlyRising = z.boolean().default(false).meta({
  description:
    'Interchanges are posted one after the other, in the order of their control numbers; one that waits for a person holds up those behind it',
});
