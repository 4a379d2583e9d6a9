import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  largestControlNumber,
  nextNumbers,
  type GroupRules,
  type LastNumbers,
  type WantedGroup,
} from '../../src/ledger/numbering.ts';

const nothing: LastNumbers = { interchange: 0, group: 0, set: 0, byFunctionalId: {} };
const rules: GroupRules = { group: 'own', set: 'group', setDigits: 4 };
const orders = (changes: Partial<GroupRules> = {}, sets = 1): WantedGroup => ({
  functionalId: 'PO',
  sets,
  rules: { ...rules, ...changes },
});

describe('nextNumbers', () => {
  test('counts groups on over interchanges, and sets from 1 in each', () => {
    const last = { ...nothing, interchange: 7, group: 20 };
    const next = nextNumbers(last, [orders({}, 2), { ...orders(), functionalId: 'IN' }]);
    expect(next).toMatchObject({
      interchange: 8,
      groups: [
        { functionalId: 'PO', control: 21, sets: [1, 2] },
        { functionalId: 'IN', control: 22, sets: [1] },
      ],
      last: { interchange: 8, group: 22, set: 0 },
      wrapped: false,
    });
  });

  test('gives a group the number of its interchange, and goes on from there when that changes', () => {
    const next = nextNumbers({ ...nothing, interchange: 41, group: 3 }, [orders({ group: 'interchange' })]);
    expect(next.groups[0]?.control).toBe(42);
    expect(nextNumbers(next.last, [orders()]).groups[0]?.control).toBe(43);
    expect(() => nextNumbers(nothing, [orders({ group: 'interchange' }), orders()])).toThrow(RangeError);
  });

  test('counts groups for each functional identifier', () => {
    const own = { group: 'functional-id' } as const;
    const first = nextNumbers({ ...nothing, byFunctionalId: { PO: 9 } }, [
      orders(own),
      { ...orders(own), functionalId: 'IN' },
    ]);
    expect(first.groups.map(({ control }) => control)).toEqual([10, 1]);
    expect(first.last.byFunctionalId).toEqual({ PO: 10, IN: 1 });
  });

  test('counts sets on over all groups, as far as their digits go', () => {
    const running = { set: 'running' } as const;
    const next = nextNumbers({ ...nothing, set: 9_998 }, [orders(running, 3)]);
    expect(next.groups[0]?.sets).toEqual([9_999, 1, 2]);
    expect(nextNumbers({ ...nothing, set: 9_999 }, [orders({ ...running, setDigits: 9 })]).groups[0]?.sets).toEqual([
      10_000,
    ]);
    expect(() => nextNumbers(nothing, [orders({}, 10_000)])).toThrow(RangeError);
  });

  test('goes on at 1 after nine digits, and says so', () => {
    const full = { ...nothing, interchange: largestControlNumber, group: 5 };
    expect(nextNumbers(full, [orders()])).toMatchObject({ interchange: 1, groups: [{ control: 6 }], wrapped: true });
    const groups = { ...nothing, interchange: 5, group: largestControlNumber };
    expect(nextNumbers(groups, [orders()])).toMatchObject({ interchange: 6, groups: [{ control: 1 }], wrapped: true });
  });

  test('whatever is sent, no number is used twice before a wrap, and none is left out', () => {
    const wanted = fc.record({
      functionalId: fc.constantFrom('PO', 'IN', 'SH'),
      sets: fc.integer({ min: 1, max: 5 }),
      group: fc.constantFrom('own' as const, 'functional-id' as const),
      set: fc.constantFrom('group' as const, 'running' as const),
    });
    const interchanges = fc.array(fc.array(wanted, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(interchanges, (sent) => {
        let last = nothing;
        const used = {
          interchange: [] as number[],
          own: [] as number[],
          PO: [] as number[],
          IN: [] as number[],
          SH: [] as number[],
        };
        const running: number[] = [];
        for (const groups of sent) {
          const asked = groups.map(({ functionalId, sets, group, set }) => ({
            functionalId,
            sets,
            rules: { group, set, setDigits: 9 },
          }));
          const next = nextNumbers(last, asked);
          last = next.last;
          used.interchange.push(next.interchange);
          next.groups.forEach(({ functionalId, control, sets }, index) => {
            const one = groups[index];
            used[one?.group === 'own' ? 'own' : (functionalId as 'PO')].push(control);
            if (one?.set === 'running') running.push(...sets);
            else expect(sets).toEqual(sets.map((_, position) => position + 1));
          });
        }
        for (const numbers of [...Object.values(used), running])
          expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      }),
    );
  });
});
