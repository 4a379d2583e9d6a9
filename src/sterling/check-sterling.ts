import { wouldMatch, type RoutingRule } from './routing-rules.ts';
import type { SterlingClient } from './sterling-client.ts';
import { SterlingError } from './sterling-error.ts';

/** Where a partner's documents go, as its profile says. */
export interface PartnerBinding {
  /** The partner, as the lines of the check name it. */
  readonly partner: string;
  /** The mailbox path documents are posted to. */
  readonly mailbox: string;
  /** The routing rule that is to take them from there. */
  readonly routingRule?: string;
  /** A name such as the partner's messages will have, to try the rule's pattern with. */
  readonly messageName: string;
}

/** One line of `ping`. */
export interface SterlingCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** What to do about it, when it is not ok. */
  readonly fix?: string;
  /** Milliseconds it took. */
  readonly ms: number;
}

type Verdict = Pick<SterlingCheck, 'ok' | 'detail' | 'fix'>;

/** Enough to be quick with sixty partners, few enough not to crowd out the posts of a running worker. */
const atOnce = 4;

/**
 * Tests the connection and TLS, the credentials, and each mailbox and routing rule of the bindings once. Only reads.
 * Without access the mailboxes and rules are one line that says they were not tested.
 */
export async function checkSterling(
  client: SterlingClient,
  bindings: readonly PartnerBinding[],
  signal?: AbortSignal,
): Promise<SterlingCheck[]> {
  const access = await checkAccess(client, signal);
  const mailboxes = Map.groupBy(bindings, (binding) => binding.mailbox);
  const rules = Map.groupBy(
    bindings.filter((binding) => binding.routingRule !== undefined),
    (binding) => binding.routingRule ?? '',
  );
  const things = `${mailboxes.size} mailboxes and ${rules.size} routing rules`;
  if (access.some((check) => !check.ok)) {
    if (bindings.length === 0) return access;
    const fix = 'Repair the lines above first.';
    return [
      ...access,
      { name: 'Sterling mailboxes and routing rules', ok: false, detail: `${things} not tested`, fix, ms: 0 },
    ];
  }
  const checks = [
    ...[...mailboxes].map(
      ([path, users]) =>
        () =>
          timed(`Sterling mailbox ${path}`, () => checkMailbox(client, path, users, signal)),
    ),
    ...[...rules].map(
      ([name, users]) =>
        () =>
          timed(`Sterling routing rule ${name}`, () => checkRule(client, name, users, signal)),
    ),
  ];
  return [...access, ...(await runAll(checks))];
}

async function checkAccess(client: SterlingClient, signal?: AbortSignal): Promise<SterlingCheck[]> {
  let answered = true;
  const authentication = await timed('Sterling authentication', async () => {
    try {
      await client.checkAccess(signal);
      return { ok: true, detail: 'the account may use the API' };
    } catch (error) {
      answered = error instanceof SterlingError && error.status !== undefined;
      throw error;
    }
  });
  const tls = 'Sterling TLS';
  const { ms } = authentication;
  if (answered) return [{ name: tls, ok: true, detail: 'the server’s certificate is trusted', ms }, authentication];
  const untested = { detail: 'not tested: there is no connection', fix: 'Repair the line above first.', ms: 0 };
  return [
    { ...authentication, name: tls },
    { name: authentication.name, ok: false, ...untested },
  ];
}

async function checkMailbox(
  client: SterlingClient,
  path: string,
  users: readonly PartnerBinding[],
  signal?: AbortSignal,
): Promise<Verdict> {
  const mailbox = await client.findMailbox(path, signal);
  if (mailbox) return { ok: true, detail: `mailbox ${mailbox.id}` };
  return {
    ok: false,
    detail: `there is none of this path, or the account may not see it; used by ${namesOf(users)}`,
    fix: 'Create it in Sterling, give the account permission on it, or correct the path (its case counts) in the partner’s profile.',
  };
}

async function checkRule(
  client: SterlingClient,
  name: string,
  users: readonly PartnerBinding[],
  signal?: AbortSignal,
): Promise<Verdict> {
  const rule = await client.findRoutingRule(name, signal);
  if (!rule) {
    return {
      ok: false,
      detail: `there is none of this name; used by ${namesOf(users)}`,
      fix: 'Create it in Sterling, or correct its name (case counts) in the partner’s profile.',
    };
  }
  const missed = users.filter((binding) => !wouldMatch(rule, binding.mailbox, binding.messageName));
  if (missed.length === 0)
    return { ok: true, detail: `${describe(rule)}; would take the messages of ${namesOf(users)}` };
  const [first] = missed;
  return {
    ok: false,
    detail: `${describe(rule)}; would not take ${first?.mailbox} ${first?.messageName} (${namesOf(missed)})`,
    fix: 'Change the rule’s mailboxes or message name pattern in Sterling, or the mailbox or message prefix in the partner’s profile.',
  };
}

function describe(rule: RoutingRule): string {
  const where =
    rule.mailboxes.length === 0 ? 'all mailboxes' : shortList(rule.mailboxes.map((mailbox) => mailbox.path));
  const mode = rule.evaluationMode === undefined ? '' : `, ${rule.evaluationMode}`;
  return `${where}, pattern ${rule.messageNamePattern ?? '*'}${mode}`;
}

function namesOf(bindings: readonly PartnerBinding[]): string {
  return shortList([...new Set(bindings.map((binding) => binding.partner))]);
}

function shortList(names: readonly string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}

async function timed(name: string, check: () => Promise<Verdict>): Promise<SterlingCheck> {
  const start = performance.now();
  const verdict = await check().catch((error: unknown): Verdict => {
    if (!(error instanceof SterlingError)) throw error;
    return { ok: false, detail: `${error.code}: ${error.message}`, fix: error.fix };
  });
  return { name, ...verdict, ms: Math.round(performance.now() - start) };
}

/** Runs the checks, a few at once, and keeps their order. */
async function runAll(checks: readonly (() => Promise<SterlingCheck>)[]): Promise<SterlingCheck[]> {
  const results: SterlingCheck[] = [];
  const queue = checks.entries();
  // One iterator for all of them: each takes the next check when it is done with the last.
  const work = async (): Promise<void> => {
    for (const [index, check] of queue) results[index] = await check();
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}
