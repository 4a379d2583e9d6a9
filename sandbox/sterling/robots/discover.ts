import type { Database } from '../database.ts';
import { robotHabit, type RobotHabit } from './habit.ts';
import { parseInterchange } from './parse-interchange.ts';
import { answerTo, expectedOf, planOf } from './plan.ts';

interface Found {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly payload: Buffer;
  /** When a process of Sterling's handed it over. */
  readonly handed_at: Date | null;
}

/** The mailboxes a partner's robot looks into. */
const mailboxes = `message.accepted_path IN ('/' || robot.code || '/Outbound', '/' || robot.code || '/Test')`;

/**
 * Has the robots see what has come since: each new message gets its plan, the steps it will be answered by.
 * @returns how many messages were seen
 */
export async function discoverMessages(db: Database, tick: number, at: Date): Promise<number> {
  const { rows: robots } = await db.query<{ code: string; habit: RobotHabit; messages: number }>(
    'SELECT code, habit, messages FROM robot',
  );
  const { rows: found } = await db.query<Found>(
    `SELECT message.id, message.name, robot.code, payload, handed.at AS handed_at
     FROM robot JOIN message ON ${mailboxes} JOIN document ON document.id = document_id
     LEFT JOIN LATERAL (
       SELECT min(completed_at) AS at FROM workflow
       WHERE workflow.message_id = message.id AND did IN ('left', 'extracted', 'deleted', 'moved')) AS handed ON true
     WHERE NOT seen_by_robot AND accepted_path NOT LIKE '%/Inbound'
       AND CASE WHEN robot.habit->>'pickUp' = 'from-process' THEN handed.at IS NOT NULL
         ELSE message.deleted_at IS NULL AND message.mailbox_path = message.accepted_path END
     ORDER BY message.id`,
  );
  if (found.length === 0) return 0;
  const known = new Map(
    robots.map(({ code, habit, messages }) => [code, { habit: robotHabit.parse(habit), messages }]),
  );
  const seen = found.flatMap((message) => {
    const robot = known.get(message.code);
    if (robot === undefined) return [];
    const sequence = robot.messages;
    robot.messages += 1;
    const received = parseInterchange(message.payload.toString('latin1'));
    const taken = robot.habit.pickUp !== 'never';
    const expected = expectedOf(received, taken ? answerTo(robot.habit, sequence) : undefined);
    const plan = planOf(robot.habit, sequence, received);
    return [{ message, sequence, habit: robot.habit, plan, expected, readable: received !== undefined }];
  });

  await db.query(
    `INSERT INTO robot_message (message_id, code, sequence, seen_at, picked_up_at, how, expected, note)
     SELECT id, code, sequence, $4, handed_at, how, expected, note
     FROM unnest($1::bigint[], $2::text[], $3::integer[], $5::timestamptz[], $6::text[], $7::jsonb[], $8::text[])
       AS seen (id, code, sequence, handed_at, how, expected, note)`,
    [
      seen.map((s) => s.message.id),
      seen.map((s) => s.message.code),
      seen.map((s) => s.sequence),
      at,
      seen.map((s) => (s.habit.pickUp === 'from-process' ? s.message.handed_at : null)),
      seen.map((s) => s.habit.pickUp),
      seen.map((s) => JSON.stringify(s.expected)),
      seen.map((s) => (s.readable ? null : 'not an interchange')),
    ],
  );
  await db.query('UPDATE message SET seen_by_robot = true WHERE id = ANY ($1::bigint[])', [
    seen.map((s) => s.message.id),
  ]);
  const steps = seen.flatMap((s) => s.plan.map((planned) => ({ ...planned, message: s.message })));
  await db.query(
    `INSERT INTO robot_step (message_id, code, due_tick, step)
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::jsonb[])`,
    [
      steps.map((s) => s.message.id),
      steps.map((s) => s.message.code),
      steps.map((s) => tick + s.after),
      steps.map((s) => JSON.stringify(s.step)),
    ],
  );
  await db.query(
    `UPDATE robot SET messages = counted.messages FROM unnest($1::text[], $2::integer[]) AS counted (code, messages)
     WHERE robot.code = counted.code`,
    [[...known.keys()], [...known.values()].map(({ messages }) => messages)],
  );
  return seen.length;
}
