/** How one group's numbers are counted. */
export interface GroupRules {
  /** GS06: a counter over all groups, the number of ISA13, or a counter for each functional identifier. */
  readonly group: 'own' | 'interchange' | 'functional-id';
  /** ST02: from 1 in each group, or on over all sets of the series. */
  readonly set: 'group' | 'running';
  /** ST02 has so many digits; running numbers go on at 1 after the largest. */
  readonly setDigits: number;
}

/** A group that is to get numbers. */
export interface WantedGroup {
  /** GS01. */
  readonly functionalId: string;
  /** How many transaction sets it holds. */
  readonly sets: number;
  readonly rules: GroupRules;
}

/** The numbers used last; 0 where none was. */
export interface LastNumbers {
  readonly interchange: number;
  readonly group: number;
  readonly set: number;
  /** GS06 of the groups counted by functional identifier. */
  readonly byFunctionalId: Readonly<Record<string, number>>;
}

export interface GroupNumbers {
  readonly functionalId: string;
  /** GS06. */
  readonly control: number;
  /** ST02 of each set, in order. */
  readonly sets: readonly number[];
}

/** The numbers of one interchange. */
export interface NextNumbers {
  /** ISA13. */
  readonly interchange: number;
  readonly groups: readonly GroupNumbers[];
  /** What the counters stand at afterwards. */
  readonly last: LastNumbers;
  /** Whether ISA13 or a GS06 went on at 1 after 999999999. */
  readonly wrapped: boolean;
}

/** The largest ISA13 and GS06: nine digits. */
export const largestControlNumber = 999_999_999;

/**
 * The numbers that follow the last ones. Pure.
 * @throws RangeError when two groups of one interchange would get one number, or a group holds more sets than its numbers have digits for
 */
export function nextNumbers(last: LastNumbers, wanted: readonly WantedGroup[]): NextNumbers {
  if (wanted.length > 1 && wanted.some(({ rules }) => rules.group === 'interchange'))
    throw new RangeError('where GS06 is the number of ISA13, an interchange has one group');
  let wrapped = false;
  const after = (number: number): number => {
    wrapped ||= number >= largestControlNumber;
    return number >= largestControlNumber ? 1 : number + 1;
  };
  const interchange = after(last.interchange);
  let { group, set } = last;
  const byFunctionalId = { ...last.byFunctionalId };
  const groups = wanted.map(({ functionalId, sets, rules }): GroupNumbers => {
    const largestSet = 10 ** rules.setDigits - 1;
    if (sets < 1 || sets > largestSet)
      throw new RangeError(`a group holds 1 to ${largestSet} sets numbered in ${rules.setDigits} digits, not ${sets}`);
    let control: number;
    if (rules.group === 'functional-id') {
      control = after(byFunctionalId[functionalId] ?? 0);
      byFunctionalId[functionalId] = control;
    } else if (rules.group === 'interchange') {
      control = interchange;
      // So that a change to a counter of its own goes on from here.
      group = Math.max(group, control);
    } else {
      control = after(group);
      group = control;
    }
    const numbers = Array.from({ length: sets }, (_, index) => {
      if (rules.set === 'group') return index + 1;
      set = set >= largestSet ? 1 : set + 1;
      return set;
    });
    return { functionalId, control, sets: numbers };
  });
  return { interchange, groups, last: { interchange, group, set, byFunctionalId }, wrapped };
}
