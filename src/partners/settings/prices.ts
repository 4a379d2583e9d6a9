/* oxlint-disable typescript/explicit-module-boundary-types -- what these functions return is the schema they spell out */
import { z } from 'zod';
import { numberShape } from './numbers.ts';
import { code, codeMap, text, words } from './values.ts';

/** How an allowance or charge is named: SAC02, or an agency's own code in SAC03 and SAC04, or both. */
export const allowanceShape = {
  code: code.optional().meta({ description: 'SAC02. Needed, unless agency and agencyCode are there' }),
  agency: code.optional().meta({ description: 'SAC03, whose code agencyCode is: VI VICS, AB the buyer’s' }),
  agencyCode: text(/^\S{1,10}$/, 'is a code of 1 to 10 characters')
    .optional()
    .meta({ description: 'SAC04' }),
  handling: code.optional().meta({ description: 'SAC12: 02 off invoice, 06 paid by customer' }),
};
const allowance = z.strictObject(allowanceShape);
export type AllowanceSettings = z.output<typeof allowance>;

/** A charge as SAC. */
export const chargeCode = z.strictObject({
  ...allowanceShape,
  codes: codeMap.optional().meta({ description: 'SYSPRO’s text of the charge → SAC02, where it is not code' }),
  description: z
    .union([z.boolean(), words])
    .default(true)
    .meta({ description: 'SAC15: SYSPRO’s text, none (false), or a text of the profile' }),
});
export type ChargeCode = z.output<typeof chargeCode>;

/** Discounts of lines as allowances. */
export const discountSettings = z.strictObject({
  ...allowanceShape,
  level: z
    .enum(['line', 'summary'])
    .default('line')
    .meta({ description: 'Told at each line, or added up in one allowance of the whole document' }),
  per: z
    .enum(['discount', 'line'])
    .default('discount')
    .meta({ description: 'An allowance for each discount of a line, or one for all of them' }),
  as: z.enum(['amount', 'rate', 'percent']).default('amount').meta({
    description:
      'SAC05 alone; or with the rate per unit (SAC08 to SAC10); or with the percentage (SAC06, SAC07) where SYSPRO has one',
  }),
  amount: z.boolean().default(true).meta({
    description: 'SAC05 beside rate or percent. false: without, where they come to the same cent; else refused',
  }),
  percentOf: code
    .default('6')
    .meta({ description: 'SAC06: what the percentage is of (378), such as 6 base price amount, Z mutually defined' }),
  description: words.optional().meta({ description: 'SAC15' }),
});
export type DiscountSettings = z.output<typeof discountSettings>;

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
      .union([z.literal('net'), discountSettings], {
        error: 'is net or { code: C310 }',
      })
      .default('net')
      .meta({ description: `Line discounts: taken off ${segment}04, or allowances (SAC)` }),
    ...numberShape,
  };
}
export type PriceSettings = z.output<z.ZodObject<ReturnType<typeof priceShape>>>;
