import { firstOutside, nameOfCharacter, type CharacterSet } from '../characters.ts';
import type { X12FindingCode } from '../finding.ts';
import type { DataType } from '../guides/guide.ts';

/** What is wrong with a value, before it is located. */
export interface ElementFault {
  readonly code: X12FindingCode;
  readonly message: string;
  readonly rule?: string;
  /** Set where nothing is wrong but zeros in front: the number is still what it says. */
  readonly padded?: true;
}

const forms: Record<DataType, { readonly pattern: RegExp; readonly form: string; readonly code: X12FindingCode }> = {
  AN: { pattern: /^ *\S(?:.*\S)?$/s, form: 'a text without trailing blanks', code: 'X12-ELEMENT-TYPE' },
  ID: { pattern: /^[A-Z0-9]+$/, form: 'a code of capitals and digits', code: 'X12-ELEMENT-TYPE' },
  N0: { pattern: /^-?\d+$/, form: 'an integer', code: 'X12-ELEMENT-TYPE' },
  N2: { pattern: /^-?\d+$/, form: 'an integer (two decimals are implied)', code: 'X12-ELEMENT-TYPE' },
  R: {
    pattern: /^-?(?:0|[1-9]\d*)?(?:\.\d+)?$/,
    form: 'a decimal number without exponent, leading zeros or trailing point',
    code: 'X12-ELEMENT-TYPE',
  },
  DT: { pattern: /^\d+$/, form: 'a date', code: 'X12-ELEMENT-DATE' },
  TM: {
    pattern: /^(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d\d{0,2})?$/,
    form: 'a time HHMM, HHMMSS or with decimals',
    code: 'X12-ELEMENT-TIME',
  },
};

/**
 * Everything wrong with a value that is not empty, by its data type, lengths and the character set.
 * @param filled up to how many digits a partner has zeros filled in front of a whole number, where that is more than the minimum
 */
export function elementFaults(
  value: string,
  type: DataType,
  min: number,
  max: number,
  set: CharacterSet,
  filled = 0,
): ElementFault[] {
  const faults: ElementFault[] = [];
  const { pattern, form, code } = forms[type];
  if (!pattern.test(unpadded(value, type, min)) || (type === 'R' && !/\d/.test(value)))
    faults.push({ code, message: `is not ${form}`, rule: type });
  else if (/^-[0.]+$/.test(value) && isNumeric(type))
    faults.push({ code, message: 'is minus zero, which is written without a sign', rule: type });
  else if (hasNeedlessZeros(value, type, Math.max(min, filled)))
    faults.push({ code, message: 'has zeros in front that its length does not need', rule: type, padded: true });
  else if (type === 'DT' && !isCalendarDate(value))
    faults.push({ code, message: 'is not a calendar date CCYYMMDD', rule: type });
  const length = elementLength(value, type);
  const rule = `${type} ${min}/${max}`;
  if (length < min)
    faults.push({ code: 'X12-ELEMENT-TOO-SHORT', message: `has ${length} characters, fewer than ${min}`, rule });
  if (length > max)
    faults.push({ code: 'X12-ELEMENT-TOO-LONG', message: `has ${length} characters, more than ${max}`, rule });
  const outside = firstOutside(value, set);
  if (outside !== undefined) {
    faults.push({
      code: 'X12-CHARACTER',
      message: `contains ${nameOfCharacter(outside)}, which is outside the ${set} character set`,
      rule: set,
    });
  }
  return faults;
}

/** How long a value is: a sign and a decimal point do not count (X12.5, numeric and decimal elements). */
export function elementLength(value: string, type: DataType): number {
  return isNumeric(type) ? value.replace(/[-.]/g, '').length : Array.from(value).length;
}

function isNumeric(type: DataType): boolean {
  return type === 'R' || type === 'N0' || type === 'N2';
}

/** A text without the blanks at its end that it needs to be as long as it must: those stand for nothing (X12.5, string elements). */
function unpadded(value: string, type: DataType, min: number): string {
  return type === 'AN' && value.endsWith(' ') && Array.from(value).length === min ? value.replace(/ +$/, '') : value;
}

/**
 * Whether a whole number has zeros in front beyond those it needs to be as long as it must (X12.5, numeric elements). Nothing, with
 * two decimals implied, is 0, or 000 as some receivers insist on.
 */
function hasNeedlessZeros(value: string, type: DataType, needed: number): boolean {
  if (type !== 'N0' && type !== 'N2') return false;
  const digits = value.startsWith('-') ? value.slice(1) : value;
  if (type === 'N2' && digits === '000') return false;
  return digits.length > Math.max(needed, 1) && digits.startsWith('0');
}

/** Whether CCYYMMDD, or YYMMDD as old releases have it, is a day that exists. */
export function isCalendarDate(text: string): boolean {
  if ((text.length !== 6 && text.length !== 8) || !/^\d+$/.test(text)) return false;
  const number = Number(text);
  const [month, day] = [Math.floor(number / 100) % 100, number % 100];
  // Two digits of a year do not tell the century; 2000 has a leap day, so no real date is refused.
  const year = Math.floor(number / 10_000) + (text.length === 6 ? 2000 : 0);
  if (year === 0 || month < 1 || month > 12 || day < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= last;
}
