import { characterClasses, commonClasses } from './character-classes.ts';
import { elementFaults } from './element-check.ts';
import { shown, type X12Finding, type X12FindingCode } from '../finding.ts';
import type { DataType } from '../guides/guide.ts';
import { isPlainlyRight } from './plain-value.ts';
import { isEmptyElement, repetitionsOf, type Element } from '../types.ts';

/** Data type, shortest and longest value of each element; all mandatory but those marked. */
type Form = readonly [type: DataType, min: number, max: number, optional?: 'optional'];

// ISA is checked where it is written. Alike in every release we have; before 004010 GS04 may have six digits.
const forms = {
  GS: [
    ['ID', 2, 2],
    ['AN', 2, 15],
    ['AN', 2, 15],
    ['DT', 8, 8],
    ['TM', 4, 8],
    ['N0', 1, 9],
    ['ID', 1, 2],
    ['AN', 1, 12],
  ],
  ST: [
    ['ID', 3, 3],
    ['AN', 4, 9],
    ['AN', 1, 35, 'optional'],
  ],
  TA1: [
    ['N0', 9, 9],
    ['DT', 6, 6],
    ['TM', 4, 4],
    ['ID', 1, 1],
    ['ID', 3, 3],
  ],
} as const satisfies Record<string, readonly Form[]>;

const classes = characterClasses('extended', []);

/** Checks the elements of an envelope's segment: that they are there, their types and lengths. */
export function checkEnvelopeElements(
  segment: keyof typeof forms,
  values: readonly Element[],
  find: (finding: X12Finding) => void,
): void {
  const definitions: readonly Form[] = forms[segment];
  const position = segment === 'ST' ? { position: 1 } : {};
  definitions.forEach(([type, min, max, optional], index) => {
    const value = values[index] ?? '';
    // Nearly all values have nothing wrong with them.
    if (typeof value === 'string' && isPlainlyRight(value, type, min, max, commonClasses(value, classes))) return;
    const place = { severity: 'error', segment, ...position, element: index + 1 } as const;
    if (isEmptyElement(value)) {
      if (!optional) find({ code: 'X12-ELEMENT-MISSING', ...place, rule: 'M', message: 'is mandatory and empty' });
      return;
    }
    if (typeof value !== 'string') {
      const text = repetitionsOf(value).flat().join('|');
      const message = 'has components and is a simple element';
      find({ code: 'X12-ELEMENT-COMPOSITE', ...place, value: shown(text), message });
      return;
    }
    const [least, most] = type === 'DT' && values[7] !== undefined && values[7] < '004010' ? [6, 8] : [min, max];
    for (const { padded, code, rule, message } of elementFaults(value, type, least, most, 'extended')) {
      // Some partners agree on a GS06 of nine digits, and answers name it with or without its zeros.
      const severity = padded ? 'warning' : 'error';
      find({ ...place, severity, code, value: shown(value), rule, message });
    }
  });
  const agency = values[6];
  if (segment === 'GS' && typeof agency === 'string' && agency !== 'X' && /^[A-Z0-9]{1,2}$/.test(agency)) {
    const message = 'is not X, which says that the standard is X12';
    find({ code: 'X12-CODE', severity: 'error', segment, element: 7, value: agency, message });
  }
  if (values.length > definitions.length) {
    const message = `is beyond the ${definitions.length} there are`;
    find({ code: 'X12-ELEMENT-EXTRA', severity: 'error', segment, element: definitions.length + 1, message });
  }
}

/** How many elements a segment that opens or ends a set, or ends a group or an interchange, has: at least and at most. */
const elementCounts = { ST: [2, 3], SE: [2, 2], GE: [2, 2], IEA: [2, 2] } as const;

/** What is wrong with the number of elements of such a segment as it was read, if there are too many. */
export function elementCountFault(
  segment: keyof typeof elementCounts,
  values: readonly string[],
):
  | { readonly code: X12FindingCode; readonly element: number; readonly value?: string; readonly message: string }
  | undefined {
  const [least, most] = elementCounts[segment];
  if (values.length <= least) return undefined;
  const extra = values.findIndex((value, index) => index >= most && value !== '');
  if (extra !== -1) {
    const message = `is beyond the ${most} there are`;
    return { code: 'X12-ELEMENT-EXTRA', element: extra + 1, value: values[extra] ?? '', message };
  }
  if (values.at(-1) !== '') return undefined;
  const message = 'is empty at the end of the segment and must not be sent';
  return { code: 'X12-ELEMENT-TRAILING', element: values.length, message };
}
