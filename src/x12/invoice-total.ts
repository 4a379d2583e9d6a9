import { Exact, type Amount } from '../documents/decimal.ts';
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
  WE: 1,
  RE: 1,
  LE: 1,
  TE: 1,
  UM: 1,
  CT: 1,
  QT: 1,
  NT: 1,
  PD: 12,
  HP: 100,
  TP: 1000,
};

/** The value of an invoiced quantity at a price of a basis, unrounded; undefined where the basis does not say. */
export function extensionOf(quantity: string, price: string, basis: string): Amount | undefined {
  const units = Object.hasOwn(unitsOfBasis, basis) ? unitsOfBasis[basis] : undefined;
  return units === undefined ? undefined : new Exact(quantity).times(price).dividedBy(units);
}

/** Half up to cents, as the 810's amounts with two implied decimals need. */
export function cents(amount: Amount): Amount {
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

function totalOf(segments: readonly Segment[], tds: number, roundPer: RoundPer): Amount | undefined {
  let [lines, charges, lineTaxes, summaryTaxes] = [new Exact(0), new Exact(0), new Exact(0), new Exact(0)];
  let hasSummaryTax = false;
  // Of the line an allowance or charge stands at: its value, and what the allowances before have left of it.
  let [gross, left] = [new Exact(0), new Exact(0)];
  for (const [index, segment] of segments.entries()) {
    if (segment.id === 'IT1') {
      const [quantity, price] = [text(segment, 2) || '0', text(segment, 4) || '0'];
      if (!isNumber(quantity) || !isNumber(price)) return undefined;
      const extension = extensionOf(quantity, price, text(segment, 5));
      if (!extension) return undefined;
      lines = lines.plus(roundPer === 'line' ? cents(extension) : extension);
      [gross, left] = [extension, extension];
    } else if (segment.id === 'SAC') {
      // 15 is information only; N, P and S neither add nor take off.
      const sign = { C: 1, A: -1 }[text(segment, 1)] ?? 0;
      if (sign === 0 || text(segment, 12) === '15') continue;
      const amount = amountOf(segment, index > tds ? undefined : { gross, left });
      if (!amount) return undefined;
      charges = charges.plus(amount.times(sign));
      left = left.plus(amount.times(sign));
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

/**
 * The amount of a SAC: SAC05; without it, rate times quantity (SAC08, SAC10), or the percentage of the line it stands at (SAC07; 7 in
 * SAC06 says of what is left of it). Undefined where that is no number, or a percentage has no line it is of.
 */
function amountOf(
  segment: Segment,
  line: { readonly gross: Amount; readonly left: Amount } | undefined,
): Amount | undefined {
  const [amount, percent, rate, quantity] = [5, 7, 8, 10].map((element) => text(segment, element));
  if (amount !== undefined && amount !== '') return isNumber(amount) ? new Exact(amount).dividedBy(100) : undefined;
  if (rate !== undefined && quantity !== undefined && rate !== '' && quantity !== '')
    return isNumber(rate) && isNumber(quantity) ? cents(new Exact(rate).times(quantity)) : undefined;
  if (percent === undefined || percent === '') return new Exact(0);
  if (!isNumber(percent) || !line) return undefined;
  const base = text(segment, 6) === '7' ? line.left : line.gross;
  return cents(base.abs().times(percent).dividedBy(100));
}

function text(segment: Segment | undefined, element: number): string {
  const value = segment?.elements[element - 1];
  return typeof value === 'string' ? value : '';
}

function isNumber(text: string): boolean {
  return /^-?(\d+\.?\d*|\.\d+)$/.test(text);
}
