/* oxlint-disable typescript/explicit-module-boundary-types -- what these functions return is the schema they spell out */
import { z } from 'zod';
import { code, codeMap } from './values.ts';

/** A charge as SAC. */
export const chargeCode = z.strictObject({
  code: code.meta({ description: 'SAC02' }),
  handling: code.optional().meta({ description: 'SAC12' }),
  description: z.boolean().default(true).meta({ description: 'Send SYSPRO’s text as SAC15' }),
});
export type ChargeCode = z.output<typeof chargeCode>;

/** Which price a line of goods has, and per what. @param segment PO1 or IT1 */
export function priceShape(segment: string) {
  return {
    per: z
      .enum(['order-unit', 'price-unit'])
      .default('order-unit')
      .meta({
        description: `${segment}04 is per ordered (invoiced) unit, or per SYSPRO price unit with its basis`,
      }),
    basis: code
      .optional()
      .meta({ description: `${segment}05 when the price is per ordered unit, such as PE. Absent: not sent` }),
    bases: codeMap.default({}).meta({ description: `SYSPRO price unit → ${segment}05, for per: price-unit` }),
    discounts: z
      .union([z.literal('net'), z.strictObject({ code, handling: code.optional() })], {
        error: 'is net or { code: C310 }',
      })
      .default('net')
      .meta({ description: `Line discounts: taken off ${segment}04, or each an allowance (SAC) of the line` }),
    maxDecimals: z
      .int()
      .min(0)
      .max(6)
      .optional()
      .meta({ description: 'A price with more decimals is refused, never rounded' }),
  };
}
export type PriceSettings = z.output<z.ZodObject<ReturnType<typeof priceShape>>>;
