import type { Qualified } from '../types.ts';
import type { SegmentError } from './functional-acknowledgement.ts';
import type { CodedReason, Verdict } from './verdict.ts';

/** One group that was sent, as far as an acknowledgement tells of it. */
export interface SentGroup {
  /** Us, as ISA05 and ISA06 have it. */
  readonly sender: Qualified;
  /** The partner, as ISA07 and ISA08 have it. */
  readonly receiver: Qualified;
  /** ISA13. */
  readonly interchange: string;
  /** ISA09 and ISA10, YYMMDD and HHMM: what a TA1 repeats. */
  readonly date: string;
  readonly time: string;
  /** GS01: `PO`. */
  readonly functionalId: string;
  /** GS02. */
  readonly groupSender: string;
  /** GS03. */
  readonly groupReceiver: string;
  /** GS06. */
  readonly group: string;
  readonly sets: readonly {
    /** ST01: `850`. */
    readonly id: string;
    /** ST02. */
    readonly control: string;
  }[];
}

/** What an acknowledgement says of one set that was sent. */
export interface SetOutcome {
  readonly id: string;
  /** ST02, as it was sent. */
  readonly control: string;
  readonly verdict: Verdict;
  /** What says so: AK5 or IK5 of the set, AK9 of its group, TA1 of its interchange, or nothing. */
  readonly by: 'set' | 'group' | 'interchange' | 'nothing';
  /** Error codes of the set, and of the group or interchange where that decides. */
  readonly errors: readonly CodedReason[];
  readonly segments: readonly SegmentError[];
}
