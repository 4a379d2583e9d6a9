import type { Database } from '../database.ts';

/**
 * A message as the independent witness of what was sent: every one ever accepted, whatever became of it since.
 */
export interface WitnessedMessage {
  readonly id: number;
  /** Where it was accepted. */
  readonly mailboxPath: string;
  /** Where it has been moved since. */
  readonly movedTo?: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Of the payload when it was accepted. */
  readonly sha256: string;
  /** ISO 8601 in UTC. */
  readonly creationDate: string;
  readonly documentId: string;
  /** Absent for the policies that have no count. */
  readonly extractableCount?: number;
  /** When it was deleted, by whoever it was. */
  readonly deleted?: string;
  /** When its document was deleted. A message in a mailbox without its document is an accident. */
  readonly documentDeleted?: string;
}

export interface WitnessFilter {
  readonly mailboxPath?: string;
  readonly name?: string;
  /** Only those with a greater id. */
  readonly after?: number;
}

/** Every message ever accepted, in the order they were. */
export async function witnessedMessages(db: Database, filter: WitnessFilter): Promise<WitnessedMessage[]> {
  const { rows } = await db.query<{
    id: string;
    accepted_path: string;
    mailbox_path: string;
    name: string;
    size: string;
    sha256: string;
    created_at: Date;
    document_id: string;
    extractable_count: number | null;
    deleted_at: Date | null;
    document_deleted_at: Date | null;
  }>(
    `SELECT message.id, accepted_path, mailbox_path, name, message.size, message.sha256, message.created_at, document_id, extractable_count,
       message.deleted_at, document.deleted_at AS document_deleted_at
     FROM message JOIN document ON document.id = document_id
     WHERE ($1::text IS NULL OR accepted_path = $1) AND ($2::text IS NULL OR name = $2) AND message.id > $3
     ORDER BY message.id`,
    [filter.mailboxPath, filter.name, filter.after ?? 0],
  );
  return rows.map((row) => ({
    id: Number(row.id),
    mailboxPath: row.accepted_path,
    movedTo: row.mailbox_path === row.accepted_path ? undefined : row.mailbox_path,
    name: row.name,
    size: Number(row.size),
    sha256: row.sha256,
    creationDate: row.created_at.toISOString(),
    documentId: row.document_id,
    extractableCount: row.extractable_count ?? undefined,
    deleted: row.deleted_at?.toISOString(),
    documentDeleted: row.document_deleted_at?.toISOString(),
  }));
}

/** The bytes of a message, also of a deleted one; undefined when there never was one of that id. */
export async function witnessedPayload(db: Database, id: string): Promise<Buffer | undefined> {
  const { rows } = await db.query<{ payload: Buffer }>(
    'SELECT payload FROM message JOIN document ON document.id = document_id WHERE message.id = $1',
    [id],
  );
  return rows[0]?.payload;
}
