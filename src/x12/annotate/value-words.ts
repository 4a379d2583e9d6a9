import { meaningOf } from '../guides/dictionary/code-words.ts';
import { isCalendarDate } from '../validation/element-check.ts';
import type { SetGuide } from '../guides/guide.ts';
import { elementNames } from '../guides/dictionary/element-names.ts';
import { setNames } from '../guides/dictionary/segment-names.ts';
import { placesFor, type ElementPlace } from './definitions.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** What a value means, for a person: a code's words, a readable date, time or amount; undefined where the value says it all. */
export function valueWords(
  value: string,
  { number, type }: ElementPlace,
  codes: SetGuide['codes'] | undefined,
): string | undefined {
  if (type === 'DT') return dateWords(value);
  if (type === 'TM') return timeWords(value);
  if (type === 'N2') return amountWords(value);
  // Dates of a period: D8 and RD8, the formats in use.
  if (number === '1251') return periodWords(value);
  const words = nameOf(number, value) ?? fixedWords(number, value);
  if (words !== undefined) return words;
  const list = codes && Object.hasOwn(codes, number) ? codes[number] : undefined;
  const own = list && Object.hasOwn(list, value) ? list[value] : undefined;
  return own || meaningOf(number, value);
}

/** `Fri 20 Nov 2026` of CCYYMMDD, or of YYMMDD, whose century is taken to be this one's; undefined where it is no day. */
export function dateWords(value: string): string | undefined {
  if (!isCalendarDate(value)) return undefined;
  const full = value.length === 6 ? `20${value}` : value;
  const [year, month, day] = [Number(full.slice(0, 4)), Number(full.slice(4, 6)), Number(full.slice(6))];
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(year, month - 1, day);
  return `${days[date.getUTCDay()] ?? ''} ${day} ${months[month - 1] ?? ''} ${full.slice(0, 4)}`;
}

/** `20:05`, or with seconds, of HHMM, HHMMSS or HHMMSSDD; undefined where it is no time. */
export function timeWords(value: string): string | undefined {
  const [, hour, minute, second, rest] = /^([01]\d|2[0-3])([0-5]\d)([0-5]\d)?(\d{1,2})?$/.exec(value) ?? [];
  if (hour === undefined || minute === undefined) return undefined;
  return `${hour}:${minute}${second === undefined ? '' : `:${second}`}${rest === undefined ? '' : `.${rest}`}`;
}

/** `128.92` of 12892: two decimals are implied; undefined where it is no whole number. */
export function amountWords(value: string): string | undefined {
  const [, sign = '', digits] = /^(-?)(\d+)$/.exec(value) ?? [];
  if (digits === undefined) return undefined;
  const padded = digits.padStart(3, '0');
  return `${sign}${padded.slice(0, -2).replace(/^0+(?=.)/, '')}.${padded.slice(-2)}`;
}

function periodWords(value: string): string | undefined {
  const [from, to] = value.split('-');
  const first = dateWords(from ?? '');
  if (to === undefined) return first;
  const last = dateWords(to);
  return first && last ? `${first} to ${last}` : undefined;
}

/** The name of the set, segment or data element that a value names. */
function nameOf(number: string, value: string): string | undefined {
  // A segment has one name in all releases.
  if (number === '721') return placesFor(value, '').name || undefined;
  if (number === '143') return Object.hasOwn(setNames, value) ? setNames[value] : undefined;
  return number === '725' && Object.hasOwn(elementNames, value) ? elementNames[value] : undefined;
}

function fixedWords(number: string, value: string): string | undefined {
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    I01: { '00': 'none' },
    I03: { '00': 'none', '01': 'password' },
    I05: {
      '01': 'DUNS',
      '02': 'SCAC',
      '08': 'GS1 communication identifier',
      '12': 'telephone number',
      '14': 'DUNS plus suffix',
      '16': 'DUNS + 4',
      ZZ: 'as agreed',
    },
    I13: { '0': 'no TA1 asked for', '1': 'TA1 asked for' },
    I14: { P: 'production', T: 'test', I: 'information' },
    '455': { X: 'X12', T: 'TDCC' },
  };
  const list = Object.hasOwn(words, number) ? words[number] : undefined;
  return list && Object.hasOwn(list, value) ? list[value] : undefined;
}
