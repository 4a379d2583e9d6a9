import { elementFaults } from '../validation/element-check.ts';
import { elementCountFault } from '../validation/envelope-elements.ts';
import type { ReadFindings } from './read-findings.ts';

/** How many digits SE01, GE01 and IEA01 may have. */
const countDigits = { SE: 10, GE: 6, IEA: 5 } as const;

/** Checks SE, GE or IEA: its count against what is there, its control number against the header's, and that there is no more. */
export function checkTrailer(
  segment: keyof typeof countDigits,
  offset: number,
  elements: readonly string[],
  count: number,
  control: string,
  findings: ReadFindings,
): void {
  const [stated = '', number = ''] = elements;
  const place = { segment, offset, element: 1, value: stated };
  if (!/^\d+$/.test(stated) || Number(stated) !== count)
    findings.add('X12-COUNT', place, `counts ${stated || 'nothing'} where there are ${count}`);
  else if (stated !== String(count) || stated.length > countDigits[segment])
    for (const fault of elementFaults(stated, 'N0', 1, countDigits[segment], 'extended'))
      findings.add(fault.code, place, fault.message, fault.padded ? 'warning' : 'error');
  if (number !== control) {
    const message = `has ${number || 'no number'} where its header has ${control}`;
    findings.add('X12-CONTROL-NUMBER', { segment, offset, element: 2, value: number }, message);
  }
  const fault = elementCountFault(segment, elements);
  if (fault) findings.add(fault.code, { segment, offset, ...fault }, fault.message);
}
