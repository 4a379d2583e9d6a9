import {
  parseCodes,
  parseElements,
  parseForm,
  parseSegment,
  parseStructure,
  type Composites,
  type ElementDefinition,
  type SegmentDefinition,
  type SegmentText,
  type SetCheck,
  type SetGuide,
  type TotalRule,
} from './guide.ts';
import { parseNotes } from './relational-notes.ts';
import { changeStructure, type StructureChange } from './structure-change.ts';

/** A transaction set as the data files have it. */
export interface SetText {
  readonly id: string;
  readonly name: string;
  readonly functionalId: string;
  readonly structure: string;
  readonly unique?: readonly string[];
  readonly totals?: readonly TotalRule[];
  readonly checks?: readonly SetCheck[];
}

/** A release as the data files have it, whole. */
export interface ReleaseText {
  readonly release: string;
  readonly segments: Readonly<Record<string, SegmentText>>;
  readonly composites: Readonly<Record<string, Omit<SegmentText, 'name'>>>;
  readonly codes: Readonly<Record<string, string>>;
  readonly sets: readonly SetText[];
}

/** What became of a segment: elements at the places given are new or others, and its relational notes, where given, are these. */
export type SegmentChange = Partial<SegmentText>;

/** A release as the data files have it, by what differs from the release before. What is not named stays as it was. */
export interface ReleaseChanges {
  readonly release: string;
  /** Data elements with another type or length, wherever they stand: `127: 'AN 1/50'`. */
  readonly elements?: Readonly<Record<string, string>>;
  /** Segments that changed, and new ones (those have a name). */
  readonly segments?: Readonly<Record<string, SegmentChange>>;
  /** Composites that changed, each whole, and new ones. */
  readonly composites?: ReleaseText['composites'];
  /** Codes that are new, per data element. */
  readonly codes?: Readonly<Record<string, string>>;
  /** What changed in the order of segments of a set. */
  readonly structures?: Readonly<Record<string, readonly StructureChange[]>>;
  /** Sets that are new. */
  readonly sets?: readonly SetText[];
}

/** All guides of one release, with what they share. */
export interface Release {
  readonly release: string;
  readonly segments: SetGuide['segments'];
  readonly composites: Composites;
  readonly codes: SetGuide['codes'];
  readonly guides: Readonly<Record<string, SetGuide>>;
}

/** Builds a release from its data. @throws SyntaxError when the data is malformed */
export function buildRelease(text: ReleaseText): Release {
  const composites = mapValues(text.composites, (composite, number) =>
    parseSegment(number, { name: number, ...composite }, {}),
  );
  const segments = mapValues(text.segments, (segment, id) => parseSegment(id, segment, composites));
  const shared = { release: text.release, segments, codes: mapValues(text.codes, parseCodes) };
  return { ...shared, composites, guides: Object.fromEntries(text.sets.map((set) => [set.id, newGuide(set, shared)])) };
}

/** Builds a release from the one before. @throws SyntaxError when the changes are malformed, or name what is not there */
export function nextRelease(before: Release, changes: ReleaseChanges): Release {
  const forms = mapValues(changes.elements ?? {}, parseForm);
  const composites = {
    ...mapValues(before.composites, (composite) => withForms(composite, forms, {})),
    ...mapValues(changes.composites ?? {}, (text, number) => parseSegment(number, { name: number, ...text }, {})),
  };
  const segments = mapValues(before.segments, (segment) => withForms(segment, forms, composites));
  for (const [id, change] of Object.entries(changes.segments ?? {}))
    segments[id] = changedSegment(id, segments[id], change, composites);
  const codes = { ...before.codes };
  for (const [number, text] of Object.entries(changes.codes ?? {}))
    codes[number] = { ...codes[number], ...parseCodes(text) };
  const shared = { release: changes.release, segments, codes };
  const guides = mapValues(before.guides, (guide, id) => ({
    ...guide,
    ...shared,
    structure: (changes.structures?.[id] ?? []).reduce(changeStructure, guide.structure),
  }));
  const unknown = Object.keys(changes.structures ?? {}).find((id) => !Object.hasOwn(guides, id));
  if (unknown !== undefined) throw new SyntaxError(`${changes.release} changes ${unknown}, which was not there`);
  for (const set of changes.sets ?? []) guides[set.id] = newGuide(set, shared);
  return { ...shared, composites, guides };
}

function newGuide(set: SetText, shared: Pick<SetGuide, 'release' | 'segments' | 'codes'>): SetGuide {
  const { id, name, functionalId, unique = [], totals = [], checks = [] } = set;
  const structure = parseStructure(set.structure).filter((node) => node.id !== 'ST' && node.id !== 'SE');
  return { ...shared, id, name, functionalId, structure, unique, totals, checks };
}

type Forms = Readonly<Record<string, ReturnType<typeof parseForm>>>;

function withForms(segment: SegmentDefinition, forms: Forms, composites: Composites): SegmentDefinition {
  const elements = segment.elements.map((element): ElementDefinition => {
    if (element.components) return { ...element, components: composites[element.number] ?? element.components };
    return { ...element, ...forms[element.number] };
  });
  return { ...segment, elements };
}

function changedSegment(
  id: string,
  before: SegmentDefinition | undefined,
  change: SegmentChange,
  composites: Composites,
): SegmentDefinition {
  const name = change.name ?? before?.name;
  if (name === undefined) throw new SyntaxError(`${id} is new and has no name`);
  const elements = [...(before?.elements ?? [])];
  for (const [position, element] of change.elements === undefined
    ? []
    : parseElements(id, change.elements, composites)) {
    if (position > elements.length + 1) throw new SyntaxError(`${id}: there is no element before ${position}`);
    elements[position - 1] = element;
  }
  const notes = change.notes === undefined ? (before?.notes ?? []) : parseNotes(change.notes);
  return { id, name, elements, notes };
}

function mapValues<V, W>(values: Readonly<Record<string, V>>, of: (value: V, key: string) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, of(value, key)]));
}
