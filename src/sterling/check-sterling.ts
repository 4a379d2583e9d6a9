import { hasErrors, type Finding } from '../documents/finding.ts';
import {
  mailboxesNeeded,
  mailboxFindings,
  overlapFindings,
  ruleFindings,
  ruleText,
  usersText,
  type RoutingBinding,
} from './binding.ts';
import { fewAtOnce } from './few-at-once.ts';
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
  /** What was found, as findings; none of lines that only say that something else has to be repaired first. */
  readonly findings: readonly Finding[];
}

type Verdict = Omit<SterlingCheck, 'name' | 'ms' | 'findings'> & Partial<Pick<SterlingCheck, 'findings'>>;

/**
 * Tests the connection and TLS, the credentials, and each mailbox and routing rule of the bindings. Only reads. Without access the
 * mailboxes and rules are one line that says they were not tested.
 * @param sweepMailboxes mailboxes answers are looked for in besides those of the bindings
 */
export async function checkSterling(
  client: SterlingClient,
  bindings: readonly RoutingBinding[],
  sweepMailboxes: readonly string[] = [],
  signal?: AbortSignal,
): Promise<SterlingCheck[]> {
  const access = await checkAccess(client, signal);
  if (access.every((check) => check.ok))
    return [...access, ...(await checkRouting(client, bindings, sweepMailboxes, signal))];
  const mailboxes = mailboxesNeeded(bindings, sweepMailboxes).size;
  if (mailboxes === 0) return access;
  const rules = rulesOf(bindings).size;
  const detail = `${mailboxes} mailboxes and ${rules} routing rules not tested`;
  const fix = 'Repair the lines above first.';
  return [...access, { name: 'Sterling mailboxes and routing rules', ok: false, detail, fix, ms: 0, findings: [] }];
}

/**
 * Tests each mailbox and routing rule of the bindings once, rules that would take what is not meant for them included. Only reads.
 * @param sweepMailboxes as above
 */
export async function checkRouting(
  client: Pick<SterlingClient, 'findMailbox' | 'listRoutingRules'>,
  bindings: readonly RoutingBinding[],
  sweepMailboxes: readonly string[] = [],
  signal?: AbortSignal,
): Promise<SterlingCheck[]> {
  const mailboxes = [...mailboxesNeeded(bindings, sweepMailboxes)].map(
    ([path, users]) =>
      () =>
        timed(`Sterling mailbox ${path}`, async () => {
          const mailbox = await client.findMailbox(path, signal);
          return verdictOf(mailboxFindings(path, mailbox !== undefined, users), `mailbox ${mailbox?.id}`);
        }),
  );
  return [...(await fewAtOnce(mailboxes)), ...(await checkRules(client, bindings, signal))];
}

function rulesOf(bindings: readonly RoutingBinding[]): Map<string, RoutingBinding[]> {
  const named = bindings.filter((binding) => binding.routingRule !== undefined);
  return Map.groupBy(named, (binding) => binding.routingRule ?? '');
}

/** The rules of the bindings, and those that would take what is not theirs: of one list, since any of them may. */
async function checkRules(
  client: Pick<SterlingClient, 'listRoutingRules'>,
  bindings: readonly RoutingBinding[],
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
  const named = [...rulesOf(bindings)].map(([name, users]): SterlingCheck => {
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

/** Tests the connection with TLS, and the account: a line each. */
export async function checkAccess(
  client: Pick<SterlingClient, 'checkAccess'>,
  signal?: AbortSignal,
): Promise<SterlingCheck[]> {
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
  if (answered)
    return [{ name: tls, ok: true, detail: 'the server’s certificate is trusted', ms, findings: [] }, authentication];
  const untested = {
    detail: 'not tested: there is no connection',
    fix: 'Repair the line above first.',
    ms: 0,
    findings: [],
  };
  return [
    { ...authentication, name: tls, findings: authentication.findings.map((finding) => ({ ...finding, record: tls })) },
    { name: authentication.name, ok: false, ...untested },
  ];
}

/** @param well what to say where nothing was found */
function verdictOf(findings: readonly Finding[], well: string): Omit<SterlingCheck, 'name' | 'ms'> {
  if (findings.length === 0) return { ok: true, detail: well, findings };
  const detail = findings.map(({ field, message }) => (field ? `${field} ${message}` : message)).join('; ');
  const fix = [...new Set(findings.map((finding) => finding.fix))].join(' ');
  return hasErrors(findings)
    ? { ok: false, detail, fix, findings }
    : { ok: true, warning: true, detail, fix, findings };
}

/** One line: what the check finds, or what Sterling's error says. */
export async function timed(name: string, check: () => Promise<Verdict>): Promise<SterlingCheck> {
  const start = performance.now();
  const verdict = await check().catch((error: unknown): Verdict => {
    if (!(error instanceof SterlingError)) throw error;
    const { code, message, fix } = error;
    return {
      ok: false,
      detail: `${code}: ${message}`,
      fix,
      findings: [{ code, severity: 'error', record: name, message, fix }],
    };
  });
  return { name, findings: [], ...verdict, ms: Math.round(performance.now() - start) };
}
