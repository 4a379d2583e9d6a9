import { Exact } from '../../documents/decimal.ts';
import type { Origin } from '../cells/source.ts';
import { detail, packageOrigin, shippedLines, type NoticeTranslation } from './context.ts';

/**
 * The findings of quantities that ship nothing, or less: of each line, and of what cartons hold where they are told. A negative one
 * is never sent (a receiver would take stock out); one of zero may be meant, and is a warning.
 * @param structure the levels that are told
 */
export function checkQuantities(t: NoticeTranslation, structure: string): void {
  const check = (quantity: string, origin: Origin, holder: string, fix: string): void => {
    const amount = new Exact(quantity);
    if (amount.isZero())
      t.build.find('ASN-QUANTITY', origin, `${holder} zero: the partner gets an item that ships nothing`, fix, {
        severity: 'warning',
        value: quantity,
      });
    else if (amount.isNegative()) t.build.find('ASN-QUANTITY', origin, `${holder} negative`, fix, { value: quantity });
  };
  for (const { line, quantity } of shippedLines(t.notice))
    check(quantity, detail('MQtyToDispatch', line), 'is', 'Correct the quantity in SYSPRO, or take the line out.');
  if (!/[TP]/.test(structure)) return;
  for (const { index, contents } of t.cartons) {
    for (const { line, quantity } of contents) {
      const fix = 'Correct it where the packages come from.';
      check(quantity, packageOrigin(index), `holds a quantity of line ${line} that is`, fix);
    }
  }
}
