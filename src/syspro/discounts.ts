import type { Discount } from '../documents/commerce.ts';
import type { RowReader } from './row-reader.ts';

/** The columns of a line {@link discountsOf} reads; PorMasterDetail, SorDetail and MdnDetail have the same. */
export const discountColumns = ['MDiscPct1', 'MDiscPct2', 'MDiscPct3', 'MDiscValFlag', 'MDiscValue'] as const;

/**
 * The discounts of a line of goods, in the order they are taken off. MDiscValFlag says which kind a line has: `U` MDiscValue off
 * each unit, `V` MDiscValue off the line, anything else the percentages MDiscPct1..3, each of what the ones before have
 * left (public SQL over SorDetail; inferred for PorMasterDetail). Where the columns say both, that is a finding.
 */
export function discountsOf(line: RowReader): readonly Discount[] {
  const percentages = ['MDiscPct1', 'MDiscPct2', 'MDiscPct3']
    .map((column) => line.decimal(column))
    .filter((percent) => percent !== '0');
  const amount = line.decimal('MDiscValue');
  const flag = line.text('MDiscValFlag')?.toUpperCase();
  if (flag !== 'U' && flag !== 'V') {
    if (amount !== '0' && percentages.length === 0) {
      report(line, 'is a discount, but MDiscValFlag does not say whether of a unit (U) or of the line (V)');
    }
    return percentages.map((percent) => ({ kind: 'percent', percent }));
  }
  if (amount === '0') return [];
  if (percentages.length > 0) report(line, 'and the percentages both are discounts of the line');
  return [{ kind: flag === 'U' ? 'per-unit' : 'value', amount }];
}

function report(line: RowReader, message: string): void {
  line.report(
    'MDiscValue',
    'SYSPRO-DISCOUNT-UNCLEAR',
    message,
    'Enter the discount of the line in SYSPRO again, as percentages or as a value.',
  );
}
