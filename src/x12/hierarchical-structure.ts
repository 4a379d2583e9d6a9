/**
 * What the hierarchical structure codes (data element 1005, BSN05) say, as HL03 of each level from the top. A tare level (T) is
 * agreed between partners and may be added to any of them.
 */
export const hierarchicalStructures: Readonly<Record<string, string>> = {
  '0001': 'SOPI',
  '0002': 'SOIP',
  '0003': 'SPOI',
  '0004': 'SOI',
};

/** The levels whose place we know, by HL03 (data element 735): those of {@link parentsIn}. */
export const knownLevels = 'SOTPQIK';

/** The code of BSN05 for a structure such as `SOTPI`; undefined where X12 has none and partners agree one, or send none. */
export function structureCodeOf(structure: string): string | undefined {
  const bare = structure.replace('T', '');
  return Object.entries(hierarchicalStructures).find(([, levels]) => levels === bare)?.[0];
}

/**
 * What is wrong with the levels of a structure, each its HL03: S shipment, O order, T tare (pallet), P pack (carton), I item. The
 * shipment is first, packs stand on tares and not the reverse, items end it, or packs directly below their item.
 * @param structure such as `SOTPI`
 * @returns what is wrong, in words; undefined of a structure that a ship notice can have
 */
export function structureFault(structure: string): string | undefined {
  const unknown = Array.from(structure).find((level) => !'SOTPI'.includes(level));
  if (unknown !== undefined) return `has ${unknown}, and the levels are S, O, T, P and I`;
  const at = (level: string): number => structure.indexOf(level);
  if (new Set(structure).size < structure.length) return 'has a level twice';
  if (at('S') !== 0) return 'does not begin with the shipment (S)';
  if (at('I') === -1) return 'has no items (I)';
  const belowItem = structure.slice(at('I') + 1);
  if (belowItem !== '' && belowItem !== 'P') return 'has more than packs (P) below the items (I)';
  if (at('T') > at('P') && at('P') !== -1) return 'has tares (T) below packs (P): packs stand on tares';
  return undefined;
}

/**
 * What each level may stand under, by its HL03 and BSN05: the level before it in the structure, or a tare put between.
 * K is a component of an item, Q a pack in a pack.
 */
export function parentsIn(structureCode: string): Readonly<Record<string, string>> {
  return { ...anyParents, ...(Object.hasOwn(parentsOf, structureCode) ? parentsOf[structureCode] : {}) };
}

/** Where BSN05 does not narrow it. */
const anyParents: Readonly<Record<string, string>> = { O: 'STP', T: 'SO', P: 'SOTI', Q: 'P', I: 'SOTPQ', K: 'I' };

const parentsOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '0001': { O: 'ST', T: 'SO', P: 'OT', I: 'PQ' },
  '0002': { O: 'ST', T: 'SO', I: 'OT', P: 'I' },
  '0003': { T: 'S', P: 'ST', O: 'P', I: 'O' },
  '0004': { O: 'ST', T: 'SO', I: 'OT' },
};
