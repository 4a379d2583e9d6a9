import type { Database } from '../database.ts';
import { likePattern, type Page } from '../wire/listing.ts';

/** A row of `message`. */
export interface MessageRow {
  readonly id: string;
  readonly mailbox_id: string;
  readonly mailbox_path: string;
  readonly name: string;
  readonly document_id: string;
  readonly size: string;
  readonly extractable_always: boolean | null;
  readonly extractable_count: number | null;
  readonly extractable_until: Date | null;
  readonly created_at: Date;
}

/** How often a message may be taken: one of the three has a value. */
export interface Extractability {
  readonly always: boolean | null;
  readonly count: number | null;
  readonly until: Date | null;
}

const columns = `id, mailbox_id, mailbox_path, name, document_id, size, extractable_always, extractable_count,
  extractable_until, created_at`;

/** What became of a new message: its id, or what it lacks. */
export type InsertedMessage = { readonly id: string } | 'unknown-mailbox' | 'unknown-document';

/** Accepts a message into a mailbox, in one statement. Names may repeat. */
export async function insertMessage(
  db: Database,
  message: {
    readonly mailboxPath: string;
    readonly name: string;
    readonly documentId: string;
    readonly extractability: Extractability;
    readonly at: Date;
  },
): Promise<InsertedMessage> {
  const { always, count, until } = message.extractability;
  const { rows } = await db.query<{ id: string | null; mailbox: boolean }>({
    name: 'insert-message',
    text: `WITH target AS (SELECT id, path FROM mailbox WHERE path = $1),
             payload AS (SELECT id, size, sha256 FROM document WHERE id = $3 AND deleted_at IS NULL),
             accepted AS (
               INSERT INTO message (mailbox_id, mailbox_path, accepted_path, name, document_id, size, sha256,
                 extractable_always, extractable_count, extractable_until, created_at)
               SELECT target.id, target.path, target.path, $2, payload.id, payload.size, payload.sha256, $4, $5, $6, $7
               FROM target, payload
               RETURNING id)
           SELECT (SELECT id FROM accepted) AS id, EXISTS (SELECT FROM target) AS mailbox`,
    values: [message.mailboxPath, message.name, message.documentId, always, count, until, message.at],
  });
  const [row] = rows;
  if (row?.id) return { id: row.id };
  return row?.mailbox ? 'unknown-document' : 'unknown-mailbox';
}

/** A message that is not deleted, or undefined. */
export async function findMessage(db: Database, id: string): Promise<MessageRow | undefined> {
  const [row] = await findMessages(db, [id]);
  return row;
}

/** The messages of these ids that are not deleted, in order of id. */
export async function findMessages(db: Database, ids: readonly string[]): Promise<MessageRow[]> {
  const { rows } = await db.query<MessageRow>({
    name: 'find-messages',
    text: `SELECT ${columns} FROM message WHERE id = ANY ($1::bigint[]) AND deleted_at IS NULL ORDER BY id`,
    values: [ids],
  });
  return rows;
}

/** A page of the messages of a name, all of them where it is undefined. `%` in it is the wildcard. */
export async function listMessages(db: Database, name: string | undefined, page: Page): Promise<MessageRow[]> {
  // The index is on lower(name); only a name with wildcards has to be matched row by row.
  const condition = name?.includes('%') ? 'name ILIKE $1' : 'lower(name) = lower($1)';
  const { rows } = await db.query<MessageRow>(
    `SELECT ${columns} FROM message WHERE deleted_at IS NULL AND ${name === undefined ? '$1::text IS NULL' : condition}
     ORDER BY ${page.orderBy} LIMIT $2 OFFSET $3`,
    [name?.includes('%') ? likePattern(name) : (name ?? null), page.limit, page.offset],
  );
  return rows;
}

/** Sets another extractability (undefined: keep), and puts the message back into the routing queue. False: no such message. */
export async function updateMessage(
  db: Database,
  id: string,
  change: { readonly extractability?: Extractability; readonly resubmit: boolean },
): Promise<boolean> {
  const { extractability: to } = change;
  const { rowCount } = await db.query(
    `UPDATE message SET needs_routing = needs_routing OR $2,
       extractable_always = CASE WHEN $3 THEN $4::boolean ELSE extractable_always END,
       extractable_count = CASE WHEN $3 THEN $5::integer ELSE extractable_count END,
       extractable_until = CASE WHEN $3 THEN $6::timestamptz ELSE extractable_until END
     WHERE id = $1 AND deleted_at IS NULL`,
    [id, change.resubmit, to !== undefined, to?.always, to?.count, to?.until],
  );
  return rowCount === 1;
}

/** Marks a message deleted; false when there is none. */
export async function deleteMessage(db: Database, id: string, at: Date): Promise<boolean> {
  const { rowCount } = await db.query('UPDATE message SET deleted_at = $2 WHERE id = $1 AND deleted_at IS NULL', [
    id,
    at,
  ]);
  return rowCount === 1;
}

/** Deletes the messages of its mailbox and name that are older than this one. */
export async function deleteOlder(
  db: Database,
  id: string,
  compare: 'delete-older' | 'delete-older-any-case',
  at: Date,
): Promise<void> {
  const same = compare === 'delete-older' ? 'older.name = newer.name' : 'lower(older.name) = lower(newer.name)';
  await db.query(
    `UPDATE message AS older SET deleted_at = $2 FROM message AS newer
     WHERE newer.id = $1 AND older.id < newer.id AND older.mailbox_id = newer.mailbox_id AND ${same}
       AND lower(older.name) = lower(newer.name) AND older.deleted_at IS NULL`,
    [id, at],
  );
}

/** Moves a message to another mailbox. */
export async function moveMessage(
  db: Database,
  id: string,
  path: string,
): Promise<'moved' | 'unknown-mailbox' | 'unknown-message'> {
  const { rows } = await db.query<{ moved: boolean; mailbox: boolean }>(
    `WITH target AS (SELECT id, path FROM mailbox WHERE path = $2),
       moved AS (
         UPDATE message SET mailbox_id = target.id, mailbox_path = target.path FROM target
         WHERE message.id = $1 AND deleted_at IS NULL RETURNING message.id)
     SELECT EXISTS (SELECT FROM moved) AS moved, EXISTS (SELECT FROM target) AS mailbox`,
    [id, path],
  );
  if (rows[0]?.moved) return 'moved';
  return rows[0]?.mailbox ? 'unknown-message' : 'unknown-mailbox';
}

/** What an extraction gives: the bytes, or why there are none. */
export type Extracted = { readonly payload: Buffer } | 'unknown-message' | 'not-extractable' | 'payload-gone';

/**
 * Takes a message as a partner does: hands out its bytes and takes one from its count, in one statement so that two
 * partners cannot both have the last one.
 */
export async function extractMessage(db: Database, id: string, at: Date): Promise<Extracted> {
  const { rows } = await db.query<{ known: boolean; stored: boolean; payload: Buffer | null }>(
    `WITH stored AS (
       SELECT document.id, payload FROM message JOIN document ON document.id = document_id
       WHERE message.id = $1 AND document.deleted_at IS NULL),
     extracted AS (
       UPDATE message SET extractable_count = extractable_count - 1
       WHERE id = $1 AND deleted_at IS NULL AND EXISTS (SELECT FROM stored)
         AND (extractable_always OR extractable_count > 0 OR extractable_until > $2)
       RETURNING id)
     SELECT EXISTS (SELECT FROM message WHERE id = $1 AND deleted_at IS NULL) AS known,
       EXISTS (SELECT FROM stored) AS stored,
       (SELECT payload FROM stored WHERE EXISTS (SELECT FROM extracted)) AS payload`,
    [id, at],
  );
  const [row] = rows;
  if (row?.payload) return { payload: row.payload };
  if (!row?.known) return 'unknown-message';
  return row.stored ? 'not-extractable' : 'payload-gone';
}
