import { Exact, textOfDecimal, type Amount, type DecimalText } from '../../documents/decimal.ts';

/** A conversion factor and what to do with it: `M` multiply, `D` divide. */
export interface Conversion {
  readonly factor: DecimalText;
  /** MMulDivPrc or MMulDivAlloc; blank counts as `M`. */
  readonly method: string;
}

/**
 * What MConvFactPrcUm/MMulDivPrc convert. SYSPRO's help for the purchasing price unit of measure says: the factor, multiplied
 * or divided as its flag says, turns the *order* unit into the *price* unit. That the line's columns hold that pair is
 * inferred from their names; every recorded factor is 1. A site whose lines hold the pair from the price unit to the stocking
 * unit instead says so.
 */
export type PriceFactor = 'order-to-price' | 'price-to-stocking';

export interface LinePrice {
  readonly price: DecimalText;
  readonly orderUom: string;
  readonly priceUom: string;
  readonly stockingUom: string;
  /** MConvFactPrcUm with MMulDivPrc: see {@link PriceFactor}. */
  readonly priceConversion: Conversion;
  /** MConvFactOrdUm with MMulDivAlloc: order quantity × factor (M) or ÷ factor (D) = stocking quantity (inferred). */
  readonly orderConversion: Conversion;
}

export type OrderUomPrice = { readonly price: DecimalText } | { readonly conflict: string };

/**
 * The price of one order unit, from the price of one price unit: price × (price units in one order unit).
 *
 * The inferred factors are used only where nothing surer decides:
 *
 * 1. price unit = order unit: the price stands as it is, whatever the factors;
 * 2. price unit = stocking unit: the pair from order to stocking unit converts, which both meanings of the other pair agree
 *    with; where the other pair says something else again, that is a conflict and not a guess;
 * 3. any other price unit: as {@link PriceFactor} says.
 *
 * All digits are kept. A quotient that does not end is rounded half up at 40 significant digits.
 */
export function orderUomPrice(line: LinePrice, meaning: PriceFactor = 'order-to-price'): OrderUomPrice {
  const { price, orderUom, priceUom, stockingUom } = line;
  if (priceUom === orderUom) return convert(price, one);
  const byPrice = ratioOf(line.priceConversion);
  const toStocking = ratioOf(line.orderConversion);
  if (!byPrice || !toStocking) return { conflict: 'has a conversion that is neither M (multiply) nor D (divide)' };
  if (priceUom === stockingUom) {
    return equal(byPrice, one) || (meaning === 'order-to-price' && equal(byPrice, toStocking))
      ? convert(price, toStocking)
      : { conflict: `and MConvFactOrdUm differ on how many ${priceUom} one ${orderUom} is` };
  }
  return convert(price, meaning === 'order-to-price' ? byPrice : dividedBy(toStocking, byPrice));
}

/** Kept as a fraction, so that ÷ 3 followed by × 3 is exact. */
interface Ratio {
  readonly over: Amount;
  readonly under: Amount;
}

const one: Ratio = { over: new Exact(1), under: new Exact(1) };

function equal(a: Ratio, b: Ratio): boolean {
  return a.over.times(b.under).eq(b.over.times(a.under));
}

function dividedBy(a: Ratio, b: Ratio): Ratio {
  return { over: a.over.times(b.under), under: a.under.times(b.over) };
}

/** A factor of 0 was never entered and counts as 1. Undefined where the method is none. */
function ratioOf({ factor, method }: Conversion): Ratio | undefined {
  const value = new Exact(factor);
  if (value.isZero()) return one;
  const flag = method.trim().toUpperCase();
  if (flag === 'M' || flag === '') return { over: value, under: new Exact(1) };
  return flag === 'D' ? { over: new Exact(1), under: value } : undefined;
}

function convert(price: DecimalText, by: Ratio): OrderUomPrice {
  const value = new Exact(price).times(by.over).div(by.under);
  return { price: textOfDecimal(value) };
}
