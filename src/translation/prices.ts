import type { Discount } from '../documents/commerce.ts';
import { Exact, type Amount, type DecimalText } from '../documents/decimal.ts';
import { afterPercent, discountSteps } from '../documents/discount-steps.ts';
import type { PriceSettings } from '../partners/index.ts';
import { cents } from '../x12/index.ts';
import { addAllowanceOrCharge } from './charges.ts';
import { checkDecimals, lookUp } from './goods.ts';
import type { PricedTranslation } from './text-cell.ts';
import { codeCell, setting, type Cell, type Origin } from './source.ts';

/** What the price of a line of goods is made of. */
export interface PricedLine {
  readonly quantity: DecimalText;
  /** The unit of {@link quantity}. */
  readonly uom: string;
  /** Per {@link priceUom}, before discounts. */
  readonly price: DecimalText;
  readonly priceUom: string;
  /** Per {@link uom}, before discounts. */
  readonly uomPrice: DecimalText;
  readonly discounts: readonly Discount[];
}

/** What a partner's profile makes of a line's price. */
export interface PriceForm {
  /** Told per unit of the quantity, or per unit SYSPRO prices in. */
  readonly per: 'order-unit' | 'price-unit';
  /** Whether discounts are taken off it. */
  readonly net: boolean;
}

/** How a line's price is told. */
export function priceFormOf(policy: PriceSettings, line: PricedLine): PriceForm {
  const sameUnit = line.priceUom.trim() === line.uom.trim();
  return {
    per: sameUnit ? 'order-unit' : policy.per,
    net: policy.discounts === 'net' && line.discounts.length > 0,
  };
}

/**
 * The price per unit of the quantity after each discount, in their order; an amount off each unit is off each unit SYSPRO prices
 * in (MDiscValFlag U).
 */
export function discountedPrices(line: PricedLine): Amount[] {
  const price = new Exact(line.price);
  // How many price units one unit of the quantity is.
  const ratio = price.isZero() ? new Exact(1) : new Exact(line.uomPrice).dividedBy(price);
  return discountSteps(line, (amount) => ratio.times(amount));
}

/** The price per unit SYSPRO prices in, after discounts. */
export function netPricePerPriceUnit(line: PricedLine, netPrice: Amount): Amount {
  const price = new Exact(line.price);
  if (line.discounts.every((discount) => discount.kind === 'percent')) {
    // Percentages take the same off whatever the unit, and the result has an end of decimals.
    return line.discounts.reduce((left, { percent }) => afterPercent(left, percent), price);
  }
  return new Exact(line.uomPrice).isZero() ? price : price.times(netPrice).dividedBy(line.uomPrice);
}

/** The elements of a price and its basis; findings where the partner cannot take them. */
export function priceCells(
  t: PricedTranslation,
  policy: PriceSettings,
  line: PricedLine,
  told: { readonly price: Amount; readonly form: PriceForm; readonly origin: Origin; readonly unitOrigin: Origin },
): [Cell, Cell | undefined] {
  const { price, form, origin, unitOrigin } = told;
  if (price.isNegative()) {
    const fix = 'Correct the price in SYSPRO.';
    t.build.find(t.codes.price, origin, 'is negative', fix, { value: price.toFixed() });
  }
  checkDecimals(t, price, policy.maxDecimals, t.codes.priceDecimals, origin);
  const cell = codeCell(price.toFixed(), origin);
  if (form.per === 'order-unit') {
    return [cell, policy.basis === undefined ? undefined : codeCell(policy.basis, setting('price.basis'))];
  }
  const basis = lookUp(policy.bases, line.priceUom);
  if (basis === undefined) {
    t.build.find(
      t.codes.priceBasis,
      unitOrigin,
      'has no price basis in the profile',
      `Add ${JSON.stringify(line.priceUom.trim())} under price.bases of the profile.`,
      { value: line.priceUom },
    );
  }
  return [cell, basis === undefined ? undefined : codeCell(basis, unitOrigin)];
}

/**
 * The discounts of a line as allowances (SAC) of it, where the profile wants them so: each in cents, the last such that what is
 * left is exactly the line's net value.
 * @param amounts the line's value before and after discounts
 */
export function addDiscounts(
  t: PricedTranslation,
  policy: PriceSettings,
  line: PricedLine,
  amounts: { readonly gross: Amount; readonly net: Amount; readonly origin: (discount: number) => Origin },
): void {
  if (policy.discounts === 'net') return;
  const { code, handling } = policy.discounts;
  let left = cents(amounts.gross).minus(cents(amounts.net));
  const steps = [new Exact(line.uomPrice), ...discountedPrices(line)];
  steps.slice(1).forEach((after, index, all) => {
    const before = steps[index] ?? after;
    const amount = index === all.length - 1 ? left : cents(before.minus(after).times(line.quantity));
    left = left.minus(amount);
    addAllowanceOrCharge(t, amount.negated(), {
      code,
      codePath: 'price.discounts.code',
      handling,
      handlingPath: 'price.discounts.handling',
      origin: amounts.origin(index),
    });
  });
}

/** The column a discount of a line stands in, in PorMasterDetail as in SorDetail. */
export function discountColumn(discounts: readonly Discount[], index: number): string {
  return discounts[index]?.kind === 'percent' ? `MDiscPct${Math.min(index + 1, 3)}` : 'MDiscValue';
}
