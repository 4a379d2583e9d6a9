import type { CharacterSet } from '../characters.ts';
import { checkAllowanceSigns } from './allowance-signs.ts';
import { checkDigits } from './check-digits.ts';
import { checkLocations } from './location-numbers.ts';
import { compiledForm } from '../guides/compiled-guide.ts';
import type { X12Finding } from '../finding.ts';
import type { SetGuide } from '../guides/guide.ts';
import { checkHierarchy } from './hierarchy.ts';
import { checkInvoiceTotal, type RoundPer } from './invoice-total.ts';
import { checkRequired } from './required-parts.ts';
import { SegmentCheck } from './segment-check.ts';
import { StructureWalk } from './structure-walk.ts';
import { checkWhole } from './totals.ts';
import type { Delimiters, TransactionSetBody } from '../types.ts';

/** What a partner narrows, beyond the release's guide. Elements are named as guides do: `BEG03`. */
export interface ValidationOptions {
  /** Default: the extended set. */
  readonly characterSet?: CharacterSet;
  /** When given, no value may contain one of them. */
  readonly delimiters?: Delimiters;
  /** Maximum lengths shorter than the guide's. */
  readonly maxLengths?: Readonly<Record<string, number>>;
  /** Up to how many digits whole numbers are filled with zeros in front, where the partner wants more than the guide's minimum. */
  readonly zeroFilled?: Readonly<Record<string, number>>;
  /** Closed lists: any other code is an error. Without one, a code outside the known ones is a warning. */
  readonly codeLists?: Readonly<Record<string, readonly string[]>>;
  /** Segments (`ITD`) that must occur, and elements (`PO101`) that must not be empty in any occurrence of their segment. */
  readonly required?: readonly string[];
  /** Where the receiver of an invoice rounds to cents when it adds up the lines. Default: each line. */
  readonly roundPer?: RoundPer;
}

/**
 * Checks a transaction set against a guide: order, loops, repetition, requirement, data types, lengths, characters, code
 * lists, relational conditions, totals, check digits, and what the set's guide asks of the whole. Collects every finding, in order of place; changes nothing.
 */
export function validateTransactionSet(
  set: TransactionSetBody,
  guide: SetGuide,
  options: ValidationOptions = {},
): X12Finding[] {
  const findings: X12Finding[] = [];
  const form = compiledForm(guide);
  const walk = new StructureWalk(form.structure, form.places, findings);
  const check = new SegmentCheck(guide, form, options, findings);
  let position = 2;
  for (const segment of set.segments) {
    check.segment(segment, position, walk.step(segment, position));
    position += 1;
  }
  walk.end();
  checkWhole(set.segments, guide, findings);
  checkDigits(set.segments, form, findings);
  checkAllowanceSigns(set.segments, findings);
  checkLocations(set.segments, findings);
  if (guide.checks.includes('hierarchy')) checkHierarchy(set.segments, findings);
  if (guide.checks.includes('invoice-total')) checkInvoiceTotal(set.segments, options.roundPer ?? 'line', findings);
  checkRequired(set.segments, options.required ?? [], findings);
  return findings.length < 2 ? findings : findings.sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
}
