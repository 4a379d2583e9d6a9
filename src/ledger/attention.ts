import type { Finding } from '../documents/finding.ts';
import { inTransaction, type Database, type Queryable } from './database.ts';
import { leaveLane } from './lanes.ts';
import { appendTrail, type Authorship } from './trail.ts';

interface At {
  readonly documentId: number;
  readonly transmission: number;
}

/**
 * Parks a document for a person, with everything found. Parking it again replaces the cause.
 * @returns false, and parks nothing, where the send was given up meanwhile
 */
export async function park(
  db: Database,
  by: Authorship,
  { documentId, transmission }: At,
  cause: string,
  findings: readonly Finding[],
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.query<{ stage: string }>(
      `select stage from ledger.transmission where id = $1 for update`,
      [transmission],
    );
    if (rows[0]?.stage === 'cancelled') return false;
    await raiseAttention(tx, by, [{ documentId, transmission }], cause, findings);
    return true;
  });
}

/** Raises the flag of documents, with one cause, in the caller's transaction. */
export async function raiseAttention(
  tx: Queryable,
  by: Authorship,
  at: readonly At[],
  cause: string,
  findings: readonly Finding[],
): Promise<void> {
  await tx.query(
    `insert into ledger.flag (document_id, transmission_id, flag, cause, findings, raised_at)
     select *, 'needs-attention', $3, $4, $5 from unnest($1::bigint[], $2::bigint[])
         on conflict (document_id, flag) where cleared_at is null
         do update set transmission_id = excluded.transmission_id, cause = excluded.cause, findings = excluded.findings`,
    [
      at.map(({ documentId }) => documentId),
      at.map(({ transmission }) => transmission),
      cause,
      JSON.stringify(findings),
      by.at,
    ],
  );
  const codes = [...new Set(findings.map((finding) => finding.code))];
  const detail = { cause, findings: findings.length, codes };
  await appendTrail(
    tx,
    by,
    at.map(({ documentId, transmission }) => ({
      document: documentId,
      transmission,
      event: 'parked' as const,
      detail,
    })),
  );
}

/** Clears a document's needs-attention flag, because a person had it retried or it went through. */
export async function clearAttention(
  db: Database,
  by: Authorship,
  { documentId, transmission }: At,
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
export async function cancelTransmission(db: Database, by: Authorship, at: At, reason: string): Promise<void> {
  await inTransaction(db, (tx) => cancelInTransaction(tx, by, at, reason));
}

/**
 * As {@link cancelTransmission}, in the caller's transaction.
 * @returns whether it was cancelled now: one that is posted, cancelled already, or sealed into an interchange with others stays as it is
 */
export async function cancelInTransaction(
  tx: Queryable,
  by: Authorship,
  { documentId, transmission }: At,
  reason: string,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update ledger.transmission set stage = 'cancelled', stage_at = $2, queued_for = null, queued_at = null, queued_until = null
      where id = $1 and stage in ('discovered', 'translated', 'posting') and travels_in is null`,
    [transmission, by.at],
  );
  if (!rowCount) return false;
  await leaveLane(tx, by.at, transmission, 'cancelled');
  await tx.query(
    `update ledger.flag set cleared_at = $2, cleared_by = $3 where document_id = $1 and cleared_at is null`,
    [documentId, by.at, by.actor],
  );
  await appendTrail(tx, by, [{ document: documentId, transmission, event: 'cancelled', detail: { reason } }]);
  return true;
}
