import { Exact } from '../../documents/decimal.ts';
import { cents } from '../../x12/index.ts';
import { measureCells } from '../segments/measures.ts';
import { decimalCell, decimalText } from '../cells/numbers.ts';
import { codeCell } from '../cells/source.ts';
import { quantityInUnit } from '../cells/units.ts';
import { merchandiseOf, type OrderTranslation } from './context.ts';
import { chargeAmount } from './heading.ts';
import { orderedLineOf } from './line-price.ts';

/** CTT and AMT*TT, as far as the profile sends them. */
export function addSummary(t: OrderTranslation): void {
  const { totals, quantity: form } = t.profile;
  // AMT stands in the loop that CTT leads; without CTT there is no place for it.
  if (!totals.lineCount) return;
  const lines = merchandiseOf(t.order);
  const hash = lines.reduce(
    (sum, line) => sum.plus(quantityInUnit(t, new Exact(line.quantity), line.orderUom)),
    new Exact(0),
  );
  const measured = lines.map((line) => ({ ...line, uom: line.orderUom }));
  t.build.add('CTT', [
    codeCell(String(lines.length), { computed: 'the number of PO1 segments' }),
    totals.quantityHash
      ? codeCell(decimalText(hash, form), { computed: 'the sum of the quantities (totals.quantityHash)' })
      : undefined,
    ...measureCells(t, 'weight', totals, measured, 'totals'),
    ...measureCells(t, 'volume', totals, measured, 'totals'),
  ]);
  if (totals.amount === 'omit') return;
  let total = new Exact(0);
  for (const line of lines) {
    const { net } = orderedLineOf(t, line).value;
    total = total.plus(totals.roundPer === 'line' ? cents(net) : net);
  }
  if (totals.amount === 'lines-and-charges') {
    for (const line of t.order.lines) {
      if (line.kind === 'freight' || line.kind === 'miscellaneous') total = total.plus(chargeAmount(t, line) ?? 0);
    }
  }
  const computed = totals.amount === 'lines' ? 'quantities times prices' : 'quantities times prices, plus charges';
  t.build.add('AMT', [
    codeCell('TT', { computed }),
    decimalCell(t, cents(total), t.profile.numbers.amount, t.codes.numberDecimals, { computed }),
  ]);
}
