import type { Finding } from '../documents/finding.ts';
import { arrivalWitnessed } from './arrival-proof.ts';
import { inTransaction, type Database, type Queryable } from './database.ts';
import { settleEarlierSends } from './earlier-sends.ts';
import { leaveLane } from './lanes.ts';
import { raiseAttention, type FlaggedSend, undecidable } from './raise-attention.ts';
import { appendTrail, type Authorship } from './trail.ts';

/**
 * Parks a document for a person, with everything found. Parking it again replaces the cause.
 * @returns false, and parks nothing, where the send was given up meanwhile, or an answer has meanwhile decided what a person was to be asked
 */
export async function park(
  db: Database,
  by: Authorship,
  { documentId, transmission }: FlaggedSend,
  cause: string,
  findings: readonly Finding[],
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.query<{ stage: string }>(
      `select stage from ledger.transmission where id = $1 for update`,
      [transmission],
    );
    if (rows[0]?.stage === 'cancelled') return false;
    if (cause === undecidable && (await arrivalWitnessed(tx, transmission))) return false;
    await raiseAttention(tx, by, [{ documentId, transmission }], cause, findings);
    return true;
  });
}

/** Clears a document's needs-attention flag, because a person had it retried or it went through. */
export async function clearAttention(
  db: Database,
  by: Authorship,
  { documentId, transmission }: FlaggedSend,
  detail: Record<string, unknown>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { rowCount } = await tx.query(
      `update ledger.flag set cleared_at = $2, cleared_by = $3 where document_id = $1 and flag = 'needs-attention' and cleared_at is null`,
      [documentId, by.at, by.actor],
    );
    if (rowCount) await appendTrail(tx, by, [{ document: documentId, transmission, event: 'retried', detail }]);
  });
}

/** Cancels a transmission that has not been posted, for good. Its control numbers stay a recorded gap. */
export async function cancelTransmission(db: Database, by: Authorship, at: FlaggedSend, reason: string): Promise<void> {
  await inTransaction(db, (tx) => cancelInTransaction(tx, by, at, reason));
}

/**
 * As {@link cancelTransmission}, in the caller's transaction.
 * @returns whether it was cancelled now: one that is posted, cancelled already, or sealed into an interchange with others stays as it is
 */
export async function cancelInTransaction(
  tx: Queryable,
  by: Authorship,
  { documentId, transmission }: FlaggedSend,
  reason: string,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update ledger.transmission set stage = 'cancelled', stage_at = $2, queued_for = null, queued_at = null, queued_until = null
      where id = $1 and stage in ('discovered', 'translated', 'posting') and travels_in is null`,
    [transmission, by.at],
  );
  if (!rowCount) return false;
  await leaveLane(tx, by.at, transmission, 'cancelled');
  // What is said of an earlier send stands as it did.
  await tx.query(
    `update ledger.flag set cleared_at = $2, cleared_by = $3 where document_id = $1 and coalesce(transmission_id, $4) = $4 and cleared_at is null`,
    [documentId, by.at, by.actor, transmission],
  );
  await appendTrail(tx, by, [{ document: documentId, transmission, event: 'cancelled', detail: { reason } }]);
  await settleEarlierSends(tx, by, [documentId]);
  return true;
}
