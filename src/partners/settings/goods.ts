/* oxlint-disable typescript/explicit-module-boundary-types -- what these functions return is the schema they spell out */
import { z } from 'zod';
import { codeFormat } from './values.ts';

/** How the lines of a document are numbered where the customer's order may have numbers of its own. @param segments for the description */
export function echoedLineNumber(segments: string) {
  return z
    .strictObject({
      ...codeFormat.shape,
      source: z
        .enum(['line', 'customerOrderLine', 'salesOrderLine'])
        .default('line')
        .meta({
          description: `What ${segments} carries: our own line number, that of the customer’s order, or of the sales order`,
        }),
      whenMissing: z
        .enum(['omit', 'refuse', 'line'])
        .default('refuse')
        .meta({ description: 'What happens to a line without it; line sends our own number' }),
    })
    .prefault({});
}
export type EchoedLineNumber = z.output<ReturnType<typeof echoedLineNumber>>;
