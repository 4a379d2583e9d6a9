/** How many of the parties that are known to be on a side were found there. */
export interface Sight {
  /** Parties that were there when last looked, and are looked for now. */
  readonly known: number;
  /** Of these, those that were found. */
  readonly found: number;
}

/**
 * Why a reading of a whole side is not believed; undefined where it is. An outage, or a user who lost a permission, may look like
 * many deletions: from that nothing is concluded, and a person looks. Of one or two a person is asked each by itself anyway.
 */
export function doubtfulSide({ known, found }: Sight): 'MASTER-SIDE-EMPTY' | 'MASTER-SIDE-SHRUNK' | undefined {
  const lost = known - found;
  // One or two that are gone are deletions, also where there are no more; a third of what there was is not.
  if (lost >= 3 && found === 0) return 'MASTER-SIDE-EMPTY';
  return lost >= 3 && lost * 3 > known ? 'MASTER-SIDE-SHRUNK' : undefined;
}
