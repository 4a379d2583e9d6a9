import type { DocumentProfile } from '../../partners/index.ts';
import {
  detailIndex,
  isEmptyElement,
  itemsOf,
  parseSelector,
  selected,
  treeOf,
  type Loop,
  type Segment,
  type SetGuide,
} from '../../x12/index.ts';
import { holds, type RuleCondition } from './condition.ts';
import type { BuiltSegment, SetBuilder } from '../set-builder.ts';
import { literal, type Cell, type ElementSource } from '../cells/source.ts';
import { textCell, type Translation } from '../cells/text-cell.ts';

type Tree = Loop<BuiltSegment>;
type Insertion = DocumentProfile['insert'][string];

/**
 * What was built, by the partner's rules on segments: first without what it does not take (`drop`), then with what it wants beside
 * (`insert`), then with what stands for nothing (`defaults`). A segment is put where the release's structure has its place, so an
 * added one can be out of order as little as one that was built.
 */
export function applySetRules(
  t: Translation,
  guide: SetGuide,
): { readonly segments: readonly Segment[]; readonly sources: readonly ElementSource[] } {
  const { drop, insert, defaults } = t.profile;
  const { build } = t;
  const insertions = Object.entries(insert);
  if (drop.length === 0 && insertions.length === 0 && Object.keys(defaults).length === 0) return build;
  const tree = treeOf(builtSegments(build), guide.structure);
  const wanted = insertions.filter(([, { when, is }]) => holds(tree, conditionOf(when, is), guide));
  for (const text of drop) dropFrom(tree, text, guide);
  for (const [name, insertion] of wanted) insertInto(t, tree, name, insertion, guide);
  for (const [text, value] of Object.entries(defaults)) fill(build, tree, text, value, guide);
  const built = itemsOf(tree);
  return {
    segments: built.map(({ segment }) => segment),
    sources: built.flatMap(({ sources }, index) => sources.map((source) => ({ position: index + 2, ...source }))),
  };
}

function conditionOf(when: string | undefined, is: readonly string[] | undefined): RuleCondition | undefined {
  return when === undefined ? undefined : { when, ...(is ? { is } : {}) };
}

/** The segments built, each with the sources of its elements. */
function builtSegments({ segments, sources }: SetBuilder): BuiltSegment[] {
  const bySegment = Map.groupBy(sources, ({ position }) => position);
  return segments.map((segment, index) => ({
    segment,
    sources: (bySegment.get(index + 2) ?? []).map(({ segment: id, element, origin }) => ({
      segment: id,
      element,
      origin,
    })),
  }));
}

function dropFrom(tree: Tree, text: string, guide: SetGuide): void {
  const selector = parseSelector(text);
  for (const { part, within } of selected(tree, selector, guide)) {
    const index = within.parts.indexOf(part);
    const { element } = selector;
    if (element === undefined) {
      within.parts.splice(index, 1);
      continue;
    }
    const item = withElement(part.item, element, '');
    if (item.segment.elements.length === 0 && !part.loop) within.parts.splice(index, 1);
    else within.parts.splice(index, 1, { ...part, item });
  }
}

/** A segment with another element in a place; trailing empty elements go. */
function withElement(
  { segment, sources }: BuiltSegment,
  element: number,
  text: string,
  source: BuiltSegment['sources'] = [],
): BuiltSegment {
  const elements = Array.from({ length: Math.max(segment.elements.length, element) }, (_, index) =>
    index === element - 1 ? text : (segment.elements[index] ?? ''),
  );
  while (isEmptyElement(elements.at(-1)) && elements.length > 0) elements.pop();
  return {
    segment: { ...segment, elements },
    sources: [...sources.filter((one) => one.element !== element), ...source],
  };
}

function insertInto(t: Translation, tree: Tree, name: string, insertion: Insertion, guide: SetGuide): void {
  const { segment, in: where } = insertion;
  const part = where === 'heading' || where === 'summary' ? where : undefined;
  const loops = part
    ? [tree]
    : selected(tree, parseSelector(where), guide).flatMap(({ part: { loop } }) => (loop ? [loop] : []));
  const detail = detailIndex(guide);
  for (const loop of loops) {
    const node = loop.nodes.findIndex(
      ({ id }, index) =>
        id === segment && !(part === 'heading' && index > detail) && !(part === 'summary' && index < detail),
    );
    const children = loop.nodes[node]?.children;
    const item = insertedSegment(t, name, insertion);
    if (node === -1 || !item) continue;
    const after = loop.parts.findIndex((other) => other.node > node);
    loop.parts.splice(after === -1 ? loop.parts.length : after, 0, {
      item,
      node,
      ...(children ? { loop: { leader: item, nodes: children, parts: [] } } : {}),
    });
  }
}

/** The segment of an insertion; undefined where the document lacks a field of it, which leaves it out. */
function insertedSegment(t: Translation, name: string, { segment, elements }: Insertion): BuiltSegment | undefined {
  let lacks = false;
  const cells = elements.map((element, index): Cell | undefined => {
    const path = `insert.${name}.elements.${index}`;
    if (element === null) return undefined;
    if (typeof element === 'string') return literal(element, path);
    const cell = textCell(t, element, 'code', path);
    if (!t.build.hasText(cell)) lacks = true;
    return cell;
  });
  return lacks ? undefined : t.build.made(segment, cells);
}

function fill(build: SetBuilder, tree: Tree, text: string, value: string, guide: SetGuide): void {
  const selector = parseSelector(text);
  const { element = 0, segment } = selector;
  for (const { part, within } of selected(tree, selector, guide)) {
    if (!isEmptyElement(part.item.segment.elements[element - 1])) continue;
    const cells = [...Array.from({ length: element - 1 }, () => undefined), literal(value, `defaults.${text}`)];
    const made = build.made(segment.id, cells);
    const filled = made?.segment.elements[element - 1];
    if (!made || typeof filled !== 'string') continue;
    const item = withElement(part.item, element, filled, made.sources);
    within.parts.splice(within.parts.indexOf(part), 1, { ...part, item });
  }
}
