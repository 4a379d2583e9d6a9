import { z } from 'zod';
import { duration } from '../../config/duration.ts';

/** TA1: what the partner says of a whole interchange. */
const interchange = z
  .strictObject({
    expect: z.enum(['none', 'errors', 'always']).default('none').meta({
      description:
        'Whether the partner answers with a TA1: never, only to reject, or always, which ISA14 has to ask for',
    }),
    within: duration.optional().meta({ description: 'Overdue after so long. Needed with always' }),
  })
  .refine((ta1) => ta1.expect !== 'always' || ta1.within !== undefined, {
    path: ['within'],
    error: 'is needed when a TA1 always comes',
  })
  .prefault({});

/** What the partner acknowledges, how soon, and how its verdicts are taken. */
export const acknowledgement = z
  .strictObject({
    expect: z.enum(['none', '997', '999']),
    within: duration.optional().meta({ description: 'Overdue after so long. Needed unless expect is none' }),
    warnBefore: duration
      .optional()
      .meta({ description: 'A warning so long before it is overdue. Absent: none. Shorter than within' }),
    level: z.enum(['set', 'group']).default('set').meta({
      description:
        'set: each transaction set has its own verdict (AK5, IK5). group: the partner tells that of the group alone (AK9), and it counts for all sets of the group',
    }),
    acceptedWithErrors: z.enum(['accepted', 'rejected']).default('accepted').meta({
      description: 'What E (accepted with errors noted) of a set or a group means: the partner took it, or did not',
    }),
    partlyAccepted: z.enum(['by-set', 'rejected']).default('by-set').meta({
      description: 'What P of a group (AK9) means for sets it accepts: each has its own verdict, or none was taken',
    }),
    interchange: interchange.meta({ description: 'TA1' }),
  })
  .refine((a) => a.expect === 'none' || a.within !== undefined, {
    path: ['within'],
    error: 'is needed when an acknowledgement is expected',
  });
