/** What a partner's robot will have said of one transaction set when it has said everything. */
export interface ExpectedVerdict {
  /** GS01, GS06, ST01 and ST02 of what was sent. */
  readonly functionalId: string;
  readonly group: string;
  readonly setId: string;
  readonly set: string;
  /** `none`: it says nothing that belongs to this set. */
  readonly verdict: 'accepted' | 'accepted-with-errors' | 'rejected' | 'none';
  /** What says it in the end. */
  readonly by?: 'set' | 'group' | 'interchange' | '824';
}
