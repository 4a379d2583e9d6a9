import type { Amount } from '../../documents/decimal.ts';
import { cents } from '../../x12/index.ts';
import { codeCell, type Cell } from '../cells/source.ts';
import { checkTermsPercent, termsDiscount } from '../segments/terms.ts';
import { header, type InvoiceTranslation } from './context.ts';

/**
 * TDS: the total, and for terms with a discount, where the profile wants it, the amount it is of, what is due when it is taken, and
 * the discount itself. The discount is rounded half up to cents, and what is due is the rest, so that they add up.
 */
export function addTotal(t: InvoiceTranslation): void {
  const { totals } = t.profile;
  const total = t.signed(t.invoice.totals.total);
  const percent = totals.termsDiscount === 'omit' ? undefined : termsDiscount(t.profile.terms, t.invoice.terms);
  const money = (amount: Amount, origin: Parameters<typeof codeCell>[1]): Cell =>
    codeCell(amount.isZero() ? totals.zero : amount.times(100).toFixed(), origin);
  const cells = [money(total, header('CurrencyValue'))];
  if (percent !== undefined) {
    // With ITD it was said there.
    if (!t.profile.terms) checkTermsPercent(t, percent.toFixed(), header('TermsCode'));
    const base = totals.termsDiscount === 'total' ? total : t.signed(t.invoice.totals.merchandise);
    const discount = cents(base.times(percent).dividedBy(100));
    const computed = { computed: 'the discount of the terms (totals.termsDiscount)' };
    cells.push(money(base, computed), money(total.minus(discount), computed), money(discount, computed));
  }
  t.build.add('TDS', cells);
}
