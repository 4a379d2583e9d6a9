import { parseNotes, type RelationalNote } from './relational-notes.ts';

/** X12's data types: text, code, integer, number with two implied decimals, decimal, date, time. */
const dataTypes = ['AN', 'ID', 'N0', 'N2', 'R', 'DT', 'TM'] as const;
export type DataType = (typeof dataTypes)[number];

/** An element of a segment, or a component of a composite. */
export interface ElementDefinition {
  /** The data element: `353`, or a composite such as `C040`. */
  readonly number: string;
  readonly required: boolean;
  /** Absent for a composite, whose {@link components} have theirs. */
  readonly type?: DataType;
  readonly min: number;
  readonly max: number;
  readonly components?: SegmentDefinition;
  /** How often it may repeat; absent: once. */
  readonly repeat?: number;
}

export interface SegmentDefinition {
  readonly id: string;
  readonly name: string;
  readonly elements: readonly ElementDefinition[];
  readonly notes: readonly RelationalNote[];
}

/** A place in a set's structure: a segment, or a loop led by one (then {@link children} follow the leader in order). */
export interface StructureNode {
  readonly id: string;
  readonly min: number;
  readonly max: number;
  readonly children?: readonly StructureNode[];
}

/** A total a set states of itself: the count of a segment, or the sum of an element over all its segments. */
export type TotalRule =
  { readonly element: string; readonly countOf: string } | { readonly element: string; readonly sumOf: string };

/**
 * A rule over the whole of a set that no list of elements can say: `invoice-total`, TDS01 is what the receiver
 * recomputes; `hierarchy`, the HL segments are a tree of shipment, orders, packs and items.
 */
export type SetCheck = 'invoice-total' | 'hierarchy';

/** All that is known of one transaction set in one release. Data only: a further release or set is more data. */
export interface SetGuide {
  readonly release: string;
  readonly id: string;
  readonly name: string;
  /** GS01 of groups of this set. */
  readonly functionalId: string;
  /** Without ST and SE, which the envelope has. */
  readonly structure: readonly StructureNode[];
  readonly segments: Readonly<Record<string, SegmentDefinition>>;
  /** Known codes per data element, each with its meaning (empty where unnamed). */
  readonly codes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Elements whose values are unique in the set. */
  readonly unique: readonly string[];
  readonly totals: readonly TotalRule[];
  readonly checks: readonly SetCheck[];
}

/** A segment as the data files have it: `01 353 M ID 2/2; 02 …`, `x10` after an element that repeats, and `P0304 C0506`. */
export interface SegmentText {
  readonly name: string;
  readonly elements: string;
  readonly notes?: string;
}

/** Composite data elements by number, each with its components. */
export type Composites = Readonly<Record<string, SegmentDefinition>>;

/** Builds a segment, or a composite, from its data. @throws SyntaxError when the data is malformed */
export function parseSegment(id: string, text: SegmentText, composites: Composites): SegmentDefinition {
  const elements = parseElements(id, text.elements, composites).map(([position, element], index) => {
    if (position !== index + 1) throw new SyntaxError(`${id}: element ${index + 1} is numbered ${position}`);
    return element;
  });
  return { id, name: text.name, elements, notes: parseNotes(text.notes ?? '') };
}

/** The elements of a segment's data, each with its position. @throws SyntaxError */
export function parseElements(id: string, text: string, composites: Composites): [number, ElementDefinition][] {
  return text.split(';').map((element) => {
    const [, position, number = '', requirement, form = '', times] =
      /^\s*(\d\d) ([CI]?\d+) ([MO]) (composite|\w+ \d+\/\d+)(?: x(\d+))?\s*$/.exec(element) ?? [];
    if (position === undefined) throw new SyntaxError(`${id}: ${JSON.stringify(element)} is no element`);
    const repeat = times === undefined ? {} : { repeat: Number(times) };
    const common = { number, required: requirement === 'M', ...repeat };
    if (form !== 'composite') return [Number(position), { ...common, ...parseForm(form) }];
    const components = composites[number];
    if (!components) throw new SyntaxError(`${id}: there is no composite ${number}`);
    return [Number(position), { ...common, min: 1, max: Infinity, components }];
  });
}

/** A data type with its lengths: `AN 1/22`. @throws SyntaxError */
export function parseForm(text: string): { readonly type: DataType; readonly min: number; readonly max: number } {
  const [, letters, min, max] = /^(\w+) (\d+)\/(\d+)$/.exec(text) ?? [];
  const type = dataTypes.find((known) => known === letters);
  if (type === undefined) throw new SyntaxError(`${JSON.stringify(text)} is no data type with its lengths`);
  return { type, min: Number(min), max: Number(max) };
}

/** The codes of a list as the data files have it: `code meaning; code meaning`. */
export function parseCodes(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('; ').map((entry) => {
      const blank = entry.indexOf(' ');
      return blank === -1 ? [entry, ''] : [entry.slice(0, blank), entry.slice(blank + 1)];
    }),
  );
}

/** Parses `A 1..1` per place and `[A 0..n: B 0..1, [C 0..n: D 1..1]]` per loop; commas and line breaks separate. */
export function parseStructure(text: string): StructureNode[] {
  const token = /\[|\]|[A-Z][A-Z0-9]{1,2} \d+\.\.(?:\d+|n)/g;
  const strange = text.replace(token, '').replace(/[\s,:]/g, '');
  if (strange !== '') throw new SyntaxError(`a structure cannot have ${JSON.stringify(strange)}`);
  const tokens = text.match(token) ?? [];
  let at = 0;
  const place = (): StructureNode => {
    const [, id = '', min, max] = /^(\w+) (\d+)\.\.(\w+)$/.exec(tokens[at] ?? '') ?? [];
    if (id === '') throw new SyntaxError(`a segment was expected before ${tokens[at] ?? 'the end'}`);
    at += 1;
    return { id, min: Number(min), max: max === 'n' ? Infinity : Number(max) };
  };
  const places = (): StructureNode[] => {
    const nodes: StructureNode[] = [];
    while (at < tokens.length && tokens[at] !== ']') {
      if (tokens[at] !== '[') {
        nodes.push(place());
        continue;
      }
      at += 1;
      const leader = place();
      nodes.push({ ...leader, children: places() });
      if (tokens[at] !== ']') throw new SyntaxError(`the loop ${leader.id} is not closed`);
      at += 1;
    }
    return nodes;
  };
  const nodes = places();
  if (at < tokens.length) throw new SyntaxError('a loop is closed that was not opened');
  return nodes;
}
