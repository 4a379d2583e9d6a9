import type { CompiledGuide } from './compiled-guide.ts';
import type { X12Finding } from './finding.ts';
import type { Segment } from './types.ts';

/** The digits a GS1 number of a product qualifier (data element 235) has, its check digit among them. */
const productDigits: Readonly<Record<string, number>> = { UP: 12, EN: 13, UK: 14, EO: 8 };

/** Those of qualifiers whose number has no check digit (UI is 1-5-5, UA 2-5-5), or, as some guides have it, one more with it. */
const uncheckedDigits: Readonly<Record<string, number>> = { UI: 11, UA: 12 };

/** Whether the last digit of a GS1 number (GTIN, SSCC) is right: modulo 10 with the weights 3 and 1 from the right. */
export function hasCheckDigit(digits: string): boolean {
  if (digits.length < 2) return false;
  let sum = 0;
  for (let at = digits.length - 1, weight = 1; at >= 0; at -= 1, weight = 4 - weight) {
    const digit = digits.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return false;
    sum += digit * weight;
  }
  return sum % 10 === 0;
}

/** The check digit of a GS1 number without it. @throws RangeError when the text is not digits */
export function checkDigitOf(digits: string): string {
  const digit = Array.from('0123456789').find((one) => hasCheckDigit(digits + one));
  if (digit === undefined) throw new RangeError(`not a number: ${JSON.stringify(digits)}`);
  return digit;
}

/**
 * Checks the GTINs under UP, EN, UK, EO, UI and UA, and the SSCCs under GM (18 digits, or 20 with the application identifier 00) and AA
 * (18 digits); an SSCC marks one thing of a set only.
 */
export function checkDigits(segments: readonly Segment[], guide: CompiledGuide, findings: X12Finding[]): void {
  const marked = new Map<string, number>();
  segments.forEach((segment, index) => {
    const qualifiers = guide.segments.get(segment.id)?.qualifiers;
    if (!qualifiers) return;
    const position = index + 2;
    const find = (code: 'X12-CHECK-DIGIT' | 'X12-DUPLICATE', element: number, value: string, message: string): void => {
      findings.push({ code, severity: 'error', segment: segment.id, position, element, value, message });
    };
    for (const { qualifier, value, element } of pairsOf(segment, qualifiers)) {
      if (segment.id !== 'MAN') {
        const unchecked = Object.hasOwn(uncheckedDigits, qualifier) ? uncheckedDigits[qualifier] : undefined;
        if (unchecked !== undefined) {
          if (/^\d+$/.test(value) && value.length === unchecked) continue;
          if (value.length === unchecked + 1 && hasCheckDigit(value)) continue;
          const wanted = `${unchecked} digits, or ${unchecked + 1} with a right check digit`;
          find('X12-CHECK-DIGIT', element, value, `is not ${wanted}, as ${qualifier} is`);
          continue;
        }
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
function pairsOf({ elements }: Segment, qualifiers: readonly number[]): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const place of qualifiers) {
    const [qualifier, value] = [elements[place - 1], elements[place]];
    if (typeof qualifier === 'string' && typeof value === 'string' && value !== '')
      pairs.push({ qualifier, value, element: place + 1 });
  }
  return pairs;
}
