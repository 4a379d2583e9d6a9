import fc from 'fast-check';
import { expect, test } from 'vitest';
import { standingBy, type CountsAs, type DecidingAnswer } from '../../src/documents/answered.ts';

const word = (text: string, index: number): DecidingAnswer => {
  const [kind = '', countsAs = '', source = String(index)] = text.split(' ');
  return { kind, countsAs: countsAs as CountsAs, source };
};
const verdict = (...texts: string[]): string | undefined => standingBy(texts.map(word))?.verdict;

test.each([
  [[], undefined],
  [['997 acknowledged'], 'acknowledged'],
  [['997 rejected', '997 acknowledged'], 'acknowledged'],
  [['997 acknowledged', 'TA1 rejected'], 'rejected'],
  [['824 rejected', '997 acknowledged'], 'rejected'],
  [['997 acknowledged', '824 rejected', '824 not-rejected'], 'acknowledged'],
  [['824 not-rejected'], undefined],
  [['824 not-rejected', '824 rejected'], 'rejected'],
  // What one voice says takes back nothing of another's.
  [['824 rejected', '855 not-rejected', '855 acknowledged'], 'rejected'],
  // A copy that arrives after the verdict has turned.
  [['997 rejected a', '997 acknowledged b', '997 rejected a'], 'acknowledged'],
  [['997 rejected a', '997 acknowledged b', '997 rejected c'], 'rejected'],
])('%j come to %s', (texts, expected) => {
  expect(verdict(...texts)).toBe(expected);
});

test('more answers never lead from a verdict to none, and copies change nothing', () => {
  const answer = fc.record({
    kind: fc.constantFrom('997', '999', 'TA1', '824', '855'),
    countsAs: fc.constantFrom<CountsAs>('acknowledged', 'rejected', 'not-rejected'),
    source: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  });
  fc.assert(
    fc.property(fc.uniqueArray(answer, { selector: ({ source }) => source }), fc.nat(), fc.nat(), (all, at, copied) => {
      const known = all.filter((_, index) => index !== at % Math.max(all.length, 1));
      if (standingBy(known)) expect(standingBy(all)).toBeDefined();
      const copy = all[copied % Math.max(all.length, 1)];
      if (copy) expect(standingBy([...all, copy])).toEqual(standingBy(all));
    }),
  );
});
