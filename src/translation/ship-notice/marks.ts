import type { Mark } from '../../partners/index.ts';
import { codeCell, setting, type Origin } from '../source.ts';
import { written } from '../text-cell.ts';
import type { Carton, Pallet } from './cartons.ts';
import { packageOrigin, type NoticeTranslation } from './context.ts';
import type { Portion } from './portions.ts';

/** MAN of the cartons of one pack level: each of them with all its marks, and ranges for all of them. */
export function addCartonMarks(t: NoticeTranslation, cartons: readonly Carton[], portions: readonly Portion[]): void {
  const [gtin] = new Set(portions.map(({ line }) => t.items.get(line.stockCode)?.gtin?.trim()));
  const mixed = new Set(portions.map(({ line }) => line.stockCode)).size > 1;
  const numberOf = (carton: Carton, mark: Mark): string | undefined => {
    switch (mark.source) {
      case 'sscc':
        return carton.sscc;
      case 'trackingNumber':
        return carton.trackingNumber;
      case 'sequence':
        return String(carton.number);
      case 'gtin':
        return mixed ? undefined : gtin?.padStart(14, '0');
    }
  };
  for (const carton of cartons) {
    t.profile.marks.forEach((mark, place) => {
      // A range says all of its cartons at once, and a GTIN is that of each: they stand with the first.
      if ((mark.range || mark.source === 'gtin') && carton !== cartons[0]) return;
      const last = mark.range ? cartons.at(-1) : undefined;
      const to = last && last !== carton ? numberOf(last, mark) : undefined;
      addMark(t, mark, `marks.${place}`, numberOf(carton, mark), packageOrigin(carton.index), to);
    });
  }
}

/** MAN of a pallet. */
export function addPalletMarks(t: NoticeTranslation, pallet: Pallet): void {
  t.profile.palletMarks.forEach((mark, place) => {
    const numbers: Partial<Record<Mark['source'], string | undefined>> = {
      sscc: pallet.sscc,
      trackingNumber: pallet.record?.trackingNumber,
      sequence: String(pallet.number),
    };
    addMark(t, mark, `palletMarks.${place}`, numbers[mark.source], packageOrigin(pallet.index));
  });
}

/** One MAN. @param to the last number of a range */
function addMark(
  t: NoticeTranslation,
  mark: Mark,
  path: string,
  number: string | undefined,
  origin: Origin,
  to?: string,
): void {
  if (number === undefined) {
    if (mark.whenMissing === 'omit') return;
    const isSscc = mark.source === 'sscc';
    t.build.find(
      isSscc ? 'ASN-PACKAGE-SSCC' : 'ASN-PACKAGE-MARK',
      origin,
      isSscc ? 'has no SSCC, and the partner must have it' : `has no ${mark.source}, and the partner must have it`,
      `Fill it where the packages come from, or change ${path}.whenMissing in the profile.`,
    );
    return;
  }
  t.build.add('MAN', [
    codeCell(mark.qualifier, setting(`${path}.qualifier`)),
    codeCell(textOf(mark, number), origin),
    to === undefined ? undefined : codeCell(textOf(mark, to), origin),
  ]);
}

function textOf(mark: Mark, number: string): string {
  if (mark.source !== 'sscc') return written(number, mark);
  const bare = number.length === 20 && number.startsWith('00') ? number.slice(2) : number;
  return (mark.applicationIdentifier ?? mark.qualifier === 'GM') ? `00${bare}` : bare;
}
