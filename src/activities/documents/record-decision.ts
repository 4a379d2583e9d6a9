import type { DocumentKey } from '../../documents/document-key.ts';
import { cancelTransmission, clearAttention } from '../../ledger/attention.ts';
import { cancelInterchange, retryInterchange } from '../../ledger/interchanges.ts';
import { readLane, readTravelling } from '../../ledger/lanes.ts';
import { decideArrived, decidePostAgain } from '../../ledger/posting.ts';
import type { Authorship } from '../../ledger/trail.ts';
import { openTransmission, type ResendRequest } from '../../ledger/transmissions.ts';
import { signalWithStartLane } from '../../temporal/signal-lane.ts';
import type { DocumentDependencies } from '../dependencies.ts';

export interface DecisionInput {
  readonly key: DocumentKey;
  readonly resend?: ResendRequest;
  readonly kind: 'retry' | 'cancel';
  readonly requestedBy: string;
  readonly reason?: string;
  readonly postAgain?: boolean;
  /** Of a post whose outcome nobody can find out: it did arrive. */
  readonly arrived?: boolean;
  /** Gives up the interchange the document left in, with all the documents in it. */
  readonly wholeInterchange?: boolean;
}

/** Whether what a person decided could still be done. */
export interface DecisionResult {
  /** For a cancellation: false where the document is sealed into an interchange with others. */
  readonly cancelled: boolean;
}

/**
 * Writes down what a person decided for a document that is parked, or waits to leave with others, before the workflow acts on it. What is
 * decided for a document that left with others is decided for its interchange.
 */
export function createRecordDecision({ db, client, now }: DocumentDependencies) {
  return async function recordDecision(input: DecisionInput): Promise<DecisionResult> {
    const { key, resend, kind, requestedBy, reason, wholeInterchange = false } = input;
    const decided = { postAgain: input.postAgain ?? false, arrived: input.arrived ?? false };
    const by = { at: now(), actor: requestedBy };
    const { documentId, id: transmission, partner } = await openTransmission(db, by, key, resend);
    if (kind === 'cancel') await cancelTransmission(db, by, { documentId, transmission }, reason ?? 'cancelled');
    // Looked up after the cancellation: it may have been sealed just before.
    const { travelsIn, series } = await readTravelling(db, transmission);
    if (travelsIn === null) {
      if (kind === 'cancel') return { cancelled: true };
      await decide(by, transmission, decided, reason);
      await clearAttention(db, by, { documentId, transmission }, { reason: reason ?? null, ...decided });
      return { cancelled: false };
    }
    if (kind === 'cancel' && !wholeInterchange) return { cancelled: false };
    let cancelled = false;
    if (kind === 'cancel') cancelled = await cancelInterchange(db, by, travelsIn, reason ?? 'cancelled');
    else {
      await decide(by, travelsIn, decided, reason);
      await retryInterchange(db, by, travelsIn, { reason: reason ?? null, ...decided });
    }
    if (series !== null) await signalWithStartLane(client, { id: series, series: await readLane(db, series), partner });
    return { cancelled };
  };

  /** What a person knows of a post nobody else can find out. @param transmission the one that has the bytes */
  async function decide(
    by: Authorship,
    transmission: number,
    { postAgain, arrived }: { readonly postAgain: boolean; readonly arrived: boolean },
    reason: string | undefined,
  ): Promise<void> {
    if (arrived) await decideArrived(db, by, transmission, reason);
    else if (postAgain) await decidePostAgain(db, transmission, by.actor);
  }
}
