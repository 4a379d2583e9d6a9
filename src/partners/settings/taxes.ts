import { z } from 'zod';
import { allowanceShape } from './prices.ts';
import { code, decimal, text, words } from './values.ts';

/** What the partner is told of one SYSPRO tax code. */
const oneTax = z.strictObject({
  type: code.meta({ description: 'TXI01' }),
  percent: decimal.optional().meta({ description: 'TXI03, in percent: "6.25". SYSPRO’s documents do not carry it' }),
  jurisdiction: z
    .strictObject({ qualifier: code, code: text(/^\S{1,10}$/, 'is a code of 1 to 10 characters') })
    .optional()
    .meta({ description: 'TXI04 and TXI05' }),
  exempt: code.optional().meta({ description: 'TXI06 where the tax is nothing: 1 exempt, 3 exempt, for resale' }),
  sac: code.optional().meta({ description: 'SAC02 where taxes are sent as charges: H770 state tax, H850 tax' }),
});
export type OneTax = z.output<typeof oneTax>;

/** SYSPRO tax code → TXI01, or more of TXI. */
export const taxCodes = z.record(
  words,
  z.union([code, oneTax], { error: 'is TXI01, or { type: ST, percent: "6.25" }' }),
);

/** How the taxes of an invoice are told: one way only, or the partner would add them twice. */
export const taxSettings = z
  .strictObject({
    as: z
      .enum(['txi', 'sac', 'price'])
      .default('txi')
      .meta({ description: 'TXI segments, SAC charges (H770, H850), or inside IT104' }),
    level: z.enum(['summary', 'line', 'both']).default('summary').meta({
      description: 'Told for the invoice, for each line, or (TXI only) both: then the lines’ are part of the others',
    }),
    type: code.default('TX').meta({ description: 'TXI01 of a tax code that is not mapped' }),
    codes: taxCodes.default({}).meta({ description: 'SYSPRO tax code → TXI01, or more of TXI' }),
    per: z
      .enum(['code', 'invoice'])
      .default('code')
      .meta({ description: 'For the invoice: one for each tax code, or one for all of them' }),
    zero: z.enum(['omit', 'send']).default('omit').meta({ description: 'Taxes of nothing' }),
    percent: z.boolean().default(false).meta({ description: 'Send TXI03, of the tax codes that have a percent' }),
    taxable: z
      .boolean()
      .default(false)
      .meta({ description: 'Send TXI08, the amount that is taxed, where SYSPRO says it; it needs TXI03' }),
    id: words.optional().meta({ description: 'TXI09, our tax number' }),
    charge: z
      .strictObject({ ...allowanceShape, description: words.optional().meta({ description: 'SAC15' }) })
      .optional()
      .meta({ description: 'The SAC of taxes, for as: sac' }),
  })
  .prefault({})
  .meta({ description: 'Taxes: TXI or SAC after TDS or at the lines, or part of the price' });
