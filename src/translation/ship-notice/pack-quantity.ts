import { Exact, textOfDecimal } from '../../documents/decimal.ts';
import { codeCell } from '../cells/source.ts';
import { quantityInUnit } from '../cells/units.ts';
import { detail, type NoticeTranslation } from './context.ts';
import type { Portion } from './portions.ts';

/**
 * PO4 of a carton's contents: how much of its one item each carton of a level holds. A carton of several items has no such number
 * on its pack level, an item that is in no carton has none at all.
 * @param at the level it would be told on
 * @param portions those of that level
 */
export function addPackQuantity(t: NoticeTranslation, at: 'pack' | 'item', portions: readonly Portion[]): void {
  const [first] = portions;
  if (t.profile.packQuantity !== at || !first) return;
  const lines = new Set(portions.map(({ line }) => line));
  const byCarton = Map.groupBy(portions, ({ carton }) => carton?.index);
  if (lines.size > 1 || byCarton.has(undefined)) return;
  const quantities = new Set(
    [...byCarton.values()].map((parts) =>
      textOfDecimal(
        quantityInUnit(
          t,
          parts.reduce((sum, { quantity }) => sum.plus(quantity), new Exact(0)),
          first.line.uom,
        ),
      ),
    ),
  );
  const [quantity = '0'] = quantities;
  const origin = detail('MQtyToDispatch', first.line.line);
  const find = (message: string, fix: string): void =>
    t.build.find('ASN-PACK-QUANTITY', origin, message, fix, { value: [...quantities].join(', ') });
  if (quantities.size > 1) {
    find('is packed in cartons of different quantities, and PO401 of the item says one', 'Let packQuantity be pack.');
    return;
  }
  if (!/^\d{1,6}$/.test(quantity)) {
    find(
      'is no whole number of at most six digits in a carton, as PO401 is',
      'Pack whole units, or let packQuantity be omit.',
    );
    return;
  }
  t.build.add('PO4', [codeCell(quantity, { computed: 'what each carton holds of the item' })]);
}
