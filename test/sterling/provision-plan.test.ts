import { expect, test } from 'vitest';
import type { RoutingBinding } from '../../src/sterling/binding.ts';
import { provisionPlan, type Provision } from '../../src/sterling/provision-plan.ts';
import type { RoutingRule } from '../../src/sterling/routing-rules.ts';

const binding = (partner: string, fields: Partial<RoutingBinding> = {}): RoutingBinding => ({
  partner,
  company: 'MAIN',
  documents: 'invoice',
  usage: 'test',
  mailbox: `/${partner}/Out`,
  routingRule: `RR_${partner}`,
  messageNames: [`${fields.messagePrefix === undefined ? '' : `${fields.messagePrefix}_`}MAIN_810_1_1.x12`],
  ...fields,
});
const rule = (name: string, path: string, messageNamePattern?: string): RoutingRule => ({
  name,
  mailboxes: [{ path }],
  messageNamePattern,
  evaluationMode: 'automatic',
  action: 'EDI_Core',
});

function plan(
  all: readonly RoutingBinding[],
  {
    mailboxes = [],
    rules = [],
    mayMakeRules = true,
    sweep = [],
  }: {
    mailboxes?: readonly string[];
    rules?: readonly RoutingRule[];
    mayMakeRules?: boolean;
    sweep?: readonly string[];
  } = {},
  wanted = all,
): Provision[] {
  return provisionPlan(wanted, all, sweep, { mailboxes: new Set(mailboxes), rules }, mayMakeRules);
}
const states = (items: readonly Provision[]): string[] => items.map(({ name, state }) => `${name} ${state}`);
const rulesOf = (items: readonly Provision[]): Provision[] => items.filter(({ kind }) => kind === 'routing rule');

test('mailboxes to post to, for answers and for the sweep, each once; then the rules', () => {
  const all = [
    binding('A', { answersMailbox: '/In' }),
    binding('B', { answersMailbox: '/In', routingRule: undefined }),
  ];
  expect(states(plan(all, { mailboxes: ['/A/Out'], sweep: ['/Dead'] }))).toEqual([
    '/A/Out there',
    '/B/Out would be made',
    '/In would be made',
    '/Dead would be made',
    'RR_A would be made',
  ]);
});

test('of one partner: only what it needs, though a rule is looked at with all whose it is', () => {
  const [a, b] = [binding('A'), binding('B', { routingRule: 'RR_A', mailbox: '/A/Out', messagePrefix: 'B' })];
  const items = plan([a, b, binding('C')], { rules: [rule('RR_A', '/A/Out', 'MAIN_*')] }, [a]);
  expect(states(items)).toEqual(['/A/Out would be made', 'RR_A differs']);
  expect(items[1]?.detail).toContain('B_MAIN_810_1_1.x12');
});

test('a rule for a mailbox of its own takes everything there, with a prefix what has it', () => {
  expect(rulesOf(plan([binding('A')]))[0]?.create).toEqual({ mailboxes: ['/A/Out'], description: '' });
  expect(rulesOf(plan([binding('A', { messagePrefix: 'AB' })]))[0]).toMatchObject({
    create: { mailboxes: ['/A/Out'], messageNamePattern: 'AB_*' },
    detail: '/A/Out, pattern AB_*, automatic',
  });
});

test('two prefixes of one rule are taken by no pattern, unless others post there too', () => {
  const own = [binding('A', { messagePrefix: 'A1' }), binding('A', { messagePrefix: 'A2' })];
  expect(rulesOf(plan(own))[0]?.create).toEqual({ mailboxes: ['/A/Out'], description: '' });
  const shared = [...own, binding('B', { mailbox: '/A/Out', messagePrefix: 'B' })];
  expect(states(rulesOf(plan(shared)))).toEqual(['RR_A missing', 'RR_B would be made']);
});

test('a variant that posts elsewhere has its messages taken by the same rule: one of both mailboxes', () => {
  const own = [
    binding('A', { messagePrefix: 'AB' }),
    binding('A', { documents: 'invoice (variant credit)', mailbox: '/A/Credit', messagePrefix: 'AB' }),
  ];
  const items = plan(own);
  expect(states(items)).toEqual(['/A/Out would be made', '/A/Credit would be made', 'RR_A would be made']);
  expect(items[2]).toMatchObject({
    create: { mailboxes: ['/A/Out', '/A/Credit'], messageNamePattern: 'AB_*' },
    detail: '/A/Out, /A/Credit, pattern AB_*, automatic',
  });
  // In one of them it would take another's.
  const shared = [...own, binding('B', { mailbox: '/A/Credit', messagePrefix: 'AB_B' })];
  expect(rulesOf(plan(shared))[0]).toMatchObject({
    state: 'missing',
    fix: expect.stringContaining('messagePrefix') as string,
  });
});

test('a rule that would take another partner’s messages is not made', () => {
  const shared = [
    binding('AB', { mailbox: '/Shared', messagePrefix: 'AB' }),
    binding('ABC', { mailbox: '/Shared', messagePrefix: 'AB_C' }),
  ];
  const [item, other] = rulesOf(plan(shared));
  expect(item).toMatchObject({ state: 'missing', fix: expect.stringContaining('messagePrefix') as string });
  expect(item?.create).toBeUndefined();
  expect(item?.detail).toContain('messages of ABC (MAIN invoice)');
  expect(other).toMatchObject({ state: 'would be made', create: { messageNamePattern: 'AB_C_*' } });
  // One without a rule is somebody else's too.
  const bare = [binding('A', { mailbox: '/Shared' }), binding('B', { mailbox: '/Shared', routingRule: undefined })];
  expect(states(rulesOf(plan(bare)))).toEqual(['RR_A missing']);
});

test('without the process rules start, they are shown with what to set, and mailboxes are made', () => {
  const items = plan([binding('A')], { mayMakeRules: false });
  expect(states(items)).toEqual(['/A/Out would be made', 'RR_A missing']);
  expect(items[1]).toMatchObject({ detail: 'would take /A/Out, pattern *, automatic' });
  expect(items[1]?.fix).toContain('sterling.provision.process');
  expect(items[1]?.create).toBeUndefined();
});

test('a rule that is there is never made again: it is right, a warning, or differs', () => {
  expect(rulesOf(plan([binding('A')], { rules: [rule('RR_A', '/A/Out')] }))[0]).toEqual({
    kind: 'routing rule',
    name: 'RR_A',
    users: 'A (MAIN invoice)',
    state: 'there',
    detail: '/A/Out, pattern *, automatic, starts EDI_Core',
  });
  const manual = { ...rule('RR_A', '/A/Out'), evaluationMode: 'manual' };
  const [warned] = rulesOf(plan([binding('A')], { rules: [manual] }));
  expect(warned).toMatchObject({ state: 'there', fix: expect.stringContaining('automatic') as string });
  const [differing] = rulesOf(plan([binding('A')], { rules: [rule('RR_A', '/a/Out')] }));
  expect(differing).toMatchObject({ state: 'differs', fix: expect.any(String) as string });
  expect(differing?.create).toBeUndefined();
});

test('a rule whose messages another rule takes already is not made: each message would start two processes', () => {
  const [item] = rulesOf(plan([binding('A')], { rules: [rule('RR_OLD', '/A/Out')] }));
  expect(item).toMatchObject({ state: 'missing', fix: expect.stringContaining('RR_OLD') as string });
  expect(item?.detail).toContain('two processes');
  // One that starts nothing by itself, takes other names, or is of all mailboxes is not in the way.
  const others = [
    { ...rule('RR_MANUAL', '/A/Out'), evaluationMode: 'manual' },
    rule('RR_OTHER', '/A/Out', 'B_*'),
    { ...rule('RR_ALL', ''), mailboxes: [] },
  ];
  expect(states(rulesOf(plan([binding('A')], { rules: others })))).toEqual(['RR_A would be made']);
});
