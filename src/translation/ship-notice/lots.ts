import type { ShippedLine } from '../../documents/ship-notice.ts';
import { codeCell, setting, type Cell, type Origin } from '../cells/source.ts';
import { x12Date } from '../cells/text-cell.ts';
import type { NoticeTranslation } from './context.ts';

type Lot = ShippedLine['lots'][number];

/** The lots an item is of: the one it was told apart by, else all of its line. */
function lotsOf(line: ShippedLine, lot: Lot | undefined): readonly Lot[] {
  return lot ? [lot] : line.lots;
}

function origin(line: ShippedLine, column = 'Lot'): Origin {
  return { table: 'MdnDetailLot', column, line: line.line };
}

/** REF of each lot. @param lot the lot the item was told apart by */
export function addLotReferences({ profile: { lots }, build }: NoticeTranslation, line: ShippedLine, lot?: Lot): void {
  if (typeof lots !== 'object' || lots.as !== 'reference') return;
  for (const one of lotsOf(line, lot))
    build.add('REF', [codeCell(lots.qualifier, setting('lots.qualifier')), codeCell(one.lot, origin(line))]);
}

/** DTM of the days the lots expire, each once. */
export function addLotDates({ profile: { lots }, build }: NoticeTranslation, line: ShippedLine, lot?: Lot): void {
  if (typeof lots !== 'object' || lots.expiry === undefined) return;
  const days = lotsOf(line, lot).flatMap(({ expiry }) => (expiry === undefined ? [] : [expiry]));
  for (const day of new Set(days)) {
    const value = codeCell(x12Date(day), origin(line, 'ExpiryDate'));
    build.add('DTM', [codeCell(lots.expiry, setting('lots.expiry')), value]);
  }
}

/** The lot as a pair of LIN, which can name one only. */
export function lotPair({ profile: { lots }, build }: NoticeTranslation, line: ShippedLine, lot?: Lot): Cell[] {
  if (typeof lots !== 'object' || lots.as !== 'item-id') return [];
  const named = lotsOf(line, lot);
  // Lots that cannot be told apart have their finding already.
  if (named.length > 1 && !lots.split) {
    build.find(
      'ASN-LOTS',
      origin(line),
      `has ${named.length} lots, and LIN names one`,
      'Dispatch each lot on a line of its own, or let the profile send lots as references, or each as an item (lots).',
    );
  }
  const [one] = named;
  return one ? [codeCell(lots.qualifier, setting('lots.qualifier')), codeCell(one.lot, origin(line))] : [];
}
