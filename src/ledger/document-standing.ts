import type { DocumentKey } from '../documents/document-key.ts';
import type { PostingWay } from '../documents/posting.ts';
import type { Flag, Stage } from '../documents/stage.ts';
import type { Queryable } from './database.ts';

/** How the latest send of a document that was not given up stands, with what it was sent by and what is known of its message. */
export interface DocumentStanding {
  readonly stage: Stage;
  readonly stageAt: Date;
  readonly postedAt: Date | null;
  readonly mailbox: string | null;
  readonly message: string | null;
  readonly movedTo: string | null;
  /** When its message was followed no longer; null while it is, and where it never was. */
  readonly followedUntil: Date | null;
  /** The profile version it was sent by, JSON; null before it was translated. */
  readonly profile: string | null;
  readonly postedBy: PostingWay | null;
  readonly flag: Flag | null;
  readonly cause: string | null;
}

/** How a document stands; undefined where it was never to be sent. */
export async function documentStanding(
  db: Queryable,
  { company, type, key }: DocumentKey,
): Promise<DocumentStanding | undefined> {
  const { rows } = await db.query<DocumentStanding>({
    name: 'document-standing',
    text: `select t.stage, t.stage_at as "stageAt", t.posted_at as "postedAt", t.mailbox, t.sterling_message as message, w.moved_to as "movedTo", w.closed_at as "followedUntil",
                  v.body as profile, i.posted_by as "postedBy", f.flag, f.cause
             from ledger.document d
             join ledger.transmission_document td on td.document_id = d.id
             join ledger.transmission t on t.id = td.transmission_id
             join ledger.transmission i on i.id = coalesce(t.travels_in, t.id)
             left join ledger.message_watch w on w.transmission_id = i.id
             left join ledger.profile_version v on v.hash = coalesce(td.profile_hash, t.profile_hash)
             left join lateral (select flag, cause from ledger.flag where document_id = d.id and cleared_at is null
                                 order by flag = 'needs-attention' desc limit 1) f on true
            where d.company = $1 and d.type = $2 and d.key = $3
            order by t.stage = 'cancelled', td.send_sequence desc limit 1`,
    values: [company, type, key],
  });
  return rows[0];
}

/** How each send of a document that was posted stands, and what sweeps have seen of its message. */
export interface FollowedSend extends Omit<DocumentStanding, 'flag' | 'cause'> {
  readonly transmission: number;
  readonly seenCount: number | null;
  readonly lastSeenAt: Date | null;
}

/** The posted sends of a document, the first first. */
export async function followedSends(db: Queryable, document: number): Promise<FollowedSend[]> {
  const { rows } = await db.query<FollowedSend>(
    `select t.id as transmission, t.stage, t.stage_at as "stageAt", t.posted_at as "postedAt", t.mailbox, t.sterling_message as message,
            w.moved_to as "movedTo", w.closed_at as "followedUntil", v.body as profile, i.posted_by as "postedBy", w.seen_count as "seenCount", w.last_seen_at as "lastSeenAt"
       from ledger.transmission_document td
       join ledger.transmission t on t.id = td.transmission_id
       join ledger.transmission i on i.id = coalesce(t.travels_in, t.id)
       left join ledger.message_watch w on w.transmission_id = i.id
       left join ledger.profile_version v on v.hash = coalesce(td.profile_hash, t.profile_hash)
      where td.document_id = $1 and t.posted_at is not null order by td.send_sequence`,
    [document],
  );
  return rows;
}
