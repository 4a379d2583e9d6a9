import { ApplicationFailure } from '@temporalio/common';
import { queueTransmissions, type Hold, type QueueCause } from '../../ledger/holds.ts';
import type { Database } from '../../ledger/database.ts';
import type { Authorship } from '../../ledger/trail.ts';
import { blackoutAt, type BlackoutWindow } from '../../partners/blackout.ts';

/** A step that is not to be taken now although nothing is wrong: the partner is on hold, or in a blackout. Nobody is alerted. */
export interface Queued {
  readonly outcome: 'queued';
  readonly for: 'hold' | 'blackout';
  /** Why, for whoever looks. */
  readonly why: string;
  /** Milliseconds until a blackout ends. Absent for a hold, which a person ends. */
  readonly wait?: number;
}

/** What keeps documents back: a hold before a blackout, for it ends by no clock. */
export function queueCause(
  hold: Hold | undefined,
  windows: readonly BlackoutWindow[],
  at: Date,
  companyZone: string,
): QueueCause | undefined {
  if (hold) return { for: 'hold', hold };
  const blackout = blackoutAt(windows, at, companyZone);
  return blackout && { for: 'blackout', until: blackout.until };
}

/**
 * Queues transmissions, and says so.
 * @throws ApplicationFailure where what kept them back is over, or they were given up: the step's next try finds that
 */
export async function queue(
  db: Database,
  by: Authorship,
  transmissions: readonly number[],
  cause: QueueCause,
): Promise<Queued> {
  if (!(await queueTransmissions(db, by, transmissions, cause)))
    throw ApplicationFailure.create({
      type: 'HOLD-RELEASED',
      message: 'what kept the document back was over when it was to be queued',
      nextRetryDelay: 1,
    });
  return queuedFor(cause, by.at);
}

/** What queues for a cause, in words. */
export function queuedFor(cause: QueueCause, at: Date): Queued {
  if (cause.for === 'hold')
    return { outcome: 'queued', for: 'hold', why: `on hold by ${cause.hold.heldBy}: ${cause.hold.reason}` };
  return {
    outcome: 'queued',
    for: 'blackout',
    why: `the partner takes nothing until ${cause.until.toISOString()}`,
    wait: Math.max(cause.until.getTime() - at.getTime(), 1),
  };
}
