import { isPosted, type Stage } from '../documents/stage.ts';
import { cancelInTransaction } from './attention.ts';
import { inTransaction, type Database, type Transaction } from './database.ts';
import type { CancelRequest } from './events.ts';
import { appendTrail, type Authorship } from './trail.ts';

/** What came of a person's word that a document went by other means. */
export type MarkSentResult =
  /** @property cancelled whether a send of ours that had begun was given up for it */
  | { readonly outcome: 'marked'; readonly cancelled: boolean }
  /** It was marked before. */
  | { readonly outcome: 'already' }
  /** It is in a mailbox, as this message. */
  | { readonly outcome: 'posted'; readonly message: string | null }
  /** A post of it may have arrived; nobody knows yet. */
  | { readonly outcome: 'undecided' };

interface LatestSend {
  readonly id: number;
  readonly stage: Stage;
  readonly started: boolean;
}

/**
 * Writes down that a document went by other means, and by whose word: it is never sent by itself any more. A send of ours that is
 * certainly not posted is cancelled first, and its workflow is to be told (ledger.event); one that is, or may be, is left alone.
 */
export async function markSentOtherwise(
  db: Database,
  by: Authorship,
  documentId: number,
  reason: string,
): Promise<MarkSentResult> {
  for (;;) {
    const result = await inTransaction(db, (tx) => tryToMark(tx, by, documentId, reason));
    // Claimed between our two looks: now there is a send to be cancelled.
    if (result !== 'claimed-meanwhile') return result;
  }
}

async function tryToMark(
  tx: Transaction,
  by: Authorship,
  documentId: number,
  reason: string,
): Promise<MarkSentResult | 'claimed-meanwhile'> {
  // The send before its document, in the order in which posting locks them.
  const send = await latestSend(tx, documentId);
  if (send) await tx.query(`select from ledger.transmission where id = $1 for update`, [send.id]);
  const { rows } = await tx.query<{ disposition: string | null }>(
    `select disposition from ledger.document where id = $1 for update`,
    [documentId],
  );
  const now = await latestSend(tx, documentId);
  if (now?.id !== send?.id) return 'claimed-meanwhile';

  const message = await postedMessage(tx, documentId);
  if (message !== undefined) return { outcome: 'posted', message };
  const open = now && now.stage !== 'cancelled' ? now : undefined;
  if (open && !(await certainlyNotPosted(tx, open))) return { outcome: 'undecided' };
  // What was wanted of a person for a send that was given up is done by this word.
  await tx.query(
    `update ledger.flag set cleared_at = $2, cleared_by = $3 where document_id = $1 and cleared_at is null`,
    [documentId, by.at, by.actor],
  );
  const { rowCount: marked } = await tx.query(
    `select from ledger.trail where document_id = $1 and event = 'marked-sent' limit 1`,
    [documentId],
  );
  if (!open && marked && rows[0]?.disposition === 'sent-otherwise') return { outcome: 'already' };

  if (open) await cancel(tx, by, documentId, open, reason);
  await tx.query(
    `update ledger.document set disposition = 'sent-otherwise', disposition_cause = 'MARK-SENT' where id = $1`,
    [documentId],
  );
  await appendTrail(tx, by, [{ document: documentId, event: 'marked-sent', detail: { reason } }]);
  return { outcome: 'marked', cancelled: open !== undefined };
}

async function latestSend(tx: Transaction, documentId: number): Promise<LatestSend | undefined> {
  const { rows } = await tx.query<LatestSend>(
    `select t.id, t.stage, t.workflow_started_at is not null as started
       from ledger.transmission_document td join ledger.transmission t on t.id = td.transmission_id
      where td.document_id = $1 order by td.send_sequence desc limit 1`,
    [documentId],
  );
  return rows[0];
}

/** The mailbox message of the last send that has one; undefined when none was posted. */
async function postedMessage(tx: Transaction, documentId: number): Promise<string | null | undefined> {
  const { rows } = await tx.query<{ message: string | null }>(
    `select t.sterling_message as message
       from ledger.transmission_document td join ledger.transmission t on t.id = td.transmission_id
      where td.document_id = $1 and t.posted_at is not null order by td.send_sequence desc limit 1`,
    [documentId],
  );
  return rows[0]?.message;
}

/**
 * Whether no message of the send is in a mailbox, nor can come into one. An attempt under way that has not requested its message yet
 * is ended for it: the worker asks the ledger just before the request, and then finds that it is not its to make.
 */
async function certainlyNotPosted(tx: Transaction, { id, stage }: LatestSend): Promise<boolean> {
  if (isPosted(stage)) return false;
  // Sealed into an interchange with others: its set cannot be taken out any more, and whether that leaves is decided for all.
  const { rowCount: travelling } = await tx.query(
    `select from ledger.transmission where id = $1 and travels_in is not null`,
    [id],
  );
  if (travelling) return false;
  await tx.query(
    `update ledger.post_attempt set ended_at = clock_timestamp(), outcome = 'not-received', detail = 'MARK-SENT: given up before the message was requested'
      where transmission_id = $1 and ended_at is null and message_sent_at is null`,
    [id],
  );
  const { rows } = await tx.query<{ certain: boolean }>(
    `select message_sent_at is null or coalesce(outcome in ('not-received', 'refused'), false) as certain
       from ledger.post_attempt where transmission_id = $1 order by attempt desc limit 1`,
    [id],
  );
  return rows[0]?.certain ?? true;
}

async function cancel(
  tx: Transaction,
  by: Authorship,
  documentId: number,
  { id, started }: LatestSend,
  reason: string,
): Promise<void> {
  await cancelInTransaction(tx, by, { documentId, transmission: id }, reason);
  if (!started) return;
  const payload: CancelRequest = { requestedBy: by.actor, reason };
  await tx.query(
    `insert into ledger.event (id, document_id, kind, payload, created_at) values ($1, $2, 'cancel', $3, $4) on conflict (id) do nothing`,
    [`mark-sent/${id}`, documentId, JSON.stringify(payload), by.at],
  );
}
