import { Exact, type Amount } from '../../documents/decimal.ts';
import type { InvoiceGoodsLine } from '../../documents/invoice.ts';
import { cents, extensionOf } from '../../x12/index.ts';
import {
  discountColumn,
  discountedPrices,
  netPricePerPriceUnit,
  priceFormOf,
  type LineValue,
  type PriceForm,
  type PricedLine,
} from '../segments/prices.ts';
import { mapped } from '../cells/text-cell.ts';
import { isConverted, knownUnit, priceInUnit, quantityInUnit } from '../cells/units.ts';
import { detail, orderDetail, type InvoiceTranslation } from './context.ts';

/** The price an invoice line is told with, and the values it goes with. */
export interface LinePrice {
  /** In the unit and with the signs the partner takes. */
  readonly line: PricedLine;
  readonly price: Amount;
  /** SYSPRO's price, with its tax where that is told, before it was fitted to the value billed. */
  readonly exact: Amount;
  readonly form: PriceForm;
  /**
   * Before allowances, as the receiver computes it from quantity and price; and what SYSPRO added to the invoice's total for it,
   * with its tax where the profile tells prices with tax.
   */
  readonly value: LineValue;
}

// More decimals than these of a price nobody entered are the digits of a division.
const DECIMALS_ENTERED = 6;
const DECIMALS_MOST = 12;

/**
 * The price of an invoice line such that quantity times price, in cents, is what SYSPRO billed. SYSPRO rounds line values and
 * discounts to cents on its own: where the price as entered, less discounts, comes to a cent more or less, or has no end of
 * decimals (a price per dozen, per piece), it is told with the fewest decimals, five at least, that come to the value billed.
 */
export function linePriceOf(t: InvoiceTranslation, goods: InvoiceGoodsLine): LinePrice {
  const { price: policy, taxes } = t.profile;
  const quantity = quantityInUnit(t, t.signed(goods.quantity), goods.uom);
  const line: PricedLine = {
    quantity: quantity.toFixed(),
    uom: goods.uom,
    converted: isConverted(t, goods.uom),
    price: goods.price,
    priceUom: goods.priceUom,
    uomPrice: priceInUnit(t, new Exact(goods.uomPrice), goods.uom).toFixed(),
    discounts: goods.discounts,
  };
  const form = priceFormOf(policy, line);
  const netPrice = discountedPrices(line).at(-1) ?? new Exact(line.uomPrice);
  const untaxed = t.signed(goods.netValue);
  const tax = taxes.as === 'price' ? t.signed(goods.taxValue) : new Exact(0);
  const net = untaxed.plus(tax);
  const before = quantity.times(line.uomPrice);
  const allowances = !form.net && goods.discounts.length > 0;
  const target = allowances ? cents(before).plus(tax) : net;
  const value = (gross: Amount): LineValue => ({
    gross,
    net,
    origin: (index) => orderDetail(discountColumn(goods.discounts, index), goods),
    unit: knownUnit(t, goods.uom, orderDetail('MOrderUom', goods)),
  });
  const fitted = t.profile.totals.roundPer === 'total' ? extending : fewestDecimals;
  const told = (untaxedPrice: Amount, units: Amount): Pick<LinePrice, 'line' | 'form' | 'price' | 'exact'> => {
    const exact = tax.isZero() || units.isZero() ? untaxedPrice : untaxedPrice.plus(tax.dividedBy(units));
    return { line, form, price: fitted(exact, units, target), exact };
  };
  if (form.per === 'price-unit') {
    const exact = form.net ? netPricePerPriceUnit(line, netPrice) : new Exact(line.price);
    const basis = mapped(policy.bases, line.priceUom) ?? '';
    const ratio = extensionOf('1', '1', basis);
    if (!ratio) return { line, form, price: exact, exact, value: value(before) };
    const units = quantity.times(ratio);
    const prices = told(exact, units);
    return { ...prices, value: value(units.times(prices.price)) };
  }
  const prices = told(form.net ? netPrice : new Exact(line.uomPrice), quantity);
  return { ...prices, value: value(quantity.times(prices.price)) };
}

/**
 * The same where the partner adds lines up before it rounds: a price that comes to the value billed exactly, where there is one, so
 * that what SYSPRO rounded line by line is in the prices.
 */
function extending(exact: Amount, quantity: Amount, target: Amount): Amount {
  if (quantity.isZero() || exact.times(quantity).equals(target)) return exact;
  const price = target.dividedBy(quantity);
  return price.decimalPlaces() <= DECIMALS_MOST ? price : fewestDecimals(exact, quantity, target);
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

/**
 * Findings where a line's value is further from quantity, price and discounts than rounding explains, and where the price told is as
 * far from SYSPRO's: the basis the profile has for the price unit is not how many units SYSPRO prices.
 */
export function checkValue(t: InvoiceTranslation, line: InvoiceGoodsLine): void {
  const quantity = t.signed(line.quantity);
  const net = t.signed(line.netValue);
  const computed = quantity.times(discountedPrices(line).at(-1) ?? line.uomPrice);
  // A cent for the line and for each discount, and what five decimals of a price cannot tell.
  const tolerance = new Exact('0.01').times(line.discounts.length + 1).plus(quantity.abs().times('0.000005'));
  if (computed.minus(net).abs().lessThanOrEqualTo(tolerance)) {
    checkBasis(t, line, tolerance);
    return;
  }
  t.build.find(
    'INV-LINE-VALUE',
    detail('NetSalesValue', line.line),
    `is ${net.toFixed()} where quantity, price and discounts make ${cents(computed).toFixed()}`,
    'Correct the line in SYSPRO, or send the invoice by other means.',
    { value: line.netValue },
  );
}

function checkBasis(t: InvoiceTranslation, goods: InvoiceGoodsLine, tolerance: Amount): void {
  const { line, form, price, exact } = linePriceOf(t, goods);
  if (form.per !== 'price-unit' || exact.isZero()) return;
  // What the difference of the prices is of the whole line.
  const change = price.minus(exact).dividedBy(exact).times(line.quantity).times(line.uomPrice);
  if (change.abs().lessThanOrEqualTo(tolerance)) return;
  const basis = mapped(t.profile.price.bases, goods.priceUom) ?? '';
  t.build.find(
    t.codes.priceBasis,
    orderDetail('MPriceUom', goods),
    `has the basis ${basis} in the profile, by which what was billed is a price of ${price.toDecimalPlaces(6).toFixed()}, and SYSPRO’s is ${exact.toDecimalPlaces(6).toFixed()}`,
    'Correct the basis under price.bases of the profile, or set price.per: order-unit.',
    { value: goods.priceUom },
  );
}
