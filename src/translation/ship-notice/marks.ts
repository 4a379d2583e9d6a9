import type { Mark } from '../../partners/index.ts';
import { hasCheckDigit } from '../../x12/index.ts';
import { codeCell, setting, type Origin } from '../cells/source.ts';
import { written } from '../cells/text-cell.ts';
import type { Carton, Pallet } from './cartons.ts';
import { packageOrigin, type NoticeTranslation } from './context.ts';
import type { Portion } from './portions.ts';

/**
 * MAN of the cartons of one pack level: each of them with all its marks. A range says cartons whose numbers follow each other, so
 * there is one for each run of them: a carton of another level that stands between is not claimed.
 */
export function addCartonMarks(t: NoticeTranslation, cartons: readonly Carton[], portions: readonly Portion[]): void {
  const gtin = gtinOf(t, portions);
  const numberOf = (carton: Carton, mark: Mark): string | undefined => {
    switch (mark.source) {
      case 'sscc':
        return carton.sscc;
      case 'trackingNumber':
        return carton.trackingNumber;
      case 'sequence':
        return String(carton.number);
      case 'gtin':
        return gtin?.padStart(14, '0');
    }
  };
  const lastOfRun = new Map(runsOf(cartons).map((run) => [run[0], run.at(-1)]));
  for (const carton of cartons) {
    t.profile.marks.forEach((mark, place) => {
      // A range stands with its first carton, a GTIN, which is that of each, with the first of the level.
      if (mark.source === 'gtin' ? carton !== cartons[0] : mark.range && !lastOfRun.has(carton)) return;
      const last = mark.range ? lastOfRun.get(carton) : undefined;
      const to = last && last !== carton ? numberOf(last, mark) : undefined;
      addMark(t, mark, `marks.${place}`, numberOf(carton, mark), packageOrigin(carton.index), to);
    });
  }
}

/** Cartons in runs whose numbers within the shipment follow each other. */
function runsOf(cartons: readonly Carton[]): (readonly Carton[])[] {
  const sorted = cartons.toSorted((a, b) => a.number - b.number);
  // Within a run the number grows as the place does.
  return [...Map.groupBy(sorted, ({ number }, place) => number - place).values()];
}

/** The GTIN of the one item of a level; found wrong where the profile sends it and it is none. */
function gtinOf(t: NoticeTranslation, portions: readonly Portion[]): string | undefined {
  const [stockCode, another] = new Set(portions.map(({ line }) => line.stockCode));
  if (stockCode === undefined || another !== undefined) return undefined;
  const gtin = t.items.get(stockCode)?.gtin?.trim() ?? '';
  if (gtin === '') return undefined;
  if (t.profile.marks.some(({ source }) => source === 'gtin') && !(/^\d{8,14}$/.test(gtin) && hasCheckDigit(gtin))) {
    t.build.find(
      t.codes.gtin,
      { table: 'InvMaster', column: 'gtin', key: stockCode },
      'is no GTIN: 8 to 14 digits, the last of them the check digit, and the cartons are marked with it',
      'Correct the number in SYSPRO, or change marks in the profile.',
      { value: gtin },
    );
  }
  return gtin;
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
    const bySscc = mark.source === 'sscc';
    t.build.find(
      bySscc ? 'ASN-PACKAGE-SSCC' : 'ASN-PACKAGE-MARK',
      origin,
      bySscc ? 'has no SSCC, and the partner must have it' : `has no ${mark.source}, and the partner must have it`,
      `Fill it where the packages come from, or change ${path}.whenMissing in the profile.`,
    );
    return;
  }
  // Under GM and AA the set's own check says the same.
  if (mark.source === 'sscc' && !['GM', 'AA'].includes(mark.qualifier) && !isSscc(number)) {
    t.build.find(
      'ASN-PACKAGE-SSCC',
      origin,
      `is marked with what is no SSCC: 18 digits, the last of them the check digit (${path})`,
      'Correct it where the packages come from.',
      { value: number },
    );
  }
  t.build.add('MAN', [
    codeCell(mark.qualifier, setting(`${path}.qualifier`)),
    codeCell(textOf(mark, number), origin),
    to === undefined ? undefined : codeCell(textOf(mark, to), origin),
  ]);
}

function textOf(mark: Mark, number: string): string {
  if (mark.source !== 'sscc') return written(number, mark);
  const bare = bareSscc(number);
  return (mark.applicationIdentifier ?? mark.qualifier === 'GM') ? `00${bare}` : bare;
}

/** An SSCC without its application identifier. */
function bareSscc(number: string): string {
  return number.length === 20 && number.startsWith('00') ? number.slice(2) : number;
}

function isSscc(number: string): boolean {
  const bare = bareSscc(number);
  return bare.length === 18 && hasCheckDigit(bare);
}
