import type { PaymentTerms } from '../../documents/commerce.ts';
import { addDays, isLocalDate, type LocalDate } from '../../documents/local-date.ts';

/**
 * The day an invoice is due: its date and the net days of its terms. ArInvoice has no column for it. Absent where the configuration
 * does not say what the terms mean.
 */
export function dueDateOf(invoiceDate: LocalDate, terms: PaymentTerms | undefined): LocalDate | undefined {
  if (terms?.netDays === undefined || !isLocalDate(invoiceDate)) return undefined;
  return addDays(invoiceDate, terms.netDays);
}
