import { Exact } from '../../documents/decimal.ts';
import { decimalText } from '../cells/numbers.ts';
import { codeCell, literal } from '../cells/source.ts';
import type { NoticeTranslation } from './context.ts';
import { weightCell } from './lading.ts';
import { loadOf } from './weights.ts';

/** CTT: what the profile counts and adds up. @param levels how many HL segments there are */
export function addTotals(t: NoticeTranslation, levels: number): void {
  const { build, profile } = t;
  if (!profile.totals.levels) return;
  const shipped = build.segments
    .filter((segment) => segment.id === 'SN1')
    .reduce(
      (sum, segment) => sum.plus(typeof segment.elements[1] === 'string' ? segment.elements[1] : 0),
      new Exact(0),
    );
  const load = loadOf(t);
  const weight = profile.totals.weight ? load.weight : undefined;
  const volume = profile.totals.volume ? load.volume : undefined;
  build.add('CTT', [
    codeCell(String(levels), { computed: 'the number of HL segments' }),
    profile.totals.quantityHash
      ? codeCell(shipped.toFixed(), { computed: 'the sum of the quantities (totals.quantityHash)' })
      : undefined,
    weight && weightCell(t, weight),
    weight && literal(profile.lading?.weightUnit, 'lading.weightUnit'),
    volume && codeCell(decimalText(volume.amount, profile.numbers.weight), volume.origin),
    volume && literal(profile.lading?.volumeUnit, 'lading.volumeUnit'),
  ]);
}
