import { structuresOf } from '../../partners/index.ts';
import { palletsOf } from './cartons.ts';
import { packageOrigin, type NoticeTranslation } from './context.ts';
import type { Portion } from './portions.ts';

/** The goods of a notice for a structure. */
type PortionsOf = (structure: string) => readonly Portion[];

/**
 * The structure a notice is told in: of those the profile allows, the first that has the levels of all that is known (pallets,
 * cartons), needs no more, and tells nothing twice. Where none does, the first that comes closest; findings then say what is wrong.
 */
export function chosenStructure(t: NoticeTranslation, portions: PortionsOf): string {
  const allowed = structuresOf(t.profile.structure);
  const has = { P: t.cartons.length > 0, T: palletsOf(t.notice, t.cartons, true).size > 0 };
  let left = allowed;
  for (const level of ['P', 'T'] as const) {
    const fit = left.filter((structure) => structure.includes(level) === has[level]);
    if (fit.length > 0) left = fit;
  }
  const [first = 'SOI'] = left;
  if (left.length <= 1) return first;
  return left.find((structure) => repeated(structure, portions(structure)).length === 0) ?? first;
}

interface Repetition {
  readonly code: 'ASN-PACKAGE-ORDERS' | 'ASN-PACKAGE-ITEMS' | 'ASN-PALLET-ORDERS';
  readonly index: number;
  readonly sscc: string | undefined;
}

const messages: Readonly<Record<Repetition['code'], string>> = {
  'ASN-PACKAGE-ORDERS': 'holds goods of several orders, and the profile tells an order above its packages (structure)',
  'ASN-PACKAGE-ITEMS': 'holds several items, and the profile tells an item above its packages (structure)',
  'ASN-PALLET-ORDERS': 'has goods of several orders, and the profile tells an order above its pallets (structure)',
};

/** The findings of packages and pallets that a structure would tell in several places. */
export function checkRepetitions(t: NoticeTranslation, structure: string, portions: readonly Portion[]): void {
  for (const { code, index, sscc } of repeated(structure, portions)) {
    const fix = 'Pack them apart, or agree another structure with the partner.';
    t.build.find(code, packageOrigin(index), messages[code], fix, sscc === undefined ? {} : { value: sscc });
  }
}

function repeated(structure: string, portions: readonly Portion[]): Repetition[] {
  const above = (upper: string, lower: string): boolean => {
    const at = structure.indexOf(upper);
    return at !== -1 && at < structure.indexOf(lower);
  };
  const found: Repetition[] = [];
  for (const parts of Map.groupBy(portions, ({ carton }) => carton).values()) {
    const carton = parts[0]?.carton;
    if (!carton) continue;
    const { index, sscc } = carton;
    if (above('O', 'P') && severalOf(parts, ({ order }) => order))
      found.push({ code: 'ASN-PACKAGE-ORDERS', index, sscc });
    else if (above('I', 'P') && severalOf(parts, ({ line }) => line))
      found.push({ code: 'ASN-PACKAGE-ITEMS', index, sscc });
  }
  for (const parts of Map.groupBy(portions, ({ pallet }) => pallet).values()) {
    const pallet = parts[0]?.pallet;
    if (pallet && above('O', 'T') && severalOf(parts, ({ order }) => order))
      found.push({ code: 'ASN-PALLET-ORDERS', index: pallet.index, sscc: pallet.sscc });
  }
  return found;
}

function severalOf(portions: readonly Portion[], what: (portion: Portion) => unknown): boolean {
  return new Set(portions.map((portion) => what(portion))).size > 1;
}
