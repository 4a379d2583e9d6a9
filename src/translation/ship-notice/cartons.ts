import type { Package, ShipNotice } from '../../documents/ship-notice.ts';

/** A carton with its place among the notice's packages. */
export type Carton = Package & { readonly index: number };

/** A pallet that cartons stand on, or a package that is one itself. */
export interface Pallet {
  /** What tells it from the others of the notice. */
  readonly key: string;
  readonly sscc: string | undefined;
  /** Its own record among the packages, where it has one. */
  readonly record: Carton | undefined;
  /** The place of its record, or of the first carton that stands on it. */
  readonly index: number;
}

/** The notice's cartons: its packages, but for the pallets that hold no goods of their own. */
export function cartonsOf(notice: ShipNotice): Carton[] {
  const pallets = new Set(notice.packages.flatMap(({ onPallet }) => (onPallet === undefined ? [] : [onPallet])));
  return notice.packages.flatMap((one, index) => {
    const isPallet = one.contents.length === 0 && one.sscc !== undefined && pallets.has(one.sscc);
    return isPallet ? [] : [{ ...one, index }];
  });
}

/**
 * The pallet of each carton, by the carton's place.
 * @param packsAreTold whether cartons have a level of their own; else a package that stands on no pallet is one
 */
export function palletsOf(notice: ShipNotice, packsAreTold: boolean): ReadonlyMap<number, Pallet> {
  const records = new Map<string, Carton>();
  notice.packages.forEach((one, index) => {
    if (one.sscc !== undefined && !records.has(one.sscc)) records.set(one.sscc, { ...one, index });
  });
  const pallets = new Map<string, Pallet>();
  const found = new Map<number, Pallet>();
  for (const carton of cartonsOf(notice)) {
    const { onPallet, index } = carton;
    const key = onPallet ?? (packsAreTold ? undefined : (carton.sscc ?? `package ${index}`));
    if (key === undefined) continue;
    const record = onPallet === undefined ? carton : records.get(onPallet);
    const pallet = pallets.get(key) ?? {
      key,
      sscc: onPallet ?? carton.sscc,
      record,
      index: record?.index ?? index,
    };
    pallets.set(key, pallet);
    found.set(index, pallet);
  }
  return found;
}
