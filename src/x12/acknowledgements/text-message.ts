import type { X12Finding } from '../finding.ts';
import type { GroupHeader, InterchangeHeader, Segment, TransactionSet } from '../types.ts';
import { AnswerReading, envelopeOf, textOf, type AnswerEnvelope } from './read-parts.ts';
import { referenceOf, referencesOf, wordsOf, type BusinessReference } from './references.ts';
import { reasonOf, type CodedReason, type Verdict } from './verdict.ts';

/** An 864: words for a person. Some partners tell of errors in invoices and ship notices this way, each in its own words. */
export interface TextMessage {
  readonly kind: '864';
  readonly envelope: AnswerEnvelope;
  readonly purpose: CodedReason;
  /** BMG02. */
  readonly subject: string;
  /** Always information: whether it is a complaint, only a person can tell. */
  readonly verdict: Verdict;
  /** MIT, each with its MSGs. Text before the first MIT is a message without number and subject. */
  readonly messages: readonly {
    readonly number: string;
    readonly subject: string;
    readonly lines: readonly string[];
  }[];
  readonly references: readonly BusinessReference[];
  /**
   * Numbers in the texts that may be ours: words of letters, digits and `-`, `/` with at least four digits. A guess, to be compared
   * with what was sent to the partner, and not good enough to decide anything.
   */
  readonly mentions: readonly string[];
  readonly findings: readonly X12Finding[];
}

/** Reads an 864: BMG, MIT and MSG as published partner guides agree on them. Never throws. */
export function readTextMessage(interchange: InterchangeHeader, group: GroupHeader, set: TransactionSet): TextMessage {
  const reading = new AnswerReading();
  const messages: { number: string; subject: string; lines: string[] }[] = [];
  const references: BusinessReference[] = [];
  let beginning: Segment | undefined;
  for (const segment of set.segments) {
    if (segment.id === 'BMG') beginning ??= segment;
    else if (segment.id === 'MIT')
      messages.push({ number: textOf(segment, 1), subject: textOf(segment, 2), lines: [] });
    else if (segment.id === 'REF' || segment.id === 'N9') references.push(...referencesOf(segment));
    else {
      const lines = wordsOf(segment);
      if (lines.length === 0) continue;
      if (messages.length === 0) messages.push({ number: '', subject: '', lines: [] });
      messages.at(-1)?.lines.push(...lines);
    }
  }
  if (!beginning) reading.find('X12-ACK-MALFORMED', 'BMG', 0, 'is missing');
  if (messages.length === 0) reading.find('X12-ACK-MALFORMED', 'MIT', 0, 'is missing: there is no text');
  for (const { number } of messages) {
    const reference = referenceOf('MIT01', '', number);
    if (reference) references.push({ ...reference, words: 'message number' });
  }
  const subject = textOf(beginning, 2);
  const texts = [subject, ...messages.flatMap((message) => [message.subject, ...message.lines])];
  return {
    kind: '864',
    envelope: envelopeOf(interchange, group, set),
    purpose: reasonOf('353', textOf(beginning, 1)),
    subject,
    verdict: { outcome: 'information', words: 'a message for people' },
    messages,
    references,
    mentions: [...new Set(texts.flatMap(numbersIn))],
    findings: reading.findings,
  };
}

function numbersIn(text: string): string[] {
  return (text.match(/[A-Za-z0-9][A-Za-z0-9\-/]*/g) ?? [])
    .map((word) => word.replace(/[-/]+$/, ''))
    .filter((word) => (word.match(/\d/g) ?? []).length >= 4);
}
