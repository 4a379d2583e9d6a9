import type { SetGuide, StructureNode } from './guides/guide.ts';
import { matchesStep, type SegmentSelector } from './segment-selector.ts';
import type { Segment } from './types.ts';

/** Something that carries a segment. */
interface Carrier {
  readonly segment: Segment;
}

/** A segment in its place; the leader of a loop with the loop. */
export interface Part<T extends Carrier> {
  readonly item: T;
  /** Which of the places of its loop it has. */
  readonly node: number;
  readonly loop?: Loop<T>;
}

/** One occurrence of a loop, or the set itself, which has no leader. The parts may be changed. */
export interface Loop<T extends Carrier> {
  readonly leader?: T;
  readonly nodes: readonly StructureNode[];
  readonly parts: Part<T>[];
}

/** A part found, with the loop it stands in and the leaders around it, outermost first. */
export interface Placed<T extends Carrier> {
  readonly part: Part<T>;
  readonly within: Loop<T>;
  readonly leaders: readonly Segment[];
}

/**
 * Segments as the tree of loops the structure makes of them, by the rule of the standard: each belongs to the innermost open loop
 * that still has a place for it. One without a place stays where it is.
 */
export function treeOf<T extends Carrier>(items: readonly T[], structure: readonly StructureNode[]): Loop<T> {
  const root: Loop<T> = { nodes: structure, parts: [] };
  const open: Loop<T>[] = [root];
  for (const item of items) {
    let depth = open.length - 1;
    let node = -1;
    for (; depth >= 0; depth -= 1) {
      const loop = open[depth];
      const from = Math.max(loop?.parts.at(-1)?.node ?? 0, 0);
      node = loop ? loop.nodes.findIndex(({ id }, index) => index >= from && id === item.segment.id) : -1;
      if (node !== -1) break;
    }
    if (node === -1) {
      const loop = open.at(-1) ?? root;
      loop.parts.push({ item, node: loop.parts.at(-1)?.node ?? -1 });
      continue;
    }
    open.length = depth + 1;
    const children = open[depth]?.nodes[node]?.children;
    const loop: Loop<T> | undefined = children && { leader: item, nodes: children, parts: [] };
    open[depth]?.parts.push({ item, node, ...(loop ? { loop } : {}) });
    if (loop) open.push(loop);
  }
  return root;
}

/** What a tree carries, in the order of the segments. */
export function itemsOf<T extends Carrier>(tree: Loop<T>): T[] {
  return tree.parts.flatMap(({ item, loop }) => (loop ? [item, ...itemsOf(loop)] : [item]));
}

/** The parts a selector names, in order, whatever its element. @param guide of the set, for where heading and summary are */
export function selected<T extends Carrier>(tree: Loop<T>, selector: SegmentSelector, guide: SetGuide): Placed<T>[] {
  const detail = detailIndex(guide);
  const found: Placed<T>[] = [];
  const visit = (loop: Loop<T>, leaders: readonly Segment[], top: number): void => {
    for (const part of loop.parts) {
      const place = leaders.length === 0 ? part.node : top;
      if (matchesStep(part.item.segment, selector.segment) && isAround(selector, leaders, place, detail))
        found.push({ part, within: loop, leaders });
      if (part.loop) visit(part.loop, [...leaders, part.item.segment], place);
    }
  };
  visit(tree, [], -1);
  return found;
}

/** The place of the loops of items among the places of the set: of PO1, IT1 or HL. */
export function detailIndex({ structure, totals }: SetGuide): number {
  const counted = totals.flatMap((rule) => ('countOf' in rule ? [rule.countOf] : []));
  return structure.findIndex(({ id }) => counted.includes(id));
}

function isAround(
  { part, loops }: SegmentSelector,
  leaders: readonly Segment[],
  place: number,
  detail: number,
): boolean {
  if (part === 'heading' && place >= detail) return false;
  if (part === 'summary' && place <= detail) return false;
  if (part !== undefined && leaders.length !== loops.length) return false;
  const inner = leaders.slice(leaders.length - loops.length);
  return (
    leaders.length >= loops.length && loops.every((step, index) => inner[index] && matchesStep(inner[index], step))
  );
}

/** Where a structure has a place for what a selector names: the places around it, outermost first, and the place itself. */
export function placesOf(selector: SegmentSelector, guide: SetGuide): (readonly StructureNode[])[] {
  const detail = detailIndex(guide);
  const found: StructureNode[][] = [];
  const visit = (nodes: readonly StructureNode[], around: readonly StructureNode[], top: number): void => {
    nodes.forEach((node, index) => {
      const place = around.length === 0 ? index : top;
      const inner = around.slice(around.length - selector.loops.length);
      const fits =
        node.id === selector.segment.id &&
        around.length >= selector.loops.length &&
        selector.loops.every((step, at) => inner[at]?.id === step.id) &&
        (selector.part === undefined || around.length === selector.loops.length) &&
        (selector.part !== 'heading' || place < detail) &&
        (selector.part !== 'summary' || place > detail);
      if (fits) found.push([...around, node]);
      if (node.children) visit(node.children, [...around, node], place);
    });
  };
  visit(guide.structure, [], -1);
  return found;
}
