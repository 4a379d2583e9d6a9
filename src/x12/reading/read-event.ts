import type { X12Finding } from '../finding.ts';
import type { GroupHeader, InterchangeHeader, Segment, TransactionSet } from '../types.ts';

/** What a reader tells, in the order of the text. Offsets count characters from its beginning. */
export type ReadEvent =
  | InterchangeEvent
  | { readonly kind: 'acknowledgment'; readonly interchange: InterchangeHeader; readonly segment: Segment }
  | GroupEvent
  | TransactionSetEvent
  | { readonly kind: 'group-end'; readonly interchange: InterchangeHeader; readonly group: GroupHeader }
  | { readonly kind: 'interchange-end'; readonly interchange: InterchangeHeader }
  | { readonly kind: 'finding'; readonly finding: X12Finding };

export interface InterchangeEvent {
  readonly kind: 'interchange';
  readonly interchange: InterchangeHeader;
  readonly offset: number;
}

export interface GroupEvent {
  readonly kind: 'group';
  readonly interchange: InterchangeHeader;
  readonly group: GroupHeader;
  readonly offset: number;
}

/** A whole transaction set with its envelope. */
export interface TransactionSetEvent {
  readonly kind: 'set';
  readonly interchange: InterchangeHeader;
  readonly group: GroupHeader;
  readonly set: TransactionSet;
  /** Of its ST. */
  readonly offset: number;
  /** Of each of its segments; see {@link withOffsets}. */
  readonly segmentOffsets: readonly number[];
  /** How many errors of reading are within it. What is beyond the limit of findings is counted too. */
  readonly errors: number;
}

/** Findings of a set that was read, each with the offset of its segment in the text. */
export function withOffsets(
  findings: readonly X12Finding[],
  { offset, segmentOffsets }: Pick<TransactionSetEvent, 'offset' | 'segmentOffsets'>,
): X12Finding[] {
  return findings.map((finding) => ({
    ...finding,
    offset: finding.position === undefined ? offset : (segmentOffsets[finding.position - 2] ?? offset),
  }));
}
