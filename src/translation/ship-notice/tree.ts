import { shippedLines, type NoticeTranslation } from './context.ts';
import { addCarton, addPallet } from './packages.ts';
import { addItem } from './items.ts';
import type { Level } from './levels.ts';
import { addOrderLevel } from './orders.ts';
import type { Portion } from './portions.ts';

/**
 * The levels below the shipment: the portions, grouped by each level of the structure in turn. What has no carton, or no pallet,
 * goes without that level; so each portion is in one item, whatever the structure. Cartons and pallets keep the order they are
 * recorded in, orders and lines that of the dispatch note.
 * @param structure the levels, as their HL03 from the top
 */
export function levelsBelow(t: NoticeTranslation, structure: string, portions: readonly Portion[]): Level[] {
  const byOrder = new Map(t.orders.map((order, index) => [order, index]));
  const byLine = new Map(shippedLines(t.notice).map((line, index) => [line, index]));
  const recorded = new Map(portions.map((portion, index) => [portion, index]));
  const rank = (portion: Portion, code: Grouping): number => {
    if (code === 'O') return byOrder.get(portion.order) ?? 0;
    return (code === 'I' ? byLine.get(portion.line) : recorded.get(portion)) ?? 0;
  };
  const below = (depth: number, within: readonly Portion[]): Level[] => {
    const code = groupings.find((one) => one === structure[depth]);
    if (!code) return [];
    const sorted = within.toSorted((a, b) => rank(a, code) - rank(b, code));
    return [...Map.groupBy(sorted, keyOf(t, code))].flatMap(([key, group]): Level[] => {
      const children = below(depth + 1, group);
      return key === undefined ? children : [{ code, children, write: writer(t, code, structure, group) }];
    });
  };
  // Below the shipment.
  return below(1, portions);
}

const groupings = ['O', 'T', 'P', 'I'] as const;
type Grouping = (typeof groupings)[number];

/** What tells the groups of a level apart; undefined of what goes without it. */
function keyOf(t: NoticeTranslation, code: Grouping): (portion: Portion) => unknown {
  switch (code) {
    case 'O':
      return ({ order }) => order;
    case 'T':
      return ({ pallet }) => pallet;
    case 'P':
      return ({ carton }) => {
        if (!carton || t.profile.likeCartons === 'each') return carton?.index;
        const { kind, weight, onPallet, contents } = carton;
        return JSON.stringify([kind, weight, onPallet, contents]);
      };
    case 'I':
      return ({ line, lot }) => `${line.line} ${lot?.lot ?? ''}`;
  }
}

function writer(t: NoticeTranslation, code: Grouping, structure: string, portions: readonly Portion[]): () => void {
  switch (code) {
    case 'O':
      return () => addOrderLevel(t, portions);
    case 'T':
      return () => addPallet(t, portions);
    case 'P':
      return () => addCarton(t, portions);
    case 'I':
      return () => addItem(t, portions, structure.includes('O'));
  }
}
