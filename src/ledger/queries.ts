import type { DocumentKey, DocumentType } from '../documents/document-key.ts';
import { decodeKey, displayNumber, shortNumber } from '../documents/document-key.ts';
import type { Finding } from '../documents/finding.ts';
import type { Disposition, Stage } from '../documents/stage.ts';
import type { Queryable } from './database.ts';

/** A document as lists show it: its stage is that of its latest transmission that was not cancelled, where there is one. */
export interface DocumentSummary {
  readonly id: number;
  readonly key: DocumentKey;
  readonly number: string;
  readonly workflowId: string;
  readonly partyCode: string;
  readonly partner: string | null;
  readonly date: string | null;
  readonly disposition: Disposition | null;
  readonly dispositionCause: string | null;
  readonly contentHash: string;
  readonly firstReadAt: Date;
  readonly transmission: number | null;
  readonly stage: Stage | null;
  readonly interchange: number | null;
  readonly mailbox: string | null;
  readonly message: string | null;
  readonly postedAt: Date | null;
  /** While it waits to leave with others: when it does at the latest. */
  readonly leavesBy: Date | null;
  /** While nothing is posted to its partner: why, since when, and until when where that is known. */
  readonly queuedFor: 'hold' | 'blackout' | null;
  readonly queuedAt: Date | null;
  readonly queuedUntil: Date | null;
  readonly holdReason: string | null;
  readonly attention: string | null;
  readonly findings: readonly Finding[];
  /** Why it is overdue, since when, and what to do. */
  readonly overdue: string | null;
  readonly overdueSince: Date | null;
  readonly overdueFindings: readonly Finding[];
}

const summary = `
  select d.id, d.company, d.type, d.key, d.number, d.workflow_id as "workflowId", d.party_code as "partyCode", d.partner, d.document_date as date,
         d.disposition, d.disposition_cause as "dispositionCause", d.content_hash as "contentHash", d.first_read_at as "firstReadAt",
         t.id as transmission, t.stage, coalesce(c.interchange_control, t.interchange_control) as interchange, t.mailbox, t.sterling_message as message, t.posted_at as "postedAt",
         t.queued_for as "queuedFor", t.queued_at as "queuedAt", t.queued_until as "queuedUntil",
         case when t.queued_for = 'hold' then (select h.reason from ledger.partner_hold h
            where h.released_at is null and h.partner = t.partner and (h.type is null or h.type = d.type) order by h.id limit 1) end as "holdReason",
         t.cycle_id, w.leaves_by as "leavesBy", f.cause as attention, coalesce(f.findings, '[]') as findings,
         o.cause as overdue, o.raised_at as "overdueSince", coalesce(o.findings, '[]') as "overdueFindings"
    from ledger.document d
    left join lateral (select t.* from ledger.transmission t join ledger.transmission_document td on td.transmission_id = t.id
                        where td.document_id = d.id order by t.stage = 'cancelled', td.send_sequence desc limit 1) t on true
    left join ledger.transmission c on c.id = t.travels_in
    left join ledger.waiting_set w on w.transmission_id = t.id and w.left_at is null
    left join ledger.flag f on f.document_id = d.id and f.flag = 'needs-attention' and f.cleared_at is null
    left join ledger.flag o on o.document_id = d.id and o.flag = 'overdue' and o.cleared_at is null`;

type SummaryRow = Omit<DocumentSummary, 'key'> & { company: string; type: DocumentType; key: string };

function fromRow({ company, type, key, ...row }: SummaryRow): DocumentSummary {
  return { ...row, key: { company, type, key } };
}

/**
 * Documents by the number people quote, padded or not, in any company and of any type unless told. A whole key finds every document
 * of its number.
 */
export async function findDocuments(
  db: Queryable,
  number: string,
  type?: DocumentType,
  company?: string,
): Promise<DocumentSummary[]> {
  const { rows } = await db.query<SummaryRow>(
    `${summary} where d.number = $1 and ($2::text is null or d.type = $2) and ($3::text is null or d.company = $3) order by d.company, d.type, d.key`,
    [shortNumber(numberIn(number)), type, company],
  );
  return rows.map(fromRow);
}

/** The number in a whole key. Of one column it is the number itself; only an invoice's has several. */
function numberIn(numberOrKey: string): string {
  return numberOrKey.includes('|') ? (decodeKey(numberOrKey)[1] ?? '') : numberOrKey;
}

/** What lists can be narrowed by. */
export interface ListFilter {
  readonly company?: string;
  readonly stage?: string;
  readonly disposition?: string;
  readonly partner?: string;
  readonly attention?: boolean;
  readonly overdue?: boolean;
  readonly limit: number;
}

/** Documents, the latest read first. */
export async function listDocuments(db: Queryable, filter: ListFilter): Promise<DocumentSummary[]> {
  const { rows } = await db.query<SummaryRow>(
    `${summary} where ($1::text is null or d.company = $1) and ($2::text is null or t.stage = $2) and ($3::text is null or d.disposition = $3)
       and ($4::text is null or d.partner = $4) and (not $5::boolean or f.cause is not null) and (not $6::boolean or o.cause is not null) order by d.id desc limit $7`,
    [
      filter.company,
      filter.stage,
      filter.disposition,
      filter.partner,
      filter.attention ?? false,
      filter.overdue ?? false,
      filter.limit,
    ],
  );
  return rows.map(fromRow);
}

/** The documents a cycle started. */
export async function documentsOfCycle(db: Queryable, cycle: string): Promise<DocumentSummary[]> {
  const { rows } = await db.query<SummaryRow>(`${summary} where t.cycle_id = $1 order by d.id`, [cycle]);
  return rows.map(fromRow);
}

/** Documents of which something was learned after the post since an instant, as far as it is their stage now. The latest first. */
export async function documentsFollowedSince(db: Queryable, since: Date, limit: number): Promise<DocumentSummary[]> {
  const { rows } = await db.query<SummaryRow>(
    `${summary} where t.stage_at >= $1 and t.stage in ('routed', 'picked-up', 'acknowledged', 'rejected', 'gone-unproven') order by t.stage_at desc, d.id limit $2`,
    [since, limit],
  );
  return rows.map(fromRow);
}

/** How many documents came to which stage after the post since an instant, as far as it is their stage now. */
export async function countFollowedSince(db: Queryable, since: Date): Promise<{ stage: Stage; count: number }[]> {
  const { rows } = await db.query<{ stage: Stage; count: number }>(
    `select stage, count(*) from (${summary} where t.stage_at >= $1 and t.stage in ('routed', 'picked-up', 'acknowledged', 'rejected', 'gone-unproven')) s
      group by stage order by stage`,
    [since],
  );
  return rows;
}

/** How many of a company's documents have no transmission, by disposition and cause. */
export async function countDispositions(
  db: Queryable,
  company: string,
  type: DocumentType,
): Promise<{ disposition: Disposition; cause: string; count: number; example: string }[]> {
  const { rows } = await db.query<{ disposition: Disposition; cause: string; count: number; example: string }>(
    `select disposition, disposition_cause as cause, count(*), min(number) as example from ledger.document
      where company = $1 and type = $2 and disposition is not null group by 1, 2 order by 1, 2`,
    [company, type],
  );
  return rows;
}

/**
 * The keys of records to be read again by key: those that are not released yet, or held, and open in SYSPRO, for they may be
 * released at any time without any date moving. What is complete there waits for no release, and would be read for ever.
 * @param which.open also everything else that was open when last read, and what is complete and held: profiles may have changed
 */
export async function keysToReadAgain(
  db: Queryable,
  which: { readonly company: string; readonly type: DocumentType; readonly open: boolean },
  after: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await db.query<{ key: string }>(
    `select key from ledger.document
      where company = $1 and type = $2 and gone_at is null and ((open and disposition in ('unreleased', 'held')) or ($5 and (open or disposition = 'held'))) and key collate "C" > $3
      order by key collate "C" limit $4`,
    [which.company, which.type, after, limit, which.open],
  );
  return rows.map(({ key }) => key);
}

/** A document that has yet to be sent. */
export interface UnsentDocument {
  /** As people quote it. */
  readonly number: string;
  /** Whether it queues for a hold or a blackout. */
  readonly queued: boolean;
  /** When what it queued for was last over, or will be; absent where nothing ever kept it back, or it is not over. */
  readonly heldUntil?: Date;
}

/** Which of some documents of one company and type have yet to be sent: those under way, waiting to be released, or not read yet. */
export async function unsentDocuments(db: Queryable, keys: readonly DocumentKey[]): Promise<UnsentDocument[]> {
  const [first] = keys;
  if (!first) return [];
  const { rows } = await db.query<{ key: string; queued: boolean; heldUntil: Date | null }>(
    `select wanted.key, coalesce(open.queued_for is not null, false) as queued,
            greatest((select max(h.released_at) from ledger.partner_hold h
                       where h.partner = open.partner and (h.type is null or h.type = open.type)
                         and exists (select from ledger.trail q where q.document_id = d.id and q.event = 'queued' and q.at between h.held_at and h.released_at)),
                     (select max((q.detail::jsonb ->> 'until')::timestamptz) from ledger.trail q where q.document_id = d.id and q.event = 'queued')) as "heldUntil"
       from unnest($3::text[]) as wanted (key)
       left join ledger.document d on d.company = $1 and d.type = $2 and d.key = wanted.key
       left join lateral (select t.* from ledger.transmission_document td join ledger.transmission t on t.id = td.transmission_id
                           where td.document_id = d.id and td.send_sequence = 1 and t.posted_at is null and t.stage <> 'cancelled') open on true
      where d.id is null or d.disposition in ('unreleased', 'held') or open.id is not null
      order by wanted.key`,
    [first.company, first.type, keys.map(({ key }) => key)],
  );
  return rows.map(({ key, queued, heldUntil }) => ({
    number: displayNumber({ ...first, key }),
    queued,
    ...(heldUntil && { heldUntil }),
  }));
}

export interface TrailRow {
  readonly entry: number;
  readonly at: Date;
  readonly actor: string;
  readonly event: string;
  readonly transmission: number | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly hash: string;
}

/** A document's trail, in order. */
export async function readTrail(db: Queryable, document: number): Promise<TrailRow[]> {
  const { rows } = await db.query<Omit<TrailRow, 'detail'> & { detail: string }>(
    `select entry, at, actor, event, transmission_id as transmission, detail, hash from ledger.trail where document_id = $1 order by entry`,
    [document],
  );
  return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as Record<string, unknown> }));
}

export interface TransmissionRow {
  readonly id: number;
  readonly sequence: number;
  readonly stage: Stage;
  readonly reason: string | null;
  readonly requestedBy: string | null;
  readonly interchange: number | null;
  readonly group: number | null;
  readonly set: string | null;
  readonly size: number | null;
  readonly sha256: string | null;
  readonly mailbox: string | null;
  readonly messageName: string | null;
  readonly message: string | null;
  readonly postedAt: Date | null;
  readonly renderedAt: Date | null;
  readonly snapshot: string | null;
  readonly attempts: number;
  /** How many sets are in its interchange, where it left with others. 0: it is alone in one of its own. */
  readonly together: number;
}

/** Every transmission of a document, the first first. */
export async function readTransmissions(db: Queryable, document: number): Promise<TransmissionRow[]> {
  const { rows } = await db.query<TransmissionRow>(
    `select t.id, td.send_sequence as sequence, t.stage, t.reason, t.requested_by as "requestedBy", i.interchange_control as interchange,
            (select control from ledger.functional_group g where g.transmission_id = i.id and g.position = td.group_position) as "group",
            td.set_control as set, length(i.content) as size, i.content_sha256 as sha256, t.mailbox, i.message_name as "messageName",
            t.sterling_message as message, t.posted_at as "postedAt", i.rendered_at as "renderedAt", td.snapshot_hash as snapshot,
            (select count(*) from ledger.post_attempt a where a.transmission_id = i.id) as attempts,
            (select count(*) from ledger.transmission m where m.travels_in = i.id) as together
       from ledger.transmission_document td join ledger.transmission t on t.id = td.transmission_id
       join ledger.transmission i on i.id = coalesce(t.travels_in, t.id)
      where td.document_id = $1 order by td.send_sequence`,
    [document],
  );
  return rows;
}

/** The interchange a transmission is or travels in, byte for byte as posted. */
export async function readContent(db: Queryable, transmission: number): Promise<Buffer | undefined> {
  const { rows } = await db.query<{ content: Buffer | null }>(
    `select i.content from ledger.transmission t join ledger.transmission i on i.id = coalesce(t.travels_in, t.id) where t.id = $1`,
    [transmission],
  );
  return rows[0]?.content ?? undefined;
}

/**
 * What was sent last of a document, and what SYSPRO has made of it since: the newest reading stored after it. Undefined where
 * nothing was amended after sending.
 */
export async function readAmendment(
  db: Queryable,
  document: number,
): Promise<{ readonly sent: unknown; readonly amended: unknown; readonly readAt: Date } | undefined> {
  const { rows } = await db.query<{ sent: string; amended: string; readAt: Date }>(
    `select sent.body as sent, amended.body as amended, amended.read_at as "readAt"
       from (select td.snapshot_hash, t.created_at from ledger.transmission_document td join ledger.transmission t on t.id = td.transmission_id
              where td.document_id = $1 and t.posted_at is not null order by td.send_sequence desc limit 1) last
       join ledger.snapshot sent on sent.document_id = $1 and sent.hash = last.snapshot_hash
       join lateral (select hash, body, read_at from ledger.snapshot where document_id = $1 order by read_at desc limit 1) amended
         on amended.hash <> sent.hash`,
    [document],
  );
  const [row] = rows;
  return row && { sent: JSON.parse(row.sent), amended: JSON.parse(row.amended), readAt: row.readAt };
}

/** A stored reading of a document. */
export async function readSnapshot(db: Queryable, document: number, hash: string): Promise<unknown> {
  const { rows } = await db.query<{ body: string }>({
    name: 'read-snapshot',
    text: `select body from ledger.snapshot where document_id = $1 and hash = $2`,
    values: [document, hash],
  });
  return rows[0] && (JSON.parse(rows[0].body) as unknown);
}

/** What was last read of a document and kept; undefined for one of which only the header was ever needed. */
export async function readLatestSnapshot(
  db: Queryable,
  document: number,
): Promise<{ readonly body: unknown; readonly readAt: Date } | undefined> {
  const { rows } = await db.query<{ body: string; readAt: Date }>(
    `select body, read_at as "readAt" from ledger.snapshot where document_id = $1 order by read_at desc limit 1`,
    [document],
  );
  return rows[0] && { body: JSON.parse(rows[0].body) as unknown, readAt: rows[0].readAt };
}

/** A profile as it was used. */
export async function readProfileVersion(db: Queryable, hash: string): Promise<unknown> {
  const { rows } = await db.query<{ body: string }>({
    name: 'read-profile-version',
    text: `select body from ledger.profile_version where hash = $1`,
    values: [hash],
  });
  return rows[0] && (JSON.parse(rows[0].body) as unknown);
}

/** The variant of the profile that a transmission was rendered by, or joined its lane by; undefined where it was the profile itself. */
export async function variantOf(db: Queryable, transmission: number): Promise<string | undefined> {
  const { rows } = await db.query<{ variant: string | null }>({
    name: 'variant-of',
    text: `select v.body::jsonb->>'variant' as variant from ledger.transmission t left join ledger.waiting_set w on w.transmission_id = t.id
             join ledger.profile_version v on v.hash = coalesce(t.profile_hash, w.profile_hash) where t.id = $1`,
    values: [transmission],
  });
  return rows[0]?.variant ?? undefined;
}
