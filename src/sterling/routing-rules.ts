import { z } from 'zod';
import type { SterlingApi } from './sterling-api.ts';
import { coded, optional } from './wire-values.ts';

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
}

/** The `routingrules` resource. */
export interface RoutingRules {
  /** The rule of exactly this name; the server matches loosely. Undefined: none. @throws SterlingError */
  findRoutingRule(name: string, signal?: AbortSignal): Promise<RoutingRule | undefined>;
}

const wireRule = z
  .object({
    name: z.string(),
    // An entry without a path must not be dropped: an empty list means every mailbox.
    mailboxes: optional(z.array(z.union([z.object({ path: z.string() }), z.string().startsWith('/')]))),
    messageNamePattern: optional(z.string()),
    evaluationMode: optional(coded(z.string())),
    action: optional(z.string()),
  })
  .transform(({ mailboxes, ...rest }): RoutingRule => ({
    ...rest,
    mailboxes: (mailboxes ?? []).map((mailbox) => (typeof mailbox === 'string' ? { path: mailbox } : mailbox)),
  }));

export function createRoutingRules(api: SterlingApi): RoutingRules {
  return {
    async findRoutingRule(name, signal) {
      const rules = await api.list('routingrules/', { name }, wireRule, signal);
      return rules.find((rule) => rule.name === name);
    },
  };
}

/**
 * Whether a rule selects a message of this name in this mailbox. Pure. That paths and names are compared with their case,
 * and that a mailbox does not stand for those below it, is inferred [INF].
 */
export function wouldMatch(rule: RoutingRule, mailboxPath: string, messageName: string): boolean {
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
