import { Exact } from '../../documents/decimal.ts';
import { cents } from '../../x12/index.ts';
import { codeCell } from '../source.ts';
import { merchandiseOf, type OrderTranslation } from './context.ts';
import { chargeAmount } from './heading.ts';

/** CTT and AMT*TT, as far as the profile sends them. */
export function addSummary(t: OrderTranslation): void {
  const { totals } = t.profile;
  // AMT stands in the loop that CTT leads; without CTT there is no place for it.
  if (!totals.lineCount) return;
  const lines = merchandiseOf(t.order);
  const hash = lines.reduce((sum, line) => sum.plus(line.quantity), new Exact(0));
  t.build.add('CTT', [
    codeCell(String(lines.length), { computed: 'the number of PO1 segments' }),
    totals.quantityHash
      ? codeCell(hash.toFixed(), { computed: 'the sum of the quantities (totals.quantityHash)' })
      : undefined,
  ]);
  if (totals.amount === 'omit') return;
  let total = new Exact(0);
  for (const line of lines) {
    const extension = new Exact(line.quantity).times(line.netPrice);
    total = total.plus(totals.roundPer === 'line' ? cents(extension) : extension);
  }
  if (totals.amount === 'lines-and-charges') {
    for (const line of t.order.lines) {
      if (line.kind === 'freight' || line.kind === 'miscellaneous') total = total.plus(chargeAmount(t, line) ?? 0);
    }
  }
  const computed = totals.amount === 'lines' ? 'quantities times prices' : 'quantities times prices, plus charges';
  t.build.add('AMT', [codeCell('TT', { computed }), codeCell(cents(total).toFixed(), { computed })]);
}
