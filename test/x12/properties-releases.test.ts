import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readInterchanges,
  releases,
  validateInterchange,
  writeInterchange,
  X12Unwritable,
  type Delimiters,
  type Interchange,
  type Segment,
} from '../../src/x12/index.ts';
import { interchangeOf, orderSegments } from './skeleton.ts';

interface Line {
  readonly quantity: number;
  readonly price: string;
  readonly description: string;
}

type DelimiterSet = readonly [element: string, component: string, segment: string, repetition: string];
const usual: DelimiterSet = ['*', '>', '~', '^'];
const delimiterSets: readonly DelimiterSet[] = [usual, ['|', ':', '\n', '!']];

/** Text that is data whatever the delimiters, without blanks at its ends. */
const description = fc.stringMatching(/^[A-Z0-9](?:[A-Z0-9 .,'()/&-]{0,60}[A-Z0-9.)])?$/);
const line: fc.Arbitrary<Line> = fc.record({
  quantity: fc.integer({ min: 0, max: 999_999_999 }),
  price: fc
    .tuple(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 0, max: 999_999 }))
    .map(([whole, fraction]) => {
      const decimals = String(fraction).padStart(6, '0').replace(/0+$/, '');
      return decimals === '' ? String(whole) : `${whole}.${decimals}`;
    }),
  description,
});
const lines = fc.array(line, { minLength: 1, maxLength: 40 });
const release = fc.constantFrom(...releases);
const delimiterSet = fc.constantFrom(...delimiterSets);

function segmentsOf(items: readonly Line[]): Segment[] {
  // Without the notes, for which releases have different segments.
  const heading = orderSegments
    .slice(
      0,
      orderSegments.findIndex(({ id }) => id === 'PO1'),
    )
    .filter(({ id }) => id !== 'N9' && id !== 'MSG');
  const body = items.flatMap(({ quantity, price, description }, index): Segment[] => [
    { id: 'PO1', elements: [String(index + 1), String(quantity), 'EA', price, 'PE', 'VP', `ABC-${index + 1}`] },
    { id: 'PID', elements: ['F', '08', '', '', description] },
  ]);
  const total = items.reduce((sum, { quantity }) => sum + BigInt(quantity), 0n);
  // CTT02 takes ten digits; where the sum has more, senders leave it out.
  const hash = String(total).length > 10 ? [] : [String(total)];
  return [...heading, ...body, { id: 'CTT', elements: [String(items.length), ...hash] }];
}

function orderIn(
  version: string,
  [element, component, segment, repetition]: DelimiterSet,
  segments: readonly Segment[],
): Interchange {
  const isa12 = version.slice(0, 5);
  const delimiters: Delimiters =
    isa12 < '00402' ? { element, component, segment } : { element, component, segment, repetition };
  const base = interchangeOf(segments, { version: isa12, delimiters });
  return { ...base, groups: base.groups.map((group) => ({ ...group, version })) };
}

describe.each(delimiterSets)('with the delimiters %j %j %j %j', (...delimiters) => {
  it.each(releases)('an 850 of %s is valid, reads back as it was written, and is written the same again', (version) => {
    fc.assert(
      fc.property(lines, (items) => {
        const order = orderIn(version, delimiters, segmentsOf(items));
        expect(validateInterchange(order)).toEqual([]);
        const text = writeInterchange(order);
        expect(readInterchanges(text)).toEqual({ interchanges: [order], findings: [] });
        expect(writeInterchange(structuredClone(order))).toBe(text);
      }),
      { numRuns: 40 },
    );
  });
});

describe('what a text says of itself', () => {
  it('is what a recount of the text gives', () => {
    fc.assert(
      fc.property(lines, release, delimiterSet, (items, version, set) => {
        const [element, , segment] = set;
        const rows = writeInterchange(orderIn(version, set, segmentsOf(items)))
          .split(segment)
          .slice(0, -1)
          .map((row) => row.split(element));
        const row = (id: string): string[] =>
          rows.find(([one]) => one === id) ?? expect.unreachable(`there is a ${id}`);
        const at = (id: string): number => rows.findIndex(([one]) => one === id);
        expect(row('SE').slice(1)).toEqual([String(at('SE') - at('ST') + 1), row('ST')[2]]);
        expect(row('GE').slice(1)).toEqual(['1', row('GS')[6]]);
        expect(row('IEA').slice(1)).toEqual(['1', row('ISA')[13]]);
        expect(row('CTT')[1]).toBe(String(rows.filter(([id]) => id === 'PO1').length));
        const sum = rows.reduce(
          (total, [id, , quantity]) => (id === 'PO1' ? total + BigInt(quantity ?? 0) : total),
          0n,
        );
        expect([String(sum), undefined]).toContain(row('CTT')[2]);
      }),
    );
  });

  it('has no delimiter inside an element, and nothing but characters of the set', () => {
    fc.assert(
      fc.property(lines, release, delimiterSet, (items, version, set) => {
        const order = orderIn(version, set, segmentsOf(items));
        const text = writeInterchange(order);
        const [element, component, segment, repetition] = set;
        const written = order.groups[0]?.sets[0]?.segments ?? [];
        const rows = text.split(segment).slice(3, 3 + written.length);
        expect(rows.map((row) => row.split(element).length - 1)).toEqual(
          written.map(({ elements }) => elements.length),
        );
        const body = rows.join('');
        for (const mark of [component, segment, ...(order.delimiters.repetition === undefined ? [] : [repetition])])
          expect(body).not.toContain(mark);
        expect(text.replaceAll(segment, '')).toMatch(/^[\x20-\x7e]*$/);
      }),
    );
  });
});

describe('a change changes only what it must', () => {
  it('other delimiters: nothing but the delimiters', () => {
    fc.assert(
      fc.property(lines, release, (items, version) => {
        const [one, other] = delimiterSets.map((set) => writeInterchange(orderIn(version, set, segmentsOf(items))));
        const [from = [], to = []] = delimiterSets;
        const marks = version < '004020' ? from.slice(0, 3) : from;
        const translated = Array.from(one ?? '', (character) => {
          const index = marks.indexOf(character);
          return index === -1 ? character : to[index];
        });
        expect(translated.join('')).toBe(other);
      }),
    );
  });

  it('a later release: nothing but ISA11, ISA12 and GS08', () => {
    fc.assert(
      fc.property(lines, release, delimiterSet, (items, version, set) => {
        const [earlier, later] = ['004010', version].map((one) =>
          writeInterchange(orderIn(one, set, segmentsOf(items))),
        );
        const isa11 = version === '004010' ? 'U' : set[3];
        const expected = `${earlier?.slice(0, 82)}${isa11}${set[0]}${version.slice(0, 5)}${earlier?.slice(89)}`;
        expect(later).toBe(expected.replace(`${set[0]}004010${set[2]}`, `${set[0]}${version}${set[2]}`));
      }),
    );
  });

  it('twice the lines: CTT01 and SE01 by as many', () => {
    fc.assert(
      fc.property(lines, (items) => {
        const counts = [items, [...items, ...items]].map((all) => {
          const text = writeInterchange(orderIn('004010', usual, segmentsOf(all)));
          const count = (pattern: RegExp): number => Number(pattern.exec(text)?.[1]);
          return { ctt: count(/~CTT\*(\d+)/), se: count(/~SE\*(\d+)/) };
        });
        expect(counts[1]).toEqual({ ctt: 2 * items.length, se: (counts[0]?.se ?? 0) + 2 * items.length });
      }),
    );
  });
});

describe('extremes', () => {
  const codesOf = (segments: readonly Segment[]): string[] =>
    validateInterchange(orderIn('004010', usual, segments)).map(
      ({ code, segment, element }) => `${code} ${segment}${element ?? ''}`,
    );
  const one: Line = { quantity: 1, price: '1', description: 'WIDGET' };

  it('no lines: refused', () => {
    expect(codesOf(segmentsOf([]))).toEqual(['X12-SEGMENT-MISSING PO1']);
  });

  it('one line, a thousand, nothing ordered, six decimals: taken', () => {
    expect(codesOf(segmentsOf([one]))).toEqual([]);
    expect(codesOf(segmentsOf(Array.from({ length: 1000 }, () => one)))).toEqual([]);
    expect(codesOf(segmentsOf([{ ...one, quantity: 0, price: '0.000001' }]))).toEqual([]);
  });

  it('a text of two hundred characters: found', () => {
    expect(codesOf(segmentsOf([{ ...one, description: 'W'.repeat(200) }]))).toEqual(['X12-ELEMENT-TOO-LONG PID5']);
  });

  it('every delimiter inside data: found, and never written', () => {
    for (const mark of ['*', '>', '~']) {
      const order = orderIn('004010', usual, segmentsOf([{ ...one, description: `A${mark}B` }]));
      expect(validateInterchange(order).map(({ code }) => code)).toEqual(['X12-SEPARATOR-IN-DATA']);
      expect(() => writeInterchange(order)).toThrow(X12Unwritable);
    }
    // From 00402 on it separates; before, it is data like any other.
    const withCaret = segmentsOf([{ ...one, description: 'A^B' }]);
    expect(validateInterchange(orderIn('004010', usual, withCaret))).toEqual([]);
    expect(() => writeInterchange(orderIn('005010', usual, withCaret))).toThrow(/PID05/);
  });
});
