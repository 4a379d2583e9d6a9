import type { BackfillOrder, Reopenable } from '../documents/backfill.ts';
import type { DocumentKey, DocumentType } from '../documents/document-key.ts';
import type { CompanyStream } from '../documents/stream.ts';
import type { Queryable } from './database.ts';
import { appendTrail, type Authorship } from './trail.ts';
import { initialRequestId, type UnstartedDocument } from './transmissions.ts';

/** A backfill, as it was or is. */
export interface Backfill extends BackfillOrder {
  readonly id: string;
  readonly company: string;
  readonly stream: string;
  readonly requestedAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: 'complete' | 'cancelled' | null;
  readonly counts: Readonly<Record<string, number>>;
}

/** Opens a backfill; opening it again is the same one. */
export async function openBackfill(
  db: Queryable,
  id: string,
  { company, stream }: CompanyStream,
  order: BackfillOrder,
  at: Date,
): Promise<void> {
  await db.query(
    `insert into ledger.backfill (id, company, stream, first_day, last_day, rate, reopen, partner, requested_by, requested_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (id) do nothing`,
    [id, company, stream, order.from, order.to, order.rate, order.reopen, order.partner, order.requestedBy, at],
  );
}

/** Adds up what a page or a batch of starts did. */
export async function addBackfillCounts(
  db: Queryable,
  id: string,
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  await db.query(
    `update ledger.backfill b set counts = b.counts || (
       select coalesce(jsonb_object_agg(key, coalesce((b.counts ->> key)::bigint, 0) + value::bigint), '{}') from jsonb_each_text($2::jsonb))
     where id = $1`,
    [id, JSON.stringify(counts)],
  );
}

/** Ends a backfill. */
export async function closeBackfill(
  db: Queryable,
  id: string,
  outcome: 'complete' | 'cancelled',
  at: Date,
): Promise<void> {
  await db.query(`update ledger.backfill set ended_at = $2, outcome = $3 where id = $1 and ended_at is null`, [
    id,
    at,
    outcome,
  ]);
}

/** The last backfill of a stream, or undefined. */
export async function lastBackfill(db: Queryable, { company, stream }: CompanyStream): Promise<Backfill | undefined> {
  const { rows } = await db.query<Backfill>(
    `select id, company, stream, first_day as from, last_day as to, rate, reopen, partner, requested_by as "requestedBy", requested_at as "requestedAt",
            ended_at as "endedAt", outcome, counts
       from ledger.backfill where company = $1 and stream = $2 order by requested_at desc limit 1`,
    [company, stream],
  );
  return rows[0];
}

// Held, so that the next reading decides it.
const undecided = { cause: 'REOPENED' } as const;

/**
 * Has the documents of some keys decided anew at their next reading, where their disposition is one of those given. It is for
 * the transaction of that reading.
 */
export async function reopenDocuments(
  tx: Queryable,
  by: Authorship,
  { company, type }: Pick<DocumentKey, 'company' | 'type'>,
  keys: readonly string[],
  dispositions: readonly Reopenable[],
): Promise<void> {
  const { rows } = await tx.query<{ id: number; disposition: string; cause: string }>(
    `with reopened as (
       select id, disposition, disposition_cause as cause from ledger.document
        where company = $1 and type = $2 and key = any($3) and disposition = any($4)
            and not exists (select from ledger.transmission_document td where td.document_id = document.id)
          order by id for update)
     update ledger.document d set disposition = 'held', disposition_cause = $5 from reopened r where d.id = r.id
     returning d.id, r.disposition, r.cause`,
    [company, type, keys, dispositions, undecided.cause],
  );
  await appendTrail(
    tx,
    by,
    rows.map(({ id, disposition, cause }) => ({
      document: id,
      event: 'reopened' as const,
      detail: { disposition, cause },
    })),
  );
}

/** Writes down by whose word, and why, documents that no rule would have sent were claimed just now. */
export async function nameClaims(
  tx: Queryable,
  { actor }: Authorship,
  keys: readonly DocumentKey[],
  reason: string,
): Promise<void> {
  if (keys.length === 0) return;
  await tx.query(
    `update ledger.transmission set requested_by = $2, reason = $3 where request_id = any($1) and requested_by is null`,
    [keys.map(initialRequestId), actor, reason],
  );
}

/** Those of some documents that are claimed and not yet marked started. */
export async function unstartedAmong(
  db: Queryable,
  company: string,
  type: DocumentType,
  keys: readonly string[],
): Promise<UnstartedDocument[]> {
  if (keys.length === 0) return [];
  const { rows } = await db.query<Omit<UnstartedDocument, 'key'> & { key: string }>(
    `select t.id as transmission, d.workflow_id as "workflowId", d.key, d.number, t.partner, d.document_date as date
       from ledger.transmission t
       join ledger.transmission_document td on td.transmission_id = t.id
       join ledger.document d on d.id = td.document_id
      where t.request_id = any($1) and t.workflow_started_at is null and t.stage = 'discovered' order by t.id`,
    [keys.map((key) => initialRequestId({ company, type, key }))],
  );
  return rows.map((row) => ({ ...row, key: { company, type, key: row.key } }));
}
