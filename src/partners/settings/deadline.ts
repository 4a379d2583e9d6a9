import { z } from 'zod';
import { duration } from '../../config/duration.ts';

const within = duration
  .optional()
  .meta({ description: 'How soon after the record was released in SYSPRO the document must be posted, such as 1h' });
const description = 'When a document is late. Lateness is told; it never holds a document back';

/** When a document is late. */
export const deadlineSettings = z.strictObject({ within }).prefault({}).meta({ description });

/** The same of ship notices, which must be there before the goods. */
export const shipmentDeadline = z
  .strictObject({
    within,
    beforeArrival: duration.optional().meta({
      description: 'How long before the planned delivery’s day begins, at the company, the notice must be posted',
    }),
  })
  .prefault({})
  .meta({ description });
