import type { DataType, SegmentDefinition, SetGuide, StructureNode } from './guide.ts';
import type { RelationalNote } from './relational-notes.ts';
import { elementReference } from '../types.ts';

/** A level of a structure, made for walking along it. */
export interface Level {
  readonly nodes: readonly LevelNode[];
  /** Where in the level each identifier stands, first to last. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

export interface LevelNode extends Omit<StructureNode, 'children'> {
  readonly children?: Level;
}

/** A relational note, made for a set of bits in which bit 0 says whether element 1 carries data. */
export interface CompiledNote {
  /** The place of its letter in {@link noteKinds}. */
  readonly kind: number;
  readonly mask: number;
  readonly first: number;
  readonly others: number;
}

/** An element, with what its checks look up. */
export interface CompiledElement {
  readonly min: number;
  readonly max: number;
  /** `BEG03`. */
  readonly reference: string;
  readonly type: DataType | undefined;
  readonly codes: ReadonlySet<string> | undefined;
}

export interface CompiledSegment {
  readonly definition: SegmentDefinition;
  readonly elements: readonly CompiledElement[];
  /** The bits of the mandatory elements. */
  readonly required: number;
  /** Empty where {@link narrow} is false. */
  readonly notes: readonly CompiledNote[];
  /** Whether its elements fit into a set of bits. */
  readonly narrow: boolean;
  /** The places (1 for the first element) of qualifiers of a number with a check digit, data elements 235 and 88, if any. */
  readonly qualifiers: readonly number[] | undefined;
}

/** What a guide says, made for validation: computed once per guide, from nothing but the guide. */
export interface CompiledGuide {
  readonly structure: Level;
  /** Where each segment may stand, in words. */
  readonly places: ReadonlyMap<string, string>;
  /** Those that have a place in the structure. */
  readonly segments: ReadonlyMap<string, CompiledSegment>;
  /** The known codes of data elements. */
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Bits in a small integer. */
const narrowest = 31;
const compiled = Symbol('the compiled form of a guide');

/** The guides with their compiled forms attached, so that those are not computed for every document. A copy of one has none. */
export function withCompiledForms(guides: Readonly<Record<string, SetGuide>>): Record<string, SetGuide> {
  return Object.fromEntries(
    Object.entries(guides).map(([id, guide]) => [
      id,
      Object.defineProperty({ ...guide }, compiled, { value: compileGuide(guide) }),
    ]),
  );
}

/** The compiled form of a guide; computed here where none is attached. */
export function compiledForm(guide: SetGuide & { readonly [compiled]?: CompiledGuide }): CompiledGuide {
  return guide[compiled] ?? compileGuide(guide);
}

function compileGuide(guide: SetGuide): CompiledGuide {
  const codes = new Map(Object.entries(guide.codes).map(([number, list]) => [number, new Set(Object.keys(list))]));
  const places = placesOf(guide.structure);
  const segments = new Map<string, CompiledSegment>();
  for (const id of places.keys()) {
    const definition = Object.hasOwn(guide.segments, id) ? guide.segments[id] : undefined;
    if (definition) segments.set(id, compileSegment(id, definition, codes));
  }
  return { structure: compileLevel(guide.structure), places, codes, segments };
}

function compileLevel(nodes: readonly StructureNode[]): Level {
  const places = new Map<string, number[]>();
  nodes.forEach(({ id }, index) => {
    const known = places.get(id);
    if (known) known.push(index);
    else places.set(id, [index]);
  });
  const compiledNodes = nodes.map(({ id, min, max, children }) =>
    children ? { id, min, max, children: compileLevel(children) } : { id, min, max },
  );
  return { nodes: compiledNodes, places };
}

function compileSegment(
  id: string,
  definition: SegmentDefinition,
  codes: ReadonlyMap<string, ReadonlySet<string>>,
): CompiledSegment {
  const narrow = definition.elements.length <= narrowest;
  const elements = definition.elements.map((element, index) => ({
    min: element.min,
    max: element.max,
    reference: elementReference(id, index + 1),
    type: element.components ? undefined : element.type,
    codes: codes.get(element.number),
  }));
  const qualifiers = definition.elements.flatMap(({ number }, index) =>
    number === '235' || number === '88' ? [index + 1] : [],
  );
  const required = definition.elements.reduce((bits, element, index) => bits | (element.required ? 1 << index : 0), 0);
  return {
    definition,
    elements,
    required: narrow ? required : 0,
    notes: narrow ? definition.notes.map(compileNote) : [],
    narrow,
    qualifiers: qualifiers.length === 0 ? undefined : qualifiers,
  };
}

const noteKinds = 'PRECL';

function compileNote(note: RelationalNote): CompiledNote {
  const bits = note.positions.map((position) => 1 << (position - 1));
  const mask = bits.reduce((all, bit) => all | bit, 0);
  const [first = 0] = bits;
  return { kind: noteKinds.indexOf(note.kind), mask, first, others: mask & ~first };
}

/** Whether a note holds for the elements that carry data. */
export function holds({ kind, mask, first, others }: CompiledNote, present: number): boolean {
  const found = present & mask;
  switch (kind) {
    case 0:
      return found === 0 || found === mask;
    case 1:
      return found !== 0;
    case 2:
      return (found & (found - 1)) === 0;
    case 3:
      return (present & first) === 0 || (present & others) === others;
    default:
      return (present & first) === 0 || (present & others) !== 0;
  }
}

function placesOf(structure: readonly StructureNode[]): Map<string, string> {
  const places = new Map<string, Set<string>>();
  const visit = (nodes: readonly StructureNode[], loop: string): void => {
    nodes.forEach((node, index) => {
      const before = nodes.slice(index + 1).find((next) => next.min > 0)?.id;
      const where =
        loop === '' ? (before ? `in the heading before ${before}` : 'after the items') : `inside the loop ${loop}`;
      places.set(node.id, (places.get(node.id) ?? new Set()).add(where));
      if (node.children) visit(node.children, node.id);
    });
  };
  visit(structure, '');
  return new Map([...places].map(([id, where]) => [id, [...where].join(', or ')]));
}
