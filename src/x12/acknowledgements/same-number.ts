/** How two control numbers are the same: to the letter, or but for leading zeros and blanks, which translators add and drop. */
export type Sameness = 'exact' | 'stripped';

/** Whether two control numbers are the same. Empty ones never are. */
export function sameNumber(a: string, b: string): Sameness | undefined {
  if (a === '' || b === '') return undefined;
  if (a === b) return 'exact';
  return strippedNumber(a) === strippedNumber(b) ? 'stripped' : undefined;
}

/** A control number without leading zeros and blanks around it: what to search by. Of `0000`, one zero is left. */
export function strippedNumber(number: string): string {
  return number.trim().replace(/^0+(?=.)/, '');
}
