import type { CompanyConfig } from '../config.ts';
import { compact } from '../documents/compact.ts';
import type { PaymentTerms } from '../documents/commerce.ts';

/** What a terms code of SYSPRO means, as far as the company's configuration says it. Undefined where the code is blank. */
export function paymentTermsOf(
  code: string | undefined,
  terms: CompanyConfig['syspro']['terms'],
): PaymentTerms | undefined {
  const known = code?.trim();
  return known ? compact<PaymentTerms>({ code: known, ...terms[known] }) : undefined;
}
