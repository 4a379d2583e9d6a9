import { z } from 'zod';
import { code, decimal, words } from './values.ts';

const oneTerms = z.strictObject({
  type: code.optional().meta({ description: 'ITD01: 01 basic, 05 discount not applicable, 08 basic discount offered' }),
  basis: code.optional().meta({ description: 'ITD02: 1 ship date, 3 invoice date' }),
  discountPercent: decimal.optional().meta({ description: 'ITD03, in percent' }),
  discountDays: z.int().min(0).max(999).optional().meta({ description: 'ITD05' }),
  netDays: z.int().min(0).max(999).optional().meta({ description: 'ITD07' }),
  description: words.optional().meta({ description: 'ITD12' }),
});

/** What terms have in every document. */
export const termsShape = {
  codes: z.record(words, oneTerms).default({}).meta({ description: 'SYSPRO payment terms → ITD, for this partner' }),
  type: code.default('01').meta({ description: 'ITD01 of terms that only the company’s configuration explains' }),
  basis: code.default('3').meta({ description: 'ITD02 of those' }),
  unmapped: z.enum(['omit', 'refuse']).default('refuse').meta({
    description: 'What happens to terms that neither codes nor the company’s configuration explain',
  }),
};
export type TermsSettings = z.output<z.ZodObject<typeof termsShape>>;
