import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { messageName, type MessageNameParts } from '../../src/sterling/message-name.ts';

const order = { company: 'MAIN', transactionSet: '850', key: '000000000150802', sendSequence: 1 };

// Characters that keys hold and encodings stumble over, beside any text at all.
const awkward = fc.string({
  unit: fc.constantFrom('A', 'a', '0', '_', '~', '/', ' ', '|', '%', '.', '-', 'É', '2', 'F'),
  maxLength: 12,
});
const key = fc.oneof(
  awkward,
  fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => text.isWellFormed()),
  fc.string({ minLength: 60, maxLength: 200 }),
);
const parts = fc.record(
  {
    partnerPrefix: fc.stringMatching(/^[A-C._-]{1,4}$/),
    company: fc.stringMatching(/^[A-Ca_-]{1,4}$/),
    transactionSet: fc.constantFrom('850', '810', '856'),
    key,
    sendSequence: fc.integer({ min: 1, max: 200 }),
  },
  { requiredKeys: ['company', 'transactionSet', 'key', 'sendSequence'] },
);

test('is readable for an everyday order', () => {
  expect(messageName(order)).toBe('MAIN_850_000000000150802_1.x12');
  expect(messageName({ ...order, partnerPrefix: 'ACME' })).toBe('ACME_MAIN_850_000000000150802_1.x12');
});

test('encodes what a name may not hold', () => {
  expect(messageName({ ...order, company: 'a_b', key: '  P/1|x' })).toBe('a~5Fb_850_~20~20P~2F1~7C~78_1.x12');
});

test('two different sends never have one name, not even to a server that ignores case', () => {
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      fc.pre(identity(a) !== identity(b));
      expect(messageName(a)).not.toBe(messageName(b));
      // Names of one company and prefix differ by more than case; that two companies' codes do is the configuration's care.
      const sibling = { ...b, company: a.company, partnerPrefix: a.partnerPrefix };
      fc.pre(identity(a) !== identity(sibling));
      expect(messageName(a).toLowerCase()).not.toBe(messageName(sibling).toLowerCase());
    }),
    { numRuns: 2000 },
  );
});

test('neighbouring keys never have one name', () => {
  // Random pairs seldom come near each other; these do.
  const texts = [
    '',
    '_',
    '~',
    '~5F',
    '5F',
    '__',
    'A',
    'a',
    '~61',
    'A_',
    '_A',
    'A|B',
    'A%7CB',
    'A B',
    'A~20B',
    'É',
    'é',
    '~C3~89',
  ];
  const names = texts.flatMap((text) =>
    ['A', 'A_B'].flatMap((partnerPrefix) => [
      messageName({ ...order, partnerPrefix, key: text }),
      messageName({ ...order, partnerPrefix, key: text, sendSequence: 11 }),
      messageName({ ...order, partnerPrefix, key: `${text}_1` }),
    ]),
  );
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(
    new Set(texts.flatMap((t) => [t, `${t}_1`])).size * 2 + texts.length * 2,
  );
});

test('an unshortened name reads back', () => {
  fc.assert(
    fc.property(parts, (given) => {
      const name = messageName(given);
      fc.pre(!name.includes('~~'));
      const fields = name.replace(/\.x12$/, '').split('_');
      const [company, transactionSet, key, sendSequence] = fields.slice(-4);
      const prefix = fields.slice(0, -4).join('_');
      const bytes = (text = ''): string =>
        Buffer.from(
          text.replace(/~([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
          'latin1',
        ).toString('utf8');
      expect({
        prefix,
        company: bytes(company),
        transactionSet,
        key: bytes(key),
        sendSequence: Number(sendSequence),
      }).toEqual({
        prefix: given.partnerPrefix ?? '',
        company: given.company,
        transactionSet: given.transactionSet,
        key: given.key,
        sendSequence: given.sendSequence,
      });
    }),
  );
});

test('every name is of plain characters, at most 100 of them, and keeps its prefix and suffix', () => {
  fc.assert(
    fc.property(parts, (given) => {
      const name = messageName(given);
      expect(name).toMatch(/^[A-Za-z0-9._~-]{1,100}$/);
      expect(name.endsWith(`_${given.sendSequence}.x12`)).toBe(true);
      expect(name.startsWith(given.partnerPrefix === undefined ? '' : `${given.partnerPrefix}_`)).toBe(true);
    }),
  );
});

test('a long name is shortened the same way each time, and differs for keys that differ at their end', () => {
  const long = { ...order, partnerPrefix: 'ACME', key: 'X'.repeat(150) };
  expect(messageName(long)).toBe(messageName(long));
  expect(messageName(long)).toHaveLength(100);
  expect(messageName(long)).not.toBe(messageName({ ...long, key: `${'X'.repeat(149)}Y` }));
  expect(messageName(long)).not.toBe(messageName({ ...long, sendSequence: 2 }));
});

test.each([
  ['a prefix with a blank', { partnerPrefix: 'A B' }],
  ['an empty prefix', { partnerPrefix: '' }],
  ['a prefix with an asterisk', { partnerPrefix: 'A*' }],
  ['sequence 0', { sendSequence: 0 }],
  ['half a sequence', { sendSequence: 1.5 }],
])('refuses %s', (_, wrong) => {
  expect(() => messageName({ ...order, ...wrong })).toThrow(RangeError);
});

function identity(p: MessageNameParts): string {
  return JSON.stringify([p.partnerPrefix ?? null, p.company, p.transactionSet, p.key, p.sendSequence]);
}
