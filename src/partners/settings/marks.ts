/* oxlint-disable typescript/explicit-module-boundary-types -- what these functions return is the schema they spell out */
import { z } from 'zod';
import { code, codeFormat } from './values.ts';

/** MAN segments of one kind of package. @param sources the numbers it may have */
function marksOf<const Sources extends readonly [string, ...string[]]>(sources: Sources) {
  return z.array(
    z.strictObject({
      qualifier: code.meta({
        description:
          'MAN01: GM SSCC, AA SSCC without 00, CP carrier’s package number, UC shipping container, CA case, SM shipper’s number',
      }),
      source: z.enum(sources),
      applicationIdentifier: z
        .boolean()
        .optional()
        .meta({ description: 'An SSCC with 00 in front. Absent: with it under GM, without it under any other' }),
      ...codeFormat.shape,
      range: z
        .boolean()
        .default(false)
        .meta({ description: 'Of like cartons told together, the first and last number: MAN02 and MAN03' }),
      whenMissing: z
        .enum(['omit', 'refuse'])
        .default('refuse')
        .meta({ description: 'A package without it: without the segment, or the notice is not sent' }),
    }),
  );
}

/** MAN of cartons. */
export const cartonMarks = marksOf(['sscc', 'trackingNumber', 'sequence', 'gtin'])
  .default([
    {
      qualifier: 'GM',
      source: 'sscc',
      trimZeros: false,
      range: false,
      whenMissing: 'refuse',
    },
  ])
  .meta({
    description:
      'MAN of each carton, in order: its sscc, its trackingNumber, its number within the shipment (sequence), or the gtin of the one item it holds',
  });

/** MAN of pallets. */
export const palletMarks = marksOf(['sscc', 'trackingNumber', 'sequence'])
  .default([{ qualifier: 'GM', source: 'sscc', trimZeros: false, range: false, whenMissing: 'refuse' }])
  .meta({ description: 'MAN of each pallet, in order' });

export type Mark = z.output<typeof cartonMarks>[number] | z.output<typeof palletMarks>[number];
