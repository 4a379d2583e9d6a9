import type { DocumentType } from '../documents/document-key.ts';
import type { Queryable } from './database.ts';

/** Claims that stand still: on their way to be sent for longer than that takes, and no person was asked. */
export interface StandingClaims {
  readonly count: number;
  /** When the first of them was claimed; absent where there is none. */
  readonly since?: Date;
}

/**
 * Counts the documents of which nothing was ever posted, and whose send neither waits for a person, queues for a partner on hold, nor was given up, but was claimed
 * before a time.
 * @param unconfirmed also those that no workflow was started for, whenever they were claimed
 */
export async function standingClaims(
  db: Queryable,
  { company, type }: { readonly company: string; readonly type: DocumentType },
  before: Date,
  unconfirmed: boolean,
): Promise<StandingClaims> {
  const { rows } = await db.query<{ count: number; since: Date | null }>(
    `select count(*) as count, min(t.created_at) as since
       from ledger.transmission t join ledger.transmission_document td on td.transmission_id = t.id
      where t.company = $1 and t.type = $2 and t.stage in ('discovered', 'translated', 'posting') and td.send_sequence = 1 and t.queued_for is null
        and (t.created_at < $3 or ($4 and t.workflow_started_at is null))
        and not exists (select from ledger.flag f where f.document_id = td.document_id and f.flag = 'needs-attention' and f.cleared_at is null)
        and not exists (select from ledger.waiting_set w where w.transmission_id = t.id and w.left_at is null and w.leaves_by > now())`,
    [company, type, before, unconfirmed],
  );
  const [row] = rows;
  return { count: row?.count ?? 0, ...(row?.since && { since: row.since }) };
}
