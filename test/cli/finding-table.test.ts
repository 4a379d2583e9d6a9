import { expect, test } from 'vitest';
import { proposedLines, whyOf } from '../../src/cli/partners/finding-table.ts';
import type { MasterFinding } from '../../src/ledger/master-findings.ts';

const finding = (detail: Record<string, unknown>, more: Partial<MasterFinding> = {}): MasterFinding =>
  ({ detail, settlement: null, settledBy: null, ...more }) as MasterFinding;

// PostgreSQL gives a JSON object's fields by the length of their names.
test('a proposed partner begins with who it is, in whatever order the ledger has it; what is unknown comes last', () => {
  const values = {
    city: 'Erie',
    code: 'KP',
    phone: '1',
    isListening: false,
    community: 'EDI',
    partnerName: 'Keystone',
  };
  const lines = ['partnerName: Keystone', 'code: KP', 'community: EDI', 'phone: 1', 'city: Erie', 'isListening: false'];
  expect(proposedLines(values)).toEqual(lines);
  expect(proposedLines(Object.fromEntries(Object.entries(values).toReversed()))).toEqual(lines);
});

test('why a finding stands: the reason, what is missing, what is proposed, why a word was not followed, and whose it is', () => {
  const detail = { because: 'not there', missing: ['no phone'], values: { code: 'KP' }, cannot: 'no community' };
  expect(whyOf(finding(detail, { settlement: 'create', settledBy: 'ann' }))).toBe(
    'not there\nno phone\n  code: KP\ncould not be done: no community\ndecided (create) by ann; the next sync does it',
  );
  expect(whyOf(finding({}))).toBe('');
});
