import { closeMasterSync, type MasterSyncOutcome } from '../../ledger/master-data.ts';
import type { DocumentDependencies } from '../dependencies.ts';

/** How a sync ended: counts and codes; the values are in the ledger. */
export interface PartnerSyncResult {
  readonly sync: string;
  readonly outcome: MasterSyncOutcome;
  /** The code of why, where the outcome is not complete. */
  readonly cause?: string;
  readonly counts: Readonly<Record<string, number>>;
}

/** Closes a sync, and raises the alarm where it could not come to its end. */
export function createClosePartnerSync({ db, now, log }: DocumentDependencies) {
  return async function closePartnerSync(result: PartnerSyncResult): Promise<void> {
    await closeMasterSync(db, result.sync, result, now());
    if (result.outcome === 'complete') log.info(result, 'masters compared');
    else log.warn(result, 'masters could not all be compared; the next sync tries again');
  };
}
