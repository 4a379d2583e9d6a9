import { Exact, type Amount } from '../../documents/decimal.ts';
import type { MerchandiseLine } from '../../documents/purchase-order.ts';
import {
  discountColumn,
  discountTotal,
  netPricePerPriceUnit,
  priceFormOf,
  type LineValue,
  type PricedLine,
  type PriceForm,
} from '../segments/prices.ts';
import { isConverted, knownUnit, priceInUnit, quantityInUnit } from '../cells/units.ts';
import { detail, merchandiseOf, type OrderTranslation } from './context.ts';

// Beyond them stand the roundings of quotients that were rounded at 40 significant digits.
const DECIMALS_EXACT = 20;

/** A line of an order in the unit the partner takes, with the price it is told. */
interface OrderedLine {
  readonly line: PricedLine;
  readonly form: PriceForm;
  readonly price: Amount;
  /** The price before it was rounded (`price.roundTo`), and what the line is worth by it. */
  readonly exact: { readonly price: Amount; readonly value: Amount };
  readonly value: LineValue;
}

/** What an order's line is told. */
export function orderedLineOf(t: OrderTranslation, goods: MerchandiseLine): OrderedLine {
  const uom = goods.orderUom;
  const quantity = quantityInUnit(t, new Exact(goods.quantity), uom);
  const netPrice = priceInUnit(t, new Exact(goods.netPrice), uom);
  const line: PricedLine = {
    quantity: quantity.toFixed(),
    uom,
    converted: isConverted(t, uom),
    price: goods.price,
    priceUom: goods.priceUom,
    uomPrice: priceInUnit(t, new Exact(goods.orderUomPrice), uom).toFixed(),
    discounts: goods.discounts,
  };
  const form = priceFormOf(t.profile.price, line);
  const { exact, price } = pricesOf(t, line, netPrice, form);
  // What the quantity costs is the same whatever unit the price is told in; a price that was rounded is what the partner multiplies.
  const worth = quantity.times(form.net ? netPrice : line.uomPrice);
  const gross = price.equals(exact) ? worth : worth.times(price).dividedBy(exact).toDecimalPlaces(DECIMALS_EXACT);
  return {
    line,
    form,
    price,
    exact: { price: exact, value: worth },
    value: {
      gross,
      net: form.net || goods.discounts.length === 0 ? gross : quantity.times(netPrice),
      origin: (index) => detail(discountColumn(goods.discounts, index), goods.line),
      unit: knownUnit(t, uom, detail('MOrderUom', goods.line)),
    },
  };
}

/** What all discounts of the order come to, where they are allowances. */
export function orderDiscounts(t: OrderTranslation): Amount {
  return merchandiseOf(t.order).reduce(
    (sum, line) => sum.plus(discountTotal(orderedLineOf(t, line).value)),
    new Exact(0),
  );
}

/**
 * The price that is told: exact (a rounded price would not extend to the same amount), but for one that was converted to the
 * unit sent or that discounts were taken off, where the profile says how many decimals the partner takes: a price per
 * dozen may have no exact price per piece.
 */
function pricesOf(
  { profile: { price: policy } }: OrderTranslation,
  line: PricedLine,
  netPrice: Amount,
  form: PriceForm,
): { readonly exact: Amount; readonly price: Amount } {
  const exact =
    form.per === 'order-unit'
      ? form.net
        ? netPrice
        : new Exact(line.uomPrice)
      : form.net
        ? netPricePerPriceUnit(line, netPrice)
        : new Exact(line.price);
  const converted = form.per === 'order-unit' && (line.converted === true || line.priceUom.trim() !== line.uom.trim());
  const rounded = (form.net || converted) && policy.roundTo !== undefined;
  return { exact, price: rounded ? exact.toDecimalPlaces(policy.roundTo) : exact };
}
