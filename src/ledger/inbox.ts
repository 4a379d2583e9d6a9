import type { DocumentType } from '../documents/document-key.ts';
import type { Finding } from '../documents/finding.ts';
import type { AnswerDetail } from './answers.ts';
import type { Queryable } from './database.ts';

/** One thing a message said, for people. */
export interface AnswerRow {
  readonly position: number;
  readonly kind: string;
  readonly outcome: string;
  readonly countsAs: string | null;
  readonly decidedBy: string | null;
  readonly partner: string | null;
  /** The document it is about, and which send of it. */
  readonly document: number | null;
  readonly type: DocumentType | null;
  readonly number: string | null;
  readonly company: string | null;
  readonly sequence: number | null;
  readonly unmatchedBecause: string | null;
  /** Whether the same was recorded before. */
  readonly copy: boolean;
  readonly detail: AnswerDetail;
  /** The message it came in. */
  readonly inbound: number;
  readonly message: string;
  readonly mailbox: string;
  readonly arrivedAt: Date;
}

const answerColumns = `a.position, a.kind, a.outcome, a.counts_as as "countsAs", a.decided_by as "decidedBy", a.partner, a.document_id as document, d.type, d.number, d.company,
  td.send_sequence as sequence, a.unmatched_because as "unmatchedBecause", a.repeats is not null as copy, a.detail,
  m.id as inbound, m.sterling_message as message, m.mailbox, coalesce(m.arrived_at, m.taken_at) as "arrivedAt"
  from ledger.answer a join ledger.inbound_message m on m.id = a.inbound_id
  left join ledger.document d on d.id = a.document_id
  left join ledger.transmission_document td on td.transmission_id = a.transmission_id and td.document_id = a.document_id`;

/** What was said of a document, in the order it arrived. */
export async function answersOfDocument(db: Queryable, document: number): Promise<AnswerRow[]> {
  const { rows } = await db.query<AnswerRow>(
    `select ${answerColumns} where a.document_id = $1 order by coalesce(m.arrived_at, m.taken_at), m.id, a.position`,
    [document],
  );
  return rows;
}

/** A message that was taken, without its content. */
export interface InboxMessage {
  readonly id: number;
  readonly message: string;
  readonly mailbox: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly arrivedAt: Date | null;
  readonly takenAt: Date;
  readonly handledAt: Date | null;
  readonly failures: number;
  readonly failedWith: string | null;
  readonly findings: readonly Finding[];
  /** The first few of what it said, and how many there are. */
  readonly answers: readonly AnswerRow[];
  readonly said: number;
}

/** So many things a message said are listed. */
const listed = 20;

/** What lists of messages are narrowed by. */
export interface InboxFilter {
  /** Only messages that say something which belongs to no document, or could not be handled. */
  readonly unmatched?: boolean;
  /** Its number in Sterling, or in the ledger with # before it. */
  readonly message?: string;
  readonly limit: number;
}

/** Messages that were taken, the latest first. */
export async function listInbox(
  db: Queryable,
  { unmatched = false, message, limit }: InboxFilter,
): Promise<InboxMessage[]> {
  const { rows } = await db.query<Omit<InboxMessage, 'answers'>>(
    `select m.id, m.sterling_message as message, m.mailbox, m.name, m.size, m.content_sha256 as sha256, m.arrived_at as "arrivedAt", m.taken_at as "takenAt",
            m.handled_at as "handledAt", m.failures, m.failed_with as "failedWith", m.findings,
            (select count(*) from ledger.answer a where a.inbound_id = m.id) as said
       from ledger.inbound_message m
      where (not $1 or (m.handled_at is null and m.failures > 0) or exists (select from ledger.answer a where a.inbound_id = m.id and a.document_id is null))
        and ($2::text is null or m.sterling_message = $2 or '#' || m.id = $2) order by m.id desc limit $3`,
    [unmatched, message, limit],
  );
  const { rows: answers } = await db.query<AnswerRow>(
    `select ${answerColumns} where a.inbound_id = any($1) and (a.position <= $2 or $3) order by a.inbound_id, a.position`,
    [rows.map(({ id }) => id), listed, message !== undefined],
  );
  const byMessage = Map.groupBy(answers, ({ inbound }) => inbound);
  return rows.map((row) => ({ ...row, answers: byMessage.get(row.id) ?? [] }));
}

/** A message's content, byte for byte, or its first bytes. */
export async function readInboundContent(db: Queryable, inbound: number, bytes: number): Promise<Buffer> {
  const { rows } = await db.query<{ content: Buffer }>(
    `select substring(content from 1 for $2) as content from ledger.inbound_message where id = $1`,
    [inbound, bytes],
  );
  return rows[0]?.content ?? Buffer.alloc(0);
}
