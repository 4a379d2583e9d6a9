import { z } from 'zod';
import { code, decimal, words } from './values.ts';

const oneTerms = z.strictObject({
  type: code.optional().meta({
    description:
      'ITD01: 01 basic, 02 end of month, 05 discount not applicable, 08 basic discount offered, 09 proximo, 12 ten days after the end of the month, 14 previously agreed',
  }),
  basis: code.optional().meta({ description: 'ITD02: 1 ship date, 3 invoice date' }),
  discountPercent: decimal.optional().meta({ description: 'ITD03, in percent: "2" is two percent' }),
  discountDays: z.int().min(0).max(999).optional().meta({ description: 'ITD05' }),
  netDays: z.int().min(0).max(999).optional().meta({ description: 'ITD07' }),
  description: words.optional().meta({ description: 'ITD12' }),
  dayOfMonth: z.int().min(1).max(31).optional().meta({ description: 'ITD13: due on this day of the month' }),
  payment: code.optional().meta({ description: 'ITD14, the method of payment' }),
});
export type OneTerms = z.output<typeof oneTerms>;

/** What terms have in every document. */
export const termsShape = {
  codes: z.record(words, oneTerms).default({}).meta({ description: 'SYSPRO payment terms → ITD, for this partner' }),
  type: code.default('01').meta({ description: 'ITD01 of terms that only the company’s configuration explains' }),
  basis: code.default('3').meta({ description: 'ITD02 of those' }),
  netType: code.optional().meta({ description: 'ITD01 of those without a discount, such as 05. Absent: as type' }),
  days: z.boolean().default(true).meta({ description: 'Send the days as ITD05 and ITD07' }),
  descriptions: z
    .boolean()
    .default(false)
    .meta({ description: 'Send SYSPRO’s description of the terms as ITD12, where codes has none' }),
  unmapped: z.enum(['omit', 'refuse']).default('refuse').meta({
    description: 'What happens to terms that neither codes nor the company’s configuration explain',
  }),
};
export type TermsSettings = z.output<z.ZodObject<typeof termsShape>>;

/** What terms have where a document knows the days and the amounts they lead to. */
export const invoiceTermsShape = {
  ...termsShape,
  dueDate: z.boolean().default(false).meta({ description: 'Send the due date as ITD06' }),
  discountDate: z
    .boolean()
    .default(false)
    .meta({ description: 'Send the last day of the discount as ITD04: the invoice’s date and the discount’s days' }),
  discountAmount: z.enum(['omit', 'merchandise', 'total']).default('omit').meta({
    description: 'Send the discount as an amount, ITD08: the percentage of the goods, or of the whole invoice',
  }),
};
export type InvoiceTermsSettings = z.output<z.ZodObject<typeof invoiceTermsShape>>;
