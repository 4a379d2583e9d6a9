import type { AcknowledgedSet } from './functional-acknowledgement.ts';
import { strippedNumber } from './same-number.ts';
import type { SentGroup } from './sent-group.ts';

/**
 * Which of the sets that were sent each set an acknowledgement names means: the one with its number to the letter; else the first
 * without leading zeros that no other means, so that of two sets of ours that differ in padding only neither gets the other's
 * verdict; else the only one there is.
 *
 * @returns by ST02 as it was sent, those named that mean it; and those that mean none
 */
export function namedSets(
  named: readonly AcknowledgedSet[],
  { sets }: Pick<SentGroup, 'sets'>,
): { bySet: Map<string, AcknowledgedSet[]>; unmatched: AcknowledgedSet[] } {
  const controls = new Set(sets.map(({ control }) => control));
  const byStripped = new Map<string, string[]>();
  for (const control of controls) {
    const stripped = strippedNumber(control);
    const same = byStripped.get(stripped);
    if (same) same.push(control);
    else byStripped.set(stripped, [control]);
  }
  const bySet = new Map<string, AcknowledgedSet[]>();
  const unmatched: AcknowledgedSet[] = [];
  const put = (control: string, set: AcknowledgedSet): void => {
    const earlier = bySet.get(control);
    if (earlier) earlier.push(set);
    else bySet.set(control, [set]);
  };
  const inexact: AcknowledgedSet[] = [];
  for (const set of named) {
    if (set.control !== '' && controls.has(set.control)) put(set.control, set);
    else inexact.push(set);
  }
  for (const set of inexact) {
    const candidates = set.control === '' ? [] : (byStripped.get(strippedNumber(set.control)) ?? []);
    const control = candidates.find((one) => !bySet.has(one)) ?? (candidates.length === 1 ? candidates[0] : undefined);
    if (control === undefined) unmatched.push(set);
    else put(control, set);
  }
  return { bySet, unmatched };
}
