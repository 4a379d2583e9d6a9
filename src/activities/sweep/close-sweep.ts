import { clearOverdue } from '../../ledger/overdue.ts';
import { closeSweep, type SweepOutcome } from '../../ledger/sweeps.ts';
import { endWatches } from '../../ledger/watches.ts';
import type { Dependencies } from '../dependencies.ts';

/** The end of a sweep, in the ledger. */
export function createCloseSweep({ config, db, log, now }: Dependencies) {
  return {
    /** What follows from all a sweep has found: flags that do not stand any more, and messages that need not be followed. */
    async settleWatches(): Promise<{ readonly cleared: number }> {
      await endWatches(db, now(), config.followFor);
      const cleared = await clearOverdue(db, { at: now(), actor: 'sweep' });
      return { cleared };
    },

    async closeSweep({
      sweep,
      ...end
    }: {
      sweep: string;
      outcome: SweepOutcome;
      cause?: string;
      counts: Readonly<Record<string, number>>;
    }): Promise<void> {
      await closeSweep(db, sweep, end, now());
      if (end.outcome !== 'complete')
        log.warn({ sweep, outcome: end.outcome, cause: end.cause }, 'not every mailbox could be looked into');
    },
  };
}
