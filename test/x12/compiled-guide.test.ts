import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterClasses, commonClasses, noDelimiter } from '../../src/x12/validation/character-classes.ts';
import { compiledForm, holds, withCompiledForms } from '../../src/x12/guides/compiled-guide.ts';
import { elementFaults, isCalendarDate } from '../../src/x12/validation/element-check.ts';
import type { DataType, SetGuide } from '../../src/x12/guides/guide.ts';
import { guideOf, releases, validateTransactionSet } from '../../src/x12/index.ts';
import { isPlainlyRight } from '../../src/x12/validation/plain-value.ts';
import { brokenNote } from '../../src/x12/guides/relational-notes.ts';
import { orderSegments } from './skeleton.ts';

const types: readonly DataType[] = ['AN', 'ID', 'N0', 'N2', 'R', 'DT', 'TM'];
const delimiters = ['*', '>', '~'];

/** Values that are nearly right, of every type. */
const value = fc.oneof(
  fc.stringMatching(/^-?[0-9]{0,4}\.?[0-9]{0,4}$/),
  fc.stringMatching(/^(19|20)[0-9]{2}[01][0-9][0-3][0-9]$/),
  fc.stringMatching(/^[0-2][0-9][0-6][0-9]([0-6][0-9])?$/),
  fc.stringMatching(/^[A-Z0-9a-z *~.-]{1,12}$/),
  fc.string({ minLength: 1, maxLength: 6, unit: 'binary' }),
);

describe('the quick look at a value', () => {
  it('never takes what the rules refuse', () => {
    fc.assert(
      fc.property(
        value.filter((text) => text !== ''),
        fc.constantFrom(...types),
        fc.constantFrom<'basic' | 'extended'>('basic', 'extended'),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 12 }),
        (text, type, set, min, max) => {
          const common = commonClasses(text, characterClasses(set, delimiters));
          if (isPlainlyRight(text, type, min, max, common))
            expect(elementFaults(text, type, min, max, set)).toEqual([]);
          const free = !delimiters.some((mark) => text.includes(mark)) && /^\p{ASCII}*$/u.test(text);
          expect((common & noDelimiter) !== 0).toBe(free);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each<[string, DataType, number, number]>([
    ['ACME STORES', 'AN', 1, 35],
    ['EA', 'ID', 2, 2],
    ['42', 'N0', 1, 6],
    ['0', 'N0', 1, 6],
    ['000000042', 'N0', 9, 9],
    ['14000', 'N2', 1, 15],
    ['12.5', 'R', 1, 17],
    ['20240229', 'DT', 8, 8],
    ['1530', 'TM', 4, 8],
  ])('takes %s for %s %d/%d', (text, type, min, max) => {
    expect(isPlainlyRight(text, type, min, max, commonClasses(text, characterClasses('basic', [])))).toBe(true);
  });
});

it('a date is of the calendar just where JavaScript’s is', () => {
  for (const year of [1, 1900, 1999, 2000, 2023, 2024, 2100, 9999])
    for (let month = 0; month <= 13; month += 1)
      for (let day = 0; day <= 32; day += 1) {
        const date = new Date(Date.UTC(2000, 0, 1));
        date.setUTCFullYear(year, month - 1, day);
        const two = (number: number): string => String(number).padStart(2, '0');
        const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
        const text = `${String(year).padStart(4, '0')}${two(month)}${two(day)}`;
        expect([text, isCalendarDate(text)]).toEqual([text, exists]);
      }
  for (const text of ['', '2024', '2024-1-1', '00000101', '240230', '202402290'])
    expect(isCalendarDate(text)).toBe(false);
  expect(isCalendarDate('000229')).toBe(true);
});

describe('the compiled form of a guide', () => {
  it('has relational notes that hold just where the guide’s do', () => {
    for (const release of releases) {
      for (const id of ['850', '810', '856', '997']) {
        const guide = guideOf(release, id) ?? expect.unreachable(`${release} has a ${id}`);
        for (const { definition, notes } of compiledForm(guide).segments.values()) {
          definition.notes.forEach((note, index) => {
            const compiled = notes[index] ?? expect.unreachable(`${definition.id} ${note.text} is compiled`);
            for (let subset = 0; subset < 2 ** note.positions.length; subset += 1) {
              const present = note.positions.reduce(
                (bits, position, at) => bits | (subset & (1 << at) ? 1 << (position - 1) : 0),
                0,
              );
              const whole = brokenNote(note, (position) => (present & (1 << (position - 1))) !== 0) === undefined;
              expect([definition.id, note.text, subset, holds(compiled, present)]).toEqual([
                definition.id,
                note.text,
                subset,
                whole,
              ]);
            }
          });
        }
      }
    }
  });

  it('is of the guide it is attached to: a copy that says something else has one of its own', () => {
    const guide = guideOf('004010', '850') ?? expect.unreachable('004010 has an 850');
    expect(compiledForm(guide)).toBe(compiledForm(guide));
    const changed: SetGuide = { ...guide, structure: guide.structure.filter(({ id }) => id !== 'BEG') };
    const codes = validateTransactionSet({ id: '850', segments: orderSegments }, changed).map(({ code }) => code);
    expect(codes).toEqual(['X12-SEGMENT-UNKNOWN']);
    const attached = withCompiledForms({ '850': changed })['850'] ?? expect.unreachable();
    expect(Object.keys(attached)).toEqual(Object.keys(guide));
    expect(validateTransactionSet({ id: '850', segments: orderSegments }, attached).map(({ code }) => code)).toEqual(
      codes,
    );
  });
});
