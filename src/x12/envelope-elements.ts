import { elementFaults } from './element-check.ts';
import { shown, type X12Finding } from './finding.ts';
import type { DataType } from './guide.ts';
import { isEmptyElement, repetitionsOf, type Element } from './types.ts';

/** Data type, shortest and longest value of each element; all mandatory but those marked. */
type Form = readonly [type: DataType, min: number, max: number, optional?: 'optional'];

// ISA is checked where it is written. Alike in every release we have.
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

/** Checks the elements of an envelope's segment: that they are there, their types and lengths. */
export function checkEnvelopeElements(
  segment: keyof typeof forms,
  values: readonly Element[],
  find: (finding: X12Finding) => void,
): void {
  const definitions: readonly Form[] = forms[segment];
  const position = segment === 'ST' ? { position: 1 } : {};
  definitions.forEach(([type, min, max, optional], index) => {
    const place = { severity: 'error', segment, ...position, element: index + 1 } as const;
    const value = values[index] ?? '';
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
    for (const fault of elementFaults(value, type, min, max, 'extended'))
      find({ ...place, code: fault.code, value: shown(value), rule: fault.rule, message: fault.message });
  });
  if (values.length > definitions.length) {
    const message = `is beyond the ${definitions.length} there are`;
    find({ code: 'X12-ELEMENT-EXTRA', severity: 'error', segment, element: definitions.length + 1, message });
  }
}
