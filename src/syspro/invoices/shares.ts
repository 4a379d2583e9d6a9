import { Exact, sumOf, textOfDecimal, type DecimalText } from '../../documents/decimal.ts';

/**
 * Shares of a total in proportion to weights, in cents, that add up to the total exactly: what rounding leaves over goes to the
 * share of the greatest weight. All 0 where the weights add up to 0.
 */
export function sharesOf(total: DecimalText, weights: readonly DecimalText[]): DecimalText[] {
  const sum = sumOf(weights);
  if (sum === '0') return weights.map(() => '0');
  const shares = weights.map((weight) => new Exact(total).times(weight).div(sum).toDecimalPlaces(2));
  const rest = new Exact(total).minus(sumOf(shares.map(String)));
  const greatest = weights.reduce((best, weight, index) => {
    return new Exact(weight).abs().gt(new Exact(weights[best] ?? 0).abs()) ? index : best;
  }, 0);
  return shares.map((share, index) => (index === greatest ? share.plus(rest) : share)).map(textOfDecimal);
}
