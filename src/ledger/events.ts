import type { DocumentKey, DocumentType } from '../documents/document-key.ts';
import { inTransaction, type Database, type Queryable } from './database.ts';
import type { ResendRequest } from './transmissions.ts';

/** Something a document has to be told, written down before it is told. */
export interface DocumentEvent {
  readonly id: string;
  readonly kind: 'resend' | 'cancel' | 'interchange' | 'news';
  readonly key: DocumentKey;
  readonly workflowId: string;
  readonly number: string;
  readonly partner: string;
  readonly payload: ResendRequest | CancelRequest | LaneNews | DocumentNews;
}

/** Why a document that may be parked is to be given up, and who says so. */
export interface CancelRequest {
  readonly requestedBy: string;
  readonly reason: string;
}

/** That a document which waits for others, or left with them, has news in the ledger. */
export interface LaneNews {
  readonly lane: number;
}

/** That the ledger has something new on a document: what, in one word for the reader of a history. */
export interface DocumentNews {
  readonly what: 'answered' | 'followed' | 'released';
}

/** Why a re-send is refused. */
export class ResendRefused extends Error {
  override readonly name = 'ResendRefused';
}

/**
 * Writes a wish to re-send a document down. The same request ID twice is one wish.
 * @throws ResendRefused when nothing was sent yet, or the last send is still under way
 */
export async function requestResend(db: Database, documentId: number, request: ResendRequest, at: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { rows } = await tx.query<{ number: string; disposition: string | null; stage: string | null }>(
      `select d.number, d.disposition, (select t.stage from ledger.transmission t join ledger.transmission_document td on td.transmission_id = t.id
                            where td.document_id = d.id order by td.send_sequence desc limit 1) as stage
         from ledger.document d where d.id = $1 for update`,
      [documentId],
    );
    const [document] = rows;
    if (!document) throw new ResendRefused('the ledger has no such document');
    if (document.stage === null)
      throw new ResendRefused(
        `${document.number} was never sent (${document.disposition ?? 'no transmission'}), so there is nothing to send again`,
      );
    if (['discovered', 'translated', 'posting'].includes(document.stage)) {
      throw new ResendRefused(
        `${document.number} is still being sent (${document.stage}); if it is parked, correct the cause and retry it`,
      );
    }
    await tx.query(
      `insert into ledger.event (id, document_id, kind, payload, created_at) values ($1, $2, 'resend', $3, $4) on conflict (id) do nothing`,
      [request.id, documentId, JSON.stringify(request), at],
    );
  });
}

/**
 * Events of a company's documents not yet delivered, oldest first. News is none of them: sweeps deliver it.
 * @param but the IDs of events that are not asked for again
 */
export async function undeliveredEvents(
  db: Queryable,
  company: string,
  limit: number,
  but: readonly string[] = [],
): Promise<DocumentEvent[]> {
  const { rows } = await db.query<EventRow>(
    `${events} where e.delivered_at is null and e.kind <> 'news' and d.company = $1 and e.id <> all($3) order by e.created_at limit $2`,
    [company, limit, but],
  );
  return rows.map(eventOf);
}

/** News of a lane not yet delivered to its documents. */
export async function undeliveredNews(db: Queryable, lane: number): Promise<DocumentEvent[]> {
  const { rows } = await db.query<EventRow>(
    `${events} where e.delivered_at is null and e.kind = 'interchange' and (e.payload->>'lane')::bigint = $1 order by e.created_at`,
    [lane],
  );
  return rows.map(eventOf);
}

/**
 * News of documents of any company not yet delivered. In which order does not matter: what a document is told, the ledger says.
 * @param after the ID of the last one seen
 */
export async function undeliveredDocumentNews(db: Queryable, after: string, limit: number): Promise<DocumentEvent[]> {
  const { rows } = await db.query<EventRow>(
    `${events} where e.delivered_at is null and e.kind = 'news' and e.id > $1 order by e.id limit $2`,
    [after, limit],
  );
  return rows.map(eventOf);
}

type EventRow = Omit<DocumentEvent, 'key'> & { company: string; type: DocumentType; key: string };

const events = `select e.id, e.kind, d.company, d.type, d.key, d.workflow_id as "workflowId", d.number, d.partner, e.payload
  from ledger.event e join ledger.document d on d.id = e.document_id`;

function eventOf({ company, type, ...row }: EventRow): DocumentEvent {
  return { ...row, key: { company, type, key: row.key } };
}

/** Something new on some documents. */
export interface NewsOfDocuments {
  readonly what: DocumentNews['what'];
  /** What makes it distinct: the same source twice is one piece of news. */
  readonly source: string;
  readonly documents: readonly number[];
}

/**
 * Writes news of documents down, one piece or many at once, to be delivered. In the caller's transaction: what the news is of and the news
 * itself are one.
 */
export async function writeNews(
  tx: Queryable,
  at: Date,
  news: NewsOfDocuments | readonly NewsOfDocuments[],
): Promise<void> {
  const pieces = [news]
    .flat()
    .flatMap(({ what, source, documents }) =>
      documents.map((document) => ({ id: `${source}/${document}`, document, payload: JSON.stringify({ what }) })),
    );
  if (pieces.length === 0) return;
  await tx.query(
    `insert into ledger.event (id, document_id, kind, payload, created_at)
     select id, document, 'news', payload::jsonb, $4 from unnest($1::text[], $2::bigint[], $3::text[]) as piece (id, document, payload)
         on conflict (id) do nothing`,
    [pieces.map(({ id }) => id), pieces.map(({ document }) => document), pieces.map(({ payload }) => payload), at],
  );
}

/** News of one source that is not yet delivered. @param source as it was given to {@link writeNews} */
export async function undeliveredFrom(db: Queryable, source: string): Promise<DocumentEvent[]> {
  const { rows } = await db.query<EventRow>(
    `${events} where e.delivered_at is null and e.kind = 'news' and starts_with(e.id, $1 || '/') order by e.created_at`,
    [source],
  );
  return rows.map(eventOf);
}

/** Marks an event as delivered, last of all. */
export async function markDelivered(db: Queryable, id: string, at: Date): Promise<void> {
  await db.query(`update ledger.event set delivered_at = $2 where id = $1 and delivered_at is null`, [id, at]);
}
