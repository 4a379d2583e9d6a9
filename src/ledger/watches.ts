import { stageAfter, type Followed, type Observation, type Watched } from '../documents/following.ts';
import type { PostingWay } from '../documents/posting.ts';
import type { Stage } from '../documents/stage.ts';
import { inTransaction, type Database, type Queryable } from './database.ts';
import { writeNews } from './events.ts';
import { appendTrail, type Authorship } from './trail.ts';

/** A posted message that is followed: an interchange of one document, or of several that left together. */
export interface OpenWatch extends Watched {
  readonly transmission: number;
  /** Its number in Sterling. */
  readonly message: string;
  readonly name: string;
  readonly mailbox: string;
  /** The profile version it was sent by. */
  readonly profile: string;
  readonly postedBy?: PostingWay;
  readonly lastSeenAt?: Date;
}

/** Begins to follow a message, in the transaction that records its post. */
export async function watchMessage(tx: Queryable, transmission: number): Promise<void> {
  await tx.query({
    name: 'watch-message',
    text: `insert into ledger.message_watch (transmission_id, mailbox) select id, mailbox from ledger.transmission where id = $1
               on conflict (transmission_id) do nothing`,
    values: [transmission],
  });
}

/**
 * Ends the watches of which nothing more is to be learned: every document was acknowledged or rejected, or the message has been followed
 * long enough.
 * @param followFor milliseconds since the post
 */
export async function endWatches(db: Queryable, at: Date, followFor: number): Promise<void> {
  await db.query(
    `update ledger.message_watch w set closed_at = $1 from ledger.transmission t
      where t.id = w.transmission_id and w.closed_at is null
        and (t.posted_at + $2 * interval '1 ms' < $1
             or not exists (select from ledger.transmission m join ledger.transmission_document td on td.transmission_id = m.id
                             where (m.id = t.id or m.travels_in = t.id) and m.stage not in ('acknowledged', 'rejected', 'cancelled')))`,
    [at, followFor],
  );
}

/** The mailboxes in which messages are followed. */
export async function watchedMailboxes(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ mailbox: string }>(
    `select distinct mailbox from ledger.message_watch where closed_at is null order by mailbox`,
  );
  return rows.map(({ mailbox }) => mailbox);
}

/** The messages followed in a mailbox, those not seen for longest first. */
export async function openWatches(db: Queryable, mailbox: string): Promise<OpenWatch[]> {
  const { rows } = await db.query<Record<keyof OpenWatch, unknown>>({
    name: 'open-watches',
    text: `select w.transmission_id as transmission, t.sterling_message as message, t.message_name as name, w.mailbox, t.profile_hash as profile,
                  t.posted_by as "postedBy", t.posted_at as "postedAt", w.posted_count as "postedCount", w.seen_count as "seenCount",
                  w.lower_since as "lowerSince", w.taken_at as "takenAt", w.last_seen_at as "lastSeenAt"
             from ledger.message_watch w join ledger.transmission t on t.id = w.transmission_id
            where w.mailbox = $1 and w.closed_at is null
            order by w.last_seen_at nulls first, w.transmission_id`,
    values: [mailbox],
  });
  return rows.map(
    (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as OpenWatch,
  );
}

/** Writes down that messages were seen and are as they were. */
export async function touchWatches(db: Queryable, at: Date, transmissions: readonly number[]): Promise<void> {
  if (transmissions.length === 0) return;
  await db.query({
    name: 'touch-watches',
    text: `update ledger.message_watch set first_seen_at = coalesce(first_seen_at, $1), last_seen_at = $1 where transmission_id = any($2)`,
    values: [at, transmissions],
  });
}

interface Carried {
  readonly transmission: number;
  readonly document: number | null;
  readonly stage: Stage;
}

/**
 * Writes down what a sweep found of a message and what that shows: its watch, the stage of each of its documents, their trails, and the
 * news for their workflows, in one transaction. What a document is beyond already stays.
 * @param by.at the beginning of the sweep
 * @returns how many documents came to another stage
 */
export async function recordFollowed(
  db: Database,
  by: Authorship,
  watch: OpenWatch,
  seen: Observation,
  result: Followed,
): Promise<number> {
  return inTransaction(db, async (tx) => {
    const carried = await lockCarried(tx, watch.transmission);
    const { rowCount } = await tx.query({
      name: 'record-watch',
      text: `update ledger.message_watch
                set first_seen_at = case when $8 then coalesce(first_seen_at, $2) else first_seen_at end,
                    last_seen_at = case when $8 then $2 else last_seen_at end,
                    posted_count = $3, seen_count = $4, lower_since = $5, taken_at = $6, moved_to = $7,
                    gone_at = case when $8 then null else $2 end, closed_at = case when $9 then $2 end
              where transmission_id = $1 and closed_at is null`,
      values: [
        watch.transmission,
        by.at,
        result.postedCount,
        result.seenCount,
        result.lowerSince,
        result.takenAt,
        seen.kind === 'moved' ? seen.to : undefined,
        seen.kind === 'there',
        result.closes,
      ],
    });
    if (!rowCount) return 0;
    const facts = {
      message: watch.message,
      mailbox: watch.mailbox,
      ...(seen.kind === 'moved' && { to: seen.to }),
      ...(seen.kind === 'there' && seen.count !== undefined && { count: seen.count, of: result.postedCount ?? null }),
    };
    const documents = carried.filter((one) => one.document !== null);
    if (result.undone) await note(tx, by, documents, 'extraction-undone', facts);
    const changed = carried.filter(({ stage }) => stageAfter(stage, result.reached) !== undefined);
    if (result.reached === undefined || changed.length === 0) return 0;
    await tx.query({
      name: 'reach-stage',
      text: `update ledger.transmission set stage = $2, stage_at = $3 where id = any($1)`,
      values: [changed.map(({ transmission }) => transmission), result.reached, by.at],
    });
    const told = documents.filter((one) => changed.includes(one));
    await note(tx, by, told, result.reached, { ...facts, how: seen.kind === 'there' ? 'count' : seen.kind });
    await writeNews(tx, by.at, {
      what: 'followed',
      source: `follow/${watch.transmission}/${result.reached}`,
      documents: told.map(({ document }) => document ?? 0),
    });
    return told.length;
  });
}

/** A message's transmission, and those of the documents that left in it, in the order in which posting locks them. */
async function lockCarried(tx: Queryable, transmission: number): Promise<Carried[]> {
  const { rows } = await tx.query<Carried>({
    name: 'lock-carried',
    text: `select t.id as transmission, t.stage,
                  (select td.document_id from ledger.transmission_document td where td.transmission_id = t.id order by td.position limit 1) as document
             from ledger.transmission t where t.id = $1 or t.travels_in = $1 order by t.id for update of t`,
    values: [transmission],
  });
  return rows;
}

async function note(
  tx: Queryable,
  by: Authorship,
  carried: readonly Carried[],
  event: 'routed' | 'picked-up' | 'gone-unproven' | 'extraction-undone',
  detail: Record<string, unknown>,
): Promise<void> {
  await appendTrail(
    tx,
    by,
    carried.map(({ document, transmission }) => ({ document: document ?? 0, transmission, event, detail })),
  );
}
