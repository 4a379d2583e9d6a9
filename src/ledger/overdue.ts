import type { OverdueCause } from '../documents/following.ts';
import type { Finding } from '../documents/finding.ts';
import { inTransaction, type Database, type Queryable } from './database.ts';
import { writeNews } from './events.ts';
import { appendTrail, type Authorship } from './trail.ts';

/** A message that nobody has taken in time. */
export interface OverdueMessage {
  readonly transmission: number;
  readonly cause: OverdueCause;
  readonly finding: Finding;
}

const causes: readonly OverdueCause[] = ['NOT-PICKED-UP', 'STUCK-IN-MAILBOX'];

/** So many messages are gone through in one transaction: the rows of their documents stay locked until its end. */
const chunk = 200;

/**
 * Raises the flag `overdue` of the documents of messages that nobody has taken, unless it stands already. A document that was sent again
 * since, or that has come further, is none of them.
 * @returns how many documents it was raised for
 */
export async function raiseOverdue(db: Database, by: Authorship, messages: readonly OverdueMessage[]): Promise<number> {
  let raised = 0;
  for (let at = 0; at < messages.length; at += chunk) raised += await raiseSome(db, by, messages.slice(at, at + chunk));
  return raised;
}

async function raiseSome(db: Database, by: Authorship, messages: readonly OverdueMessage[]): Promise<number> {
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.query<FlagRow>({
      name: 'raise-overdue',
      text: `insert into ledger.flag (document_id, transmission_id, flag, cause, findings, raised_at)
             select td.document_id, t.id, 'overdue', late.cause, jsonb_build_array(late.finding::jsonb), $4
               from unnest($1::bigint[], $2::text[], $3::text[]) as late (message, cause, finding)
               join ledger.transmission t on t.id = late.message or t.travels_in = late.message
               join ledger.transmission_document td on td.transmission_id = t.id
              where t.stage = 'posted'
                and not exists (select from ledger.transmission_document later join ledger.transmission l on l.id = later.transmission_id
                                 where later.document_id = td.document_id and later.send_sequence > td.send_sequence and l.posted_at is not null)
              order by td.document_id
                 on conflict (document_id, flag) where cleared_at is null do nothing
             returning id, document_id as document, transmission_id as transmission, cause`,
      values: [
        messages.map(({ transmission }) => transmission),
        messages.map(({ cause }) => cause),
        messages.map(({ finding }) => JSON.stringify(finding)),
        by.at,
      ],
    });
    await tell(tx, by, rows, 'overdue');
    return rows.length;
  });
}

/**
 * Clears the flag of documents whose message was taken, is gone or was answered meanwhile, is followed no longer, or which were sent again.
 * @returns how many documents it was cleared for
 */
export async function clearOverdue(db: Database, by: Authorship): Promise<number> {
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.query<FlagRow>({
      name: 'clear-overdue',
      text: `update ledger.flag f set cleared_at = $1, cleared_by = $2
               from ledger.transmission t join ledger.transmission_document td on td.transmission_id = t.id
              where f.flag = 'overdue' and f.cleared_at is null and f.cause = any($3) and t.id = f.transmission_id and td.document_id = f.document_id
                and (t.stage <> 'posted'
                     or exists (select from ledger.message_watch w where w.transmission_id = coalesce(t.travels_in, t.id) and w.closed_at is not null)
                     or exists (select from ledger.transmission_document later join ledger.transmission l on l.id = later.transmission_id
                                 where later.document_id = f.document_id and later.send_sequence > td.send_sequence and l.posted_at is not null))
             returning f.id, f.document_id as document, f.transmission_id as transmission, f.cause`,
      values: [by.at, by.actor, causes],
    });
    await tell(tx, by, rows, 'overdue-cleared');
    return rows.length;
  });
}

interface FlagRow {
  readonly id: number;
  readonly document: number;
  readonly transmission: number;
  readonly cause: string;
}

async function tell(
  tx: Queryable,
  by: Authorship,
  flags: readonly FlagRow[],
  event: 'overdue' | 'overdue-cleared',
): Promise<void> {
  await appendTrail(
    tx,
    by,
    flags.map(({ document, transmission, cause }) => ({ document, transmission, event, detail: { cause } })),
  );
  await writeNews(
    tx,
    by.at,
    flags.map(({ id, document }) => ({ what: 'followed', source: `${event}/${id}`, documents: [document] })),
  );
}
