import type { DocumentKey } from '../documents/document-key.ts';
import { cancelTransmission, clearAttention } from '../ledger/attention.ts';
import { cancelInterchange, retryInterchange } from '../ledger/interchanges.ts';
import { readLane, readTravelling } from '../ledger/lanes.ts';
import { decidePostAgain } from '../ledger/posting.ts';
import { openTransmission, type ResendRequest } from '../ledger/transmissions.ts';
import { signalWithStartLane } from '../temporal/signal-lane.ts';
import type { DocumentDependencies } from './dependencies.ts';

export interface DecisionInput {
  readonly key: DocumentKey;
  readonly resend?: ResendRequest;
  readonly kind: 'retry' | 'cancel';
  readonly requestedBy: string;
  readonly reason?: string;
  readonly postAgain?: boolean;
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
    const { key, resend, kind, requestedBy, reason, postAgain = false, wholeInterchange = false } = input;
    const by = { at: now(), actor: requestedBy };
    const { documentId, id: transmission, partner } = await openTransmission(db, by, key, resend);
    if (kind === 'cancel') await cancelTransmission(db, by, { documentId, transmission }, reason ?? 'cancelled');
    // Looked up after the cancellation: it may have been sealed just before.
    const { travelsIn, series } = await readTravelling(db, transmission);
    if (travelsIn === null) {
      if (kind === 'cancel') return { cancelled: true };
      if (postAgain) await decidePostAgain(db, transmission, requestedBy);
      await clearAttention(db, by, { documentId, transmission }, { reason: reason ?? null, postAgain });
      return { cancelled: false };
    }
    if (kind === 'cancel' && !wholeInterchange) return { cancelled: false };
    let cancelled = false;
    if (kind === 'cancel') cancelled = await cancelInterchange(db, by, travelsIn, reason ?? 'cancelled');
    else {
      if (postAgain) await decidePostAgain(db, travelsIn, requestedBy);
      await retryInterchange(db, by, travelsIn, { reason: reason ?? null, postAgain });
    }
    if (series !== null) await signalWithStartLane(client, { id: series, series: await readLane(db, series), partner });
    return { cancelled };
  };
}
