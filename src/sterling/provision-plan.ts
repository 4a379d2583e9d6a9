import { hasErrors } from '../documents/finding.ts';
import {
  isManual,
  mailboxesNeeded,
  overlapFindings,
  routeOf,
  ruleFindings,
  ruleText,
  takesAny,
  usersText,
  type RoutingBinding,
} from './binding.ts';
import type { RoutingRule } from './routing-rules.ts';

/** A mailbox or routing rule the bindings need, and how the server stands. */
export interface Provision {
  readonly kind: 'mailbox' | 'routing rule';
  /** Its path or name. */
  readonly name: string;
  /** For whom it is, in words. */
  readonly users: string;
  /**
   * `there`; `missing`, and not made by us, for a reason the fix takes away; `differs`: there, and not as the profiles need it, which
   * only a person changes; `would be made`; `made`; `not made`: tried, or its mailbox was.
   */
  readonly state: 'there' | 'missing' | 'differs' | 'would be made' | 'made' | 'not made';
  readonly detail: string;
  /** What to do, where a person has to. */
  readonly fix?: string;
  /** What it would be made of. */
  readonly create?: {
    /** A mailbox's own path, or those a rule takes messages from. */
    readonly mailboxes: readonly [string, ...string[]];
    readonly description: string;
    readonly messageNamePattern?: string;
  };
}

/** What the server has of what is needed. */
export interface OnServer {
  /** The paths of those of the needed mailboxes that are there. */
  readonly mailboxes: ReadonlySet<string>;
  /** Every rule. */
  readonly rules: readonly RoutingRule[];
}

/**
 * Compares what bindings need with what the server has. A rule that is missing is made for the mailboxes of all whose it is, with the pattern
 * `<messagePrefix>_*` where its messages have a prefix; not where it would take another's messages, or cannot take all of its own.
 * @param wanted the bindings to look at
 * @param all every binding: others may share a rule or a mailbox with them
 * @param sweepMailboxes mailboxes that are needed besides those of the bindings
 * @param mayMakeRules whether it is configured what a new rule starts
 */
export function provisionPlan(
  wanted: readonly RoutingBinding[],
  all: readonly RoutingBinding[],
  sweepMailboxes: readonly string[],
  server: OnServer,
  mayMakeRules: boolean,
): Provision[] {
  const users = mailboxesNeeded(all, sweepMailboxes);
  const mailboxes = [...mailboxesNeeded(wanted, sweepMailboxes).keys()].map((path): Provision => {
    const mailbox = { kind: 'mailbox', name: path, users: users.get(path) ?? '' } as const;
    if (server.mailboxes.has(path)) return { ...mailbox, state: 'there', detail: '' };
    const create = { mailboxes: [path], description: `For ${users.get(path)}`.slice(0, 200) } as const;
    return { ...mailbox, state: 'would be made', detail: 'with those above it', create };
  });
  const names = new Set(wanted.flatMap(({ routingRule }) => (routingRule === undefined ? [] : [routingRule])));
  return [...mailboxes, ...[...names].map((name) => rulePlan(name, all, server.rules, mayMakeRules))];
}

function rulePlan(
  name: string,
  all: readonly RoutingBinding[],
  rules: readonly RoutingRule[],
  mayMakeRules: boolean,
): Provision {
  const owners = all.filter(({ routingRule }) => routingRule === name);
  const item = { kind: 'routing rule', name, users: usersText(owners) } as const;
  const rule = rules.find((candidate) => candidate.name === name);
  if (rule) {
    // Whose it is stands beside it; a finding names partners only where it does not concern all of them.
    const routes = new Set(owners.map(({ partner }) => partner)).size > 1 ? owners : owners.map(routeOf);
    const findings = [...ruleFindings(name, rule, routes), ...overlapFindings(all, [rule])];
    if (findings.length === 0) return { ...item, state: 'there', detail: startText(rule) };
    const detail = findings.map(({ field, message }) => (field ? `${field} ${message}` : message)).join('; ');
    const fix = findings.map((finding) => finding.fix).join(' ');
    return { ...item, state: hasErrors(findings) ? 'differs' : 'there', detail, fix };
  }
  const proposal = proposedRule(name, owners, all, rules);
  if ('impossible' in proposal) return { ...item, state: 'missing', detail: proposal.impossible, fix: proposal.fix };
  const { mailboxes, messageNamePattern } = proposal;
  const detail = ruleText({
    name,
    mailboxes: mailboxes.map((path) => ({ path })),
    messageNamePattern,
    evaluationMode: 'automatic',
  });
  if (!mayMakeRules)
    return {
      ...item,
      state: 'missing',
      detail: `would take ${detail}`,
      fix: 'Set sterling.provision.process and sterling.provision.runAs to have it made, or make it in Sterling.',
    };
  const create = { mailboxes, description: '', ...(messageNamePattern !== undefined && { messageNamePattern }) };
  return { ...item, state: 'would be made', detail, create };
}

/** The rule that takes the messages of its owners and nobody else's, or why there is none. */
function proposedRule(
  name: string,
  owners: readonly RoutingBinding[],
  all: readonly RoutingBinding[],
  rules: readonly RoutingRule[],
):
  | Pick<NonNullable<Provision['create']>, 'mailboxes' | 'messageNamePattern'>
  | { readonly impossible: string; readonly fix: string } {
  // One of all mailboxes is somebody's for everything: a check warns of it.
  const taking = rules.find(
    (rule) => !isManual(rule) && rule.mailboxes.length > 0 && owners.some((owner) => takesAny(rule, owner)),
  );
  if (taking)
    return {
      impossible: `${taking.name} takes its messages already (${ruleText(taking)}): with a second rule each would start two processes`,
      fix: `Name ${taking.name} as routingRule in the partner’s profile, or narrow or delete it in Sterling first.`,
    };
  // A variant of a profile that posts elsewhere is taken by the rule of the others: one rule of several mailboxes.
  const [first = '', ...further] = new Set(owners.map((owner) => owner.mailbox));
  const [prefix, ...furtherPrefixes] = new Set(owners.map(({ messagePrefix }) => messagePrefix));
  const messageNamePattern = prefix === undefined || furtherPrefixes.length > 0 ? undefined : `${prefix}_*`;
  const rule: RoutingRule = { name, mailboxes: [first, ...further].map((path) => ({ path })), messageNamePattern };
  const [overlap] = overlapFindings(all, [rule]);
  if (overlap)
    return {
      impossible: `shares a mailbox, and no one pattern takes its messages and no other’s: it ${overlap.message}`,
      fix: 'Give the partner a mailbox of its own, or a messagePrefix no other begins with.',
    };
  return { mailboxes: [first, ...further], ...(messageNamePattern !== undefined && { messageNamePattern }) };
}

/** What a rule takes, and what it starts. */
function startText(rule: RoutingRule): string {
  return rule.action === undefined ? ruleText(rule) : `${ruleText(rule)}, starts ${rule.action}`;
}
