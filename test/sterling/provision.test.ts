import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SterlingSandbox } from '../../sandbox/sterling/sterling-sandbox.ts';
import type { RoutingBinding } from '../../src/sterling/binding.ts';
import { makeProvisions, readOnServer } from '../../src/sterling/provision.ts';
import { provisionPlan, type Provision } from '../../src/sterling/provision-plan.ts';
import type { SterlingClient } from '../../src/sterling/sterling-client.ts';
import { createSandboxHome, SandboxClient, type SandboxHome } from '../sandbox/sterling/sandbox-client.ts';
import { account, connect, type TestClient } from './https-server.ts';

// What is made is judged by what the stand-in for Sterling then has, not by what we say.

let home: SandboxHome;
let sandbox: SterlingSandbox;
let site: SandboxClient;
let connected: TestClient;

beforeAll(async () => {
  home = await createSandboxHome();
  sandbox = await home.start(account);
  site = await SandboxClient.connect(sandbox);
  connected = connect(sandbox.url, readFileSync(sandbox.caFile, 'utf8'), {
    connectTimeout: 5000,
    requestTimeout: 1500,
  });
});
beforeEach(async () => {
  await site.send('DELETE', '/faults', account);
});
afterAll(async () => {
  connected[Symbol.dispose]();
  site.close();
  await sandbox.close();
  await home.remove();
});

let partners = 0;
/** A binding of a partner no other test has. */
function newBinding(fields: Partial<RoutingBinding> = {}): RoutingBinding {
  const partner = `P${(partners += 1)}`;
  return {
    partner,
    company: 'MAIN',
    documents: 'invoice',
    usage: 'test',
    mailbox: `/Sites/${partner}/Outbound`,
    answersMailbox: `/Sites/${partner}/Inbound`,
    routingRule: `RR_${partner}`,
    messageNames: ['MAIN_810_1_1.x12'],
    ...fields,
  };
}

const newRules = { process: 'EDI_Outbound_Core', runAs: account.username };
async function provision(
  bindings: readonly RoutingBinding[],
  client: SterlingClient = connected.client,
): Promise<Provision[]> {
  const plan = provisionPlan(bindings, bindings, [], await readOnServer(client, bindings, []), true);
  return makeProvisions(client, plan, bindings, newRules);
}
const states = (items: readonly Provision[]): string[] => items.map(({ state }) => state);
async function ruleOnSite(name: string): Promise<unknown> {
  const rules = (await site.send('GET', `routingrules/?name=${name}`, account)).json;
  return Array.isArray(rules)
    ? rules.map((rule: Record<string, unknown>) => [rule['mailboxes'], rule['messageNamePattern'], rule['runRuleAs']])
    : rules;
}

test('mailboxes with those above them, and an automatic rule; a second time nothing', async () => {
  const binding = newBinding({ messagePrefix: 'AC', messageNames: ['AC_MAIN_810_1_1.x12'] });
  expect(states(await provision([binding]))).toEqual(['made', 'made', 'made']);
  expect(await ruleOnSite(`RR_${binding.partner}`)).toEqual([[[{ path: binding.mailbox }], 'AC_*', account.username]]);
  expect(await connected.client.findMailbox(`/Sites/${binding.partner}`)).toBeDefined();

  const posts: string[] = [];
  const { client } = connected;
  const watched: SterlingClient = {
    ...client,
    createMailbox: (...given) => (posts.push('mailbox'), client.createMailbox(...given)),
    createRoutingRule: (...given) => (posts.push('rule'), client.createRoutingRule(...given)),
  };
  expect(states(await provision([binding], watched))).toEqual(['there', 'there', 'there']);
  expect(posts).toEqual([]);
});

test.each(['reset-after-commit', '500-after-commit', 'hang-after-commit'])(
  '%s: what was made is found, and not made twice',
  async (kind) => {
    const binding = newBinding();
    await site.addFaults(
      { kind, method: 'POST', resource: 'mailboxes/' },
      { kind, method: 'POST', resource: 'routingrules/' },
    );
    const items = await provision([binding]);
    expect(states(items)).toEqual(['made', 'made', 'made']);
    expect(items.filter(({ detail }) => detail.includes('answer was lost'))).toHaveLength(2);
    expect(await ruleOnSite(`RR_${binding.partner}`)).toHaveLength(1);
  },
);

test('one rule of several mailboxes, made when all of them are there', async () => {
  const binding = newBinding({ answersMailbox: undefined });
  const variant = {
    ...binding,
    documents: 'invoice (variant credit)',
    mailbox: binding.mailbox.replace('Outbound', 'Credit'),
  };
  await site.addFaults({ kind: '403', method: 'POST', resource: 'mailboxes/' });
  const half = await provision([binding, variant]);
  expect(states(half)).toEqual(['not made', 'made', 'not made']);
  expect(half[2]?.detail).toBe(`its mailbox ${binding.mailbox} is not there`);
  expect(await ruleOnSite(`RR_${binding.partner}`)).toEqual([]);
  await site.send('DELETE', '/faults', account);
  expect(states(await provision([binding, variant]))).toEqual(['made', 'there', 'made']);
  expect(await ruleOnSite(`RR_${binding.partner}`)).toEqual([
    // In the order the server gives them: as they were made.
    [[{ path: variant.mailbox }, { path: binding.mailbox }], undefined, account.username],
  ]);
});

test('no answer, and nothing there: said, not repeated; its rule is not made; the next run makes both', async () => {
  const binding = newBinding({ answersMailbox: undefined });
  await site.addFaults({ kind: 'hang', method: 'POST', resource: 'mailboxes/' });
  const items = await provision([binding]);
  expect(items).toMatchObject([
    { state: 'not made', fix: expect.stringContaining('again') as string },
    { state: 'not made', detail: `its mailbox ${binding.mailbox} is not there` },
  ]);
  expect(states(await provision([binding]))).toEqual(['made', 'made']);
});

test('what is refused of one is said, and the rest is made; without the account nothing more is tried', async () => {
  const [one, other] = [newBinding({ answersMailbox: undefined }), newBinding({ answersMailbox: undefined })];
  await site.addFaults({ kind: '403', method: 'POST', resource: 'mailboxes/' });
  const items = await provision([one, other]);
  expect(states(items)).toEqual(['not made', 'made', 'not made', 'made']);
  expect(items[0]?.detail).toContain('STERLING-FORBIDDEN');

  await site.addFaults({ kind: '401', method: 'POST', resource: 'mailboxes/' });
  const third = newBinding();
  expect((await provision([third])).map(({ detail }) => detail)).toEqual([
    expect.stringContaining('STERLING-CREDENTIALS'),
    'not tried: STERLING-CREDENTIALS',
    'not tried: STERLING-CREDENTIALS',
  ]);
  expect(await connected.client.findMailbox(third.mailbox)).toBeUndefined();
});

test('a rule somebody makes meanwhile is not changed, and one that does not fit is told', async () => {
  const binding = newBinding({ answersMailbox: undefined });
  const { client } = connected;
  const raced: SterlingClient = {
    ...client,
    createRoutingRule: async (rule, signal) => {
      await client.createRoutingRule({ ...rule, messageNamePattern: 'Z*' }, signal);
      return client.createRoutingRule(rule, signal);
    },
  };
  const [, rule] = await provision([binding], raced);
  expect(rule?.state).toBe('differs');
  expect(await ruleOnSite(`RR_${binding.partner}`)).toEqual([[[{ path: binding.mailbox }], 'Z*', account.username]]);
});

test('a server that understood the rule as one of all mailboxes is found out', async () => {
  const binding = newBinding({ answersMailbox: undefined });
  const { client } = connected;
  const careless: SterlingClient = {
    ...client,
    async createRoutingRule(rule, signal) {
      const { mailboxIds: _, process: action, runAs, ...named } = rule;
      const body = { ...named, actionType: 'bp', action, evaluationMode: 'automatic', runRuleAs: runAs };
      await site.send('POST', 'routingrules/', { ...account, body });
      return (await client.createRoutingRule(rule, signal)) === 'exists' ? 'created' : 'exists';
    },
  };
  const [, rule] = await provision([binding], careless);
  expect(rule).toMatchObject({ state: 'differs', detail: expect.stringContaining('all of them') as string });
  expect(rule?.fix).toContain('Name its mailboxes');
});
