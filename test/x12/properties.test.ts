import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readInterchanges,
  writeInterchange,
  type Element,
  type Interchange,
  type Segment,
} from '../../src/x12/index.ts';
import { interchangeOf } from './skeleton.ts';

const marks = ['*', '>', '~', '|', ':', '^', '\x1c', '\x1d', '\x1f', '!'] as const;
const delimiters = fc
  .tuple(fc.uniqueArray(fc.constantFrom(...marks), { minLength: 3, maxLength: 3 }), fc.boolean())
  .map(([[element = '', component = '', segment = ''], lines]) => ({
    element,
    component,
    segment: lines ? '\n' : segment,
  }));

/** Printable text without any of the marks, so that it is data whatever the delimiters. */
const value = fc
  .stringMatching(/^[A-Za-z0-9 .,'"%&()/=?+-]{1,30}$/)
  .filter((text) => text.trim() === text && text !== '');
const element: fc.Arbitrary<Element> = fc.oneof(
  { weight: 6, arbitrary: value },
  { weight: 2, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.array(value, { minLength: 2, maxLength: 4 }) },
);
const segment: fc.Arbitrary<Segment> = fc.record({
  id: fc.constantFrom('BEG', 'REF', 'N1', 'PO1', 'MSG'),
  elements: fc.tuple(fc.array(element, { maxLength: 6 }), value).map(([some, last]) => [...some, last]),
});
const interchange: fc.Arbitrary<Interchange> = fc
  .record({
    delimiters,
    sets: fc.array(fc.array(segment, { maxLength: 12 }), { minLength: 1, maxLength: 4 }),
    control: fc.integer({ min: 1, max: 999_999_999 }),
  })
  .map(({ delimiters, sets, control }) => {
    const base = interchangeOf([]);
    return {
      ...base,
      delimiters,
      control: String(control).padStart(9, '0'),
      groups: base.groups.map((group) => ({
        ...group,
        sets: sets.map((segments, i) => ({ id: '850', control: String(i + 1).padStart(4, '0'), segments })),
      })),
    };
  });

describe('any interchange', () => {
  it('reads back as it was written', () => {
    fc.assert(
      fc.property(interchange, fc.constantFrom('', '\n', '\r\n'), (original, suffix) => {
        expect(readInterchanges(writeInterchange(original, { suffix }))).toEqual({
          interchanges: [original],
          findings: [],
        });
      }),
    );
  });

  it('has an ISA of 106 characters and counts that a recount confirms', () => {
    fc.assert(
      fc.property(interchange, (original) => {
        const text = writeInterchange(original);
        const { element: separator, segment: terminator } = original.delimiters;
        expect(text.indexOf(terminator)).toBe(105);
        const lines = text.split(terminator).slice(0, -1);
        const starts = lines.flatMap((line, index) => (line.startsWith(`ST${separator}`) ? [index] : []));
        const ends = lines.flatMap((line, index) => (line.startsWith(`SE${separator}`) ? [index] : []));
        const counts = ends.map((end, set) => String(end - (starts[set] ?? 0) + 1));
        expect(ends.map((end) => lines[end]?.split(separator)[1])).toEqual(counts);
        expect(lines.at(-2)?.split(separator)[1]).toBe(String(original.groups[0]?.sets.length));
      }),
    );
  });

  it('written twice gives the same text', () => {
    fc.assert(
      fc.property(interchange, (original) => {
        expect(writeInterchange(structuredClone(original))).toBe(writeInterchange(original));
      }),
    );
  });

  it('reads without an exception after any damage', () => {
    const damage = fc.record({
      at: fc.nat(600),
      drop: fc.nat(40),
      insert: fc.string({ unit: 'binary', maxLength: 12 }),
    });
    fc.assert(
      fc.property(interchange, fc.array(damage, { minLength: 1, maxLength: 4 }), (original, damages) => {
        let text = writeInterchange(original, { suffix: '\n' });
        for (const { at, drop, insert } of damages) text = text.slice(0, at) + insert + text.slice(at + drop);
        const read = readInterchanges(text);
        expect(read.interchanges.length + read.findings.length).toBeGreaterThan(0);
      }),
    );
  });
});
