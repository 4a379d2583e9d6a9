import type { CompiledGuide } from '../guides/compiled-guide.ts';
import type { X12Finding } from '../finding.ts';
import type { Segment } from '../types.ts';

/** How many digits a GTIN has under a qualifier of data element 235, and whether its check digit is one of them. */
export interface GtinForm {
  readonly digits: number;
  readonly checked: boolean;
}

const gtinForms: Readonly<Record<string, GtinForm>> = {
  UP: { digits: 12, checked: true },
  EN: { digits: 13, checked: true },
  UK: { digits: 14, checked: true },
  EO: { digits: 8, checked: true },
  // 1-5-5 and 2-5-5; some guides have one digit more, which is then the check digit.
  UI: { digits: 11, checked: false },
  UA: { digits: 12, checked: false },
};

/** The form of a product qualifier's GTIN; undefined of one that is for other numbers. */
export function gtinFormOf(qualifier: string): GtinForm | undefined {
  return Object.hasOwn(gtinForms, qualifier) ? gtinForms[qualifier] : undefined;
}

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
 * (18 digits), also where one ends a range (MAN03, MAN06); an SSCC marks one thing of a set only, though in one MAN it may stand twice,
 * once for each qualifier.
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
        const form = gtinFormOf(qualifier);
        if (!form || isGtin(value, form)) continue;
        const { digits, checked } = form;
        const wanted = checked ? `${digits} digits with` : `${digits} digits, or ${digits + 1} with`;
        find('X12-CHECK-DIGIT', element, value, `is not ${wanted} a right check digit, as ${qualifier} is`);
        continue;
      }
      if (qualifier !== 'GM' && qualifier !== 'AA') continue;
      const sscc = qualifier === 'GM' && value.length === 20 && value.startsWith('00') ? value.slice(2) : value;
      if (sscc.length !== 18 || !hasCheckDigit(sscc)) {
        find('X12-CHECK-DIGIT', element, value, 'is not an SSCC of 18 digits with a right check digit');
      }
      const earlier = marked.get(sscc);
      if (earlier !== undefined && earlier !== position)
        find('X12-DUPLICATE', element, value, `already marks segment ${earlier}`);
      else marked.set(sscc, position);
    }
  });
}

function isGtin(value: string, { digits, checked }: GtinForm): boolean {
  if (!checked && value.length === digits) return /^\d+$/.test(value);
  return value.length === (checked ? digits : digits + 1) && hasCheckDigit(value);
}

interface Pair {
  readonly qualifier: string;
  readonly value: string;
  /** The value's place. */
  readonly element: number;
}

/**
 * A segment's pairs of product qualifier and number (235, 234) or mark qualifier and mark (88, 87); in MAN each qualifier has two
 * marks, the first and the last of a range.
 */
function pairsOf({ id, elements }: Segment, qualifiers: readonly number[]): readonly Pair[] {
  const pairs: Pair[] = [];
  const last = id === 'MAN' ? 2 : 1;
  for (const place of qualifiers) {
    const qualifier = elements[place - 1];
    if (typeof qualifier !== 'string') continue;
    for (let element = place + 1; element <= place + last; element += 1) {
      const value = elements[element - 1];
      if (typeof value === 'string' && value !== '') pairs.push({ qualifier, value, element });
    }
  }
  return pairs;
}
