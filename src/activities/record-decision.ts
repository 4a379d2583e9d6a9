import type { DocumentKey } from '../documents/document-key.ts';
import { cancelTransmission, clearAttention } from '../ledger/attention.ts';
import { decidePostAgain } from '../ledger/posting.ts';
import { openTransmission, type ResendRequest } from '../ledger/transmissions.ts';
import type { Dependencies } from './dependencies.ts';

export interface DecisionInput {
  readonly key: DocumentKey;
  readonly resend?: ResendRequest;
  readonly kind: 'retry' | 'cancel';
  readonly requestedBy: string;
  readonly reason?: string;
  readonly postAgain?: boolean;
}

/** Writes down what a person decided for a parked document, before the workflow acts on it. */
export function createRecordDecision({ db, now }: Dependencies) {
  return async function recordDecision({
    key,
    resend,
    kind,
    requestedBy,
    reason,
    postAgain,
  }: DecisionInput): Promise<void> {
    const by = { at: now(), actor: requestedBy };
    const { documentId, id: transmission } = await openTransmission(db, by, key, resend);
    if (kind === 'cancel') {
      await cancelTransmission(db, by, { documentId, transmission }, reason ?? 'cancelled');
      return;
    }
    if (postAgain) await decidePostAgain(db, transmission, requestedBy);
    await clearAttention(
      db,
      by,
      { documentId, transmission },
      { reason: reason ?? null, postAgain: postAgain ?? false },
    );
  };
}
