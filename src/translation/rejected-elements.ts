import type { Finding } from '../documents/finding.ts';
import { elementReference, repetitionsOf, type Segment } from '../x12/index.ts';
import type { AdviceItem, CodedReason, SetOutcome } from '../x12/acknowledgements/index.ts';
import { placeOf } from './findings.ts';
import type { ElementSource, Origin } from './cells/source.ts';

/** A set as it was sent. */
export interface SentSet {
  /** `850`. */
  readonly id: string;
  /** Without ST and SE, as the translation made them. */
  readonly segments: readonly Segment[];
  readonly sources: readonly ElementSource[];
}

/** A place in a set that a partner complains of, as AK3 and AK4, IK3 and IK4, or TED tell it. */
export interface RejectedPlace {
  /** What the partner calls the segment. */
  readonly segment: string;
  /** The segment's place in the set; ST is 1. */
  readonly position?: number;
  /** 1 for the first element. */
  readonly element?: number;
  readonly component?: number;
  readonly errors: readonly CodedReason[];
  /** What the partner read there. */
  readonly value?: string;
}

/** A place a partner complains of, with what stood there and where that came from. */
export interface RejectedElement {
  /** `N4[2]-02`. */
  readonly place: string;
  readonly errors: readonly CodedReason[];
  /** What we sent there; absent where we sent nothing. */
  readonly sent?: string;
  /** What the partner says it read. */
  readonly read?: string;
  /** The SYSPRO record and field, or the profile and its setting, it came from; absent where no source of ours is behind it. */
  readonly record?: string;
  readonly field?: string;
  /** All of it in a sentence or two. */
  readonly words: string;
}

/**
 * The SYSPRO fields behind what a partner complains of in one set. An element that was not sent is explained by its segment's record,
 * as far as all of that is of one. Never throws, whatever place the partner names.
 *
 * @param describe says which record and field an origin is: {@link describeOrigin}
 */
export function rejectedElements(
  places: readonly RejectedPlace[],
  sent: SentSet,
  describe: (origin: Origin) => Pick<Finding, 'record' | 'field'>,
): RejectedElement[] {
  const sources = new Map<number, ElementSource[]>();
  for (const source of sent.sources) {
    const others = sources.get(source.position);
    if (others) others.push(source);
    else sources.set(source.position, [source]);
  }
  return places.map((place) => rejectedElement(place, sent, sources, describe));
}

/** The places an acknowledgement of a set names: each element, or the segment where it names none. */
export function placesOf({ segments }: Pick<SetOutcome, 'segments'>): RejectedPlace[] {
  return segments.flatMap(({ segment, position, error, elements }): RejectedPlace[] => {
    const at = { segment, ...(position === undefined ? {} : { position }) };
    if (elements.length === 0) return [{ ...at, errors: error ? [error] : [] }];
    return elements.map(({ element, component, value, error: reason }) => ({
      ...at,
      errors: [reason],
      ...(element === undefined ? {} : { element }),
      ...(component === undefined ? {} : { component }),
      ...(value === undefined ? {} : { value }),
    }));
  });
}

/** The places an 824 names of one set; an error that names none leads to no field, and is told in the partner's words only. */
export function placesOfAdvice({ errors }: Pick<AdviceItem, 'errors'>): RejectedPlace[] {
  return errors
    .filter(({ segment, position }) => segment !== undefined || position !== undefined)
    .map(({ error, segment = '', position, element, component, value }) => ({
      segment,
      errors: [error],
      ...(position === undefined ? {} : { position }),
      ...(element === undefined ? {} : { element }),
      ...(component === undefined ? {} : { component }),
      ...(value === undefined ? {} : { value }),
    }));
}

function rejectedElement(
  place: RejectedPlace,
  { id, segments }: SentSet,
  sources: ReadonlyMap<number, readonly ElementSource[]>,
  describe: (origin: Origin) => Pick<Finding, 'record' | 'field'>,
): RejectedElement {
  const { position, element, component, errors, value: read } = place;
  const segment = position === undefined ? undefined : (segments[position - 2] ?? envelopeAt(position, id, segments));
  const told = errors.map(({ words }) => words).join('; ') || 'an error that is not told';
  const what = { errors, ...(read === undefined ? {} : { read }) };
  // A missing segment is told at the place where it should have been: another of ours stands there.
  if (!segment || (place.segment !== '' && segment.id !== place.segment)) {
    const where =
      position === undefined
        ? `a segment ${place.segment}`
        : segment
          ? `${place.segment} at ${position}, where we sent ${segment.id}`
          : `${place.segment || 'a segment'} at ${position}, which the set does not have`;
    return { place: place.segment || String(position ?? ''), ...what, words: `The partner says of ${where}: ${told}.` };
  }
  const at = { segment: segment.id, position, element, component };
  const numbered = (segment.id === 'ST' || segment.id === 'SE') && element === 2;
  const ours = element === undefined ? undefined : valueAt(segment, element, component);
  const origin = originAt(sources.get(position ?? 0) ?? [], element, describe);
  const reference = element === undefined ? segment.id : elementReference(segment.id, element);
  return {
    place: placeOf(at, segments),
    ...what,
    ...(ours === undefined ? {} : { sent: ours }),
    ...origin,
    words: [
      `The partner says of ${reference} (segment ${position ?? 0} of the ${id}): ${told}.`,
      element === undefined
        ? ''
        : ours === undefined
          ? numbered
            ? 'It is the set’s control number.'
            : 'We sent nothing there.'
          : `We sent ${JSON.stringify(ours)}${came(origin)}.`,
      read !== undefined && read !== ours ? `The partner read ${JSON.stringify(read)}.` : '',
      (element !== undefined && ours !== undefined) || !origin ? '' : `The segment is of ${nameOf(origin)}.`,
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
  };
}

/**
 * The record and field of an element; for a segment, or an element that was not sent, the record alone, if all of the segment is of
 * one.
 */
function originAt(
  ofSegment: readonly ElementSource[],
  element: number | undefined,
  describe: (origin: Origin) => Pick<Finding, 'record' | 'field'>,
): Pick<Finding, 'record' | 'field'> | undefined {
  const exact = ofSegment.find((source) => source.element === element);
  if (exact) return describe(exact.origin);
  const columns = ofSegment.map(({ origin }) => origin).filter((origin) => 'table' in origin);
  const records = new Set(columns.map((origin) => describe(origin).record));
  const [record] = records;
  return records.size === 1 && record !== undefined ? { record } : undefined;
}

/** ST or SE, where a place is theirs: the translation makes neither, and the control number of both is given when the set is sent. */
function envelopeAt(position: number, id: string, { length }: readonly Segment[]): Segment | undefined {
  if (position === 1) return { id: 'ST', elements: [id] };
  return position === length + 2 ? { id: 'SE', elements: [String(length + 2)] } : undefined;
}

function came(origin: Pick<Finding, 'record' | 'field'> | undefined): string {
  return origin ? `, from ${nameOf(origin)}` : '';
}

function nameOf({ record, field }: Pick<Finding, 'record' | 'field'>): string {
  return field === undefined ? record : `${field} of ${record}`;
}

function valueAt(segment: Segment, element: number, component: number | undefined): string | undefined {
  const value = segment.elements[element - 1];
  if (value === undefined) return undefined;
  const [components = []] = repetitionsOf(value);
  return (component === undefined ? components.join(' ') : components[component - 1]) || undefined;
}
