import type { AnswerRow } from '../ledger/inbox.ts';
import { findingText } from './finding-text.ts';
import { printable } from './printable.ts';

// Why an answer belongs to no document of ours, by its word in the ledger.
const reasons: Readonly<Record<string, string>> = {
  'unknown-parties': 'it is not between a partner and us',
  'unknown-group': 'no group of that number was sent to this partner before it arrived',
  'unknown-interchange': 'no interchange of that number was sent to this partner before it arrived',
  'unknown-set': 'the group has no set of that number',
  'unknown-number': 'nothing was sent to this partner under the numbers it names',
  'several-documents': 'several documents have the numbers it names',
  'contradicts-itself': 'its control numbers are one document’s and its numbers of the business another’s',
  'no-reference': 'it names no number',
  'no-answer': 'it is no answer to anything',
  'acknowledges-acknowledgement': 'it acknowledges an acknowledgement',
  'not-x12': 'it is not X12',
  'too-large': 'it is too large to be read',
  interchange: 'its interchange holds nothing that can be read',
};

/** An answer in lines for a person: what it is, whose, what it says, and of a rejection why. */
export function answerText(answer: AnswerRow): string[] {
  const { kind, outcome, decidedBy, detail } = answer;
  const by = decidedBy === null ? '' : `, by the verdict on the ${decidedBy}`;
  const counted =
    answer.countsAs === 'rejected' && outcome !== 'rejected' ? '; by the profile it counts as rejected' : '';
  const facts = Object.entries(detail.facts)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name} ${value}`);
  const head = `${kind} ${outcome}${by}${counted}: ${detail.words}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`;
  const lines = [
    answer.copy ? `${head}; a copy, which changes nothing` : head,
    ...(detail.texts ?? []).map((text) => `  “${text}”`),
    // What to do about it stands with the flag it raised.
    ...(answer.copy ? [] : detail.findings.map((finding) => `  ${findingText(finding).split('\n', 1)[0] ?? ''}`)),
  ];
  return lines.map(printable);
}

/** Whom an answer belongs to, in a sentence. */
export function belongsText({ type, number, company, sequence, partner, unmatchedBecause }: AnswerRow): string {
  if (number !== null) return `${type} ${number} of company ${company}, send ${sequence}`;
  const why = unmatchedBecause === null ? 'not told' : (reasons[unmatchedBecause] ?? unmatchedBecause);
  return `no document${partner === null ? '' : ` (from ${partner})`}: ${why}`;
}
