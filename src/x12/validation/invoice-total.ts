import { Exact, type Amount } from '../../documents/decimal.ts';
import type { X12Finding } from '../finding.ts';
import type { Segment } from '../types.ts';

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
 * Checks that TDS01 is what the receiver recomputes: the lines' extensions, charges less allowances, and taxes. Which TXI tells a tax
 * once more and which another one, X12 does not say: TDS01 is right when it agrees with one reading ({@link taxReadings}). Nothing is
 * said where an amount has not the form of a number, a price has a basis that allows no extension, or a tax is told in percent alone;
 * the first is found elsewhere.
 */
export function checkInvoiceTotal(segments: readonly Segment[], roundPer: RoundPer, findings: X12Finding[]): void {
  const at = segments.findIndex((segment) => segment.id === 'TDS');
  const stated = text(segments[at], 1);
  const totals = totalsOf(segments, at, roundPer)?.map((total) => total.times(100));
  const [first] = totals ?? [];
  if (first === undefined || !/^-?\d+$/.test(stated) || totals?.some((total) => total.equals(stated))) return;
  findings.push({
    code: 'X12-TOTAL',
    severity: 'error',
    segment: 'TDS',
    position: at + 2,
    element: 1,
    value: stated,
    rule: 'lines, charges and taxes',
    message: `is ${stated} where lines, charges and taxes add up to ${first.toFixed()}`,
  });
}

/** What an invoice may come to, by each reading of its taxes. */
function totalsOf(segments: readonly Segment[], tds: number, roundPer: RoundPer): Amount[] | undefined {
  let [lines, charges] = [new Exact(0), new Exact(0)];
  const taxes: ToldTaxes = { lines: [], summary: [], charges: [] };
  // Of the line an allowance or charge stands at: its value, and what the allowances before have left of it.
  let [gross, left] = [new Exact(0), new Exact(0)];
  let summaryCharge = false;
  for (const [index, segment] of segments.entries()) {
    if (segment.id === 'IT1') {
      const [quantity, price] = [text(segment, 2) || '0', text(segment, 4) || '0'];
      if (!isNumber(quantity) || !isNumber(price)) return undefined;
      const extension = extensionOf(quantity, price, text(segment, 5));
      if (!extension) return undefined;
      lines = lines.plus(roundPer === 'line' ? cents(extension) : extension);
      [gross, left] = [extension, extension];
    } else if (segment.id === 'SAC') {
      summaryCharge = index > tds;
      // 15 is information only; N, P and S neither add nor take off.
      const sign = { C: 1, A: -1 }[text(segment, 1)] ?? 0;
      if (sign === 0 || text(segment, 12) === '15') continue;
      const amount = amountOf(segment, index > tds ? undefined : { gross, left });
      if (!amount) return undefined;
      charges = charges.plus(amount.times(sign));
      left = left.plus(amount.times(sign));
    } else if (segment.id === 'TXI') {
      const amount = taxOf(segment);
      if (!amount) return undefined;
      const told = index < tds ? taxes.lines : summaryCharge ? taxes.charges : taxes.summary;
      if (amount !== 'none') told.push({ type: text(segment, 1), amount });
    }
  }
  return taxReadings(taxes).map((tax) => cents(lines.plus(charges).plus(tax)));
}

/**
 * The amount of a TXI, TXI02; `none` where it adds nothing: the prices include it (I in TXI07), or it is exempt. Undefined where that
 * is no number, or a percentage (TXI03) stands alone, for what it is of is not told.
 */
function taxOf(segment: Segment): Amount | 'none' | undefined {
  const [amount, percent, exempt] = [text(segment, 2), text(segment, 3), text(segment, 6)];
  if (text(segment, 7) === 'I') return 'none';
  if (amount !== '') return isNumber(amount) ? new Exact(amount) : undefined;
  // 2 says that it is not exempt.
  const untaxed = percent === '' || (exempt !== '' && exempt !== '2') || (isNumber(percent) && Number(percent) === 0);
  return untaxed ? 'none' : undefined;
}

interface ToldTax {
  /** TXI01. */
  readonly type: string;
  readonly amount: Amount;
}

/** The taxes of an invoice by where their TXI stands: at a line or what belongs to it; after TDS; in a SAC loop after TDS. */
interface ToldTaxes {
  readonly lines: ToldTax[];
  readonly summary: ToldTax[];
  readonly charges: ToldTax[];
}

/**
 * What the taxes may come to. Those after TDS are the whole tax, or that of the lines, to which those of the charges come; they tell
 * again what the lines and charges tell, or only what is of the same kind. Without them lines and charges are added up.
 */
function taxReadings({ lines, summary, charges }: ToldTaxes): Amount[] {
  const sum = (taxes: readonly ToldTax[]): Amount => taxes.reduce((all, { amount }) => all.plus(amount), new Exact(0));
  if (summary.length === 0) return [sum(lines).plus(sum(charges))];
  const kinds = new Set(summary.map(({ type }) => type));
  const others = (taxes: readonly ToldTax[]): Amount => sum(taxes.filter(({ type }) => !kinds.has(type)));
  const [whole, zero] = [sum(summary), new Exact(0)];
  return [zero, others(lines)].flatMap((ofLines) =>
    [zero, sum(charges), others(charges)].map((ofCharges) => whole.plus(ofLines).plus(ofCharges)),
  );
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
