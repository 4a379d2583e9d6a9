import type { DocumentType } from '../../src/documents/document-key.ts';
import type { PartnerDirectory } from '../../src/partners/directory.ts';
import type { Stage } from '../../src/documents/stage.ts';
import type { Database } from '../../src/ledger/database.ts';
import { habitsOf } from '../../sandbox/seed/robot-habits.ts';
import type { RobotLogEntry } from '../../sandbox/sterling/robots/robot-log.ts';

/** A message as the stand-in witnessed it. */
interface Witnessed {
  readonly id: number;
  readonly name: string;
  readonly mailboxPath: string;
}

/** How what our ledger says of every message compares with what the stand-in and its partners' robots know. */
export interface EndsVerdict {
  readonly messages: number;
  /** Message names the stand-in accepted more than once. */
  readonly twice: readonly string[];
  /** What our ledger says was posted and the stand-in never accepted, and the reverse. */
  readonly unwitnessed: readonly string[];
  readonly unrecorded: readonly string[];
  /** Documents whose stage is not the one their partner's robot gave them. */
  readonly wrong: readonly string[];
  /** How many documents ended in each stage. */
  readonly stages: Readonly<Record<string, number>>;
}

interface SetRow {
  readonly name: string;
  readonly message: string;
  readonly partner: string;
  readonly type: DocumentType;
  readonly set: string;
  readonly stage: Stage;
}

/** Who takes the message and what that leaves to be seen, from the habits alone. */
function unansweredEnd({ code, pickedUp }: RobotLogEntry): Stage {
  const { process, extractable = { count: 1 } } = habitsOf(code);
  const counted = typeof extractable === 'object' && 'count' in extractable;
  if (process) {
    if (pickedUp === undefined || process.does === 'leave') return 'posted';
    if (process.does === 'extract') return counted ? 'routed' : 'posted';
    return 'routed';
  }
  if (pickedUp === undefined) return 'posted';
  if (habitsOf(code).robot.pickUp === 'delete') return 'gone-unproven';
  return counted ? 'picked-up' : 'posted';
}

/**
 * The stage a set must have, by what its partner's robot did and will have said.
 * @param errorsReject whether it was agreed that E (accepted, errors noted) is no acceptance
 */
function expectedEnd(entry: RobotLogEntry, set: string, errorsReject: boolean): Stage {
  const said = entry.outstanding === 0 ? entry.expected.find((one) => one.set === set) : undefined;
  switch (said?.verdict) {
    case 'accepted':
      return 'acknowledged';
    case 'accepted-with-errors':
      return errorsReject ? 'rejected' : 'acknowledged';
    case 'rejected':
      return 'rejected';
    case 'none':
    case undefined:
      return unansweredEnd(entry);
  }
}

/** Compares every message's end. A robot that has not done all it means to is judged by what it did, not by what it will say. */
export async function compareEnds(
  ledger: Database,
  witnessed: readonly Witnessed[],
  log: readonly RobotLogEntry[],
  partners: PartnerDirectory,
): Promise<EndsVerdict> {
  const { rows } = await ledger.query<SetRow>(
    `select i.message_name as name, i.sterling_message as message, t.partner, t.type, td.set_control as set, t.stage
       from ledger.transmission t join ledger.transmission_document td on td.transmission_id = t.id
       join ledger.transmission i on i.id = coalesce(t.travels_in, t.id)
      where i.posted_at is not null order by i.id`,
  );
  const outbound = witnessed.filter(({ mailboxPath }) => /\/(Outbound|Test)$/.test(mailboxPath));
  const names = outbound.map(({ name }) => name);
  const posted = new Set(rows.map(({ name }) => name));
  const entries = new Map(log.map((entry) => [String(entry.messageId), entry]));
  const stages: Record<string, number> = {};
  const wrong: string[] = [];
  for (const row of rows) {
    stages[row.stage] = (stages[row.stage] ?? 0) + 1;
    const entry = entries.get(row.message);
    const built = partners.documentProfile(row.partner, row.type, 'production');
    const errorsReject = 'profile' in built && built.profile.acknowledgement.acceptedWithErrors === 'rejected';
    const expected = entry ? expectedEnd(entry, row.set, errorsReject) : 'posted';
    if (row.stage !== expected)
      wrong.push(`${row.name}: ${row.stage}, and ${row.partner} made it ${expected} (message ${row.message})`);
  }
  return {
    messages: outbound.length,
    twice: [...new Set(names.filter((name, index) => names.indexOf(name) !== index))],
    unwitnessed: [...posted].filter((name) => !names.includes(name)),
    unrecorded: [...new Set(names)].filter((name) => !posted.has(name)),
    wrong,
    stages,
  };
}
