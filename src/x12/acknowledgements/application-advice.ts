import type { X12Finding } from '../finding.ts';
import type { Delimiters, GroupHeader, InterchangeHeader, Segment, TransactionSet } from '../types.ts';
import {
  AnswerReading,
  componentsOf,
  envelopeOf,
  textOf,
  wholeNumber,
  type AnswerEnvelope,
  type Growing,
} from './read-parts.ts';
import { referenceOf, referencesOf, wordsOf, type BusinessReference } from './references.ts';
import { isKnownReason, reasonOf, verdictOf, type CodedReason, type Verdict } from './verdict.ts';

/** TED: what the partner's application found wrong. */
export interface AdviceError {
  /** TED01, data element 647. */
  readonly error: CodedReason;
  /** TED02. */
  readonly text?: string;
  /** TED03. */
  readonly segment?: string;
  /** TED04: the segment's place in the set that was sent; ST is 1. */
  readonly position?: number;
  /** TED05. */
  readonly element?: number;
  readonly component?: number;
  /** TED06. */
  readonly dataElement?: string;
  /** TED07: the bad value. */
  readonly value?: string;
  /** TED08: what it should be. */
  readonly newValue?: string;
  /** NTE segments below it. */
  readonly texts: readonly string[];
}

/** OTI with what follows it: what the application did with one thing we sent. */
export interface AdviceItem {
  /** OTI01. */
  readonly verdict: Verdict;
  /** What the verdict is about, by OTI01's first letter. */
  readonly level: 'set' | 'group' | 'item' | 'batch' | 'unknown';
  /** OTI02 and OTI03 first, then REF. */
  readonly references: readonly BusinessReference[];
  /** OTI08, OTI09 and OTI10: GS06, ST02 and ST01 of what was sent, where the partner gives them. */
  readonly groupControl?: string;
  readonly setControl?: string;
  readonly setId?: string;
  readonly errors: readonly AdviceError[];
  readonly texts: readonly string[];
}

/** An 824: what a partner's application, not only its translator, says of documents we sent. */
export interface ApplicationAdvice {
  readonly kind: '824';
  readonly envelope: AnswerEnvelope;
  /** BGN02. */
  readonly number: string;
  /** BGN03, CCYYMMDD. */
  readonly date: string;
  readonly purpose: CodedReason;
  readonly items: readonly AdviceItem[];
  readonly findings: readonly X12Finding[];
}

/**
 * Reads an 824. BGN, OTI and TED are as published partner guides of 004010 to 005010 agree on them; partners differ in whether they
 * give control numbers (OTI08, OTI09) or only a number of the business (OTI03), so both are kept. Never throws.
 */
export function readApplicationAdvice(
  interchange: InterchangeHeader,
  group: GroupHeader,
  set: TransactionSet,
): ApplicationAdvice {
  const reading = new AnswerReading();
  const items: Growing<AdviceItem>[] = [];
  let error: Growing<AdviceError> | undefined;
  let beginning: Segment | undefined;
  set.segments.forEach((segment, index) => {
    const item = items.at(-1);
    if (segment.id === 'BGN') beginning ??= segment;
    else if (segment.id === 'OTI') {
      error = undefined;
      items.push(itemOf(segment, index, reading));
    } else if (segment.id === 'TED' && item) {
      error = errorOf(segment, index, reading, interchange.delimiters);
      item.errors.push(error);
    } else if (segment.id === 'TED') reading.find('X12-ACK-MALFORMED', 'TED', index, 'has no OTI before it');
    else if (item) {
      if (segment.id === 'REF' || segment.id === 'N9') item.references.push(...referencesOf(segment));
      (error ?? item).texts.push(...wordsOf(segment));
    }
  });
  if (!beginning) reading.find('X12-ACK-MALFORMED', 'BGN', 0, 'is missing');
  if (items.length === 0) reading.find('X12-ACK-MALFORMED', 'OTI', 0, 'is missing: there is no verdict on anything');
  return {
    kind: '824',
    envelope: envelopeOf(interchange, group, set),
    number: textOf(beginning, 2),
    date: textOf(beginning, 3),
    purpose: reasonOf('353', textOf(beginning, 1)),
    items,
    findings: reading.findings,
  };
}

function itemOf(segment: Segment, index: number, reading: AnswerReading): Growing<AdviceItem> {
  const code = textOf(segment, 1);
  if (code === '') reading.find('X12-ACK-MALFORMED', 'OTI', index, 'is empty: there is no verdict', { element: 1 });
  else if (!isKnownReason(reasonOf('110', code)))
    reading.find('X12-ACK-CODE', 'OTI', index, 'is not among the known codes of data element 110', {
      element: 1,
      value: code,
      severity: 'warning',
    });
  const reference = referenceOf('OTI03', textOf(segment, 2), textOf(segment, 3));
  const [groupControl, setControl, setId] = [8, 9, 10].map((element) => textOf(segment, element) || undefined);
  return {
    verdict: verdictOf('110', code),
    level: levels[code.slice(0, 1)] ?? 'unknown',
    references: reference ? [reference] : [],
    ...(groupControl === undefined ? {} : { groupControl }),
    ...(setControl === undefined ? {} : { setControl }),
    ...(setId === undefined ? {} : { setId }),
    errors: [],
    texts: [],
  };
}

const levels: Readonly<Record<string, AdviceItem['level']>> = { T: 'set', G: 'group', I: 'item', B: 'batch' };

function errorOf(
  segment: Segment,
  index: number,
  reading: AnswerReading,
  { component, repetition }: Delimiters,
): Growing<AdviceError> {
  const code = textOf(segment, 1);
  if (code === '')
    reading.find('X12-ACK-MALFORMED', 'TED', index, 'is empty: what is wrong is not told', { element: 1 });
  const [text, id, dataElement] = [2, 3, 6].map((element) => textOf(segment, element) || undefined);
  const [value, newValue] = [7, 8].map((element) => textOf(segment, element, component, repetition) || undefined);
  const position = wholeNumber(textOf(segment, 4));
  // 004010 has a plain position; later releases the composite C030.
  const [element, part] = componentsOf(segment, 5).map(wholeNumber);
  return {
    error: reasonOf('647', code),
    ...(text === undefined ? {} : { text }),
    ...(id === undefined ? {} : { segment: id }),
    ...(position === undefined ? {} : { position }),
    ...(element === undefined ? {} : { element }),
    ...(part === undefined ? {} : { component: part }),
    ...(dataElement === undefined ? {} : { dataElement }),
    ...(value === undefined ? {} : { value }),
    ...(newValue === undefined ? {} : { newValue }),
    texts: [],
  };
}
