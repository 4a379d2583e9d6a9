import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mailboxFindings, overlapFindings, ruleFindings, type RoutingBinding } from '../../src/sterling/binding.ts';
import type { RoutingRule } from '../../src/sterling/routing-rules.ts';

const rule: RoutingRule = {
  name: 'RR_AB',
  mailboxes: [{ path: '/Shared' }],
  messageNamePattern: 'AB*',
  evaluationMode: 'automatic',
};
const binding = (partner: string, fields: Partial<RoutingBinding> = {}): RoutingBinding => ({
  partner,
  company: 'MAIN',
  documents: 'invoice',
  usage: 'test',
  mailbox: '/Shared',
  routingRule: `RR_${partner}`,
  messageNames: [`${partner}_MAIN_810_1_1.x12`],
  ...fields,
});
const codes = (findings: readonly { code: string; severity: string }[]): string[] =>
  findings.map(({ code, severity }) => `${severity} ${code}`);

test('a mailbox that is there is no finding, one that is not is an error that says who needs it', () => {
  expect(mailboxFindings('/X', true)).toEqual([]);
  expect(mailboxFindings('/X', false, 'AB (MAIN invoice)')).toMatchObject([
    { code: 'STERLING-MAILBOX-MISSING', severity: 'error', record: 'Sterling mailbox /X' },
  ]);
  expect(mailboxFindings('/X', false, 'AB (MAIN invoice)')[0]?.message).toMatch(/; needed for AB \(MAIN invoice\)$/);
  expect(mailboxFindings('/X', false)[0]?.message).not.toContain('needed for');
});

test('a rule that takes every message of its routes is no finding', () => {
  expect(ruleFindings('RR_AB', rule, [binding('AB')])).toEqual([]);
  // A server that does not tell the mode is taken at its default.
  expect(ruleFindings('RR_AB', { ...rule, evaluationMode: undefined }, [binding('AB')])).toEqual([]);
});

test('a rule that is missing is one finding, whatever it should have been', () => {
  expect(codes(ruleFindings('RR_AB', undefined, [binding('AB'), binding('CD')]))).toEqual([
    'error STERLING-RULE-MISSING',
  ]);
});

test('a mismatch names what would not be taken, and only those it concerns', () => {
  const [finding, ...others] = ruleFindings('RR_AB', rule, [
    binding('AB'),
    binding('CD'),
    binding('AB', { mailbox: '/AB' }),
  ]);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    code: 'STERLING-RULE-MISMATCH',
    value: 'CD_MAIN_810_1_1.x12 in /Shared',
    message:
      'takes /Shared, pattern AB*, automatic and would not take a message such as CD_MAIN_810_1_1.x12 in /Shared, AB_MAIN_810_1_1.x12 in /AB; needed for CD (MAIN invoice), AB (MAIN invoice)',
  });
});

test('one of several names that is not taken is a mismatch', () => {
  const names = ['AB_MAIN_810_I.1.1.1_1.x12', 'X12_MAIN'];
  expect(codes(ruleFindings('RR_AB', rule, [binding('AB', { messageNames: names })]))).toEqual([
    'error STERLING-RULE-MISMATCH',
  ]);
});

test('a manual rule and one of all mailboxes are warnings', () => {
  const findings = ruleFindings('RR_AB', { ...rule, mailboxes: [], evaluationMode: 'Manual' }, [binding('AB')]);
  expect(codes(findings)).toEqual(['warning STERLING-RULE-MANUAL', 'warning STERLING-RULE-ALL-MAILBOXES']);
});

test('AB* takes the messages of ABC: a warning that names both', () => {
  const own: RoutingRule = { ...rule, name: 'RR_ABC', messageNamePattern: 'ABC_*' };
  expect(overlapFindings([binding('AB'), binding('ABC')], [rule, own])).toEqual([
    {
      code: 'STERLING-RULE-OVERLAP',
      severity: 'warning',
      record: 'Sterling routing rule RR_AB',
      value: 'ABC_MAIN_810_1_1.x12',
      message:
        'takes /Shared, pattern AB*, automatic and would also take the messages of ABC (MAIN invoice); it is for AB (MAIN invoice)',
      fix: expect.stringContaining('AB_*') as string,
    },
  ]);
  expect(overlapFindings([binding('AB'), binding('ABC')], [{ ...rule, messageNamePattern: 'AB_*' }, own])).toEqual([]);
});

test('a rule shared on purpose, a manual one and one of another mailbox do not overlap', () => {
  const shared = [binding('AB'), binding('ABC', { routingRule: 'RR_AB' })];
  expect(overlapFindings(shared, [rule])).toEqual([]);
  const two = [binding('AB'), binding('ABC')];
  expect(overlapFindings(two, [{ ...rule, evaluationMode: 'manual' }])).toEqual([]);
  expect(overlapFindings(two, [{ ...rule, mailboxes: [{ path: '/Other' }] }])).toEqual([]);
});

test('a rule no profile names that takes everything concerns also those without a rule', () => {
  const all: RoutingRule = { name: 'ARCHIVE', mailboxes: [] };
  const [finding] = overlapFindings([binding('AB', { routingRule: undefined })], [all]);
  expect(finding?.message).toBe(
    'takes all mailboxes, pattern * and would also take the messages of AB (MAIN invoice); no profile names it',
  );
});

test('whatever the names: a rule of prefix_* takes what has the prefix, and overlaps nothing of another unless that begins so too', () => {
  const prefix = fc.stringMatching(/^[A-Z]{1,4}(_[A-Z]{1,3})?$/);
  fc.assert(
    fc.property(prefix, prefix, (one, other) => {
      fc.pre(one !== other);
      const made: RoutingRule = { ...rule, name: `RR_${one}`, messageNamePattern: `${one}_*` };
      expect(ruleFindings(made.name, made, [binding(one)])).toEqual([]);
      expect(overlapFindings([binding(one), binding(other)], [made])).toHaveLength(other.startsWith(`${one}_`) ? 1 : 0);
    }),
  );
});
