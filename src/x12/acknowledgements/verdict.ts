import { meaningOf } from '../guides/dictionary/code-words.ts';

/** A code with the data element whose list it is of, and its words. A code we do not know is kept, and its words say so. */
export interface CodedReason {
  /** The data element: `720` for segment errors, `723` for element errors. */
  readonly dataElement: string;
  readonly code: string;
  readonly words: string;
}

/** A code with its words. */
export function reasonOf(dataElement: string, code: string): CodedReason {
  return { dataElement, code, words: meaningOf(dataElement, code) ?? `code ${code}, which is not on our list` };
}

/** Whether the code is on our list. */
export function isKnownReason({ dataElement, code }: CodedReason): boolean {
  return meaningOf(dataElement, code) !== undefined;
}

/**
 * What an answer comes to. `undecided`: it does not say, not yet, or by a code we do not know. `information`: it is no verdict at all,
 * as a text message is none.
 */
export type Outcome =
  | 'accepted'
  | 'accepted-with-errors'
  | 'accepted-with-changes'
  | 'partly-accepted'
  | 'rejected'
  | 'undecided'
  | 'information';

/** What was decided of a set, a group, an interchange or a business document: one shape for every kind of answer. */
export interface Verdict {
  readonly outcome: Outcome;
  /** The code that says so, such as AK501's or OTI01's; absent where none does. */
  readonly code?: string;
  readonly words: string;
}

// Codes that mean the same of a group and of a set: data elements 715 and 717.
const syntaxOutcomes: Readonly<Record<string, Outcome>> = {
  A: 'accepted',
  E: 'accepted-with-errors',
  P: 'partly-accepted',
  M: 'rejected',
  R: 'rejected',
  W: 'rejected',
  X: 'rejected',
};

const interchangeOutcomes: Readonly<Record<string, Outcome>> = {
  A: 'accepted',
  E: 'accepted-with-errors',
  R: 'rejected',
};

// The second letter of data element 110; the first says whether a set, a group, an item or a batch.
const adviceOutcomes: Readonly<Record<string, Outcome>> = {
  A: 'accepted',
  C: 'accepted-with-changes',
  E: 'accepted-with-errors',
  H: 'undecided',
  P: 'partly-accepted',
  R: 'rejected',
};

// Data element 587, as BAK02 has it. AE gives the exceptions line by line.
const orderOutcomes: Readonly<Record<string, Outcome>> = {
  AC: 'accepted-with-changes',
  AD: 'accepted',
  AE: 'accepted',
  AH: 'undecided',
  AK: 'accepted',
  AP: 'accepted',
  AT: 'accepted',
  RD: 'rejected',
  RF: 'rejected',
  RJ: 'rejected',
  RO: 'rejected',
};

// Data element 668, as ACK01 has it. An item deleted or rejected is not delivered; one back-ordered or changed is, otherwise.
const itemOutcomes: Readonly<Record<string, Outcome>> = {
  ...Object.fromEntries(['AA', 'AC', 'AR', 'IA'].map((code) => [code, 'accepted'])),
  ...Object.fromEntries(
    ['BP', 'DR', 'IB', 'IC', 'IE', 'IP', 'IQ', 'IS', 'SP'].map((code) => [code, 'accepted-with-changes']),
  ),
  ...Object.fromEntries(['IF', 'IH', 'IW'].map((code) => [code, 'undecided'])),
  ...Object.fromEntries(
    ['ID', 'IR', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9'].map((code) => [code, 'rejected']),
  ),
};

const pick = (outcomes: Readonly<Record<string, Outcome>>, code: string): Outcome =>
  (Object.hasOwn(outcomes, code) ? outcomes[code] : undefined) ?? 'undecided';

/** The verdict a code is. `dataElement`: 715, 717, I17, 110, 587 or 668. */
export function verdictOf(dataElement: string, code: string): Verdict {
  if (code === '') return { outcome: 'undecided', words: 'no verdict was given' };
  const { words } = reasonOf(dataElement, code);
  switch (dataElement) {
    case '110':
      return { outcome: pick(adviceOutcomes, code.slice(1)), code, words };
    case '587':
      return { outcome: pick(orderOutcomes, code), code, words };
    case '668':
      return { outcome: pick(itemOutcomes, code), code, words };
    case 'I17':
      return { outcome: pick(interchangeOutcomes, code), code, words };
    // A set cannot be accepted in part.
    default:
      return { outcome: dataElement !== '715' && code === 'P' ? 'undecided' : pick(syntaxOutcomes, code), code, words };
  }
}

/** Whether what was answered about may be processed by the partner: accepted, be it with errors or changes. */
export function isAccepted({ outcome }: Verdict): boolean {
  return outcome === 'accepted' || outcome === 'accepted-with-errors' || outcome === 'accepted-with-changes';
}
