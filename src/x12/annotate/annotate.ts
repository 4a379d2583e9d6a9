import { answerOf, damageOf, readInterchangeAcknowledgement, type Answer } from '../acknowledgements/index.ts';
import { compiledForm } from '../guides/compiled-guide.ts';
import type { X12Finding } from '../finding.ts';
import { elementNames } from '../guides/dictionary/element-names.ts';
import { setNames } from '../guides/dictionary/segment-names.ts';
import type { SetGuide } from '../guides/guide.ts';
import { withOffsets, type TransactionSetEvent } from '../reading/read-event.ts';
import { pathOf, StructureWalk } from '../validation/structure-walk.ts';
import { elementReference, repetitionsOf } from '../types.ts';
import { validateTransactionSet } from '../validation/validate.ts';
import { guideFor, placesFor, type ElementPlace, type SegmentPlaces } from './definitions.ts';
import { segmentsOfText, type TextSegment } from './text-segments.ts';
import { valueWords } from './value-words.ts';

/** One value of a segment, explained. */
export interface AnnotatedElement {
  /** `BEG03`; `AK401-2` for a component; `REF02[2]` for a repetition after the first. */
  readonly reference: string;
  /** 1 for the first element. */
  readonly element: number;
  /** The data element, `324`; absent where we do not know the segment. */
  readonly number?: string;
  /** What it is; empty where we do not know. */
  readonly name: string;
  readonly value: string;
  /** What the value means, where it does not say so itself. */
  readonly meaning?: string;
}

/** One segment, explained. */
export interface AnnotatedSegment {
  readonly id: string;
  /** Empty where we do not know it. */
  readonly name: string;
  /** Where it begins in the text. */
  readonly offset: number;
  /** Its place in its set; ST is 1. Absent outside a set. */
  readonly position?: number;
  /** The loops around it, `PO1[3]/N1[1]`, as far as there is a guide of the set. */
  readonly loop?: string;
  /** Those with a value, in order. */
  readonly elements: readonly AnnotatedElement[];
  readonly findings: readonly X12Finding[];
}

export interface Annotation {
  readonly segments: readonly AnnotatedSegment[];
  /** Every finding: those at segments, and those at none. */
  readonly findings: readonly X12Finding[];
  /** Acknowledgements and other answers in the text, read. */
  readonly answers: readonly Answer[];
  /** Sets we have no guide for, as they are called: they were read and not checked. */
  readonly unchecked: readonly string[];
}

/**
 * Explains a text of interchanges, segment by segment: any release, any separators, any sets; those we have a guide of are checked by it
 * too, and findings stand at the segment they are about. Never throws.
 */
export function annotate(text: string): Annotation {
  const { segments, events } = segmentsOfText(text);
  const findings: X12Finding[] = [];
  const answers: Answer[] = [];
  const unchecked = new Set<string>();
  const loops = new Map<number, string>();
  for (const { event, offset } of events) {
    if (event.kind === 'finding') findings.push(event.finding);
    else if (event.kind === 'acknowledgment') {
      const ta1 = readInterchangeAcknowledgement(event.interchange, event.segment);
      answers.push(ta1);
      findings.push(...ta1.findings.map((finding) => ({ ...finding, offset })));
    } else if (event.kind === 'set') {
      const { group, set } = event;
      const guide = guideFor(group.version, set.id);
      const checked = guide ? checkedSet(event, guide, loops) : [];
      if (!guide) unchecked.add(setTitle(set.id));
      const damage = damageOf(findings, event);
      const answer = answerOf(event, damage);
      if (answer.kind !== 'other') answers.push(answer);
      const own = answer.findings.filter(
        (finding) => !damage.includes(finding) && !checked.some((other) => saysTheSame(other, finding)),
      );
      findings.push(...withOffsets([...checked, ...own], event));
    }
  }
  return { segments: annotated(segments, findings, loops), findings, answers, unchecked: [...unchecked] };
}

/** `850 Purchase Order`. */
export function setTitle(id: string): string {
  const name = Object.hasOwn(setNames, id) ? setNames[id] : undefined;
  return name === undefined ? `set ${id}` : `${id} ${name}`;
}

function checkedSet(
  { set, group, segmentOffsets }: TransactionSetEvent,
  guide: SetGuide,
  loops: Map<number, string>,
): X12Finding[] {
  const { structure, places } = compiledForm(guide);
  const walk = new StructureWalk(structure, places, []);
  set.segments.forEach((segment, index) => {
    const [offset, loop] = [segmentOffsets[index], pathOf(walk.step(segment, index + 2))];
    if (offset !== undefined && loop !== undefined) loops.set(offset, loop);
  });
  const found = validateTransactionSet(set, guide);
  if (group.functionalId === guide.functionalId) return found;
  const message = `is ${group.functionalId}, and sets ${guide.id} belong in a group ${guide.functionalId}`;
  return [
    { code: 'X12-FUNCTIONAL-ID', severity: 'error', segment: 'ST', position: 1, value: group.functionalId, message },
    ...found,
  ];
}

/** Whether the guide has found already what reading an acknowledgement finds in its own words. */
function saysTheSame(checked: X12Finding, own: X12Finding): boolean {
  if (checked.segment !== own.segment || own.code === 'X12-ACK-COUNTS' || own.code === 'X12-ACK-CONTRADICTION')
    return false;
  if (checked.code === 'X12-SEGMENT-MISSING') return own.element === undefined;
  return checked.position === own.position && (own.element === undefined || checked.element === own.element);
}

/** Where the annotation is: the release and set of the segment in hand. */
interface Place {
  version: string;
  set: string;
  position: number | undefined;
}

function annotated(
  segments: readonly TextSegment[],
  findings: readonly X12Finding[],
  loops: ReadonlyMap<number, string>,
): AnnotatedSegment[] {
  const bySegment = findingsBySegment(segments, findings);
  const place: Place = { version: '', set: '', position: undefined };
  const known = new Map<string, SegmentPlaces>();
  const look = (id: string): SegmentPlaces => {
    const key = `${place.version} ${id}`;
    const places = known.get(key) ?? placesFor(id, place.version);
    known.set(key, places);
    return places;
  };
  return segments.map((segment, index) => {
    enter(place, segment);
    const { name, elements } = look(segment.id);
    const loop = loops.get(segment.offset);
    const { position } = place;
    if (position !== undefined) place.position = segment.id === 'SE' ? undefined : position + 1;
    return {
      id: segment.id,
      name,
      offset: segment.offset,
      ...(position === undefined ? {} : { position }),
      ...(loop === undefined ? {} : { loop }),
      elements: elementsOf(segment, elements, guideFor(place.version, place.set)?.codes),
      findings: bySegment.get(index) ?? [],
    };
  });
}

/** What a segment of the envelope changes for those after it. */
function enter(place: Place, { id, elements }: TextSegment): void {
  const text = (element: number): string => {
    const value = elements[element - 1];
    return typeof value === 'string' ? value : '';
  };
  if (id === 'ISA') {
    // ISA12 00401 is release 004010, until a GS08 says it better.
    place.version = `${text(12).slice(0, 5)}0`;
    place.position = undefined;
  } else if (id === 'GS') {
    if (text(8) !== '') place.version = text(8);
    place.position = undefined;
  } else if (id === 'ST') {
    place.set = text(1);
    place.position = 1;
  } else if (id === 'GE' || id === 'IEA') {
    place.set = '';
    place.position = undefined;
  }
}

function findingsBySegment(
  segments: readonly TextSegment[],
  findings: readonly X12Finding[],
): Map<number, X12Finding[]> {
  const by = new Map<number, X12Finding[]>();
  for (const finding of findings) {
    const { offset } = finding;
    if (offset === undefined) continue;
    const index = lastBefore(segments, offset);
    if (index === -1) continue;
    const all = by.get(index);
    if (all) all.push(finding);
    else by.set(index, [finding]);
  }
  return by;
}

/** The last segment that begins at an offset or before it; they are in order. -1 where there is none. */
function lastBefore(segments: readonly TextSegment[], offset: number): number {
  let [low, high] = [0, segments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.offset ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function elementsOf(
  segment: TextSegment,
  places: readonly ElementPlace[],
  codes: SetGuide['codes'] | undefined,
): AnnotatedElement[] {
  return segment.elements.flatMap((element, index) => {
    const place = places[index];
    return repetitionsOf(element).flatMap((components, repetition) =>
      components.flatMap((value, component): AnnotatedElement[] => {
        if (value === '') return [];
        const composite = components.length > 1 || place?.components !== undefined;
        const part = composite ? (place?.components?.[component] ?? (component === 0 ? place : undefined)) : place;
        const reference =
          elementReference(segment.id, index + 1) +
          (composite && components.length > 1 ? `-${component + 1}` : '') +
          (repetition > 0 ? `[${repetition + 1}]` : '');
        const meaning = part && valueWords(value, part, codes);
        return [
          {
            reference,
            element: index + 1,
            ...(part ? { number: part.number } : {}),
            name: part && Object.hasOwn(elementNames, part.number) ? (elementNames[part.number] ?? '') : '',
            value,
            ...(meaning === undefined || meaning === value ? {} : { meaning }),
          },
        ];
      }),
    );
  });
}
