import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wouldMatch } from '../../src/sterling/routing-rules.ts';

const rule = { name: 'RR_ACME_OUT', mailboxes: [{ path: '/ACME/Outbound' }, { path: '/ACME/Other' }] };

test('selects by mailbox', () => {
  expect(wouldMatch(rule, '/ACME/Outbound', 'any.x12')).toBe(true);
  expect(wouldMatch(rule, '/ACME/Other', 'any.x12')).toBe(true);
  expect(wouldMatch(rule, '/ACME', 'any.x12')).toBe(false);
  expect(wouldMatch(rule, '/ACME/Outbound/Sub', 'any.x12')).toBe(false);
  expect(wouldMatch(rule, '/acme/outbound', 'any.x12')).toBe(false);
});

test('a rule without mailboxes looks at all of them', () => {
  expect(wouldMatch({ ...rule, mailboxes: [] }, '/BETA/Outbound', 'any.x12')).toBe(true);
});

describe('message name pattern', () => {
  const cases: [string, string, boolean][] = [
    ['*', '', true],
    ['*', 'ACME_850_1.x12', true],
    ['ACME_*', 'ACME_850_1.x12', true],
    ['ACME_*', 'ACME', false],
    ['ACME_*', 'acme_850_1.x12', false],
    ['ACME_*', 'XACME_850_1.x12', false],
    ['AB*', 'ABC_850_1.x12', true],
    ['*.x12', 'ACME_850_1.x12', true],
    ['*.x12', 'ACME_850_1xx12', false],
    ['*_850_*', 'ACME_850_1.x12', true],
    ['*_850_*', 'ACME_810_1.x12', false],
    ['A*BC*C', 'AxBCxC', true],
    ['A*BC*C', 'AxBC', false],
    ['aa*aa', 'aaa', false],
    ['ACME', 'ACME', true],
    ['ACME', 'ACME_1', false],
    ['AC?E', 'ACME', false],
    ['', 'ACME', false],
  ];
  test.each(cases)('%s on %s: %s', (messageNamePattern, name, expected) => {
    expect(wouldMatch({ ...rule, messageNamePattern }, '/ACME/Outbound', name)).toBe(expected);
  });

  test('agrees with the plain regular expression', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 8 });
    fc.assert(
      fc.property(text, fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 }), (pattern, name) => {
        const source = pattern.replaceAll('.', '\\.').replaceAll('*', '.*');
        const expected = new RegExp(`^${source}$`).test(name);
        expect(wouldMatch({ ...rule, messageNamePattern: pattern }, '/ACME/Outbound', name)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test('many asterisks take no time', () => {
    const messageNamePattern = `${'*a'.repeat(60)}b`;
    expect(wouldMatch({ ...rule, messageNamePattern }, '/ACME/Outbound', 'a'.repeat(255))).toBe(false);
  });
});
