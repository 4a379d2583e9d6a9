import type { Database } from '../database.ts';
import { matchesGlob } from './glob.ts';

interface Rule {
  readonly name: string;
  readonly action: string;
  readonly run_rule_as: string;
  readonly mailbox_ids: readonly string[];
  readonly message_name_pattern: string | null;
}

interface Candidate {
  readonly id: string;
  readonly mailbox_id: string;
  readonly name: string;
}

const ruleQuery = 'SELECT name, action, run_rule_as, mailbox_ids, message_name_pattern FROM routing_rule';

/**
 * One pass of the automatic routing rules, as the scheduled service makes it every minute: each message that has not been
 * looked at starts a process for every rule it matches, and is not looked at again, whether or not any did. A rule only
 * starts its process and does not wait.
 *
 * @returns how many processes it started
 */
export async function evaluateAutomaticRules(db: Database, at: Date): Promise<number> {
  const { rows: messages } = await db.query<Candidate>(
    `UPDATE message SET needs_routing = false WHERE needs_routing AND deleted_at IS NULL RETURNING id, mailbox_id, name`,
  );
  if (messages.length === 0) return 0;
  const { rows: rules } = await db.query<Rule>(`${ruleQuery} WHERE evaluation_mode = 'automatic' ORDER BY name`);
  return startProcesses(db, rules, messages, at);
}

/**
 * Evaluates one rule by hand: every message there is that it matches starts a process, also one that was routed before.
 * @returns how many processes it started, undefined where there is no such rule
 */
export async function evaluateRule(db: Database, names: readonly string[], at: Date): Promise<number | undefined> {
  const { rows: rules } = await db.query<Rule>(`${ruleQuery} WHERE name = ANY ($1)`, [names]);
  if (rules.length === 0) return undefined;
  const { rows: messages } = await db.query<Candidate>(
    'SELECT id, mailbox_id, name FROM message WHERE deleted_at IS NULL ORDER BY id',
  );
  return startProcesses(db, rules, messages, at);
}

async function startProcesses(
  db: Database,
  rules: readonly Rule[],
  messages: readonly Candidate[],
  at: Date,
): Promise<number> {
  const inOrder = messages.toSorted((a, b) => Number(a.id) - Number(b.id));
  const starts = inOrder.flatMap((message) =>
    rules.filter((rule) => selects(rule, message)).map((rule) => ({ rule, message })),
  );
  if (starts.length === 0) return 0;
  await db.query(
    `INSERT INTO workflow (process, rule, run_as, message_id, started_at)
     SELECT process, rule, run_as, message_id, $5
     FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) AS start (process, rule, run_as, message_id)`,
    [
      starts.map(({ rule }) => rule.action),
      starts.map(({ rule }) => rule.name),
      starts.map(({ rule }) => rule.run_rule_as),
      starts.map(({ message }) => message.id),
      at,
    ],
  );
  return starts.length;
}

/** A rule without mailboxes is one for all; without a pattern, for all names. */
function selects(rule: Rule, message: Candidate): boolean {
  if (rule.mailbox_ids.length > 0 && !rule.mailbox_ids.includes(message.mailbox_id)) return false;
  return rule.message_name_pattern === null || matchesGlob(rule.message_name_pattern, message.name);
}
