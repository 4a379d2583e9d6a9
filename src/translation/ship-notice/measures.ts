import { Exact, textOfDecimal } from '../../documents/decimal.ts';
import { codeCell, setting } from '../cells/source.ts';
import { missing } from '../cells/text-cell.ts';
import type { NoticeTranslation } from './context.ts';
import { weightCell } from './lading.ts';
import type { Measured } from './weights.ts';

type MeasureList = 'measures' | 'packageMeasures' | 'itemMeasures';

/**
 * MEA segments of one level.
 * @param list the setting that lists them
 * @param known what can be measured of the level, by the names the setting has
 */
export function addMeasures(
  t: NoticeTranslation,
  list: MeasureList,
  known: Readonly<Record<string, () => Measured | undefined>>,
): void {
  t.profile[list].forEach((measure, index) => {
    const at = `${list}.${index}`;
    const found = known[measure.source]?.();
    if (!found) {
      if (measure.whenMissing === 'refuse') missing(t, { computed: `the ${measure.source} of a level` }, at);
      return;
    }
    const isWeight = measure.source === 'weight' || measure.source === 'netWeight';
    t.build.add('MEA', [
      codeCell(measure.reference, setting(`${at}.reference`)),
      codeCell(measure.qualifier, setting(`${at}.qualifier`)),
      isWeight ? weightCell(t, found) : codeCell(textOfDecimal(found.amount), found.origin),
      codeCell(measure.unit, setting(`${at}.unit`)),
    ]);
  });
}

/** What SYSPRO has of one stocking unit of an item. */
export function masterMeasure(
  t: NoticeTranslation,
  stockCode: string,
  column: 'Mass' | 'Volume',
): Measured | undefined {
  const item = t.items.get(stockCode);
  const value = column === 'Mass' ? item?.mass : item?.volume;
  return value === undefined
    ? undefined
    : { amount: new Exact(value), origin: { table: 'InvMaster', column, key: stockCode } };
}
