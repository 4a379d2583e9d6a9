import { createHash } from 'node:crypto';
import type { Database } from '../database.ts';

/** An answer on its way into a partner's inbound mailbox. */
export interface OutgoingAnswer {
  readonly code: string;
  /** The messages it answers. */
  readonly to: readonly string[];
  /** `997`, `TA1 and 997`, `824-rejection`, `garbage`, … */
  readonly what: string;
  readonly says?: string;
  readonly name: string;
  /** ISA13, of what is an interchange. */
  readonly control?: number | undefined;
  readonly bytes: Buffer;
}

/**
 * Puts answers into `/CODE/Inbound` as messages, extractable always, and writes them down in the log of the messages they
 * answer. One for a mailbox that does not exist is only written down.
 *
 * @returns how many messages there are now
 */
export async function postAnswers(
  db: Database,
  answers: readonly OutgoingAnswer[],
  at: Date,
  newDocumentId: () => string,
): Promise<number> {
  if (answers.length === 0) return 0;
  const posts = answers.map((answer) => ({
    ...answer,
    documentId: newDocumentId(),
    sha256: createHash('sha256').update(answer.bytes).digest('hex'),
  }));
  await db.query(
    `INSERT INTO document (id, document_name, payload, size, sha256, created_at)
     SELECT id, name, payload, length(payload), sha256, $5
     FROM unnest($1::text[], $2::text[], $3::bytea[], $4::text[]) AS answer (id, name, payload, sha256)`,
    [
      posts.map((p) => p.documentId),
      posts.map((p) => p.name),
      posts.map((p) => p.bytes),
      posts.map((p) => p.sha256),
      at,
    ],
  );
  const { rows } = await db.query<{ id: string; document_id: string }>(
    `INSERT INTO message (mailbox_id, mailbox_path, accepted_path, name, document_id, size, sha256, extractable_always, created_at)
     SELECT mailbox.id, mailbox.path, mailbox.path, document_name, document.id, size, sha256, true, $3
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS answer (document_id, path, at)
     JOIN document ON document.id = document_id JOIN mailbox ON mailbox.path = answer.path
     ORDER BY at RETURNING id, document_id`,
    [posts.map((p) => p.documentId), posts.map((p) => `/${p.code}/Inbound`), at],
  );
  const messages = new Map(rows.map((row) => [row.document_id, Number(row.id)]));
  const entries = posts.flatMap((post) => {
    const { to, what, says, name, control, documentId, sha256 } = post;
    const messageId = messages.get(documentId);
    const entry = { at: at.toISOString(), what, says, name, control, messageId, sha256 };
    return to.map((id) => ({ id, entry: JSON.stringify(entry) }));
  });
  await db.query(
    `UPDATE robot_message SET answers = answers || entries.all FROM (
       SELECT id, jsonb_agg(entry ORDER BY at) AS all
       FROM unnest($1::bigint[], $2::jsonb[]) WITH ORDINALITY AS given (id, entry, at) GROUP BY id) AS entries
     WHERE message_id = entries.id`,
    [entries.map(({ id }) => id), entries.map(({ entry }) => entry)],
  );
  return rows.length;
}
