import { documentWorkflowId, type DocumentKey, type DocumentType } from '../documents/document-key.ts';
import type { Stage } from '../documents/stage.ts';
import { inTransaction, type Database, type Queryable } from './database.ts';
import { appendTrail, type Authorship } from './trail.ts';

/** The request of a document's first transmission; a claim opens it. */
export function initialRequestId(key: DocumentKey): string {
  return `${documentWorkflowId(key)}#initial`;
}

/** A wish to send a document once more, recorded with who and why. */
export interface ResendRequest {
  /** Chosen by whoever asks, so that asking twice is one wish. */
  readonly id: string;
  readonly reason: string;
  readonly requestedBy: string;
  /** `stored` sends what was sent last; `current` reads SYSPRO again. Both with new control numbers. */
  readonly data: 'stored' | 'current';
}

/** A document's transmission while the workflow works on it. */
export interface OpenTransmission {
  readonly id: number;
  readonly documentId: number;
  readonly partner: string;
  readonly stage: Stage;
  readonly sendSequence: number;
  /** By whose word it was opened; null where the rules alone decided. */
  readonly requestedBy: string | null;
  /** The hash of the reading that is being sent; absent until it was read twice equal. */
  readonly snapshotHash: string | null;
  /** When the present content was first read. */
  readonly readAt: Date;
}

/** A document or transmission that the ledger should have and has not. */
export class LedgerMissing extends Error {
  override readonly name = 'LedgerMissing';
}

const openColumns = `t.id, td.document_id as "documentId", t.partner, t.stage, td.send_sequence as "sendSequence",
  t.requested_by as "requestedBy",
  td.snapshot_hash as "snapshotHash", d.read_at as "readAt"
  from ledger.transmission t
  join ledger.transmission_document td on td.transmission_id = t.id
  join ledger.document d on d.id = td.document_id`;

/**
 * The transmission of a request. A first one was opened by the claim; a re-send's is opened here, once however often it is asked for.
 * @throws LedgerMissing when the document was never claimed
 */
export async function openTransmission(
  db: Database,
  by: Authorship,
  key: DocumentKey,
  resend?: ResendRequest,
): Promise<OpenTransmission> {
  const requestId = resend?.id ?? initialRequestId(key);
  const open = await findTransmission(db, requestId);
  if (open) return open;
  if (!resend) throw new LedgerMissing(`the ledger has no claim of ${documentWorkflowId(key)}`);
  return inTransaction(db, async (tx) => {
    // The lock makes a second opener of the same request wait, and then find the first one's.
    const { rows: documents } = await tx.query<{ id: number; partner: string; sends: number; hash: string }>(
      `select d.id, d.partner, (select max(send_sequence) from ledger.transmission_document where document_id = d.id) as sends,
              (select snapshot_hash from ledger.transmission_document where document_id = d.id order by send_sequence desc limit 1) as hash
         from ledger.document d where company = $1 and type = $2 and key = $3 for update`,
      [key.company, key.type, key.key],
    );
    const [document] = documents;
    if (!document || !document.sends)
      throw new LedgerMissing(`${documentWorkflowId(key)} was never sent, so there is nothing to re-send`);
    const again = await findTransmission(tx, requestId);
    if (again) return again;
    const { rows } = await tx.query<{ id: number }>(
      `insert into ledger.transmission (company, type, partner, request_id, reason, requested_by, stage_at, created_at, workflow_started_at)
       values ($1, $2, $3, $4, $5, $6, $7, $7, $7) returning id`,
      [key.company, key.type, document.partner, requestId, resend.reason, resend.requestedBy, by.at],
    );
    const id = (rows[0] as { id: number }).id;
    await tx.query(
      `insert into ledger.transmission_document (transmission_id, document_id, send_sequence, snapshot_hash) values ($1, $2, $3, $4)`,
      [id, document.id, document.sends + 1, resend.data === 'stored' ? document.hash : null],
    );
    const detail = { request: requestId, reason: resend.reason, data: resend.data, sequence: document.sends + 1 };
    await appendTrail(tx, { at: by.at, actor: resend.requestedBy }, [
      { document: document.id, transmission: id, event: 'resend-requested', detail },
    ]);
    return (await findTransmission(tx, requestId)) as OpenTransmission;
  });
}

async function findTransmission(db: Queryable, requestId: string): Promise<OpenTransmission | undefined> {
  const { rows } = await db.query<OpenTransmission>({
    name: 'find-transmission',
    text: `select ${openColumns} where t.request_id = $1`,
    values: [requestId],
  });
  return rows[0];
}

/** A claimed document whose workflow nobody has started yet. */
export interface UnstartedDocument {
  readonly transmission: number;
  readonly workflowId: string;
  readonly key: DocumentKey;
  readonly number: string;
  readonly partner: string;
  readonly date: string | null;
}

/** Claimed documents not yet marked started, oldest first, after a transmission already seen. */
export async function listUnstarted(
  db: Queryable,
  company: string,
  type: DocumentType,
  after: number,
  limit: number,
): Promise<UnstartedDocument[]> {
  const { rows } = await db.query<Omit<UnstartedDocument, 'key'> & { key: string }>({
    name: 'list-unstarted',
    text: `select t.id as transmission, d.workflow_id as "workflowId", d.key, d.number, t.partner, d.document_date as date
             from ledger.transmission t
             join ledger.transmission_document td on td.transmission_id = t.id
             join ledger.document d on d.id = td.document_id
            where t.company = $1 and t.type = $2 and t.id > $3 and t.workflow_started_at is null and t.stage = 'discovered'
            order by t.id limit $4`,
    values: [company, type, after, limit],
  });
  return rows.map((row) => ({ ...row, key: { company, type, key: row.key } }));
}

/** How many claimed documents wait to be started. */
export async function countUnstarted(db: Queryable, company: string, type: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*) from ledger.transmission where company = $1 and type = $2 and workflow_started_at is null and stage = 'discovered'`,
    [company, type],
  );
  return rows[0]?.count ?? 0;
}

/** Marks documents as started, by which cycle. What was marked before keeps its cycle. */
export async function markStarted(
  db: Queryable,
  at: Date,
  cycle: string,
  transmissions: readonly number[],
): Promise<void> {
  await db.query({
    name: 'mark-started',
    text: `update ledger.transmission set workflow_started_at = $1, cycle_id = $2 where id = any($3) and workflow_started_at is null`,
    values: [at, cycle, transmissions],
  });
}
