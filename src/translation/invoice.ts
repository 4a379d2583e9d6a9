import type { Invoice } from '../documents/invoice.ts';
import type { InvoiceProfile } from '../partners/index.ts';
import { builderOf, checkedSet, type TranslatedSet, type TranslationOptions } from './checked-set.ts';
import { invoiceCodes } from './finding-codes.ts';
import { goodsOf, header, invoiceTranslation } from './invoice/context.ts';
import { addHeading } from './invoice/heading.ts';
import { addItems } from './invoice/items.ts';
import { addSummary } from './invoice/summary.ts';
import { checkPurpose } from './segments/purpose.ts';
import { profileFor } from './variant.ts';

/**
 * Translates an invoice, a credit or a debit note to a partner's 810 and checks it against the release's guide and the profile.
 * Pure: the same invoice and profile give the same set. Never throws for what an invoice holds.
 */
export function translateInvoice(
  invoice: Invoice,
  given: InvoiceProfile,
  options: TranslationOptions = {},
): TranslatedSet {
  const profile = profileFor(invoice, given);
  const build = builderOf(invoice, profile, invoiceCodes);
  const t = invoiceTranslation(invoice, profile, build, options.made);
  checkPurpose(t, options.purpose);
  if (goodsOf(invoice).length === 0) {
    build.find(
      'INV-NO-LINES',
      header('Invoice'),
      'has no lines of goods, and the partner cannot match it to anything',
      'Send it by other means, or cancel it; policies of the profile can keep such invoices back.',
      { value: invoice.invoice },
    );
  }
  addHeading(t, options.purpose ?? profile.purpose);
  addItems(t);
  addSummary(t);
  // What a person can act on is said where it stands, once: not again as what follows from it.
  const said = (...codes: string[]): boolean => build.findings.some(({ code }) => codes.includes(code));
  return checkedSet(invoice, t, ({ code, element = '' }) => {
    if (code === 'X12-RELATION') return /^IT1.*-03$/.test(element) && said('INV-UNIT-UNMAPPED');
    if (code !== 'X12-TOTAL' || !element.startsWith('TDS')) return false;
    return said(
      'INV-NO-LINES',
      'INV-LINE-VALUE',
      'INV-PRICE-BASIS',
      'INV-TAX',
      'INV-CHARGES',
      'INV-CHARGE-REFUSED',
      'INV-CHARGE-DECIMALS',
      'INV-CHARGE-INEXACT',
      'INV-UNIT-FACTOR',
    );
  });
}
