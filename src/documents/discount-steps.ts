import type { Discount } from './commerce.ts';
import { Exact, textOfDecimal, type Amount, type DecimalText } from './decimal.ts';

/** A price of a line of goods, and what is taken off it. */
export interface DiscountedPrice {
  /** Of one unit of {@link quantity}, before discounts. */
  readonly uomPrice: DecimalText;
  /** Negative in a credit note; its amounts off the line are taken to be positive all the same (inferred). */
  readonly quantity: DecimalText;
  readonly discounts: readonly Discount[];
}

/**
 * The price of one unit of the quantity after each discount, in their order (MDiscPct1..3, MDiscValFlag, MDiscValue). All digits are
 * kept; a quotient that does not end is rounded half up at 40 significant digits. An amount off the whole line is off the size of
 * its quantity, whatever the sign, and takes nothing off a line of quantity 0.
 * @param perUnit what an amount off each unit SYSPRO prices in is off one unit of the quantity, where they differ
 */
export function discountSteps(
  { uomPrice, quantity, discounts }: DiscountedPrice,
  perUnit: (amount: DecimalText) => Amount | DecimalText = (amount) => amount,
): Amount[] {
  const units = new Exact(quantity).abs();
  let left = new Exact(uomPrice);
  return discounts.map((discount) => {
    switch (discount.kind) {
      case 'percent':
        left = afterPercent(left, discount.percent);
        break;
      case 'per-unit':
        left = left.minus(perUnit(discount.amount));
        break;
      case 'value':
        if (!units.isZero()) left = left.minus(new Exact(discount.amount).div(units));
        break;
    }
    return left;
  });
}

/** The price after all of {@link discountSteps}. */
export function netPriceOf(
  price: DiscountedPrice,
  perUnit?: (amount: DecimalText) => Amount | DecimalText,
): DecimalText {
  return textOfDecimal(discountSteps(price, perUnit).at(-1) ?? new Exact(price.uomPrice));
}

/** What a percentage leaves of an amount. */
export function afterPercent(amount: Amount, percent: DecimalText): Amount {
  return amount.times(new Exact(100).minus(percent)).div(100);
}
