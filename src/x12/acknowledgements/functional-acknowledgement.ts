import type { X12Finding } from '../finding.ts';
import type { AnswerEnvelope } from './read-parts.ts';
import type { CodedReason, Verdict } from './verdict.ts';

/** CTX of a 999: what made the receiver look, and where. */
export interface ErrorContext {
  /** CTX01: names with what they refer to, such as `SITUATIONAL TRIGGER`. */
  readonly names: readonly { readonly name: string; readonly reference?: string }[];
  readonly segment?: string;
  readonly position?: number;
  readonly loop?: string;
  readonly element?: number;
  readonly component?: number;
  readonly repetition?: number;
}

/** AK4 or IK4: an element in error. */
export interface ElementError {
  /** 1 for the first element of the segment. Absent where the answer does not tell. */
  readonly element?: number;
  /** 1 for the first component of a composite. */
  readonly component?: number;
  readonly repetition?: number;
  /** The data element's number, as the answer has it. */
  readonly dataElement?: string;
  readonly error: CodedReason;
  /** AK404: the bad value, as the partner copied it. */
  readonly value?: string;
  readonly contexts: readonly ErrorContext[];
}

/** AK3 or IK3: a segment in error. */
export interface SegmentError {
  readonly segment: string;
  /** The segment's place in its set; ST is 1. Absent where the answer does not tell. */
  readonly position?: number;
  readonly loop?: string;
  readonly error?: CodedReason;
  readonly elements: readonly ElementError[];
  readonly contexts: readonly ErrorContext[];
}

/** AK2 to AK5, or IK5: the verdict on one set. An AK5 without its AK2 is that of a set without identifier and number. */
export interface AcknowledgedSet {
  /** AK201: `850`. */
  readonly id: string;
  /** AK202, the ST02 of the set, as the partner has it. */
  readonly control: string;
  readonly implementation?: string;
  /** What AK501 or IK501 says. */
  readonly verdict: Verdict;
  readonly errors: readonly CodedReason[];
  readonly segments: readonly SegmentError[];
}

/** A 997 or 999: what a partner's translator says of one of our groups. It is about syntax only, never about the business. */
export interface FunctionalAcknowledgement {
  readonly kind: '997' | '999';
  readonly envelope: AnswerEnvelope;
  /** AK1 and AK9. */
  readonly group: {
    /** AK101: GS01 of the group. */
    readonly functionalId: string;
    /** AK102: GS06 of the group, as the partner has it. */
    readonly control: string;
    readonly version?: string;
    readonly verdict: Verdict;
    readonly errors: readonly CodedReason[];
    /** AK902: the sets GE01 of the group states. */
    readonly stated?: number;
    /** AK903. */
    readonly received?: number;
    /** AK904. */
    readonly accepted?: number;
  };
  readonly sets: readonly AcknowledgedSet[];
  /** Whether it acknowledges acknowledgements (AK101 is FA), which nobody should and nobody may answer. */
  readonly ofAcknowledgement: boolean;
  readonly findings: readonly X12Finding[];
}
