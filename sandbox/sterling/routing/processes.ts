import { z } from 'zod';
import type { Database } from '../database.ts';
import { text } from '../wire/body.ts';

/** What the process behind a rule does with a message it was started for. */
export const processHabit = z.discriminatedUnion('does', [
  z.strictObject({ does: z.literal('leave') }),
  /** Takes one from its count, so that it stays visible. */
  z.strictObject({ does: z.literal('extract') }),
  z.strictObject({ does: z.literal('delete') }),
  z.strictObject({ does: z.literal('move'), to: text }),
]);
export type ProcessHabit = z.infer<typeof processHabit>;

/** What the process behind each rule does; rules not named here have one that leaves messages where they are. */
export async function processHabits(db: Database): Promise<{ rule: string; habit: ProcessHabit }[]> {
  const { rows } = await db.query<{ rule: string; habit: ProcessHabit }>(
    'SELECT rule, habit FROM process_habit ORDER BY rule',
  );
  return rows;
}

export async function setProcessHabit(db: Database, rule: string, habit: ProcessHabit): Promise<void> {
  await db.query(
    'INSERT INTO process_habit (rule, habit) VALUES ($1, $2) ON CONFLICT (rule) DO UPDATE SET habit = excluded.habit',
    [rule, habit],
  );
}

/** Carries out the processes that have been started, each by its habit. @returns how many */
export async function runProcesses(db: Database, at: Date): Promise<number> {
  // One statement per habit, so that a thousand messages cost no more than one; a message is acted upon once in each.
  const running = (which: string): string => `SELECT DISTINCT ON (message_id) message_id, habit
    FROM workflow JOIN process_habit USING (rule) WHERE completed_at IS NULL AND habit->>'does' = '${which}'`;
  const done = (which: string, did: string): string =>
    `UPDATE workflow SET completed_at = $1, did = '${did}' FROM acted WHERE completed_at IS NULL AND workflow.message_id = acted.id
       AND rule IN (SELECT rule FROM process_habit WHERE habit->>'does' = '${which}')`;
  const extractable = '(extractable_always OR extractable_count > 0 OR extractable_until > $1)';
  const statements = [
    `WITH acted AS (UPDATE message SET extractable_count = extractable_count - 1
       FROM (${running('extract')}) AS r WHERE r.message_id = message.id AND deleted_at IS NULL AND ${extractable}
       RETURNING message.id)
     ${done('extract', 'extracted')}`,
    `WITH acted AS (UPDATE message SET deleted_at = $1
       FROM (${running('delete')}) AS r WHERE r.message_id = message.id AND deleted_at IS NULL RETURNING message.id)
     ${done('delete', 'deleted')}`,
    `WITH acted AS (UPDATE message SET mailbox_id = mailbox.id, mailbox_path = mailbox.path
       FROM (${running('move')}) AS r, mailbox WHERE r.message_id = message.id AND mailbox.path = habit->>'to'
         AND deleted_at IS NULL RETURNING message.id)
     ${done('move', 'moved')}`,
  ];
  let acted = 0;
  for (const statement of statements) acted += (await db.query(statement, [at])).rowCount ?? 0;
  // What is left: those that leave it, and those that found nothing to act upon.
  const { rowCount } = await db.query(
    `UPDATE workflow SET completed_at = $1, did = CASE
       WHEN EXISTS (SELECT FROM process_habit WHERE process_habit.rule = workflow.rule AND habit->>'does' <> 'leave')
       THEN 'nothing could be taken' ELSE 'left' END
     WHERE completed_at IS NULL`,
    [at],
  );
  return acted + (rowCount ?? 0);
}
