import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leavesBy, nextCutOff, planLane, type LaneRules, type WaitingSet } from '../../src/documents/lane.ts';

const now = new Date('2026-11-24T18:00:00Z');
const later = new Date('2026-11-24T18:15:00Z');
let next = 0;
function waiting(changes: Omit<Partial<WaitingSet>, 'rules'> & { rules?: Partial<LaneRules> } = {}): WaitingSet {
  next += 1;
  const rules: LaneRules = { maxSets: 3, groups: 'per-type', ...changes.rules };
  return {
    transmission: next,
    envelope: 'e',
    group: 'PO',
    bytes: 100,
    envelopeBytes: 50,
    leavesBy: later,
    ...changes,
    rules,
  };
}
const planned = (sets: readonly WaitingSet[], at = now): unknown => {
  const plan = planLane(sets, at);
  return plan.plan === 'seal' ? plan.groups.map((group) => group.map(({ transmission }) => transmission)) : plan;
};
const numbers = (sets: readonly WaitingSet[]): number[] => sets.map(({ transmission }) => transmission);

describe('planLane', () => {
  test('waits for others until the first one’s time has come, and takes along what is there', () => {
    const sets = [waiting(), waiting({ leavesBy: new Date('2026-11-24T18:05:00Z') })];
    expect(planned(sets)).toEqual({ plan: 'wait', until: new Date('2026-11-24T18:05:00Z') });
    expect(planned(sets, new Date('2026-11-24T18:05:00Z'))).toEqual([numbers(sets)]);
    expect(planned([])).toEqual({ plan: 'nothing' });
  });

  test('fills an interchange to its number of sets, in the order they came', () => {
    const sets = Array.from({ length: 4 }, () => waiting());
    expect(planned(sets.slice(0, 2))).toMatchObject({ plan: 'wait' });
    expect(planned(sets.slice(0, 3))).toEqual([numbers(sets.slice(0, 3))]);
    expect(planned(sets)).toEqual([numbers(sets.slice(0, 3))]);
  });

  test('fills it to its bytes; a set that alone is longer leaves alone', () => {
    const rules = { maxSets: 9, maxBytes: 260 };
    const sets = [waiting({ rules }), waiting({ rules }), waiting({ rules })];
    expect(planned(sets.slice(0, 2))).toMatchObject({ plan: 'wait' });
    expect(planned(sets)).toEqual([numbers(sets.slice(0, 2))]);
    const long = [waiting({ rules, bytes: 900 }), waiting({ rules })];
    expect(planned(long)).toEqual([numbers(long.slice(0, 1))]);
  });

  test('keeps apart what cannot share an envelope, and lets neither hold up the other', () => {
    const other = [waiting({ envelope: 'other' })];
    const due = [waiting({ leavesBy: now }), waiting()];
    expect(planned([...other, ...due])).toEqual([numbers(due)]);
  });

  test('makes a group for each type, for each set, or only one', () => {
    const three = (groups: LaneRules['groups']): WaitingSet[] =>
      ['PO', 'IN', 'PO'].map((group) => waiting({ group, leavesBy: now, rules: { groups, maxSets: 9 } }));
    const perType = three('per-type');
    const [a, b, c] = numbers(perType);
    expect(planned(perType)).toEqual([[a, c], [b]]);
    const perSet = three('per-set');
    expect(planned(perSet)).toEqual(numbers(perSet).map((one) => [one]));
    const one = three('one');
    const [d, , f] = numbers(one);
    expect(planned(one)).toEqual([[d, f]]);
  });

  test('sends everything that is due, once, in order, within its limits, and nothing that could wait', () => {
    const set = fc.record({
      envelope: fc.constantFrom('e', 'f'),
      group: fc.constantFrom('PO', 'IN'),
      bytes: fc.integer({ min: 1, max: 400 }),
      leavesBy: fc.constantFrom(now, later),
    });
    const rules = fc.record({
      maxSets: fc.integer({ min: 1, max: 4 }),
      maxBytes: fc.option(fc.integer({ min: 200, max: 900 }), { nil: undefined }),
      groups: fc.constantFrom('one' as const, 'per-type' as const, 'per-set' as const),
    });
    fc.assert(
      fc.property(fc.array(set, { maxLength: 12 }), rules, (sets, { maxBytes, ...limits }) => {
        const allRules = { ...limits, ...(maxBytes !== undefined && { maxBytes }) };
        let left = sets.map((one) => waiting({ ...one, rules: allRules }));
        const due = left.filter((one) => one.leavesBy === now).length;
        const sent: WaitingSet[] = [];
        for (let plan = planLane(left, now); plan.plan === 'seal'; plan = planLane(left, now)) {
          const leaving = plan.groups.flat();
          expect(leaving.length).toBeGreaterThan(0);
          expect(leaving.length).toBeLessThanOrEqual(limits.maxSets);
          expect(new Set(leaving.map(({ envelope }) => envelope)).size).toBe(1);
          for (const group of plan.groups) expect(new Set(group.map((one) => one.group)).size).toBe(1);
          if (limits.groups === 'one') expect(plan.groups).toHaveLength(1);
          if (maxBytes !== undefined && leaving.length > 1)
            expect(leaving.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(maxBytes);
          sent.push(...leaving);
          left = left.filter((one) => !leaving.includes(one));
        }
        expect(new Set(sent).size).toBe(sent.length);
        expect(left.filter((one) => one.leavesBy === now)).toEqual([]);
        expect(sent.filter((one) => one.leavesBy === now)).toHaveLength(due);
      }),
    );
  });
});

describe('leavesBy', () => {
  test.each([
    ['the age', { maxAge: 900_000, cutOff: [] }, '2026-11-24T18:15:00Z'],
    ['the next cut-off, at 17:00 in Chicago', { cutOff: ['09:00', '17:00'] }, '2026-11-24T23:00:00Z'],
    ['whichever comes first', { maxAge: 900_000, cutOff: ['12:05'] }, '2026-11-24T18:05:00Z'],
    ['tomorrow’s, once today’s is over', { cutOff: ['12:00'] }, '2026-11-25T18:00:00Z'],
    ['at once without either', { cutOff: [] }, '2026-11-24T18:00:00Z'],
  ])('is %s', (_, limits, expected) => {
    expect(leavesBy(limits, now, 'America/Chicago')).toEqual(new Date(expected));
  });

  test('keeps its time of day when the clocks change', () => {
    const cutOff = (after: string, time: string): string =>
      nextCutOff([time], new Date(after), 'America/Chicago').toISOString();
    expect(cutOff('2026-03-07T20:00:00Z', '17:00')).toBe('2026-03-07T23:00:00.000Z');
    expect(cutOff('2026-03-08T00:00:00Z', '17:00')).toBe('2026-03-08T22:00:00.000Z');
    // Skipped on 8 March: 02:30 comes at 03:30. Twice on 1 November: the first counts.
    expect(cutOff('2026-03-08T06:30:00Z', '02:30')).toBe('2026-03-08T08:30:00.000Z');
    expect(cutOff('2026-11-01T05:00:00Z', '01:30')).toBe('2026-11-01T06:30:00.000Z');
  });
});
