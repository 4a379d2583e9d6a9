import { Exact, type Amount } from '../../documents/decimal.ts';
import type { MerchandiseLine } from '../../documents/purchase-order.ts';
import { placeOf } from '../findings.ts';
import { cents, extensionOf, type Segment } from '../../x12/index.ts';
import { mapped } from '../cells/text-cell.ts';
import { detail, merchandiseOf, type OrderTranslation } from './context.ts';
import { orderedLineOf } from './line-price.ts';

// What a wrong basis or unit makes of a value is another one by far more than quotients cut at 20 decimals do.
const SAME = '0.000001';
const CENT = '0.01';
/** How much of a line's value rounding its price may change before the order is refused. */
const ROUNDED_MOST = '0.01';

/**
 * Compares what the partner computes of each PO1 (PO102 times PO104, by the basis PO105), as the partner's rules on segments have
 * left it, with what the line costs: a basis that contradicts the unit changes what is ordered. Of a basis that does not say how
 * many units its price is for, nothing can be said.
 */
export function checkToldValues(t: OrderTranslation, segments: readonly Segment[]): void {
  const lines = merchandiseOf(t.order)[Symbol.iterator]();
  segments.forEach((segment, index) => {
    if (segment.id !== 'PO1') return;
    const { value: line } = lines.next();
    if (line) checkToldValue(t, line, segment, placeOf({ segment: 'PO1', position: index + 2, element: 5 }, segments));
  });
}

function checkToldValue(t: OrderTranslation, goods: MerchandiseLine, segment: Segment, element: string): void {
  const [, quantity = '', unit = '', price = '', basis = ''] = segment.elements.map((one) =>
    typeof one === 'string' ? one : '',
  );
  if (!isNumber(quantity) || !isNumber(price)) return;
  const computed = extensionOf(quantity, price, basis);
  const { form, value } = orderedLineOf(t, goods);
  // A price unit without a basis was said (priceCells).
  const unknown = form.per === 'price-unit' && mapped(t.profile.price.bases, goods.priceUom) === undefined;
  if (unknown || !computed || same(computed, value.gross)) return;
  const per = form.per === 'price-unit' ? goods.priceUom.trim() : 'unit ordered';
  t.build.find(
    t.codes.priceBasis,
    detail('MPriceUom', goods.line),
    `makes the partner compute ${quantity} ${unit} at ${price}${basis === '' ? '' : ` ${basis}`} as ${money(computed)}, where the price is per ${per} and the line costs ${money(value.gross)}`,
    form.per === 'price-unit'
      ? 'Correct the basis under price.bases of the profile, or set price.per: order-unit, or keep PO105 (drop).'
      : 'Correct price.basis of the profile, or what defaults makes of PO105.',
    { value: basis, element },
  );
}

/** A finding where rounding the price (`price.roundTo`) changes what the line costs by more than a cent. */
export function checkRounding(t: OrderTranslation, goods: MerchandiseLine): void {
  const { price, exact, value } = orderedLineOf(t, goods);
  if (price.equals(exact.price)) return;
  const change = value.gross.minus(exact.value).abs();
  const vanished = price.isZero();
  if (change.lessThanOrEqualTo(CENT) && !vanished) return;
  const slight = !vanished && change.lessThanOrEqualTo(exact.value.abs().times(ROUNDED_MOST));
  t.build.find(
    'PO-PRICE-ROUNDED',
    detail('MPrice', goods.line),
    `is told as ${price.toFixed()} (price.roundTo), which makes ${money(value.gross)} of a line that costs ${money(exact.value)}`,
    'Let the profile round to more decimals (price.roundTo), or tell the price per unit SYSPRO prices in (price.per).',
    { severity: slight ? 'warning' : 'error', value: exact.price.toDecimalPlaces(12).toFixed() },
  );
}

function same(computed: Amount, costs: Amount): boolean {
  return computed.minus(costs).abs().lessThanOrEqualTo(Exact.max(computed.abs(), costs.abs()).times(SAME));
}

/** Cents, or more decimals where there is nothing but less than a cent. */
function money(amount: Amount): string {
  const inCents = cents(amount);
  return (inCents.isZero() ? amount.toSignificantDigits(3) : inCents).toFixed();
}

function isNumber(text: string): boolean {
  return /^-?(\d+\.?\d*|\.\d+)$/.test(text);
}
