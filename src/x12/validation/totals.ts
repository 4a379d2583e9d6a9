import { Exact } from '../../documents/decimal.ts';
import type { X12Finding } from '../finding.ts';
import type { SetGuide } from '../guides/guide.ts';
import { splitReference, type Segment } from '../types.ts';

/** Checks what the set says of itself as a whole: totals and values that must be unique. */
export function checkWhole(segments: readonly Segment[], guide: SetGuide, findings: X12Finding[]): void {
  for (const rule of guide.totals) {
    const at = locate(segments, rule.element);
    if (!at || at.value === '') continue;
    const expected = 'countOf' in rule ? String(countOf(segments, rule.countOf)) : sumOf(segments, rule.sumOf);
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
    eachValue(segments, reference, (value, position, segment, element) => {
      if (value === '') return;
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
    });
  }
}

interface Located {
  readonly segment: string;
  readonly position: number;
  readonly element: number;
  readonly value: string;
}

/** Looks at every value of an element such as `PO102`, in order; one that is not sent, or is composite, is empty. */
function eachValue(
  segments: readonly Segment[],
  reference: string,
  look: (value: string, position: number, segment: string, element: number) => void,
): void {
  const [id, element] = splitReference(reference);
  for (let index = 0; index < segments.length; index += 1) {
    const segment = segments[index];
    if (segment?.id !== id) continue;
    const value = segment.elements[element - 1] ?? '';
    look(typeof value === 'string' ? value : '', index + 2, id, element);
  }
}

function countOf(segments: readonly Segment[], id: string): number {
  let count = 0;
  for (const segment of segments) if (segment.id === id) count += 1;
  return count;
}

function locate(segments: readonly Segment[], reference: string): Located | undefined {
  const [id, element] = splitReference(reference);
  const index = segments.findIndex((segment) => segment.id === id);
  const value = segments[index]?.elements[element - 1] ?? '';
  if (index === -1) return undefined;
  return { segment: id, position: index + 2, element, value: typeof value === 'string' ? value : '' };
}

/** The sum as text, exact; undefined where a value is no number. */
function sumOf(segments: readonly Segment[], reference: string): string | undefined {
  // Decimals are slow: whole numbers, nearly all of a hash total, are added as they are.
  let whole = 0;
  let rest = new Exact(0);
  let numbers = true;
  eachValue(segments, reference, (value) => {
    if (/^\d{1,9}$/.test(value)) whole += Number(value);
    else if (value !== '' && isNumber(value)) rest = rest.plus(value);
    else numbers &&= value === '';
  });
  return numbers ? rest.plus(whole).toFixed() : undefined;
}

function isNumber(text: string): boolean {
  return /^-?(\d+\.?\d*|\.\d+)$/.test(text);
}
