import { baselined } from '../documents/disposition.ts';
import { displayNumber, documentWorkflowId, type DocumentKey } from '../documents/document-key.ts';
import type { LocalDate } from '../documents/local-date.ts';
import type { Queryable } from './database.ts';
import { appendTrail, type Authorship } from './trail.ts';

/** A record older than go-live, by what its header tells. */
export interface OldRecord {
  readonly key: DocumentKey;
  readonly party: { readonly role: 'supplier' | 'customer'; readonly code: string };
  readonly partner?: string;
  readonly date?: LocalDate;
  readonly open: boolean;
}

/** What becomes of a baselined document, and why. */
const decided = { outcome: 'before-go-live', cause: baselined } as const;

/**
 * Marks records as before go-live, in the caller's transaction: new ones get their row, those that were seen and have no
 * transmission get the disposition. What was ever claimed, or was marked before, stays as it is.
 * @returns how many were marked now
 */
export async function markBeforeGoLive(tx: Queryable, by: Authorship, records: readonly OldRecord[]): Promise<number> {
  if (records.length === 0) return 0;
  // No content was read: shape 0 is never compared with a later reading's, so that the first one is no amendment.
  const { rows: fresh } = await tx.query<{ id: number }>({
    name: 'insert-baseline',
    text: `insert into ledger.document
             (company, type, key, number, workflow_id, party_role, party_code, partner, document_date, open, disposition, disposition_cause,
              content_hash, content_shape, read_at, first_read_at)
           select r.*, 'before-go-live', $1, '', 0, $2, $2
             from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::date[], $12::boolean[]) as r
               on conflict (company, type, key) do nothing
           returning id`,
    values: [
      decided.cause,
      by.at,
      records.map(({ key }) => key.company),
      records.map(({ key }) => key.type),
      records.map(({ key }) => key.key),
      records.map(({ key }) => displayNumber(key)),
      records.map(({ key }) => documentWorkflowId(key)),
      records.map(({ party }) => party.role),
      records.map(({ party }) => party.code),
      records.map(({ partner }) => partner ?? null),
      records.map(({ date }) => date ?? null),
      records.map(({ open }) => open),
    ],
  });
  const { rows: known } = await tx.query<{ id: number }>({
    name: 'update-baseline',
    text: `with marked as (
             select id from ledger.document d
              where workflow_id = any($2) and disposition in ('unreleased', 'held', 'not-edi')
                and not exists (select from ledger.transmission_document td where td.document_id = d.id)
              order by id for update)
           update ledger.document d set disposition = 'before-go-live', disposition_cause = $1 from marked where d.id = marked.id
           returning d.id`,
    values: [decided.cause, records.map(({ key }) => documentWorkflowId(key))],
  });
  await appendTrail(tx, by, [
    ...fresh.map(({ id }) => ({ document: id, event: 'baselined' as const, detail: decided })),
    ...known.map(({ id }) => ({ document: id, event: 'baselined' as const, detail: decided })),
  ]);
  return fresh.length + known.length;
}
