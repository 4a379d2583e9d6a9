import { Decimal } from 'decimal.js';
import type { Row } from '../database.ts';
import { convert, decimalOf } from './convert.ts';

/** What a quantity of a sales order line is worth, in the order's currency, rounded to cents. */
export interface LineValue {
  readonly gross: Decimal;
  readonly discount: Decimal;
  readonly net: Decimal;
}

/**
 * The value of so many order units of a line: price units × MPrice, less its discounts: a sum per price unit (MDiscValFlag
 * U), a share of a sum off the whole line (V), else each percentage of what the ones before have left.
 */
export function lineValue(line: Row, quantity: Decimal): LineValue {
  const priceUnits = convert(quantity, line, 'MConvFactOrdUm', 'MMulDivPrcFct');
  const gross = priceUnits.times(decimalOf(line, 'MPrice')).toDecimalPlaces(2);
  const discount = discountOf(line, gross, quantity, priceUnits).toDecimalPlaces(2);
  return { gross, discount, net: gross.minus(discount) };
}

function discountOf(line: Row, gross: Decimal, quantity: Decimal, priceUnits: Decimal): Decimal {
  const value = decimalOf(line, 'MDiscValue');
  if (line['MDiscValFlag'] === 'U') return value.times(priceUnits);
  if (line['MDiscValFlag'] === 'V') return value.times(quantity).dividedBy(decimalOf(line, 'MOrderQty'));
  const left = ['MDiscPct1', 'MDiscPct2', 'MDiscPct3'].reduce(
    (rest, column) => rest.times(new Decimal(100).minus(decimalOf(line, column))).dividedBy(100),
    gross,
  );
  return gross.minus(left);
}
