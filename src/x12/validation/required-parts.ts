import type { X12Finding } from '../finding.ts';
import { isEmptyElement, splitReference, type Segment } from '../types.ts';

/** Checks what a partner insists on: segments (`ITD`) somewhere in the set, elements (`PO101`) in each of their segments. */
export function checkRequired(segments: readonly Segment[], required: readonly string[], findings: X12Finding[]): void {
  for (const reference of required) {
    if (reference.length <= 3) {
      if (!segments.some((segment) => segment.id === reference)) {
        findings.push({
          code: 'X12-REQUIRED',
          severity: 'error',
          segment: reference,
          position: 1,
          rule: 'partner',
          message: 'is missing, and the partner insists on it',
        });
      }
      continue;
    }
    const [id, element] = splitReference(reference);
    segments.forEach((segment, index) => {
      if (segment.id !== id || !isEmptyElement(segment.elements[element - 1])) return;
      findings.push({
        code: 'X12-REQUIRED',
        severity: 'error',
        segment: id,
        position: index + 2,
        element,
        rule: 'partner',
        message: 'is empty, and the partner insists on it',
      });
    });
  }
}
