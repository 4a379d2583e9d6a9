import { z } from 'zod';
import { code, words } from './values.ts';

/** How comments are cut into segments. */
const noteLimits = {
  join: z.boolean().default(false).meta({ description: 'All comments as one running text, not each by itself' }),
  maxLines: z.int().min(1).optional().meta({ description: 'How many segments of text the partner takes' }),
  overflow: z
    .enum(['refuse', 'cut'])
    .default('refuse')
    .meta({ description: 'What happens to more: the document is refused, or the rest left out with a warning' }),
};
export type NoteLimits = z.output<z.ZodObject<typeof noteLimits>>;

/** Comments in a loop of N9 and MSG (MTX from release 004030 on). */
export const n9Note = z.strictObject({
  n9: code.meta({ description: 'N901, such as L1' }),
  reference: words.optional().meta({ description: 'N902. Absent: NOTES' }),
  ...noteLimits,
});
export type N9Note = z.output<typeof n9Note>;

/** How comments of lines become PID*F. */
export const pidNotes = z
  .strictObject(noteLimits)
  .prefault({})
  .meta({ description: 'How comments of a line are told with line: pid' });

/** Comments as NTE. */
export const nteNote = z.strictObject({
  nte: code.meta({ description: 'NTE01, such as GEN' }),
  ...noteLimits,
});

/** A text that is always sent: terms of purchase, labelling rules. */
export const standardNote = z.strictObject({
  n9: code.meta({ description: 'N901, such as L1' }),
  reference: words.optional().meta({ description: 'N902. Absent: NOTES' }),
  lines: z.array(words).min(1).meta({ description: 'The text, a segment of MSG (or MTX) per line' }),
});
export type StandardNote = z.output<typeof standardNote>;
