import { Exact } from '../documents/decimal.ts';
import type { X12Finding } from './finding.ts';
import type { SetGuide } from './guide.ts';
import type { Segment } from './types.ts';

/** Checks what the set says of itself as a whole: totals and values that must be unique. */
export function checkWhole(segments: readonly Segment[], guide: SetGuide, findings: X12Finding[]): void {
  for (const rule of guide.totals) {
    const at = locate(segments, rule.element);
    if (!at || at.value === '') continue;
    const expected =
      'countOf' in rule ? String(segments.filter((s) => s.id === rule.countOf).length) : sumOf(segments, rule.sumOf);
    if (expected === undefined || !isNumber(at.value) || new Exact(at.value).equals(expected)) continue;
    const what = 'countOf' in rule ? `the number of ${rule.countOf} segments` : `the sum of ${rule.sumOf}`;
    findings.push({
      code: 'X12-TOTAL',
      severity: 'error',
      ...at,
      rule: what,
      message: `is ${at.value} where ${what} is ${expected}`,
    });
  }
  for (const reference of guide.unique) {
    const seen = new Map<string, number>();
    for (const { position, value, segment, element } of valuesOf(segments, reference)) {
      if (value === '') continue;
      const earlier = seen.get(value);
      if (earlier === undefined) seen.set(value, position);
      else {
        findings.push({
          code: 'X12-DUPLICATE',
          severity: 'error',
          segment,
          position,
          element,
          value,
          message: `is the same as in segment ${earlier}, where it must be unique`,
        });
      }
    }
  }
}

interface Located {
  readonly segment: string;
  readonly position: number;
  readonly element: number;
  readonly value: string;
}

/** Every value of an element such as `PO102`, in order. */
export function valuesOf(segments: readonly Segment[], reference: string): Located[] {
  const [segment, element] = splitReference(reference);
  return segments.flatMap((candidate, index) => {
    if (candidate.id !== segment) return [];
    const value = candidate.elements[element - 1] ?? '';
    return [{ segment, position: index + 2, element, value: typeof value === 'string' ? value : '' }];
  });
}

/** The segment and the element's number of a reference: `PO102` is PO1 and 2. */
export function splitReference(reference: string): [segment: string, element: number] {
  return [reference.slice(0, -2), Number(reference.slice(-2))];
}

function locate(segments: readonly Segment[], reference: string): Located | undefined {
  return valuesOf(segments, reference)[0];
}

function sumOf(segments: readonly Segment[], reference: string): string | undefined {
  const values = valuesOf(segments, reference).map(({ value }) => (value === '' ? '0' : value));
  if (!values.every(isNumber)) return undefined;
  return values.reduce((sum, value) => sum.plus(value), new Exact(0)).toFixed();
}

function isNumber(text: string): boolean {
  return /^-?(\d+\.?\d*|\.\d+)$/.test(text);
}
