import { codeCharacters, digits, inSet, numberCharacters } from './character-classes.ts';
import { isCalendarDate } from './element-check.ts';
import type { DataType } from '../guides/guide.ts';

/**
 * Whether a value is certainly right: a quick answer for nearly all values. Where it is not certain, {@link elementFaults} says
 * what is wrong, if anything.
 * @param common the classes all its characters have in common
 */
export function isPlainlyRight(value: string, type: DataType, min: number, max: number, common: number): boolean {
  if ((common & inSet) === 0 || value.length < min) return false;
  switch (type) {
    case 'AN':
      return value.length <= max && value.charCodeAt(value.length - 1) !== 32;
    case 'ID':
      return (common & codeCharacters) !== 0 && value.length <= max;
    case 'N0':
    case 'N2':
      // Zeros in front are right only where the minimum needs them.
      return (common & digits) !== 0 && value.length <= max && (value.charCodeAt(0) !== 48 || value.length === min);
    case 'R':
      return (common & numberCharacters) !== 0 && isPlainDecimal(value, min, max);
    case 'DT':
      return (common & digits) !== 0 && value.length <= max && isCalendarDate(value);
    case 'TM':
      return (common & digits) !== 0 && value.length === 4 && max >= 4 && value < '2400' && value.charAt(2) < '6';
  }
}

/** `12`, `0.5` and `12.5`; not whether `-1` or `.5` are right, which they are. */
function isPlainDecimal(value: string, min: number, max: number): boolean {
  let point = -1;
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    if (code >= 48 && code <= 57) continue;
    if (code !== 46 || point !== -1) return false;
    point = at;
  }
  if (point === 0 || point === value.length - 1) return false;
  const whole = point === -1 ? value.length : point;
  if (value.charCodeAt(0) === 48 && whole > 1) return false;
  const length = point === -1 ? value.length : value.length - 1;
  return length >= min && length <= max;
}
