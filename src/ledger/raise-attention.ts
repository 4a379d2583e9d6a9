import type { Finding } from '../documents/finding.ts';
import type { Queryable } from './database.ts';
import { appendTrail, type Authorship } from './trail.ts';

/** A document, and which send of it is meant. */
export interface FlaggedSend {
  readonly documentId: number;
  readonly transmission: number;
}

/** The cause of the flag of a document whose post has an outcome nobody can find out. */
export const undecidable = 'POSTING-UNDECIDABLE';

/** The cause of the flag of a document its partner has rejected. */
export const rejectedByPartner = 'REJECTED-BY-PARTNER';

/** Raises the flag of documents, with one cause, in the caller's transaction. */
export async function raiseAttention(
  tx: Queryable,
  by: Authorship,
  at: readonly FlaggedSend[],
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

/**
 * Clears flags of some causes without a person's word, in the caller's transaction.
 * @param because why they stand no longer, in a word for the trail
 * @returns the documents whose flag was cleared
 */
export async function settleAttention(
  tx: Queryable,
  by: Authorship,
  documents: readonly number[],
  causes: readonly string[],
  because: 'answered' | 'sent-again',
): Promise<number[]> {
  if (documents.length === 0) return [];
  const { rows } = await tx.query<{ document: number; transmission: number | null; cause: string }>({
    name: 'settle-attention',
    text: `update ledger.flag set cleared_at = $3, cleared_by = $4
            where document_id = any($1) and flag = 'needs-attention' and cause = any($2) and cleared_at is null
           returning document_id as document, transmission_id as transmission, cause`,
    values: [documents, causes, by.at, by.actor],
  });
  await appendTrail(
    tx,
    by,
    rows.map(({ document, transmission, cause }) => ({
      document,
      ...(transmission !== null && { transmission }),
      event: 'attention-settled' as const,
      detail: { cause, because },
    })),
  );
  return rows.map(({ document }) => document);
}
