import { Exact, type Amount } from '../../documents/decimal.ts';
import type { InvoiceGoodsLine } from '../../documents/invoice.ts';
import { cents, extensionOf } from '../../x12/index.ts';
import { lookUp } from '../goods.ts';
import { discountedPrices, netPricePerPriceUnit, priceFormOf, type PriceForm, type PricedLine } from '../prices.ts';
import { detail, type InvoiceTranslation } from './context.ts';

/** The price an invoice line is told with, and the values it goes with. */
export interface LinePrice {
  readonly line: PricedLine;
  readonly price: Amount;
  readonly form: PriceForm;
  /** The line's value as the receiver computes it from quantity and price, before allowances. */
  readonly gross: Amount;
  /** What SYSPRO added to the invoice's total for it. */
  readonly net: Amount;
}

// More decimals than these of a price nobody entered are the digits of a division.
const DECIMALS_ENTERED = 6;
const DECIMALS_MOST = 12;

/**
 * The price of an invoice line such that quantity times price, in cents, is what SYSPRO billed. SYSPRO rounds line values and
 * discounts to cents on its own: where the price as entered, less discounts, comes to a cent more or less, or has no end of
 * decimals (a price per dozen, per piece), it is told with the fewest decimals, five at least, that come to the value billed.
 * A line that is further off than rounding explains is a finding.
 */
export function linePriceOf(t: InvoiceTranslation, goods: InvoiceGoodsLine): LinePrice {
  const { price: policy } = t.profile;
  const quantity = t.signed(goods.quantity);
  const line: PricedLine = goods;
  const form = priceFormOf(policy, line);
  const netPrice = discountedPrices(line).at(-1) ?? new Exact(line.uomPrice);
  const net = t.signed(goods.netValue);
  const before = quantity.times(line.uomPrice);
  checkValue(t, goods, { computed: quantity.times(netPrice), quantity, net });
  const allowances = !form.net && goods.discounts.length > 0;
  const target = allowances ? cents(before) : net;
  if (form.per === 'price-unit') {
    const exact = form.net ? netPricePerPriceUnit(line, netPrice) : new Exact(line.price);
    const basis = lookUp(policy.bases, line.priceUom) ?? '';
    const units = extensionOf('1', '1', basis);
    const price = units ? fewestDecimals(exact, quantity.times(units), target) : exact;
    return { line, form, price, net, gross: units ? quantity.times(units).times(price) : before };
  }
  const price = fewestDecimals(form.net ? netPrice : new Exact(line.uomPrice), quantity, target);
  return { line, form, price, net, gross: quantity.times(price) };
}

function fewestDecimals(exact: Amount, quantity: Amount, target: Amount): Amount {
  const comesToTarget = (price: Amount): boolean => cents(price.times(quantity)).equals(target);
  if (quantity.isZero() || (exact.decimalPlaces() <= DECIMALS_ENTERED && comesToTarget(exact))) return exact;
  for (const source of [exact, target.dividedBy(quantity)]) {
    for (let places = 5; places <= DECIMALS_MOST; places += 1) {
      const price = source.toDecimalPlaces(places, Exact.ROUND_HALF_UP);
      if (comesToTarget(price)) return price;
    }
  }
  return exact;
}

function checkValue(
  t: InvoiceTranslation,
  line: InvoiceGoodsLine,
  { computed, quantity, net }: { computed: Amount; quantity: Amount; net: Amount },
): void {
  // A cent for the line and for each discount, and what five decimals of a price cannot tell.
  const tolerance = new Exact('0.01').times(line.discounts.length + 1).plus(quantity.abs().times('0.000005'));
  if (computed.minus(net).abs().lessThanOrEqualTo(tolerance)) return;
  t.build.find(
    'INV-LINE-VALUE',
    detail('NetSalesValue', line.line),
    `is ${net.toFixed()} where quantity, price and discounts make ${cents(computed).toFixed()}`,
    'Correct the line in SYSPRO, or send the invoice by other means.',
    { value: line.netValue },
  );
}
