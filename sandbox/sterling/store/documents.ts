import { createHash } from 'node:crypto';
import type { Database } from '../database.ts';

/** A row of `document`, without its payload. */
export interface DocumentRow {
  readonly id: string;
  readonly document_name: string | null;
  readonly body_name: string | null;
  readonly life_span: string | null;
  readonly character_encoding: string | null;
  readonly content_type: string | null;
  readonly content_subtype: string | null;
  readonly subject: string | null;
  readonly storage_type: string;
  readonly size: string;
  readonly created_at: Date;
}

export interface NewDocument {
  readonly documentName?: string | null;
  readonly bodyName?: string | null;
  /** Minutes. */
  readonly lifeSpan?: number | null;
  readonly characterEncoding?: string | null;
  readonly contentType?: string | null;
  readonly contentSubtype?: string | null;
  readonly subject?: string | null;
  readonly storageType?: string | null;
}

/**
 * Makes document ids as Sterling does, `host:node:hex:seq`, where hex is the moment the server started in milliseconds.
 * @param startedAt must differ between two servers on one database
 */
export function documentIds(startedAt: number): () => string {
  let sequence = 0;
  return () => `sandbox:node1:${startedAt.toString(16)}:${++sequence}`;
}

/** Stores a document, in one statement. */
export async function insertDocument(
  db: Database,
  id: string,
  fields: NewDocument,
  payload: Buffer,
  at: Date,
): Promise<void> {
  await db.query({
    name: 'insert-document',
    text: `INSERT INTO document (id, document_name, body_name, life_span, character_encoding, content_type, content_subtype,
             subject, storage_type, payload, size, sha256, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, coalesce($9, 'DB'), $10, $11, $12, $13)`,
    values: [
      id,
      fields.documentName,
      fields.bodyName,
      fields.lifeSpan,
      fields.characterEncoding,
      fields.contentType,
      fields.contentSubtype,
      fields.subject,
      fields.storageType,
      payload,
      payload.length,
      createHash('sha256').update(payload).digest('hex'),
      at,
    ],
  });
}

/** A document that is not deleted, or undefined. */
export async function findDocument(db: Database, id: string): Promise<DocumentRow | undefined> {
  const { rows } = await db.query<DocumentRow>({
    name: 'find-document',
    text: `SELECT id, document_name, body_name, life_span, character_encoding, content_type, content_subtype, subject,
             storage_type, size, created_at
           FROM document WHERE id = $1 AND deleted_at IS NULL`,
    values: [id],
  });
  return rows[0];
}

/** The bytes of a document that is not deleted, or undefined. */
export async function findPayload(
  db: Database,
  id: string,
): Promise<{ readonly payload: Buffer; readonly character_encoding: string | null } | undefined> {
  const { rows } = await db.query<{ payload: Buffer; character_encoding: string | null }>({
    name: 'find-payload',
    text: 'SELECT payload, character_encoding FROM document WHERE id = $1 AND deleted_at IS NULL',
    values: [id],
  });
  return rows[0];
}

/** Marks a document deleted; false when there is none. */
export async function deleteDocument(db: Database, id: string, at: Date): Promise<boolean> {
  const { rowCount } = await db.query('UPDATE document SET deleted_at = $2 WHERE id = $1 AND deleted_at IS NULL', [
    id,
    at,
  ]);
  return rowCount === 1;
}
