import { Decimal } from 'decimal.js';

/**
 * A decimal number as text, such as `12.5` or `-3`: never an IEEE float. Documents carry numbers so, because a document
 * is stored, hashed and compared as JSON; {@link Decimal} does the arithmetic.
 */
export type DecimalText = string;

// 40 significant digits hold SYSPRO's widest product, decimal(18,6) × decimal(15,5), without rounding.
export const Exact: typeof Decimal = Decimal.clone({
  precision: 40,
  rounding: Decimal.ROUND_HALF_UP,
  toExpNeg: -30,
  toExpPos: 40,
});

/** A decimal in arithmetic. */
export type Amount = InstanceType<typeof Exact>;

/**
 * The canonical text of a number as SYSPRO writes it: blanks and thousands separators dropped, no trailing zeros after
 * the point, no exponent. So two renderings of one value (`        38400.000000`, `38,400.000`) compare and hash equal.
 * @throws RangeError when the text is not a decimal number
 */
export function decimalText(raw: string | number): DecimalText {
  const text = String(raw).replace(/[\s,]/g, '');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text))
    throw new RangeError(`not a decimal number: ${JSON.stringify(raw)}`);
  return textOfDecimal(new Exact(text));
}

/** The canonical text of a decimal in arithmetic; 0 has no sign. */
export function textOfDecimal(value: Amount): DecimalText {
  return value.isZero() ? '0' : value.toFixed();
}

/** The sum of decimals, exactly; `0` of none. */
export function sumOf(values: readonly DecimalText[]): DecimalText {
  return textOfDecimal(values.reduce((sum, value) => sum.plus(value), new Exact(0)));
}

/** The number with the other sign. */
export function negated(value: DecimalText): DecimalText {
  return textOfDecimal(new Exact(value).negated());
}
