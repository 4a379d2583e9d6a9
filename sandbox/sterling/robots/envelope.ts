import x12 from 'node-x12';
import type { AnswerForm } from './habit.ts';
import type { ReceivedInterchange } from './parse-interchange.ts';

const { X12Interchange, X12Segment } = x12;

/** A transaction set of an answer: its identifier, what ST has besides, and the segments between ST and SE. */
export interface AnswerSet {
  readonly id: string;
  readonly st?: readonly string[];
  readonly segments: readonly (readonly string[])[];
}

/** A functional group of an answer. */
export interface AnswerGroup {
  /** GS01: FA, AG, PR, TX. */
  readonly functionalId: string;
  /** GS02 and GS03 of the group answered; the answer swaps them. */
  readonly sender: string;
  readonly receiver: string;
  /** GS08 */
  readonly version: string;
  readonly sets: readonly AnswerSet[];
}

export interface Answer {
  /** What is answered: its parties, swapped, its release and its usage are the answer's. */
  readonly to: ReceivedInterchange;
  readonly groups: readonly AnswerGroup[];
  /** TA1 segments, between ISA and the first group. */
  readonly ta1: readonly (readonly string[])[];
}

/**
 * Writes an interchange by node-x12, a library that has nothing to do with what wrote the one it answers.
 *
 * @param control ISA13; the groups' and sets' numbers are counted from 1
 * @param at in UTC
 */
export function writeAnswer(answer: Answer, form: AnswerForm, control: number, at: Date): string {
  const { isa } = answer.to;
  const [date, time] = stamp(at);
  const options = {
    elementDelimiter: form.element,
    subElementDelimiter: form.component,
    segmentTerminator: form.segment,
    endOfLine: '\n',
    format: form.lines,
  };
  const version = versionOf(answer);
  const interchange = new X12Interchange(options);
  interchange.setHeader([
    '00',
    '',
    '00',
    '',
    isa[6] ?? '',
    isa[7] ?? '',
    isa[4] ?? '',
    isa[5] ?? '',
    date.slice(2),
    time,
    version > '00401' ? '^' : 'U',
    version,
    String(control),
    '0',
    isa[14] ?? 'P',
    form.component,
  ]);
  answer.groups.forEach((group, i) => {
    const added = interchange.addFunctionalGroup();
    const { functionalId, sender, receiver } = group;
    added.setHeader([functionalId, receiver, sender, date, time, String(i + 1), 'X', group.version]);
    group.sets.forEach((set, n) => {
      const transaction = added.addTransaction();
      transaction.setHeader([set.id, String(n + 1).padStart(4, '0'), ...(set.st ?? [])]);
      for (const [id = '', ...elements] of set.segments) transaction.addSegment(id, elements.map(safeIn(form)));
    });
  });
  // node-x12 has no place for a TA1: it goes behind the ISA, whose length is fixed.
  const text = interchange.toString();
  const lineEnd = form.lines ? '\n' : '';
  const ta1 = answer.ta1.map(([id = '', ...elements]) => {
    return new X12Segment(id, options).setElements(elements).toString() + lineEnd;
  });
  const isaLength = 106 + lineEnd.length;
  const whole = text.slice(0, isaLength) + ta1.join('') + text.slice(isaLength);
  return form.wrap === undefined ? whole : wrapped(whole, form.wrap);
}

/** ISA12: a 999 is 005010's whatever it answers. */
function versionOf(answer: Answer): string {
  const [first] = answer.groups;
  return first?.sets[0]?.id === '999' ? '00501' : (answer.to.isa[11] ?? '00401');
}

/** Copies of another interchange's data must not contain this one's delimiters. Answers have no composites of their own. */
function safeIn(form: AnswerForm): (value: string) => string {
  const delimiters = new Set([form.element, form.component, form.segment, '^']);
  return (value) =>
    Array.from(value, (c) => (delimiters.has(c) || c < ' ' ? ' ' : c))
      .join('')
      .trim();
}

function stamp(at: Date): [date: string, time: string] {
  const [, date = '', time = ''] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(at.toISOString()) ?? [];
  return [date.replaceAll('-', ''), time.replace(':', '')];
}

function wrapped(text: string, columns: number): string {
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += columns) lines.push(text.slice(at, at + columns));
  return `${lines.join('\r\n')}\r\n`;
}
