import { hasCheckDigit } from './check-digits.ts';
import type { X12Finding } from '../finding.ts';
import type { Segment } from '../types.ts';

/**
 * What is wrong with the number of a party or place under a qualifier of data element 66: 1 is a DUNS of 9 digits, 9 one of 13 (DUNS+4),
 * UL a GLN of 13 digits with a check digit. Undefined where nothing is, and of qualifiers without a form of their own.
 */
export function locationFault(qualifier: string, number: string): string | undefined {
  if (qualifier === '1' && !/^\d{9}$/.test(number)) return 'is not a DUNS of 9 digits, as 1 is';
  if (qualifier === '9' && !/^\d{13}$/.test(number)) return 'is not a DUNS+4 of 13 digits, as 9 is';
  if (qualifier === 'UL' && !(number.length === 13 && hasCheckDigit(number)))
    return 'is not a GLN of 13 digits with a right check digit, as UL is';
  return undefined;
}

/** Checks each N104 by what its N103 says it is. */
export function checkLocations(segments: readonly Segment[], findings: X12Finding[]): void {
  segments.forEach(({ id, elements }, index) => {
    if (id !== 'N1') return;
    const [, , qualifier, number] = elements;
    if (typeof qualifier !== 'string' || typeof number !== 'string' || number === '') return;
    const message = locationFault(qualifier, number);
    if (message === undefined) return;
    const place = { segment: 'N1', position: index + 2, element: 4 };
    findings.push({ code: 'X12-CHECK-DIGIT', severity: 'error', ...place, value: number, message });
  });
}
