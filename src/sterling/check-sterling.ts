import { hasErrors, type Finding } from '../documents/finding.ts';
import { mailboxFindings, overlapFindings, ruleFindings, ruleText, usersText, type RoutingBinding } from './binding.ts';
import type { RoutingRule } from './routing-rules.ts';
import type { SterlingClient } from './sterling-client.ts';
import { SterlingError } from './sterling-error.ts';

/** One line of `ping`. */
export interface SterlingCheck {
  readonly name: string;
  readonly ok: boolean;
  /** It is ok, and somebody should look all the same. */
  readonly warning?: true;
  readonly detail: string;
  /** What to do about it, when it is not ok or a warning. */
  readonly fix?: string;
  /** Milliseconds it took. */
  readonly ms: number;
  /** What was found, where the server could be asked. */
  readonly findings?: readonly Finding[];
}

type Verdict = Omit<SterlingCheck, 'name' | 'ms'>;

/** Enough to be quick with sixty partners, few enough not to crowd out the posts of a running worker. */
const atOnce = 4;

/**
 * Tests the connection and TLS, the credentials, and each mailbox and routing rule of the bindings once, rules that would take what
 * is not meant for them included. Only reads. Without access the mailboxes and rules are one line that says they were not tested.
 * @param sweepMailboxes mailboxes answers are looked for in besides those of the bindings
 */
export async function checkSterling(
  client: SterlingClient,
  bindings: readonly RoutingBinding[],
  sweepMailboxes: readonly string[] = [],
  signal?: AbortSignal,
): Promise<SterlingCheck[]> {
  const access = await checkAccess(client, signal);
  const mailboxes = mailboxUsers(bindings, sweepMailboxes);
  const rules = Map.groupBy(
    bindings.filter((binding) => binding.routingRule !== undefined),
    (binding) => binding.routingRule ?? '',
  );
  if (access.some((check) => !check.ok)) {
    if (mailboxes.size === 0) return access;
    const detail = `${mailboxes.size} mailboxes and ${rules.size} routing rules not tested`;
    const fix = 'Repair the lines above first.';
    return [...access, { name: 'Sterling mailboxes and routing rules', ok: false, detail, fix, ms: 0 }];
  }
  const checks = [...mailboxes].map(
    ([path, users]) =>
      () =>
        timed(`Sterling mailbox ${path}`, async () => {
          const mailbox = await client.findMailbox(path, signal);
          return verdictOf(mailboxFindings(path, mailbox !== undefined, users), `mailbox ${mailbox?.id}`);
        }),
  );
  return [...access, ...(await runAll(checks)), ...(await checkRules(client, bindings, rules, signal))];
}

/** Every mailbox that is needed, with who needs it, in words. */
function mailboxUsers(bindings: readonly RoutingBinding[], sweepMailboxes: readonly string[]): Map<string, string> {
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

/** The rules of the bindings, and those that would take what is not theirs: of one list, since any of them may. */
async function checkRules(
  client: SterlingClient,
  bindings: readonly RoutingBinding[],
  owners: ReadonlyMap<string, readonly RoutingBinding[]>,
  signal?: AbortSignal,
): Promise<SterlingCheck[]> {
  if (bindings.length === 0) return [];
  let rules: readonly RoutingRule[] = [];
  const listed = await timed('Sterling routing rules', async () => {
    rules = await client.listRoutingRules(signal);
    return { ok: true, detail: `${rules.length}` };
  });
  if (!listed.ok) return [listed];
  const overlaps = Map.groupBy(overlapFindings(bindings, rules), ({ record }) => record);
  const named = [...owners].map(([name, users]): SterlingCheck => {
    const rule = rules.find((candidate) => candidate.name === name);
    const record = `Sterling routing rule ${name}`;
    const findings = [...ruleFindings(name, rule, users), ...(overlaps.get(record) ?? [])];
    const well = rule ? `${ruleText(rule)}; would take the messages of ${usersText(users)}` : '';
    return { name: record, ...verdictOf(findings, well), ms: listed.ms };
  });
  const told = new Set(named.map(({ name }) => name));
  const others = [...overlaps]
    .filter(([record]) => !told.has(record))
    .map(([record, findings]): SterlingCheck => ({ name: record, ...verdictOf(findings, ''), ms: listed.ms }));
  return [...named, ...others];
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

/** @param well what to say where nothing was found */
function verdictOf(findings: readonly Finding[], well: string): Verdict {
  if (findings.length === 0) return { ok: true, detail: well, findings };
  const detail = findings.map(({ field, message }) => (field ? `${field} ${message}` : message)).join('; ');
  const fix = [...new Set(findings.map((finding) => finding.fix))].join(' ');
  return hasErrors(findings)
    ? { ok: false, detail, fix, findings }
    : { ok: true, warning: true, detail, fix, findings };
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
