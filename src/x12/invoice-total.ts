import { Exact } from '../documents/decimal.ts';
import type { X12Finding } from './finding.ts';
import type { Segment } from './types.ts';

/** Where amounts are rounded half up to cents: each line's extension, or the total once. */
export type RoundPer = 'line' | 'total';

/**
 * How many units a price of a basis (data element 639) is for. A basis that is not here says nothing of the extension that a
 * receiver could compute.
 */
const unitsOfBasis: Readonly<Record<string, number>> = {
  '': 1,
  PE: 1,
  UM: 1,
  CT: 1,
  QT: 1,
  NT: 1,
  PD: 12,
  HP: 100,
  TP: 1000,
};

/** The value of an invoiced quantity at a price of a basis, unrounded; undefined where the basis does not say. */
export function extensionOf(quantity: string, price: string, basis: string): InstanceType<typeof Exact> | undefined {
  const units = Object.hasOwn(unitsOfBasis, basis) ? unitsOfBasis[basis] : undefined;
  return units === undefined ? undefined : new Exact(quantity).times(price).dividedBy(units);
}

/** Half up to cents, as the 810's amounts with two implied decimals need. */
export function cents(amount: InstanceType<typeof Exact>): InstanceType<typeof Exact> {
  return amount.toDecimalPlaces(2, Exact.ROUND_HALF_UP);
}

/**
 * Checks that TDS01 is what the receiver recomputes: the lines' extensions, charges less allowances, and taxes. Nothing is said
 * where an amount has not the form of a number, or a price has a basis that allows no extension; the former is found elsewhere.
 */
export function checkInvoiceTotal(segments: readonly Segment[], roundPer: RoundPer, findings: X12Finding[]): void {
  const at = segments.findIndex((segment) => segment.id === 'TDS');
  const stated = text(segments[at], 1);
  const total = totalOf(segments, at, roundPer);
  if (total === undefined || !/^-?\d+$/.test(stated) || new Exact(stated).equals(total.times(100))) return;
  const sum = total.times(100).toFixed();
  findings.push({
    code: 'X12-TOTAL',
    severity: 'error',
    segment: 'TDS',
    position: at + 2,
    element: 1,
    value: stated,
    rule: 'lines, charges and taxes',
    message: `is ${stated} where lines, charges and taxes add up to ${sum}`,
  });
}

function totalOf(
  segments: readonly Segment[],
  tds: number,
  roundPer: RoundPer,
): InstanceType<typeof Exact> | undefined {
  let [lines, charges, lineTaxes, summaryTaxes] = [new Exact(0), new Exact(0), new Exact(0), new Exact(0)];
  let hasSummaryTax = false;
  for (const [index, segment] of segments.entries()) {
    if (segment.id === 'IT1') {
      const [quantity, price] = [text(segment, 2) || '0', text(segment, 4) || '0'];
      if (!isNumber(quantity) || !isNumber(price)) return undefined;
      const extension = extensionOf(quantity, price, text(segment, 5));
      if (!extension) return undefined;
      lines = lines.plus(roundPer === 'line' ? cents(extension) : extension);
    } else if (segment.id === 'SAC') {
      const amount = text(segment, 5);
      // 15 is information only; N, P and S neither add nor take off.
      if (amount === '' || text(segment, 12) === '15') continue;
      if (!isNumber(amount)) return undefined;
      const sign = { C: 1, A: -1 }[text(segment, 1)] ?? 0;
      charges = charges.plus(new Exact(amount).dividedBy(100).times(sign));
    } else if (segment.id === 'TXI') {
      const amount = text(segment, 2);
      // I: the prices include it.
      if (amount === '' || text(segment, 7) === 'I') continue;
      if (!isNumber(amount)) return undefined;
      if (index > tds) {
        hasSummaryTax = true;
        summaryTaxes = summaryTaxes.plus(amount);
      } else lineTaxes = lineTaxes.plus(amount);
    }
  }
  // Taxes of the lines are those of the summary, told line by line.
  return cents(lines.plus(charges).plus(hasSummaryTax ? summaryTaxes : lineTaxes));
}

function text(segment: Segment | undefined, element: number): string {
  const value = segment?.elements[element - 1];
  return typeof value === 'string' ? value : '';
}

function isNumber(text: string): boolean {
  return /^-?(\d+\.?\d*|\.\d+)$/.test(text);
}
