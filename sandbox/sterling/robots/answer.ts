import type { Database } from '../database.ts';
import { businessAnswers } from './business.ts';
import type { AnswerGroup } from './envelope.ts';
import { writeAnswer } from './envelope.ts';
import { functionalAcknowledgements } from './functional.ts';
import { robotHabit, type AnswerForm, type AnswerHabit } from './habit.ts';
import { interchangeAcknowledgement } from './interchange-answer.ts';
import { parseInterchange, type ReceivedInterchange } from './parse-interchange.ts';
import type { Step } from './plan.ts';
import { postAnswers, type OutgoingAnswer } from './post-answers.ts';

interface DueAnswer {
  readonly id: string;
  readonly message_id: string;
  readonly code: string;
  readonly step: Extract<Step, { do: 'answer' | 'repeat' }>;
  readonly payload: Buffer;
  /** The last answer to this message, for one that is said again. */
  readonly last: { readonly name: string; readonly what: string; readonly control?: number } | null;
  readonly last_payload: Buffer | null;
}

/** Has the robots send the answers that are due. @returns how many messages it put into the partners' inbound mailboxes */
export async function sendAnswers(db: Database, tick: number, at: Date, newDocumentId: () => string): Promise<number> {
  const { rows: due } = await db.query<DueAnswer>(
    `SELECT step.id, step.message_id, step.code, step.step, sent.payload, answers->-1 AS last, again.payload AS last_payload
     FROM robot_step AS step JOIN robot_message USING (message_id)
     JOIN message ON message.id = step.message_id JOIN document AS sent ON sent.id = document_id
     LEFT JOIN message AS answered ON step.step->>'do' = 'repeat' AND answered.id = (answers->-1->>'messageId')::bigint
     LEFT JOIN document AS again ON again.id = answered.document_id
     WHERE step.done_at IS NULL AND due_tick <= $1 AND step.step->>'do' IN ('answer', 'repeat') ORDER BY step.id`,
    [tick],
  );
  if (due.length === 0) return 0;
  const { rows: robots } = await db.query<{ code: string; habit: unknown; control: number }>(
    'SELECT code, habit, control FROM robot WHERE code = ANY ($1)',
    [[...new Set(due.map(({ code }) => code))]],
  );
  const outgoing = robots.flatMap(({ code, habit, control }) => {
    const { form } = robotHabit.parse(habit);
    let next = control;
    const number = (): number => (next += 1);
    const mine = due.filter((answer) => answer.code === code);
    return answersOf(code, mine, form, at, number);
  });
  await db.query(
    `UPDATE robot SET control = used.control FROM unnest($1::text[], $2::integer[]) AS used (code, control)
     WHERE robot.code = used.code`,
    [
      robots.map(({ code }) => code),
      robots.map(({ code, control }) =>
        Math.max(control, ...outgoing.flatMap((o) => (o.code === code ? (o.control ?? []) : []))),
      ),
    ],
  );
  await db.query('UPDATE robot_step SET done_at = $1 WHERE id = ANY ($2::bigint[])', [at, due.map(({ id }) => id)]);
  return postAnswers(db, outgoing, at, newDocumentId);
}

interface Readable extends DueAnswer {
  readonly step: Extract<Step, { do: 'answer' }>;
  readonly received: ReceivedInterchange;
}

function answersOf(
  code: string,
  due: readonly DueAnswer[],
  form: AnswerForm,
  at: Date,
  number: () => number,
): OutgoingAnswer[] {
  const outgoing: OutgoingAnswer[] = [];
  const acknowledged = new Map<string, Readable[]>();
  for (const answer of due) {
    const { step, message_id: id } = answer;
    if (step.do === 'repeat') {
      if (answer.last !== null && answer.last_payload !== null) {
        const { name, what, control } = answer.last;
        outgoing.push({ code, to: [id], what: `${what} again`, name, control, bytes: answer.last_payload });
      }
      continue;
    }
    if (step.what === 'garbage') {
      outgoing.push({ code, to: [id], what: 'garbage', ...garbage(step.answer.garbage ?? 'text', id) });
      continue;
    }
    const received = parseInterchange(answer.payload.toString('latin1'));
    if (received === undefined) continue;
    const readable = { ...answer, step, received };
    if (step.what === 'business') outgoing.push(...business(code, readable, form, at, number));
    else {
      // One interchange has one pair of parties, one usage, one release, one kind of acknowledgement.
      const { isa } = received;
      const key = form.together ? [isa[5], isa[7], isa[11], isa[14], step.answer.form].join('|') : id;
      acknowledged.set(key, [...(acknowledged.get(key) ?? []), readable]);
    }
  }
  for (const together of acknowledged.values()) outgoing.push(...acknowledgement(code, together, form, at, number));
  return outgoing;
}

function acknowledgement(
  code: string,
  answers: readonly Readable[],
  form: AnswerForm,
  at: Date,
  number: () => number,
): OutgoingAnswer[] {
  const [first] = answers;
  if (first === undefined) return [];
  const ta1 = answers.flatMap(({ received, step }) =>
    step.answer.ta1 === undefined ? [] : [interchangeAcknowledgement(received, step.answer.ta1)],
  );
  const groups = joined(answers.flatMap(({ received, step }) => functionalAcknowledgements(received, step.answer)));
  const what = [...(ta1.length > 0 ? ['TA1'] : []), ...(groups.length > 0 ? [first.step.answer.form] : [])].join(
    ' and ',
  );
  const control = number();
  const text = writeAnswer({ to: first.received, groups, ta1 }, form, control, at);
  const name = `${code}_${what.replace(' and ', '_')}_${String(control).padStart(9, '0')}.x12`;
  return [
    {
      code,
      to: answers.map(({ message_id: id }) => id),
      what,
      says: saysOf(first.step.answer),
      name,
      control,
      bytes: latin1(text),
    },
  ];
}

function business(
  code: string,
  { received, step, message_id: id }: Readable,
  form: AnswerForm,
  at: Date,
  number: () => number,
): OutgoingAnswer[] {
  const { followedBy } = step.answer;
  const groups = followedBy === undefined ? [] : businessAnswers(received, followedBy, at);
  if (followedBy === undefined || groups.length === 0) return [];
  const control = number();
  const name = `${code}_${followedBy.slice(0, 3)}_${String(control).padStart(9, '0')}.x12`;
  const bytes = latin1(writeAnswer({ to: received, groups: joined(groups), ta1: [] }, form, control, at));
  return [{ code, to: [id], what: followedBy, name, control, bytes }];
}

/** Groups that go to the same party in the same release are one. */
function joined(groups: readonly AnswerGroup[]): AnswerGroup[] {
  const byHeader = new Map<string, AnswerGroup>();
  for (const group of groups) {
    const key = [group.functionalId, group.sender, group.receiver, group.version].join('|');
    const before = byHeader.get(key);
    byHeader.set(key, before === undefined ? group : { ...before, sets: [...before.sets, ...group.sets] });
  }
  return [...byHeader.values()];
}

function saysOf({ says, ta1 }: AnswerHabit): string {
  return ta1 === 'R' ? 'interchange rejected' : says;
}

function garbage(kind: 'pdf' | 'text', id: string): { name: string; bytes: Buffer } {
  if (kind === 'text') return { name: `note-${id}.txt`, bytes: latin1('Our EDI desk is closed today.\r\n') };
  return {
    name: `remittance-${id}.pdf`,
    bytes: latin1('%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'),
  };
}

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
