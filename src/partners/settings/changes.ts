/* oxlint-disable typescript/explicit-module-boundary-types -- what these functions return is the schema they spell out */
import { z } from 'zod';
import { code } from './values.ts';

const purposeOrNever = z.union([z.literal('never'), code], { error: 'is never, or a purpose in quotes such as "07"' });

/** What has every document: how it goes again unchanged. */
const resend = purposeOrNever.optional().meta({
  description:
    'The purpose of a document that goes again unchanged, under its own number: 00 original, 07 duplicate, 15 re-submission. never: the partner takes no number twice. Absent: as the first time',
});

/** What a partner takes of documents that were sent and changed since. @param element where the purpose stands, for the description */
export function changes(element: string) {
  return z
    .strictObject({
      resend,
      change: z
        .enum(['never', '04', '05'])
        .default('never')
        .meta({ description: `${element} of a whole document sent anew after a change: 04 change, 05 replace` }),
      cancellation: z
        .enum(['never', '01', '03'])
        .default('never')
        .meta({ description: `${element} of a cancellation: 01 cancellation, 03 delete` }),
    })
    .prefault({})
    .meta({ description: 'What the partner takes after the first send. never: by other means than EDI' });
}

/** The same of invoices: one that was accepted never goes again with other content; a credit note takes it back. */
export const invoiceChanges = z
  .strictObject({ resend })
  .prefault({})
  .meta({ description: 'What the partner takes after the first send' });
