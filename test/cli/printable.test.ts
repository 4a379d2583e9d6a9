import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable, printableLines } from '../../src/cli/printable.ts';

test.each([
  ['\u001b[2J\u001b]0;x\u0007evil', '·[2J·]0;x·evil'],
  ['\u009b31mred', '·31mred'],
  ['price \u202e001', 'price ·001'],
  ['one\r\ntwo\u2028three', 'one··two·three'],
  ['half \ud800', 'half ·'],
  ['Müller “50 µm” 日本 😀', 'Müller “50 µm” 日本 😀'],
])('%j is shown as %s', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('of several lines, line ends and tabs stay, and a lone carriage return does not', () => {
  expect(printableLines('a\tb\r\nc\nd\re\u001b')).toBe('a\tb\nc\nd·e·');
});

test('nothing that steers a terminal is left of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      // eslint-disable-next-line no-control-regex
      expect(printable(text)).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
    }),
  );
});
