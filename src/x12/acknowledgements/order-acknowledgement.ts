import type { X12Finding } from '../finding.ts';
import type { GroupHeader, InterchangeHeader, Segment, TransactionSet } from '../types.ts';
import { AnswerReading, envelopeOf, textOf, type AnswerEnvelope, type Growing } from './read-parts.ts';
import { referencesOf, wordsOf, type BusinessReference } from './references.ts';
import { isKnownReason, reasonOf, verdictOf, type CodedReason, type Verdict } from './verdict.ts';

/** ACK: what the supplier does with a line, or with a part of its quantity. */
export interface LineStatus {
  readonly verdict: Verdict;
  /** ACK02 and ACK03. */
  readonly quantity?: string;
  readonly unit?: string;
  /** ACK04 and ACK05: which date, and CCYYMMDD. */
  readonly dateQualifier?: string;
  readonly date?: string;
}

/** PO1 with its ACKs. */
export interface AcknowledgedLine {
  /** PO101, the order's line number where the partner gives it back. */
  readonly line: string;
  /** PO102 to PO104. */
  readonly quantity: string;
  readonly unit: string;
  readonly price: string;
  /** Pairs of data element 235 and the number. */
  readonly itemIds: readonly { readonly qualifier: string; readonly value: string }[];
  readonly statuses: readonly LineStatus[];
  /** The statuses together; undecided where there is none. */
  readonly verdict: Verdict;
  readonly texts: readonly string[];
}

/** An 855: what a supplier says of a purchase order of ours. It is about the business; a 997 has said that the order could be read. */
export interface OrderAcknowledgement {
  readonly kind: '855';
  readonly envelope: AnswerEnvelope;
  readonly purpose: CodedReason;
  /** BAK02. */
  readonly type: CodedReason;
  /** BAK03. */
  readonly order: string;
  /** BAK04, CCYYMMDD: the order's date. */
  readonly orderDate: string;
  /** BAK05. */
  readonly release: string;
  /** BAK08: the supplier's own number. */
  readonly sellersNumber: string;
  /** BAK09, CCYYMMDD: when it was acknowledged. */
  readonly date: string;
  /** BAK02 and the lines together: a supplier that accepts an order and rejects one of its lines has accepted it in part. */
  readonly verdict: Verdict;
  readonly references: readonly BusinessReference[];
  readonly lines: readonly AcknowledgedLine[];
  readonly texts: readonly string[];
  readonly findings: readonly X12Finding[];
}

/**
 * Reads an 855. BAK, PO1 and ACK are as published partner guides of 004010 to 005010 agree on them. The words for the whole are
 * ours: X12 does not say what BAK02 and the lines come to together. Never throws.
 */
export function readOrderAcknowledgement(
  interchange: InterchangeHeader,
  group: GroupHeader,
  set: TransactionSet,
): OrderAcknowledgement {
  const reading = new AnswerReading();
  const lines: Growing<AcknowledgedLine>[] = [];
  const references: BusinessReference[] = [];
  const texts: string[] = [];
  let beginning: Segment | undefined;
  set.segments.forEach((segment, index) => {
    const line = lines.at(-1);
    if (segment.id === 'BAK') beginning ??= segment;
    else if (segment.id === 'PO1') lines.push(lineOf(segment));
    else if (segment.id === 'ACK' && line) line.statuses.push(statusOf(segment, index, reading));
    else if (segment.id === 'ACK') reading.find('X12-ACK-MALFORMED', 'ACK', index, 'has no PO1 before it');
    else {
      if (!line && (segment.id === 'REF' || segment.id === 'N9')) references.push(...referencesOf(segment));
      (line ?? { texts }).texts.push(...wordsOf(segment));
    }
  });
  for (const line of lines) line.verdict = together(line.statuses.map(({ verdict }) => verdict));
  const type = textOf(beginning, 2);
  if (!beginning) reading.find('X12-ACK-MALFORMED', 'BAK', 0, 'is missing: which order it means is not known');
  else {
    if (textOf(beginning, 3) === '')
      reading.find('X12-ACK-MALFORMED', 'BAK', 0, 'is empty: which order it means is not known', { element: 3 });
    if (type !== '' && verdictOf('587', type).outcome === 'undecided' && !isKnownReason(reasonOf('587', type)))
      reading.find('X12-ACK-CODE', 'BAK', 0, 'is not among the known codes of data element 587', {
        element: 2,
        value: type,
        severity: 'warning',
      });
  }
  return {
    kind: '855',
    envelope: envelopeOf(interchange, group, set),
    purpose: reasonOf('353', textOf(beginning, 1)),
    type: reasonOf('587', type),
    order: textOf(beginning, 3),
    orderDate: textOf(beginning, 4),
    release: textOf(beginning, 5),
    sellersNumber: textOf(beginning, 8),
    date: textOf(beginning, 9),
    verdict: ofOrder(verdictOf('587', type), lines),
    references,
    lines,
    texts,
    findings: reading.findings,
  };
}

function lineOf(segment: Segment): Growing<AcknowledgedLine> {
  const itemIds = Array.from({ length: 10 }, (_, pair) => ({
    qualifier: textOf(segment, 6 + 2 * pair),
    value: textOf(segment, 7 + 2 * pair),
  })).filter(({ value }) => value !== '');
  const [line, quantity, unit, price] = [1, 2, 3, 4].map((element) => textOf(segment, element)) as [
    string,
    string,
    string,
    string,
  ];
  return { line, quantity, unit, price, itemIds, statuses: [], verdict: verdictOf('668', ''), texts: [] };
}

function statusOf(segment: Segment, index: number, reading: AnswerReading): LineStatus {
  const code = textOf(segment, 1);
  if (code === '')
    reading.find('X12-ACK-MALFORMED', 'ACK', index, 'is empty: there is no verdict on the line', { element: 1 });
  else if (!isKnownReason(reasonOf('668', code)))
    reading.find('X12-ACK-CODE', 'ACK', index, 'is not among the known codes of data element 668', {
      element: 1,
      value: code,
      severity: 'warning',
    });
  const [quantity, unit, dateQualifier, date] = [2, 3, 4, 5].map((element) => textOf(segment, element) || undefined);
  return {
    verdict: verdictOf('668', code),
    ...(quantity === undefined ? {} : { quantity }),
    ...(unit === undefined ? {} : { unit }),
    ...(dateQualifier === undefined ? {} : { dateQualifier }),
    ...(date === undefined ? {} : { date }),
  };
}

/** Verdicts on parts as one on the whole: all rejected, some rejected, some undecided, some changed, or all accepted. */
function together(verdicts: readonly Verdict[]): Verdict {
  const [first] = verdicts;
  if (!first) return { outcome: 'undecided', words: 'no verdict was given' };
  const has = (outcome: Verdict['outcome']): Verdict | undefined => verdicts.find((one) => one.outcome === outcome);
  if (verdicts.every(({ outcome }) => outcome === 'rejected')) return first;
  if (has('rejected') ?? has('partly-accepted')) return { outcome: 'partly-accepted', words: 'accepted in part' };
  return has('undecided') ?? has('accepted-with-changes') ?? first;
}

function ofOrder(said: Verdict, lines: readonly AcknowledgedLine[]): Verdict {
  const answered = lines.filter(({ statuses }) => statuses.length > 0);
  if (said.outcome === 'rejected' || answered.length === 0) return said;
  const all = together(answered.map(({ verdict }) => verdict));
  // Lines that are not answered are as BAK02 says.
  const rejected = answered.filter(({ verdict }) => verdict.outcome === 'rejected').length;
  if (all.outcome === 'rejected' && answered.length === lines.length)
    return { ...said, outcome: 'rejected', words: `${said.words}; every line rejected` };
  if (all.outcome === 'rejected' || all.outcome === 'partly-accepted') {
    const count = rejected === 0 ? 'parts of lines' : `${rejected} of ${lines.length} lines`;
    return { ...said, outcome: 'partly-accepted', words: `${said.words}; ${count} rejected` };
  }
  if (all.outcome === 'undecided') return { ...said, outcome: 'undecided', words: `${said.words}; lines on hold` };
  if (all.outcome === 'accepted-with-changes' && said.outcome === 'accepted')
    return { ...said, outcome: 'accepted-with-changes', words: `${said.words}; lines changed` };
  return said;
}
