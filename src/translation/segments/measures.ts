import { Exact, type Amount, type DecimalText } from '../../documents/decimal.ts';
import type { TotalMeasures } from '../../partners/index.ts';
import { decimalText } from '../cells/numbers.ts';
import { codeCell, setting, type Cell, type Origin } from '../cells/source.ts';
import { missing, type Translation } from '../cells/text-cell.ts';

/** As much of a line as its weight and volume need. */
interface MeasuredLine {
  readonly stockCode: string;
  readonly quantity: DecimalText;
  /** SYSPRO's unit of {@link quantity}. */
  readonly uom: string;
}

const columns = { weight: ['mass', 'Mass'], volume: ['volume', 'Volume'] } as const;

/**
 * The total weight or volume of lines and its unit, two elements: each item's own measure times its quantity. Items have theirs
 * per stocking unit; a line in another unit has none.
 * @param settings the profile's, by kind
 * @param path where they stand
 */
export function measureCells(
  t: Translation,
  kind: 'weight' | 'volume',
  settings: TotalMeasures,
  lines: readonly MeasuredLine[],
  path: string,
): [Cell | undefined, Cell | undefined] {
  const wanted = settings[kind];
  if (!wanted) return [undefined, undefined];
  const [field, column] = columns[kind];
  let total: Amount | undefined = new Exact(0);
  for (const { stockCode, quantity, uom } of lines) {
    const item = t.items.get(stockCode);
    const measure = item?.stockingUom?.trim() === uom.trim() ? item[field] : undefined;
    if (measure !== undefined) {
      total = total?.plus(new Exact(measure).times(quantity).abs());
      continue;
    }
    total = undefined;
    const origin: Origin = { table: 'InvMaster', column, key: stockCode };
    if (wanted.whenMissing === 'refuse') missing(t, origin, `${path}.${kind}`);
  }
  if (!total || total.isZero()) return [undefined, undefined];
  const form = t.profile.numbers.weight;
  const told = total.toDecimalPlaces(form.decimals, Exact.ROUND_HALF_UP);
  const origin = { computed: `the ${kind} of the items (${path}.${kind})` };
  return [codeCell(decimalText(told, form), origin), codeCell(wanted.unit, setting(`${path}.${kind}.unit`))];
}
