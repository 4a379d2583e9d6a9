import type { Finding } from '../documents/finding.ts';
import { wouldMatch, type RoutingRule } from './routing-rules.ts';

/** How messages of one kind travel, as a partner's profile says. */
export interface Route {
  /** The mailbox path they are posted to. */
  readonly mailbox: string;
  /** The routing rule that is to take them from there. */
  readonly routingRule?: string;
  /** Names they have, or such as they will have, to try the rule's pattern with. */
  readonly messageNames: readonly string[];
  /** The mailbox path the partner's answers to them arrive in. */
  readonly answersMailbox?: string;
}

/** A route, and whose it is. */
export interface RoutingBinding extends Route {
  readonly partner: string;
  readonly company: string;
  /** What is sent: `purchase-order`, and of which variant of the profile. */
  readonly documents: string;
  readonly usage: 'test' | 'production';
  /** What the profile has message names start with, where it says. */
  readonly messagePrefix?: string;
  /** What of the partner's is to come back: `997`, `TA1`. None: nothing is expected. */
  readonly expects?: readonly string[];
  /** Why it does not show in the mailbox that a message was taken, in words; absent where it does. */
  readonly unseen?: string;
}

/** A binding without whose it is. */
export function routeOf({ mailbox, routingRule, messageNames, answersMailbox }: Route): Route {
  return {
    mailbox,
    messageNames,
    ...(routingRule !== undefined && { routingRule }),
    ...(answersMailbox !== undefined && { answersMailbox }),
  };
}

/**
 * Every mailbox that is needed, with who needs it, in words.
 * @param sweepMailboxes mailboxes answers are looked for in besides those of the bindings
 */
export function mailboxesNeeded(
  bindings: readonly RoutingBinding[],
  sweepMailboxes: readonly string[] = [],
): Map<string, string> {
  const answers = bindings.filter(({ answersMailbox }) => answersMailbox !== undefined);
  const posted = Map.groupBy(bindings, ({ mailbox }) => mailbox);
  const answered = Map.groupBy(answers, ({ answersMailbox = '' }) => answersMailbox);
  const paths = new Set([...posted.keys(), ...answered.keys(), ...sweepMailboxes]);
  return new Map(
    [...paths].map((path) => [
      path,
      [
        ...(posted.has(path) ? [usersText(posted.get(path) ?? [])] : []),
        ...(answered.has(path) ? [`the answers of ${usersText(answered.get(path) ?? [])}`] : []),
        ...(sweepMailboxes.includes(path) ? ['sterling.sweep.mailboxes'] : []),
      ].join(' and '),
    ]),
  );
}

/** What is wrong with a mailbox that is not there. Nothing where it is. @param users who needs it, for the text */
export function mailboxFindings(path: string, isThere: boolean, users = ''): Finding[] {
  return isThere
    ? []
    : [
        {
          code: 'STERLING-MAILBOX-MISSING',
          severity: 'error',
          record: `Sterling mailbox ${path}`,
          message: `is not there, or the account may not see it${used(users)}`,
          fix: 'Make it with `partners provision`, give the account permission on it, or correct the path (its case counts) in the partner’s profile.',
        },
      ];
}

/**
 * Partners whose acknowledgements are expected and looked for nowhere: they would all become overdue. One warning for each. Asks no
 * server.
 * @param sweepMailboxes as above: one there may be where they arrive
 */
export function answerFindings(bindings: readonly RoutingBinding[], sweepMailboxes: readonly string[] = []): Finding[] {
  if (sweepMailboxes.length > 0) return [];
  const unheard = bindings.filter(
    ({ answersMailbox, expects = [] }) => answersMailbox === undefined && expects.length > 0,
  );
  return [...Map.groupBy(unheard, ({ partner }) => partner)].map(([partner, those]) => {
    const expected = [...new Set(those.flatMap(({ expects = [] }) => expects))];
    const test = those.every(({ usage }) => usage === 'test');
    return {
      code: 'STERLING-ANSWERS-UNREAD',
      severity: 'warning',
      record: `Partner ${partner}`,
      field: test ? 'sterling.testAnswersMailbox' : 'sterling.answersMailbox',
      message: `is not set, and ${expected.join(' and ')} expected from ${usersText(those)} is looked for in no mailbox: every document would become overdue`,
      fix: 'Name the mailbox the partner’s answers arrive in, or in sterling.sweep.mailboxes of the configuration one that several share; or set acknowledgement.expect to none.',
    };
  });
}

/**
 * What is wrong with a routing rule that is to take the messages of these routes. Whether it is evaluated at all, a schedule of
 * Sterling's decides, and no resource of its API tells.
 * @param rule as the server has it; undefined: there is none
 * @param routes bindings among them are named in the text
 */
export function ruleFindings(name: string, rule: RoutingRule | undefined, routes: readonly Route[]): Finding[] {
  const users = usersOf(routes);
  const record = `Sterling routing rule ${name}`;
  if (!rule)
    return [
      {
        code: 'STERLING-RULE-MISSING',
        severity: 'error',
        record,
        message: `is not there${used(users)}`,
        fix: 'Make it with `partners provision`, or correct its name (case counts) in the partner’s profile.',
      },
    ];
  if (rule.unreadable !== undefined)
    return [
      {
        code: 'STERLING-RULE-MISMATCH',
        severity: 'error',
        record,
        message: `${rule.unreadable}: whether it takes its messages cannot be told${used(users)}`,
        fix: 'Look at the rule in Sterling.',
      },
    ];
  const missedOf = ({ mailbox, messageNames }: Route): string[] =>
    messageNames
      .filter((messageName) => !wouldMatch(rule, mailbox, messageName))
      .map((messageName) => `${messageName} in ${mailbox}`);
  const missed = [...new Set(routes.flatMap(missedOf))];
  const findings: Finding[] = [];
  if (missed.length > 0)
    findings.push({
      code: 'STERLING-RULE-MISMATCH',
      severity: 'error',
      record,
      value: missed[0],
      message: `takes ${ruleText(rule)} and would not take a message such as ${shortList(missed, 2)}${used(usersOf(routes.filter((route) => missedOf(route).length > 0)))}`,
      fix: 'Change the rule’s mailboxes or message name pattern in Sterling, or the mailbox or messagePrefix in the partner’s profile.',
    });
  if (isManual(rule))
    findings.push({
      code: 'STERLING-RULE-MANUAL',
      severity: 'warning',
      record,
      field: 'evaluationMode',
      message: `is manual: messages wait until a person or a schedule evaluates it${used(users)}`,
      fix: 'Make it automatic in Sterling, unless a schedule is meant to evaluate it. A message a manual rule has taken and left in the mailbox is taken again.',
    });
  if (rule.mailboxes.length === 0)
    findings.push({
      code: 'STERLING-RULE-ALL-MAILBOXES',
      severity: 'warning',
      record,
      field: 'mailboxes',
      message: `names no mailbox, so it takes messages from all of them${used(users)}`,
      fix: 'Name its mailboxes in Sterling, unless it is meant for every message of its pattern.',
    });
  return findings;
}

/**
 * Rules that would take messages they are not meant for: `AB*` those of a partner ABC, a rule of all mailboxes everybody's. Every
 * automatic rule that matches starts its process. One warning for each rule; manual ones are left out.
 * @param rules all that the server has
 */
export function overlapFindings(bindings: readonly RoutingBinding[], rules: readonly RoutingRule[]): Finding[] {
  return rules
    .filter((rule) => !isManual(rule))
    .flatMap((rule) => {
      const taken = bindings.filter(({ routingRule, ...route }) => routingRule !== rule.name && takesAny(rule, route));
      if (taken.length === 0) return [];
      const owners = bindings.filter(({ routingRule }) => routingRule === rule.name);
      const whose = owners.length === 0 ? 'no profile names it' : `it is for ${usersText(owners)}`;
      return [
        {
          code: 'STERLING-RULE-OVERLAP',
          severity: 'warning',
          record: `Sterling routing rule ${rule.name}`,
          value: taken[0]?.messageNames.find((name) => wouldMatch(rule, taken[0]?.mailbox ?? '', name)),
          message: `takes ${ruleText(rule)} and would also take the messages of ${usersText(taken)}; ${whose}`,
          fix: 'Narrow its mailboxes or pattern in Sterling (AB_* instead of AB*), or choose other prefixes, unless both processes are meant to start.',
        },
      ];
    });
}

/** Whether a rule would take a message such as these. */
export function takesAny(rule: RoutingRule, { mailbox, messageNames }: Route): boolean {
  return messageNames.some((name) => wouldMatch(rule, mailbox, name));
}

/** What a rule takes, in words: `/ACME/Outbound, pattern ACME_*, automatic`. */
export function ruleText(rule: RoutingRule): string {
  const where =
    rule.mailboxes.length === 0
      ? 'all mailboxes'
      : shortList(
          rule.mailboxes.map((mailbox) => mailbox.path),
          3,
        );
  const mode = rule.evaluationMode === undefined ? '' : `, ${rule.evaluationMode}`;
  return `${where}, pattern ${rule.messageNamePattern ?? '*'}${mode}`;
}

/** Whose bindings these are: `acme (MAIN purchase-order, invoice), beta (MAIN purchase-order)`. */
export function usersText(bindings: readonly RoutingBinding[]): string {
  const partners = Map.groupBy(bindings, ({ partner }) => partner);
  return shortList(
    [...partners].map(([partner, own]) => {
      const companies = Map.groupBy(own, ({ company }) => company);
      const kinds = [...companies].map(
        ([company, those]) => `${company} ${[...new Set(those.map(({ documents }) => documents))].join(', ')}`,
      );
      return `${partner} (${kinds.join('; ')})`;
    }),
    3,
  );
}

/** Whether a rule starts nothing by itself. Said only when that is sure: a server that does not tell is taken at its default. */
export function isManual({ evaluationMode }: RoutingRule): boolean {
  return evaluationMode?.toLowerCase() === 'manual';
}

function usersOf(routes: readonly Route[]): string {
  return usersText(routes.filter((route): route is RoutingBinding => 'partner' in route));
}

function used(users: string): string {
  return users === '' ? '' : `; needed for ${users}`;
}

function shortList(names: readonly string[], most: number): string {
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
