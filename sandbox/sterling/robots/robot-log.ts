import type { Database } from '../database.ts';
import type { ExpectedVerdict } from './verdict.ts';

/** What a partner's robot did with one message: the truth that does not depend on what anybody made of it. */
export interface RobotLogEntry {
  readonly messageId: number;
  readonly code: string;
  readonly name: string;
  /** Where it was posted. */
  readonly mailboxPath: string;
  /** Counted per robot from 0. */
  readonly sequence: number;
  /** ISO 8601 in UTC, as all times here. */
  readonly seen: string;
  readonly pickedUp?: string;
  readonly how: string;
  /** What it sent, in order: at, what, says, name, control (ISA13), messageId (none where its mailbox is missing), sha256. */
  readonly answers: readonly object[];
  /** Steps it still has to do. */
  readonly outstanding: number;
  /** What it will have said of each set when none is outstanding. */
  readonly expected: readonly ExpectedVerdict[];
  /** Why it gave up. */
  readonly note?: string;
}

/** What the robots did, in the order of the messages. */
export async function robotLog(
  db: Database,
  filter: { readonly code?: string; readonly messageId?: number; readonly after?: number },
): Promise<RobotLogEntry[]> {
  const { rows } = await db.query<{
    message_id: string;
    code: string;
    name: string;
    accepted_path: string;
    sequence: number;
    seen_at: Date;
    picked_up_at: Date | null;
    how: string;
    answers: object[];
    outstanding: string;
    expected: ExpectedVerdict[];
    note: string | null;
  }>(
    `SELECT message_id, code, name, accepted_path, sequence, seen_at, picked_up_at, how, answers, expected, note,
       (SELECT count(*) FROM robot_step WHERE robot_step.message_id = robot_message.message_id AND done_at IS NULL) AS outstanding
     FROM robot_message JOIN message ON message.id = message_id
     WHERE ($1::text IS NULL OR code = $1) AND ($2::bigint IS NULL OR message_id = $2) AND message_id > $3
     ORDER BY message_id`,
    [filter.code ?? null, filter.messageId ?? null, filter.after ?? 0],
  );
  return rows.map((row) => ({
    messageId: Number(row.message_id),
    code: row.code,
    name: row.name,
    mailboxPath: row.accepted_path,
    sequence: row.sequence,
    seen: row.seen_at.toISOString(),
    ...(row.picked_up_at !== null && { pickedUp: row.picked_up_at.toISOString() }),
    how: row.how,
    answers: row.answers,
    outstanding: Number(row.outstanding),
    expected: row.expected,
    ...(row.note !== null && { note: row.note }),
  }));
}
