import { describe, expect, it } from 'vitest';
import { brokenNote, parseNotes } from '../../src/x12/guides/relational-notes.ts';

describe('relational notes', () => {
  it.each([
    ['P0304', [], true],
    ['P0304', [3, 4], true],
    ['P0304', [3], false],
    ['P0304', [4], false],
    ['R0203', [], false],
    ['R0203', [3], true],
    ['E0110', [1, 10], false],
    ['E0110', [10], true],
    ['E0110', [], true],
    ['C0302', [3], false],
    ['C0302', [2], true],
    ['C0302', [2, 3], true],
    ['C010203', [1, 2], false],
    ['L130204', [13], false],
    ['L130204', [13, 4], true],
    ['L130204', [], true],
  ] as const)('%s with elements %j holds: %s', (text, present, holds) => {
    const [note] = parseNotes(text);
    expect(note?.text).toBe(text);
    const broken = note && brokenNote(note, (position) => present.some((one) => one === position));
    expect(broken === undefined).toBe(holds);
  });

  it('says which element is missing and why', () => {
    const [note] = parseNotes('P0304');
    expect(note && brokenNote(note, (position) => position === 3)).toEqual({
      element: 4,
      message: 'needs 04 because it has 03',
    });
  });

  it.each(['X0102', 'P01', 'P012'])('refuses %s', (text) => {
    expect(() => parseNotes(text)).toThrow(SyntaxError);
  });
});
