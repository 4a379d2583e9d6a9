import type { X12Finding } from '../finding.ts';
import { elementReference } from '../types.ts';
import { setTitle, type AnnotatedElement, type AnnotatedSegment, type Annotation } from './annotate.ts';
import { dateWords, timeWords } from './value-words.ts';

const columns = { reference: 10, name: 32, value: 20 };

/** An annotation as lines for a person: a headline per interchange, group and set, then each segment with its elements and findings. */
export function annotationLines({ segments, findings }: Annotation): string[] {
  const first = segments[0]?.offset ?? Infinity;
  const before = findings.filter(({ offset }) => offset === undefined || offset < first);
  return [
    ...before.map((finding) => findingLine(finding)),
    ...segments.flatMap((segment, index) => [
      ...headline(segment, index),
      ...(beginsPart(segment, segments[index - 1]) ? [''] : []),
      ...segmentLines(segment),
    ]),
  ];
}

/** A finding as a sentence: `error: BEG05 is not a calendar date CCYYMMDD (X12-ELEMENT-DATE, value "20261345")`. */
export function findingLine({ severity, segment, element, component, message, code, value }: X12Finding): string {
  const reference = element === undefined ? segment : elementReference(segment, element);
  const subject = [reference + (component === undefined ? '' : `-${component}`), message].filter((part) => part !== '');
  return `${severity}: ${subject.join(' ')} (${code}${value === undefined || value === '' ? '' : `, value ${JSON.stringify(value)}`})`;
}

// Where a set has no guide, what begins a part of it in the ones partners send.
const leaders: ReadonlySet<string> = new Set(['HL', 'IT1', 'LIN', 'MIT', 'OTI', 'PO1']);

/** Whether a blank line sets off a segment: the first of an outermost loop, or the first after one. */
function beginsPart({ id, loop, position }: AnnotatedSegment, before: AnnotatedSegment | undefined): boolean {
  if (loop === undefined && before?.loop === undefined) return leaders.has(id);
  return position !== undefined && before?.position !== undefined && outermost(loop) !== outermost(before.loop);
}

function outermost(loop: string | undefined): string | undefined {
  return loop?.split('/', 1)[0];
}

function segmentLines({ id, name, position, loop, elements, findings }: AnnotatedSegment): string[] {
  const place = position === undefined ? '' : String(position);
  const head = `${place.padStart(5)}  ${[id.padEnd(3), name].filter((part) => part.trim() !== '').join('  ')}`;
  return [
    loop === undefined ? head : `${head.padEnd(62)}  ${loop}`,
    ...elements.map(elementLine),
    ...findings.map((finding) => `       >> ${findingLine(finding)}`),
  ];
}

function elementLine({ reference, name, number, value, meaning }: AnnotatedElement): string {
  const called = name || (number === undefined ? '' : `element ${number}`);
  const shown = printable(value);
  const text = [
    reference.padEnd(columns.reference),
    called.padEnd(columns.name),
    meaning === undefined ? shown : `${shown.padEnd(columns.value)}  ${meaning}`,
  ];
  return `       ${text.join('').trimEnd()}`;
}

function headline({ id, elements }: AnnotatedSegment, index: number): string[] {
  const value = (element: number): string => elements.find((one) => one.element === element)?.value ?? '';
  const meaning = (element: number): string => {
    const found = elements.find((one) => one.element === element);
    return found?.meaning ?? found?.value ?? '';
  };
  const blank = index === 0 ? [] : [''];
  if (id === 'ISA') {
    const at = [dateWords(value(9)), timeWords(value(10))].filter((part) => part !== undefined).join(' ');
    const route = `from ${value(5)} ${value(6)} to ${value(7)} ${value(8)}`;
    return [...blank, `INTERCHANGE ${value(13)} ${route}, ${at || 'without a date'}, ${meaning(15)}`, ''];
  }
  if (id === 'GS') return ['', `GROUP ${value(6)}: ${meaning(1)}, release ${value(8)}`, ''];
  if (id === 'ST') return ['', `SET ${value(2)}: ${setTitle(value(1))}`, ''];
  return id === 'GE' || id === 'IEA' ? [''] : [];
}

/** A value with its control characters made visible. */
function printable(value: string): string {
  return value.replace(/[\p{Cc}\p{Cf}]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `<U+${code}>`;
  });
}
