import type { Discount } from '../../documents/commerce.ts';
import { Exact, type Amount, type DecimalText } from '../../documents/decimal.ts';
import { afterPercent, discountSteps } from '../../documents/discount-steps.ts';
import type { DiscountSettings, PriceSettings } from '../../partners/index.ts';
import { cents } from '../../x12/index.ts';
import { addAllowanceOrCharge, type ChargeBasis } from './charges.ts';
import { decimalCell } from '../cells/numbers.ts';
import { mapped, type PricedTranslation } from '../cells/text-cell.ts';
import { codeCell, literal, setting, type Cell, type Origin } from '../cells/source.ts';

/** What the price of a line of goods is made of. */
export interface PricedLine {
  readonly quantity: DecimalText;
  /** The unit of {@link quantity} in SYSPRO; what {@link converted} says is in the unit it is sent as. */
  readonly uom: string;
  /** Whether the profile converts {@link quantity} and {@link uomPrice} to another unit. */
  readonly converted?: boolean;
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
  const sameUnit = line.priceUom.trim() === line.uom.trim() && line.converted !== true;
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
  const cell = decimalCell(t, price, policy, t.codes.priceDecimals, origin);
  if (form.per === 'order-unit') {
    return [cell, policy.basis === undefined ? undefined : codeCell(policy.basis, setting('price.basis'))];
  }
  const basis = mapped(policy.bases, line.priceUom);
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

/** What a line is worth before and after its discounts, and where each discount stands. */
export interface LineValue {
  readonly gross: Amount;
  readonly net: Amount;
  readonly origin: (discount: number) => Origin;
  /** The unit of the quantity, for rates. */
  readonly unit: Cell | undefined;
}

/**
 * The discounts of a line as allowances (SAC) of it, where the profile wants them so: each in cents, the last such that what is
 * left is exactly the line's net value.
 */
export function addDiscounts(t: PricedTranslation, policy: PriceSettings, line: PricedLine, value: LineValue): void {
  if (policy.discounts === 'net' || policy.discounts.level !== 'line' || line.discounts.length === 0) return;
  const settings = policy.discounts;
  const add = (discount: LineDiscount, index: number): void => {
    addAllowanceOrCharge(t, discount.amount.negated(), {
      settings,
      path: 'price.discounts',
      origin: value.origin(index),
      description: literal(settings.description, 'price.discounts.description', 'free'),
      basis: basisOf(settings, line, value, discount),
      withoutAmount: !settings.amount,
    });
  };
  const all = lineDiscounts(line, value);
  if (settings.per === 'discount') all.forEach(add);
  else add(together(all), 0);
}

/** What the discounts of a line come to in cents, for an allowance of the whole document. */
export function discountTotal({ gross, net }: Pick<LineValue, 'gross' | 'net'>): Amount {
  return cents(gross).minus(cents(net));
}

/** The allowance of all discounts of a document, where the profile adds them up. */
export function addDiscountTotal(t: PricedTranslation, policy: PriceSettings, total: Amount, origin: Origin): void {
  if (policy.discounts === 'net' || policy.discounts.level !== 'summary') return;
  addAllowanceOrCharge(t, total.negated(), {
    settings: policy.discounts,
    path: 'price.discounts',
    origin,
    description: literal(policy.discounts.description, 'price.discounts.description', 'free'),
  });
}

interface LineDiscount {
  /** Off the line's value, in cents, with the sign of that value. */
  readonly amount: Amount;
  /** Off one unit of the quantity. */
  readonly rate: Amount;
  /** Absent of a discount that is an amount. */
  readonly percent?: Amount;
  /** What the percentage is of, as amount of the line. */
  readonly of: Amount;
}

function lineDiscounts(line: PricedLine, value: LineValue): LineDiscount[] {
  let left = discountTotal(value);
  let before = new Exact(line.uomPrice);
  const steps = discountedPrices(line);
  return line.discounts.map((discount, index) => {
    const after = steps[index] ?? before;
    const rate = before.minus(after);
    const amount = index === steps.length - 1 ? left : cents(rate.times(line.quantity));
    const of = before.times(line.quantity);
    left = left.minus(amount);
    before = after;
    return { amount, rate, of, ...(discount.kind === 'percent' ? { percent: new Exact(discount.percent) } : {}) };
  });
}

/** All discounts of a line as one. */
function together(discounts: readonly LineDiscount[]): LineDiscount {
  const sum = (of: (discount: LineDiscount) => Amount): Amount =>
    discounts.reduce((total, discount) => total.plus(of(discount)), new Exact(0));
  const percents = discounts.flatMap(({ percent }) => (percent ? [percent] : []));
  const left = percents.reduce(
    (rest, percent) => rest.times(new Exact(100).minus(percent)).dividedBy(100),
    new Exact(100),
  );
  return {
    amount: sum((discount) => discount.amount),
    rate: sum((discount) => discount.rate),
    of: discounts[0]?.of ?? new Exact(0),
    ...(percents.length === discounts.length ? { percent: new Exact(100).minus(left) } : {}),
  };
}

/** 378 for a percentage of what earlier discounts have left. */
const LESS_PREVIOUS = '7';

function basisOf(
  settings: DiscountSettings,
  line: PricedLine,
  { gross, unit }: LineValue,
  { rate, percent, of }: LineDiscount,
): ChargeBasis | undefined {
  if (settings.as === 'rate') return { kind: 'rate', rate, quantity: new Exact(line.quantity), unit };
  if (settings.as === 'amount' || percent === undefined) return undefined;
  const code = settings.percentOf;
  if (code === LESS_PREVIOUS) return { kind: 'percent', percent, of, code };
  // What a percentage of the rest is of the whole: the second 10 percent are 9 of it.
  const whole = new Exact(line.uomPrice).times(line.quantity);
  return { kind: 'percent', percent: whole.isZero() ? percent : percent.times(of).dividedBy(whole), of: gross, code };
}

/** The column a discount of a line stands in, in PorMasterDetail as in SorDetail. */
export function discountColumn(discounts: readonly Discount[], index: number): string {
  return discounts[index]?.kind === 'percent' ? `MDiscPct${Math.min(index + 1, 3)}` : 'MDiscValue';
}
