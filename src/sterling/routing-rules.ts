import { z } from 'zod';
import { createUnlessThere, type Creation } from './create-unless-there.ts';
import type { SterlingApi } from './sterling-api.ts';
import { SterlingError } from './sterling-error.ts';
import { coded, optional, rowOf } from './wire-values.ts';

/**
 * A routing rule: which messages start which business process. No message names a rule; the rule selects messages by
 * their mailbox and their name.
 */
export interface RoutingRule {
  readonly name: string;
  /** The mailboxes it looks at. None means all of them. */
  readonly mailboxes: readonly { readonly path: string }[];
  /** The message names it takes, `*` standing for any run of characters. Absent: all names. */
  readonly messageNamePattern?: string;
  /** `automatic`: evaluated once for each new message; `manual`: only when someone or a schedule says so. */
  readonly evaluationMode?: string;
  /** The business process or contract it starts. */
  readonly action?: string;
  /** `bp` for a business process, or `contract`. */
  readonly actionType?: string;
  /** The Sterling user the process runs as. */
  readonly runAs?: string;
  /** In lists: why there is nothing but its name. It selects nothing, as far as anybody knows. */
  readonly unreadable?: string;
}

/** A rule to be made: automatic, for some mailboxes, starting a business process. */
export interface NewRoutingRule {
  readonly name: string;
  /** The mailboxes' numbers, see findMailbox; at least one, for a rule of none takes from all. */
  readonly mailboxIds: readonly [string, ...string[]];
  /** The message names it takes, `*` standing for any run of characters. Absent: all names. */
  readonly messageNamePattern?: string;
  /** The business process it starts. */
  readonly process: string;
  /** The Sterling user the process runs as. */
  readonly runAs: string;
}

/** The `routingrules` resource. */
export interface RoutingRules {
  /** The rule of exactly this name; the server matches loosely. Undefined: none. @throws SterlingError */
  findRoutingRule(name: string, signal?: AbortSignal): Promise<RoutingRule | undefined>;
  /** Every rule; of one that cannot be read only its name. @throws SterlingError */
  listRoutingRules(signal?: AbortSignal): Promise<RoutingRule[]>;
  /**
   * Makes an automatic rule. `exists`: there is one of exactly this name already, whatever it selects; it stays as it is.
   * @throws SterlingError; with outcome `unknown` it may have been made, and a repeat then says `exists`
   */
  createRoutingRule(rule: NewRoutingRule, signal?: AbortSignal): Promise<Creation>;
}

const wireRule = z
  .object({
    name: z.string(),
    // An entry without a path must not be dropped: an empty list means every mailbox.
    mailboxes: optional(z.array(z.union([z.object({ path: z.string() }), z.string().startsWith('/')]))),
    messageNamePattern: optional(z.string()),
    evaluationMode: optional(coded(z.string())),
    action: optional(z.string()),
    actionType: optional(coded(z.string())),
    runRuleAs: optional(coded(z.string())),
  })
  .transform(({ mailboxes, runRuleAs, ...rest }): RoutingRule => ({
    ...rest,
    runAs: runRuleAs,
    mailboxes: (mailboxes ?? []).map((mailbox) => (typeof mailbox === 'string' ? { path: mailbox } : mailbox)),
  }));

/** A row of a list. One that has a name and otherwise cannot be read is kept by its name. */
const listedRule = z.looseObject({ name: z.string() }).transform((all): RoutingRule => {
  const read = rowOf(wireRule, all);
  // None would mean all mailboxes.
  return 'row' in read
    ? read.row
    : { name: all.name, mailboxes: [{ path: '(unreadable)' }], unreadable: read.unreadable };
});

export function createRoutingRules(api: SterlingApi): RoutingRules {
  async function findRoutingRule(name: string, signal?: AbortSignal): Promise<RoutingRule | undefined> {
    const rules = await api.list('routingrules/', { name }, listedRule, signal);
    const found = rules.find((rule) => rule.name === name);
    if (found?.unreadable === undefined) return found;
    throw new SterlingError({
      code: 'STERLING-ANSWER-UNREADABLE',
      outcome: 'unknown',
      message: `Sterling GET routingrules/ gave the rule ${name}, which ${found.unreadable}`,
      fix: 'Look at the rule in Sterling: whether it takes a message cannot be told.',
    });
  }
  return {
    findRoutingRule,

    listRoutingRules(signal) {
      return api.list('routingrules/', {}, listedRule, signal);
    },

    createRoutingRule({ name, mailboxIds, messageNamePattern, process, runAs }, signal) {
      const fields = {
        name,
        evaluationMode: 'automatic',
        actionType: 'bp',
        action: process,
        // Ids as text, as clients of real servers send them; the interface description has objects here.
        mailboxes: mailboxIds,
        messageNamePattern,
        runRuleAs: runAs,
      };
      return createUnlessThere(
        () => api.make('routingrules/', fields, signal),
        () => findRoutingRule(name, signal),
      );
    },
  };
}

/**
 * Whether a rule selects a message of this name in this mailbox. Pure. That paths and names are compared with their case,
 * and that a mailbox does not stand for those below it, is inferred [INF].
 */
export function wouldMatch(rule: RoutingRule, mailboxPath: string, messageName: string): boolean {
  if (rule.unreadable !== undefined) return false;
  const inMailbox = rule.mailboxes.length === 0 || rule.mailboxes.some((mailbox) => mailbox.path === mailboxPath);
  return inMailbox && (rule.messageNamePattern === undefined || matchesPattern(rule.messageNamePattern, messageName));
}

// By hand and not by a RegExp: a pattern of many asterisks would make one backtrack for ever.
function matchesPattern(pattern: string, name: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return name === head;
  if (name.length < head.length + tail.length || !name.startsWith(head) || !name.endsWith(tail)) return false;
  const end = name.length - tail.length;
  let at = head.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
