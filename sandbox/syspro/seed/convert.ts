import { Decimal } from 'decimal.js';
import type { Row } from '../database.ts';

/** A value of a row as a decimal; blank is zero. */
export function decimalOf(row: Row, column: string): Decimal {
  return new Decimal(row[column] ?? 0);
}

/** A quantity × or ÷ the factor in those columns. */
export function convert(quantity: Decimal, row: Row, factor: string, mulDiv: string): Decimal {
  const by = decimalOf(row, factor);
  return row[mulDiv] === 'D' ? quantity.dividedBy(by) : quantity.times(by);
}

/** Canadian dollars for one US dollar. ExchangeRate with MulDiv `D`: a Canadian value ÷ the rate is the local one. */
export const canadianRate = new Decimal('1.37');
