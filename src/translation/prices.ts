import type { Discount } from '../documents/commerce.ts';
import { Exact, type DecimalText } from '../documents/decimal.ts';
import type { PriceSettings } from '../partners/index.ts';
import { cents } from '../x12/index.ts';
import { addAllowanceOrCharge } from './charges.ts';
import { checkDecimals, lookUp } from './goods.ts';
import type { PricedTranslation } from './text-cell.ts';
import { codeCell, setting, type Cell, type Origin } from './source.ts';

/** A decimal in arithmetic. */
export type Amount = InstanceType<typeof Exact>;

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
  /** Per {@link uom}, after discounts. */
  readonly netPrice: DecimalText;
  readonly priceOrigin: Origin;
  readonly priceUomOrigin: Origin;
}

/** A price per unit after discounts, in their order. */
export function afterDiscounts(price: Amount, quantity: DecimalText, discounts: readonly Discount[]): Amount {
  return discounts.reduce((left, discount) => {
    if (discount.kind === 'percent') return left.times(new Exact(100).minus(discount.percent)).dividedBy(100);
    if (discount.kind === 'per-unit') return left.minus(discount.amount);
    return new Exact(quantity).isZero() ? left : left.minus(new Exact(discount.amount).dividedBy(quantity));
  }, price);
}

/**
 * The price and its basis: exact (a rounded price would not extend to the same amount), but for a price that was converted to
 * the ordered unit or that discounts were taken off, where the profile says how many decimals the partner takes: a price per
 * dozen may have no exact price per piece.
 */
export function priceCells(
  t: PricedTranslation,
  policy: PriceSettings,
  line: PricedLine,
): { readonly price: Amount; readonly cells: [Cell, Cell | undefined]; readonly basis: string | undefined } {
  const sameUnit = line.priceUom.trim() === line.uom.trim();
  const perOrderUnit = policy.per === 'order-unit' || sameUnit;
  const net = policy.discounts === 'net' && line.discounts.length > 0;
  const exact = perOrderUnit ? new Exact(net ? line.netPrice : line.uomPrice) : pricePerPriceUnit(line, net);
  const computed = net || (perOrderUnit && !sameUnit);
  const price = computed && policy.roundTo !== undefined ? exact.toDecimalPlaces(policy.roundTo) : exact;
  if (price.isNegative()) {
    const fix = 'Correct the price in SYSPRO.';
    t.build.find(t.codes.price, line.priceOrigin, 'is negative', fix, { value: price.toFixed() });
  }
  checkDecimals(t, price, policy.maxDecimals, t.codes.priceDecimals, line.priceOrigin);
  const cell = codeCell(price.toFixed(), line.priceOrigin);
  if (perOrderUnit) {
    const { basis } = policy;
    return { price, basis, cells: [cell, basis === undefined ? undefined : codeCell(basis, setting('price.basis'))] };
  }
  const basis = lookUp(policy.bases, line.priceUom);
  if (basis === undefined) {
    t.build.find(
      t.codes.priceBasis,
      line.priceUomOrigin,
      'has no price basis in the profile',
      `Add ${JSON.stringify(line.priceUom.trim())} under price.bases of the profile.`,
      { value: line.priceUom },
    );
  }
  return { price, basis, cells: [cell, basis === undefined ? undefined : codeCell(basis, line.priceUomOrigin)] };
}

function pricePerPriceUnit(line: PricedLine, net: boolean): Amount {
  const price = new Exact(line.price);
  if (!net) return price;
  // Percentages take the same off whatever the unit; other discounts are in the ordered unit.
  if (line.discounts.every((discount) => discount.kind === 'percent'))
    return afterDiscounts(price, line.quantity, line.discounts);
  return new Exact(line.uomPrice).isZero() ? price : price.times(line.netPrice).dividedBy(line.uomPrice);
}

/**
 * The discounts of a line as allowances (SAC) of it, where the profile wants them so: each in cents, the last such that what is
 * left is exactly the line's net value.
 * @param gross quantity times the price sent
 */
export function addDiscounts(
  t: PricedTranslation,
  policy: PriceSettings,
  line: Pick<PricedLine, 'quantity' | 'uomPrice' | 'discounts'>,
  amounts: { readonly gross: Amount; readonly net: Amount; readonly origin: (discount: number) => Origin },
): void {
  if (policy.discounts === 'net' || line.discounts.length === 0) return;
  const { code, handling } = policy.discounts;
  const quantity = new Exact(line.quantity);
  let left = cents(amounts.gross).minus(cents(amounts.net));
  line.discounts.forEach((_, index) => {
    const before = afterDiscounts(new Exact(line.uomPrice), line.quantity, line.discounts.slice(0, index));
    const after = afterDiscounts(new Exact(line.uomPrice), line.quantity, line.discounts.slice(0, index + 1));
    const last = index === line.discounts.length - 1;
    const amount = last ? left : cents(before.minus(after).times(quantity));
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
