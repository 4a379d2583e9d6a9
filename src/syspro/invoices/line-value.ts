import type { Discount } from '../../documents/commerce.ts';
import { Exact, textOfDecimal, type Amount, type DecimalText } from '../../documents/decimal.ts';
import { netPriceOf } from '../../documents/discount-steps.ts';
import type { Finding } from '../../documents/finding.ts';
import { discountsOf } from '../discounts.ts';
import { orderUomPrice, type Conversion, type PriceFactor } from '../purchase-orders/line-price.ts';
import { readRow } from '../row-reader.ts';
import type { TableRow } from '../table-reader.ts';

/** What ArTrnDetail says of a line of goods. */
export interface BilledGoods {
  /** In stocking units. */
  readonly stockQuantity: DecimalText;
  /** In the invoice's currency, after discounts. */
  readonly netValue: DecimalText;
  readonly stockingUom: string;
}

/** Quantity, unit and price of a line of goods. */
export interface LineValue {
  readonly quantity: DecimalText;
  readonly uom: string;
  readonly price: DecimalText;
  readonly priceUom: string;
  readonly uomPrice: DecimalText;
  readonly discounts: readonly Discount[];
}

/**
 * How a line's value comes about. ArTrnDetail tells what is billed, in stocking units and without a price; the sales order line
 * tells units, price and discounts. Where these, multiplied, are the value that was billed, the line has them. Where they are not
 * (the order was changed after it was billed, has discounts of the whole order, or its factors mean something else at this site),
 * or there is no order line, the value stands and the price is what it comes to for one unit, without discounts.
 *
 * Undefined where nothing was billed and yet has a value: no price can say that.
 * @param orderLine SorDetail or its copy
 */
export function lineValueOf(
  billed: BilledGoods,
  orderLine: TableRow | undefined,
  priceFactor: PriceFactor,
): LineValue | undefined {
  const ordered = orderLine && asOrdered(billed, orderLine, priceFactor);
  if (ordered && explains(ordered, billed)) {
    const { netPrice: _, ...line } = ordered;
    return line;
  }
  const { quantity, uom } = ordered ?? { quantity: billed.stockQuantity, uom: billed.stockingUom };
  const price = pricePerUnit(billed.netValue, quantity);
  return price === undefined ? undefined : { quantity, uom, price, priceUom: uom, uomPrice: price, discounts: [] };
}

/** A line by its order line's units, price and discounts; undefined where its quantity cannot be told in the unit ordered. */
function asOrdered(billed: BilledGoods, row: TableRow, priceFactor: PriceFactor): Priced | undefined {
  // What is wrong with an order line is not wrong with the invoice: its value is known without.
  const findings: Finding[] = [];
  const line = readRow(row, 'SorDetail', findings);
  const uom = line.text('MOrderUom');
  if (uom === undefined) return undefined;
  const stockingUom = line.text('MStockingUom') ?? uom;
  const toStocking = { factor: line.decimal('MConvFactAlloc'), method: line.text('MMulDivQtyFct') ?? '' };
  const quantity = uom === stockingUom ? billed.stockQuantity : unconverted(billed.stockQuantity, toStocking);
  if (quantity === undefined) return undefined;
  const price = line.decimal('MPrice');
  const priceUom = line.text('MPriceUom') ?? uom;
  const pricing = {
    orderUom: uom,
    priceUom,
    stockingUom,
    // Which of the two pairs of factors is which is told by their names alone (inferred).
    priceConversion: { factor: line.decimal('MConvFactOrdUm'), method: line.text('MMulDivPrcFct') ?? '' },
    orderConversion: toStocking,
  };
  const converted = orderUomPrice({ price, ...pricing }, priceFactor);
  const discounts = discountsOf(line);
  if ('conflict' in converted || findings.length > 0) return { quantity, uom };
  const perUom = (amount: DecimalText): DecimalText => {
    const each = orderUomPrice({ price: amount, ...pricing }, priceFactor);
    return 'price' in each ? each.price : amount;
  };
  return {
    quantity,
    uom,
    price,
    priceUom,
    uomPrice: converted.price,
    discounts,
    netPrice: netPriceOf({ uomPrice: converted.price, quantity, discounts }, perUom),
  };
}

/** A line as ordered, or only its quantity where the order line's price cannot be understood. */
type Priced =
  (LineValue & { readonly netPrice: DecimalText }) | { readonly quantity: DecimalText; readonly uom: string };

/**
 * Whether quantity × price less discounts is the value billed: to the cent, or as near as a net price of five decimals, which
 * is what SYSPRO's prices have, can come to it.
 */
function explains(
  line: Priced,
  { netValue }: BilledGoods,
): line is Extract<Priced, LineValue & { netPrice: DecimalText }> {
  if (!('netPrice' in line)) return false;
  const difference = new Exact(line.quantity).times(line.netPrice).minus(netValue).abs();
  return difference.lte(new Exact(line.quantity).abs().times('0.000005').plus('0.01'));
}

/**
 * The quantity in the unit ordered that SYSPRO, converting it, keeps as this many stocking units. SYSPRO keeps six decimals, so
 * many quantities come to the same; the one with the fewest decimals is what somebody ordered.
 */
function unconverted(stockQuantity: DecimalText, { factor, method }: Conversion): DecimalText | undefined {
  const flag = method.trim().toUpperCase();
  // A factor of 0 was never entered and counts as 1.
  const by = new Exact(factor).isZero() ? new Exact(1) : new Exact(factor);
  if (flag !== 'M' && flag !== '' && flag !== 'D') return undefined;
  const stock = new Exact(stockQuantity);
  const exact = flag === 'D' ? stock.times(by) : stock.div(by);
  const kept = (quantity: Amount): Amount => (flag === 'D' ? quantity.div(by) : quantity.times(by)).toDecimalPlaces(6);
  return textOfDecimal(shortest(exact, 0, (quantity) => kept(quantity).eq(stock)));
}

/**
 * The price that comes to the value when multiplied by the quantity and rounded to cents: with the five decimals SYSPRO's prices
 * have where that is enough, for SORQID shows such a line with that price.
 */
function pricePerUnit(netValue: DecimalText, quantity: DecimalText): DecimalText | undefined {
  const value = new Exact(netValue);
  if (new Exact(quantity).isZero()) return value.isZero() ? '0' : undefined;
  return textOfDecimal(shortest(value.div(quantity), 5, (price) => price.times(quantity).toDecimalPlaces(2).eq(value)));
}

/** The rounding with the fewest decimals that still passes; the number itself where none does. */
function shortest(exact: Amount, decimals: number, passes: (candidate: Amount) => boolean): Amount {
  for (let places = decimals; places <= 12; places += 1) {
    const candidate = exact.toDecimalPlaces(places);
    if (passes(candidate)) return candidate;
  }
  return exact;
}
