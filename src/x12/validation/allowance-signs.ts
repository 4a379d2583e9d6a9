import type { X12Finding } from '../finding.ts';
import type { Segment } from '../types.ts';

/**
 * Warns of an amount below zero in an allowance (SAC01 A): A says already that it is taken off, so by the letter it is added, and many
 * receivers take it off all the same. Not in an invoice whose total (TDS01) is below zero, as a credit may be told: there an allowance
 * given back is.
 */
export function checkAllowanceSigns(segments: readonly Segment[], findings: X12Finding[]): void {
  if (segments.some((segment) => segment.id === 'TDS' && text(segment, 1).startsWith('-'))) return;
  segments.forEach((segment, index) => {
    if (segment.id !== 'SAC' || text(segment, 1) !== 'A') return;
    for (const element of [5, 7, 8]) {
      const value = text(segment, element);
      if (!/^-.*[1-9]/.test(value)) continue;
      const message = 'is below zero in an allowance, which is taken off by its A: some add it, some take it off';
      findings.push({
        code: 'X12-SIGN',
        severity: 'warning',
        segment: 'SAC',
        position: index + 2,
        element,
        value,
        message,
      });
    }
  });
}

function text(segment: Segment, element: number): string {
  const value = segment.elements[element - 1];
  return typeof value === 'string' ? value : '';
}
