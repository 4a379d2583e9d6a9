import { nextPostingStep, type PostAttempt, type PostingStep, type PostingWay } from '../documents/posting.ts';
import { arrivalWitnessed } from './arrival-proof.ts';
import { inTransaction, type Database, type Queryable } from './database.ts';
import { holdingOf, unqueueTransmissions, type Hold } from './holds.ts';
import { LedgerMissing } from './transmissions.ts';
import { noteOfCarried, settlePosted } from './settle-posted.ts';
import type { Authorship } from './trail.ts';
import { watchMessage } from './watches.ts';

/** A transmission that is to be in its mailbox, and what the ledger says is the next thing to do. */
export interface Posting {
  readonly transmission: number;
  /** The documents it carries, each with the transmission that is the document's own. */
  readonly documents: readonly { readonly document: number; readonly transmission: number }[];
  readonly mailbox: string;
  readonly messageName: string;
  readonly content: Buffer;
  /** The Sterling document an earlier attempt already put there. */
  readonly sterlingDocument?: string;
  readonly sterlingMessage?: string;
  readonly postedAt?: Date;
  readonly step: PostingStep;
  /** Whether a cancelled transmission was asked to be posted. */
  readonly cancelled: boolean;
  /** Of a step that posts: whether its attempt was opened. */
  readonly opened: boolean;
  /** Of a step that posts: what keeps it from being opened. */
  readonly hold?: Hold;
}

/** Milliseconds that fence an attempt. */
export interface AttemptLimits {
  /** From opening the attempt to the end of its last request, on our side. */
  readonly attempt: number;
  /** How much longer Sterling may still work on a request whose connection is gone. */
  readonly server: number;
}

/** What came of an attempt. */
export interface AttemptResult {
  readonly outcome: 'not-received' | 'refused' | 'unknown';
  /** A stable error code. */
  readonly code: string;
  readonly message: string;
}

/**
 * Decides the next step towards the mailbox and, when that is to post, opens the attempt, all under the transmission's row
 * lock: of two workers that ask at once only one is told to post. None is opened for a partner on hold.
 * @param mayOpen asked before an attempt is opened, with where its message would go; it answers at once, for the row is locked
 */
export async function openPosting(
  db: Database,
  by: Authorship & { worker: string },
  transmission: number,
  messagesStay: number,
  limits: AttemptLimits,
  mayOpen: (message: Pick<Posting, 'mailbox' | 'messageName'>) => boolean = () => true,
): Promise<Posting> {
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.query<
      Omit<Posting, 'step' | 'cancelled' | 'documents' | 'opened' | 'hold'> & { stage: string; now: Date }
    >({
      name: 'lock-posting',
      text: `select t.id as transmission, t.mailbox, t.message_name as "messageName", t.content,
                    t.sterling_document as "sterlingDocument", t.sterling_message as "sterlingMessage", t.posted_at as "postedAt", t.stage,
                    clock_timestamp() as now
               from ledger.transmission t where t.id = $1 and t.content is not null for update of t`,
      values: [transmission],
    });
    const [row] = rows;
    if (!row) throw new LedgerMissing(`the ledger has no rendered transmission ${transmission}`);
    const { stage, now, ...rest } = row;
    const posting = { ...rest, documents: await carriedBy(tx, transmission) };
    const cancelled = stage === 'cancelled';
    const last = posting.postedAt ? undefined : await lastAttempt(tx, transmission);
    const answered = last !== undefined && (await arrivalWitnessed(tx, transmission));
    const step: PostingStep = posting.postedAt ? { step: 'done' } : nextPostingStep(last, messagesStay, now, answered);
    if (step.step !== 'post' || cancelled) return { ...posting, step, cancelled, opened: false };
    const { hold, queued } = await holdingOf(tx, transmission);
    if (hold) return { ...posting, step, cancelled, opened: false, hold };
    const opened = mayOpen(posting);
    if (opened) {
      await tx.query({
        name: 'open-attempt',
        text: `insert into ledger.post_attempt (transmission_id, attempt, worker, started_at, deadline, look_after)
               values ($1, $2, $3, $4, $4::timestamptz + $5 * interval '1 ms', $4::timestamptz + $6 * interval '1 ms')`,
        values: [transmission, step.attempt, by.worker, now, limits.attempt, limits.attempt + limits.server],
      });
      await tx.query({
        name: 'stage-posting',
        text: `update ledger.transmission set stage = 'posting', stage_at = $2 where (id = $1 or travels_in = $1) and stage = 'translated'`,
        values: [transmission, by.at],
      });
      if (queued) await unqueueTransmissions(tx, [transmission]);
      await noteOfCarried(tx, by, posting, 'post-attempted', {
        attempt: step.attempt,
        mailbox: posting.mailbox,
        name: posting.messageName,
      });
    }
    return { ...posting, step, cancelled, opened };
  });
}

/**
 * Writes down that the mailbox message is about to be requested.
 * @param sterlingDocument the document it will be of; undefined where document and message are one request
 * @returns false when the attempt is no longer ours to make: past its deadline, ended, or followed by another
 */
export async function markMessageSent(
  db: Queryable,
  transmission: number,
  attempt: number,
  sterlingDocument: string | undefined,
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'mark-message-sent',
    text: `with marked as (
             update ledger.post_attempt a set message_sent_at = clock_timestamp(), sterling_document = $3
              where transmission_id = $1 and attempt = $2 and ended_at is null and message_sent_at is null and clock_timestamp() < deadline
                and not exists (select from ledger.post_attempt later where later.transmission_id = $1 and later.attempt > $2)
             returning transmission_id)
           update ledger.transmission set sterling_document = coalesce($3, sterling_document) where id in (select transmission_id from marked)`,
    values: [transmission, attempt, sterlingDocument],
  });
  return rowCount === 1;
}

/** Records that the message is in the mailbox: the post's own answer said so, or a look-up found it; and by which way it was posted. */
export async function recordPosted(
  db: Database,
  by: Authorship,
  posting: Posting,
  attempt: number,
  messageId: string,
  how: 'answered' | 'found',
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const way = await markPosted(tx, by.at, posting.transmission, attempt, messageId);
    await tx.query({
      name: how === 'answered' ? 'end-attempt-posted' : 'end-attempt-found',
      text:
        how === 'answered'
          ? `update ledger.post_attempt set ended_at = clock_timestamp(), outcome = 'posted' where transmission_id = $1 and attempt = $2 and ended_at is null`
          : `update ledger.post_attempt set ended_at = coalesce(ended_at, clock_timestamp()), outcome = coalesce(outcome, 'unknown'),
                    looked_up_at = clock_timestamp(), look_up_result = 'found' where transmission_id = $1 and attempt = $2`,
      values: [posting.transmission, attempt],
    });
    if (!way) return;
    await watchMessage(tx, posting.transmission);
    await settlePosted(tx, by, posting, { attempt, how, by: way, mailbox: posting.mailbox, message: messageId });
  });
}

/**
 * Records that the message has arrived though Sterling never said so: its partner has answered it. Its number stays unknown, so that what
 * becomes of it in the mailbox cannot be followed.
 */
export async function recordArrived(db: Database, by: Authorship, posting: Posting, attempt: number): Promise<void> {
  await inTransaction(db, (tx) => arrive(tx, by, posting, attempt, { how: 'answered-by-partner' }));
}

/**
 * As {@link recordArrived}, by the word of a person who was asked because no look-up could decide.
 * @returns false where nothing is asked of a person: it is posted, was given up, or its outcome is known or can still be looked up
 */
export async function decideArrived(
  db: Database,
  by: Authorship,
  transmission: number,
  reason: string | undefined,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.query<{ mailbox: string; stage: string; posted: boolean }>(
      `select mailbox, stage, posted_at is not null as posted from ledger.transmission where id = $1 and content is not null for update`,
      [transmission],
    );
    const [row] = rows;
    const last = await lastAttempt(tx, transmission);
    if (!row || row.posted || row.stage === 'cancelled') return false;
    if (!last?.messageSentAt || last.lookUpResult !== 'absent') return false;
    const posting = { transmission, mailbox: row.mailbox, documents: await carriedBy(tx, transmission) };
    await arrive(tx, by, posting, last.attempt, { how: 'said-by-person', reason: reason ?? null });
    return true;
  });
}

async function arrive(
  tx: Queryable,
  by: Authorship,
  posting: Pick<Posting, 'transmission' | 'mailbox' | 'documents'>,
  attempt: number,
  detail: { readonly how: 'answered-by-partner' | 'said-by-person'; readonly reason?: string | null },
): Promise<void> {
  const way = await markPosted(tx, by.at, posting.transmission, attempt, null);
  if (!way) return;
  await tx.query({
    name: 'end-attempts-arrived',
    text: `update ledger.post_attempt set ended_at = coalesce(ended_at, clock_timestamp()), outcome = coalesce(outcome, 'unknown') where transmission_id = $1`,
    values: [posting.transmission],
  });
  await settlePosted(tx, by, posting, { attempt, by: way, mailbox: posting.mailbox, message: null, ...detail });
}

/** @returns which way it was posted by; undefined where it was recorded as posted before */
async function markPosted(
  tx: Queryable,
  at: Date,
  transmission: number,
  attempt: number,
  messageId: string | null,
): Promise<PostingWay | undefined> {
  const { rows } = await tx.query<{ way: PostingWay }>({
    name: 'record-posted',
    // An attempt that named no document when its message was requested went the other way. The latest may have requested none.
    text: `update ledger.transmission set stage = 'posted', stage_at = $2, posted_at = $2, sterling_message = $3,
                  queued_for = null, queued_at = null, queued_until = null,
                  posted_by = (select case when sterling_document is null then 'messagebatches' else 'documents' end
                                 from ledger.post_attempt where transmission_id = $1 and attempt <= $4
                                order by message_sent_at is null, attempt desc limit 1)
            where (id = $1 or travels_in = $1) and posted_at is null returning posted_by as way`,
    values: [transmission, at, messageId, attempt],
  });
  return rows[0]?.way;
}

/** Records an attempt that did not end with a message number, with what is known of it. */
export async function recordAttemptFailed(
  db: Database,
  by: Authorship,
  posting: Posting,
  attempt: number,
  result: AttemptResult,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.query({
      name: 'end-attempt-failed',
      // Counted from now, not from the planned deadline: our request is over, only Sterling may still be at it.
      text: `update ledger.post_attempt set ended_at = clock_timestamp(), outcome = $3, detail = $4,
                    look_after = clock_timestamp() + (look_after - deadline)
              where transmission_id = $1 and attempt = $2 and ended_at is null`,
      values: [posting.transmission, attempt, result.outcome, `${result.code}: ${result.message}`],
    });
    if (result.outcome === 'refused') {
      // It may have been refused because the document it names is gone; the next attempt puts its own there.
      await tx.query(`update ledger.transmission set sterling_document = null where id = $1`, [posting.transmission]);
    }
    await noteOfCarried(tx, by, posting, result.outcome === 'unknown' ? 'post-unknown' : 'post-failed', {
      attempt,
      outcome: result.outcome,
      code: result.code,
    });
  });
}

/** Records a look-up that did not find the message. */
export async function recordAbsent(db: Database, by: Authorship, posting: Posting, attempt: number): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.query({
      name: 'record-absent',
      text: `update ledger.post_attempt set ended_at = coalesce(ended_at, clock_timestamp()), outcome = coalesce(outcome, 'unknown'),
                    looked_up_at = clock_timestamp(), look_up_result = 'absent' where transmission_id = $1 and attempt = $2`,
      values: [posting.transmission, attempt],
    });
    await noteOfCarried(tx, by, posting, 'looked-up', { attempt, result: 'absent', name: posting.messageName });
  });
}

/** Records a person's word that the last attempt, which no look-up could decide, is to be followed by another. */
export async function decidePostAgain(db: Queryable, transmission: number, person: string): Promise<void> {
  await db.query(
    `update ledger.post_attempt set decided_at = clock_timestamp(), decided_by = $2
      where transmission_id = $1 and attempt = (select max(attempt) from ledger.post_attempt where transmission_id = $1) and look_up_result = 'absent'`,
    [transmission, person],
  );
}

async function lastAttempt(tx: Queryable, transmission: number): Promise<PostAttempt | undefined> {
  const { rows } = await tx.query<PostAttempt>({
    name: 'last-attempt',
    text: `select attempt, started_at as "startedAt", deadline, look_after as "lookAfter", message_sent_at as "messageSentAt", outcome,
                  looked_up_at as "lookedUpAt", look_up_result as "lookUpResult", decided_at as "decidedAt"
             from ledger.post_attempt where transmission_id = $1 order by attempt desc limit 1`,
    values: [transmission],
  });
  return rows[0] && (withoutNulls(rows[0]) as PostAttempt);
}

function withoutNulls(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

/** The documents of a transmission of its own, or of those that travel in an interchange. */
async function carriedBy(tx: Queryable, transmission: number): Promise<Posting['documents']> {
  const { rows } = await tx.query<{ document: number; transmission: number }>({
    name: 'documents-carried',
    text: `select td.document_id as document, t.id as transmission
             from ledger.transmission t join ledger.transmission_document td on td.transmission_id = t.id
            where t.id = $1 or t.travels_in = $1 order by t.id`,
    values: [transmission],
  });
  return rows;
}
