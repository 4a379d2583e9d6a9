import { sha256 } from '../documents/content-hash.ts';
import type { Finding } from '../documents/finding.ts';
import type { Queryable } from './database.ts';
import { jsonText, storableText } from './json-text.ts';

/** A message as the listing of its mailbox shows it, before its content is read. */
export interface ListedMessage {
  /** Its number in Sterling. */
  readonly message: string;
  /** The number of its document in Sterling; absent where the listing does not tell. */
  readonly document?: string;
  readonly name: string;
  /** Bytes. */
  readonly size?: number;
  /** Sterling's creationDate. */
  readonly arrivedAt?: Date;
}

/** A message whose content was read. */
export interface ReadMessage extends ListedMessage {
  readonly document: string;
  readonly mailbox: string;
  readonly content: Uint8Array;
}

/** So many are asked for in one query. */
const chunk = 500;

/**
 * Those of a mailbox's messages that were never taken, each once. A number alone does not tell: in a Sterling that was set up anew
 * numbers begin again, with other documents.
 */
export async function untakenMessages(db: Queryable, listed: readonly ListedMessage[]): Promise<ListedMessage[]> {
  const untaken: ListedMessage[] = [];
  const met = new Set<string>();
  for (let at = 0; at < listed.length; at += chunk) {
    const some = listed.slice(at, at + chunk);
    const { rows } = await db.query<{ message: string; document: string; name: string }>({
      name: 'taken-messages',
      text: `select sterling_message as message, sterling_document as document, name from ledger.inbound_message where sterling_message = any($1)`,
      values: [some.map(({ message }) => message)],
    });
    const documents = new Set(rows.map(({ message, document }) => JSON.stringify([message, document])));
    const names = new Set(rows.map(({ message, name }) => JSON.stringify([message, name])));
    for (const entry of some) {
      const { message, document, name } = entry;
      const taken =
        document === undefined
          ? names.has(JSON.stringify([message, name]))
          : documents.has(JSON.stringify([message, document]));
      const key = JSON.stringify([message, document ?? null]);
      if (!taken && !met.has(key)) untaken.push(entry);
      met.add(key);
    }
  }
  return untaken;
}

/**
 * Keeps a message, byte for byte. Taken once however often it is asked for, by however many sweeps at once.
 * @returns whether it was taken now
 */
export async function takeMessage(db: Queryable, message: ReadMessage, at: Date): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'take-message',
    text: `insert into ledger.inbound_message (sterling_message, sterling_document, mailbox, name, size, arrived_at, taken_at, content, content_sha256)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (sterling_message, sterling_document) do nothing`,
    values: [
      message.message,
      message.document,
      message.mailbox,
      message.name,
      message.content.length,
      message.arrivedAt,
      at,
      message.content,
      sha256(message.content),
    ],
  });
  return rowCount === 1;
}

/** Messages that were kept and not yet handled: the oldest first, those that failed before after all others. */
export async function unhandledMessages(db: Queryable, limit: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>({
    name: 'unhandled-messages',
    text: `select id from ledger.inbound_message where handled_at is null order by failures, coalesce(arrived_at, taken_at), id limit $1`,
    values: [limit],
  });
  return rows.map(({ id }) => id);
}

/** A message that is being handled, locked until the transaction ends. */
export interface LockedMessage {
  readonly id: number;
  readonly mailbox: string;
  readonly message: string;
  readonly arrivedAt: Date | null;
  readonly takenAt: Date;
  /** Bytes of all of it. */
  readonly size: number;
  /** Absent where it has more bytes than were asked for. */
  readonly content: Buffer | null;
}

/**
 * Locks a message to be handled.
 * @param readAtMost content of more bytes is not read
 * @returns undefined where it was handled meanwhile, or another is at it
 */
export async function lockMessage(tx: Queryable, id: number, readAtMost: number): Promise<LockedMessage | undefined> {
  const { rows } = await tx.query<LockedMessage>({
    name: 'lock-message',
    text: `select id, mailbox, sterling_message as message, arrived_at as "arrivedAt", taken_at as "takenAt", length(content) as size,
                  case when length(content) <= $2 then content end as content
             from ledger.inbound_message where id = $1 and handled_at is null for update skip locked`,
    values: [id, readAtMost],
  });
  return rows[0];
}

/** Writes down that a message was handled: the last thing in the transaction that wrote all it says. */
export async function markHandled(tx: Queryable, id: number, findings: readonly Finding[], at: Date): Promise<void> {
  await tx.query({
    name: 'mark-handled',
    text: `update ledger.inbound_message set handled_at = $2, findings = $3 where id = $1`,
    values: [id, at, jsonText(findings)],
  });
}

/** Writes down that a message could not be handled, so that it does not keep others waiting. It is tried again. */
export async function markFailed(db: Queryable, id: number, error: string): Promise<void> {
  await db.query(
    `update ledger.inbound_message set failures = failures + 1, failed_with = $2 where id = $1 and handled_at is null`,
    [id, storableText(error)],
  );
}
