import type { Package, ShipNotice } from '../../documents/ship-notice.ts';

/** A carton with its place among the notice's packages. */
export type Carton = Package & {
  readonly index: number;
  /** Its number among the cartons, from 1. */
  readonly number: number;
};

/** A pallet that cartons stand on, or a package that is one itself. */
export interface Pallet {
  readonly sscc: string | undefined;
  /** Its own record among the packages, where it has one. */
  readonly record: Package | undefined;
  /** The place of its record, or of the first carton that stands on it. */
  readonly index: number;
  /** Its number among the pallets, from 1. */
  readonly number: number;
}

/** The notice's cartons: its packages, but for the pallets that hold no goods of their own. */
export function cartonsOf({ packages }: ShipNotice): Carton[] {
  const pallets = new Set(packages.flatMap(({ onPallet }) => (onPallet === undefined ? [] : [onPallet])));
  const placed = packages.map((one, index) => ({ ...one, index }));
  return placed
    .filter(({ contents, sscc }) => contents.length > 0 || sscc === undefined || !pallets.has(sscc))
    .map((one, n) => ({ ...one, number: n + 1 }));
}

/**
 * The pallet of each carton, by the carton's place among the packages.
 * @param packsAreTold whether cartons have a level of their own; else a package that stands on no pallet is one
 */
export function palletsOf(
  { packages }: ShipNotice,
  cartons: readonly Carton[],
  packsAreTold: boolean,
): ReadonlyMap<number, Pallet> {
  const places = new Map<string, number>();
  packages.forEach(({ sscc }, index) => {
    if (sscc !== undefined && !places.has(sscc)) places.set(sscc, index);
  });
  const pallets = new Map<string, Pallet>();
  const found = new Map<number, Pallet>();
  for (const { onPallet, sscc, index } of cartons) {
    const key = onPallet ?? (packsAreTold ? undefined : (sscc ?? `package ${index}`));
    if (key === undefined) continue;
    const place = onPallet === undefined ? index : places.get(onPallet);
    const pallet = pallets.get(key) ?? {
      sscc: onPallet ?? sscc,
      record: place === undefined ? undefined : packages[place],
      index: place ?? index,
      number: pallets.size + 1,
    };
    pallets.set(key, pallet);
    found.set(index, pallet);
  }
  return found;
}
