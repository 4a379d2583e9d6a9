import type { BusinessDocument } from '../documents/document.ts';
import type { DocumentProfile } from '../partners/profile.ts';
import { describeOrigin, functionalIdOf, type ElementSource } from '../translation/index.ts';
import { annotate, type AnnotatedSegment } from '../x12/annotate/index.ts';
import {
  repetitionsOf,
  writeInterchange,
  type Delimiters,
  type Element,
  type Segment,
  type TransactionSetBody,
} from '../x12/index.ts';

/** A set that is looked at, not sent. */
export interface PreviewedSet {
  readonly document: BusinessDocument;
  readonly profile: DocumentProfile;
  readonly set: TransactionSetBody;
  readonly sources: readonly ElementSource[];
}

// The set number of a set that has none yet.
const setControl = '0001';
// Longer values push their source to the right; everybody else's stay in line.
const widestColumn = 44;

/** A set as text: each segment as it would be written, and below it each element with its name, what it means, and where it comes from. */
export function previewText({ document, profile, set, sources }: PreviewedSet): string {
  const describe = describeOrigin(document, profile);
  const sourceOf = new Map(
    sources.map(({ position, element, origin }) => {
      const { record, field } = describe(origin);
      return [`${position}-${element}`, field === undefined ? record : `${record}, ${field}`];
    }),
  );
  const rows = annotated(profile, set).map(({ id, position = 0, elements }) => ({
    text: visible(segmentText(segmentAt(set, id, position), profile.interchange.delimiters)),
    elements: elements.map(({ reference, element, name, value, meaning }) => ({
      reference,
      name,
      told: meaning === undefined ? value : `${value} (${meaning})`,
      source: sourceOf.get(`${position}-${element}`) ?? '',
    })),
  }));
  const width = Math.min(widestColumn, widest(rows, 'told'));
  const nameWidth = widest(rows, 'name');
  return rows
    .flatMap(({ text, elements }) => [
      text,
      ...elements.map(({ reference, name, told, source }) =>
        `    ${reference.padEnd(7)}${name.padEnd(nameWidth)}  ${told.padEnd(width)}  ${source}`.trimEnd(),
      ),
    ])
    .join('\n');
}

function widest(
  rows: readonly { readonly elements: readonly Readonly<Record<'told' | 'name', string>>[] }[],
  column: 'told' | 'name',
): number {
  return Math.max(0, ...rows.flatMap(({ elements }) => elements.map((element) => element[column].length)));
}

function segmentAt({ id, segments }: TransactionSetBody, segment: string, position: number): Segment {
  const own = segments[position - 2];
  if (own) return own;
  return { id: segment, elements: [segment === 'ST' ? id : String(segments.length + 2), setControl] };
}

/**
 * The segments of a set in words. A draft may hold what the partner's delimiters forbid, so it is explained in an envelope with
 * unprintable ones, which no value shown has.
 */
function annotated(profile: DocumentProfile, set: TransactionSetBody): AnnotatedSegment[] {
  const { release } = profile;
  const none = { qualifier: '00', id: '' };
  const segments = set.segments.map(({ id, elements }) => ({ id, elements: elements.map(visibleElement) }));
  const text = writeInterchange({
    authorization: none,
    security: none,
    sender: { qualifier: 'ZZ', id: 'US' },
    receiver: { qualifier: 'ZZ', id: 'THEM' },
    date: '000101',
    time: '0000',
    version: release.slice(0, 5),
    control: '000000001',
    acknowledgmentRequested: '0',
    usage: 'T',
    delimiters: {
      element: '\x1d',
      component: '\x1f',
      segment: '\x1e',
      ...(release > '004020' && { repetition: '\x1c' }),
    },
    acknowledgments: [],
    groups: [
      {
        functionalId: functionalIdOf(profile),
        sender: 'US',
        receiver: 'THEM',
        date: '20000101',
        time: '0000',
        control: '1',
        agency: 'X',
        version: release,
        sets: [{ id: set.id, control: setControl, segments }],
      },
    ],
  });
  return annotate(text).segments.filter(({ position }) => position !== undefined);
}

function visibleElement(element: Element): Element {
  if (typeof element === 'string') return visible(element);
  if ('repetitions' in element)
    return {
      repetitions: element.repetitions.map((one) => (typeof one === 'string' ? visible(one) : one.map(visible))),
    };
  return element.map(visible);
}

function segmentText({ id, elements }: Segment, { element, segment, component, repetition }: Delimiters): string {
  const texts = elements.map((one) =>
    repetitionsOf(one)
      .map((components) => components.join(component))
      .join(repetition ?? ''),
  );
  return [id, ...texts].join(element) + segment;
}

/** Control characters as their pictures (U+2400 and on), so that a terminal shows them. */
function visible(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => String.fromCharCode(0x2400 + (character.charCodeAt(0) % 0x80)));
}
