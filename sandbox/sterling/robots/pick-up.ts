import type { Database } from '../database.ts';

const due = (what: string): string =>
  `SELECT id, message_id FROM robot_step WHERE done_at IS NULL AND due_tick <= $2 AND step->>'do' = '${what}'`;

/**
 * Carries out what robots have to do to messages this tick: extractions begun, aborted and committed, and deletions. A message
 * that cannot be taken is given up: its other steps are dropped, and nothing is expected of it any more.
 */
export async function pickUpMessages(db: Database, tick: number, at: Date): Promise<void> {
  // An abort belongs to a begin of an earlier tick, so it comes first.
  await db.query(
    `WITH due AS (${due('abort')}),
       done AS (UPDATE robot_step SET done_at = $1 FROM due WHERE robot_step.id = due.id)
     UPDATE message SET extractable_count = extractable_count + 1 FROM due WHERE message.id = due.message_id`,
    [at, tick],
  );
  await db.query(
    `WITH due AS (${due('begin')}),
       done AS (UPDATE robot_step SET done_at = $1 FROM due WHERE robot_step.id = due.id),
       begun AS (
         UPDATE message SET extractable_count = extractable_count - 1 FROM due
         WHERE message.id = due.message_id AND deleted_at IS NULL AND mailbox_path = accepted_path
           AND (extractable_always OR extractable_count > 0 OR extractable_until > $1)
         RETURNING message.id)
     ${giveUp(`SELECT message_id FROM due WHERE message_id NOT IN (SELECT id FROM begun)`, 'not extractable')}`,
    [at, tick],
  );
  await db.query(
    `WITH due AS (${due('commit')}), done AS (UPDATE robot_step SET done_at = $1 FROM due WHERE robot_step.id = due.id)
     UPDATE robot_message SET picked_up_at = $1 FROM due WHERE robot_message.message_id = due.message_id`,
    [at, tick],
  );
  await db.query(
    `WITH due AS (${due('delete')}),
       done AS (UPDATE robot_step SET done_at = $1 FROM due WHERE robot_step.id = due.id),
       deleted AS (
         UPDATE message SET deleted_at = $1 FROM due
         WHERE message.id = due.message_id AND deleted_at IS NULL AND mailbox_path = accepted_path RETURNING message.id),
       taken AS (
         UPDATE robot_message SET picked_up_at = $1 FROM deleted WHERE robot_message.message_id = deleted.id)
     ${giveUp(`SELECT message_id FROM due WHERE message_id NOT IN (SELECT id FROM deleted)`, 'gone')}`,
    [at, tick],
  );
  await db.query(
    `UPDATE robot_step SET done_at = $1 FROM robot_message
     WHERE robot_step.message_id = robot_message.message_id AND done_at IS NULL AND note LIKE 'given up:%'`,
    [at],
  );
}

function giveUp(which: string, why: string): string {
  return `UPDATE robot_message SET note = 'given up: ${why}', expected = (
      SELECT coalesce(jsonb_agg(verdict - 'by'::text || '{"verdict":"none"}'::jsonb), '[]') FROM jsonb_array_elements(expected) AS verdict)
    WHERE message_id IN (${which})`;
}
