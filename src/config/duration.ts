import ms, { type StringValue } from 'ms';
import { z } from 'zod';

/**
 * A length of time in a YAML file: a number and a unit, `500ms`, `30s`, `5m`, `2h`, `3d`. Parsed to milliseconds.
 * A bare number is refused: nobody can see its unit.
 */
export const duration = z
  .string('is a length of time such as 30s, 5m, 2h or 3d')
  .regex(/^\d+(\.\d+)?(ms|s|m|h|d|w)$/, 'is a length of time such as 30s, 5m, 2h or 3d')
  .transform((text) => ms(text as StringValue)) // oxlint-disable-line typescript/no-unsafe-type-assertion -- the pattern above is what the type says
  .meta({ description: 'A length of time: a number and ms, s, m, h, d or w, such as 30s or 5m' });
