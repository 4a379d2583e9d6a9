/** What the reader takes before it reports `X12-LIMIT` and passes over the rest, so that no text exhausts the machine. */
export interface ReadLimits {
  /** Characters of one segment. */
  readonly segmentLength: number;
  /** Elements of one segment: X12 numbers them with two digits. */
  readonly elements: number;
  /** Segments of one transaction set. */
  readonly segments: number;
  /** Findings of one reading. */
  readonly findings: number;
}

export const defaultReadLimits: ReadLimits = {
  segmentLength: 1_000_000,
  elements: 999,
  segments: 1_000_000,
  findings: 10_000,
};
