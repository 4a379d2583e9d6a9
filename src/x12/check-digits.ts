import type { X12Finding } from './finding.ts';
import type { SetGuide } from './guide.ts';
import type { Segment } from './types.ts';

/** The digits a GS1 number of a product qualifier (data element 235) has. */
const productDigits: Readonly<Record<string, number>> = { UP: 12, EN: 13, UK: 14, EO: 8 };

/** Whether the last digit of a GS1 number (GTIN, SSCC) is right: modulo 10 with the weights 3 and 1 from the right. */
export function hasCheckDigit(digits: string): boolean {
  if (!/^\d{2,}$/.test(digits)) return false;
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

/**
 * Checks the GTINs under UP, EN, UK and EO, and the SSCCs under GM (18 digits, or 20 with the application identifier 00) and AA
 * (18 digits); an SSCC marks one thing of a set only.
 */
export function checkDigits(segments: readonly Segment[], guide: SetGuide, findings: X12Finding[]): void {
  const marked = new Map<string, number>();
  segments.forEach((segment, index) => {
    const position = index + 2;
    const find = (code: 'X12-CHECK-DIGIT' | 'X12-DUPLICATE', element: number, value: string, message: string): void => {
      findings.push({ code, severity: 'error', segment: segment.id, position, element, value, message });
    };
    for (const { qualifier, value, element } of pairsOf(segment, guide)) {
      if (segment.id !== 'MAN') {
        const length = Object.hasOwn(productDigits, qualifier) ? productDigits[qualifier] : undefined;
        if (length === undefined || (value.length === length && hasCheckDigit(value))) continue;
        find('X12-CHECK-DIGIT', element, value, `is not ${length} digits with a right check digit, as ${qualifier} is`);
        continue;
      }
      if (qualifier !== 'GM' && qualifier !== 'AA') continue;
      const sscc = qualifier === 'GM' && value.length === 20 && value.startsWith('00') ? value.slice(2) : value;
      if (sscc.length !== 18 || !hasCheckDigit(sscc)) {
        find('X12-CHECK-DIGIT', element, value, 'is not an SSCC of 18 digits with a right check digit');
      }
      const earlier = marked.get(sscc);
      if (earlier !== undefined) find('X12-DUPLICATE', element, value, `already marks segment ${earlier}`);
      else marked.set(sscc, position);
    }
  });
}

interface Pair {
  readonly qualifier: string;
  readonly value: string;
  /** The value's place. */
  readonly element: number;
}

/** A segment's pairs of product qualifier and number (235, 234) or mark qualifier and mark (88, 87). */
function pairsOf(segment: Segment, guide: SetGuide): Pair[] {
  const elements = Object.hasOwn(guide.segments, segment.id) ? (guide.segments[segment.id]?.elements ?? []) : [];
  return elements.flatMap(({ number }, index) => {
    const [qualifier, value] = [segment.elements[index], segment.elements[index + 1]];
    if ((number !== '235' && number !== '88') || typeof qualifier !== 'string' || typeof value !== 'string') return [];
    return value === '' ? [] : [{ qualifier, value, element: index + 2 }];
  });
}
