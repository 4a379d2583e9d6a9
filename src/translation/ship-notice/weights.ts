import { Exact, type Amount, type DecimalText } from '../../documents/decimal.ts';
import type { Origin } from '../cells/source.ts';
import { header, type NoticeTranslation } from './context.ts';
import type { Portion } from './portions.ts';

/** A count, weight or volume, in the company's unit, with where it comes from. */
export interface Measured {
  readonly amount: Amount;
  readonly origin: Origin;
}

/** What is known of the whole shipment: what SYSPRO says, else what its packages come to. */
interface ShipmentLoad {
  readonly count: Measured | undefined;
  /** Gross. */
  readonly weight: Measured | undefined;
  /** Only where the profile has a unit for it. */
  readonly volume: Measured | undefined;
}

/** The load of a notice. */
export function loadOf({ notice, cartons, profile }: NoticeTranslation): ShipmentLoad {
  const { packageCount, weight, volume } = notice.transport;
  const said = (text: DecimalText | undefined, column: string): Measured | undefined =>
    text === undefined ? undefined : { amount: new Exact(text), origin: header(column) };
  const summed = sumOfWeights(cartons.map((carton) => carton.weight));
  const counted = { amount: new Exact(cartons.length), origin: { computed: 'the number of packages' } };
  return {
    count: said(packageCount, 'number of packages') ?? (cartons.length > 0 ? counted : undefined),
    weight:
      said(weight, 'weight') ??
      (summed && { amount: summed, origin: { computed: 'the sum of the packages’ weights' } }),
    volume: profile.lading?.volumeUnit === undefined ? undefined : said(volume, 'volume'),
  };
}

/** The sum of weights where all are known. */
export function sumOfWeights(weights: readonly (DecimalText | undefined)[]): Amount | undefined {
  const known = weights.filter((weight) => weight !== undefined);
  if (known.length === 0 || known.length < weights.length) return undefined;
  return known.reduce((sum, weight) => sum.plus(weight), new Exact(0));
}

/**
 * The net weight of portions, from the mass of a stocking unit of each item. Undefined where an item has none, or a line is in
 * another unit than its item is stocked in: SYSPRO's conversion of units is not part of a ship notice.
 */
export function netWeightOf(t: NoticeTranslation, portions: readonly Portion[]): Measured | undefined {
  let sum = new Exact(0);
  for (const { line, quantity } of portions) {
    const item = t.items.get(line.stockCode);
    if (item?.mass === undefined || item.stockingUom?.trim() !== line.uom.trim()) return undefined;
    sum = sum.plus(quantity.times(item.mass));
  }
  return portions.length === 0 ? undefined : { amount: sum, origin: { computed: 'the mass of the items shipped' } };
}
