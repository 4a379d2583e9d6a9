import { Decimal } from 'decimal.js';
import type { TextRow } from './text-rows.ts';

/** A line of goods, and not a comment or charge. */
export function isGoods(line: TextRow): boolean {
  return line.LineType === '1' || line.LineType === '7';
}

/**
 * What a quantity in order units costs. MConvFactPrcUm with MMulDivPrc converts order units to price units, as SYSPRO's help
 * says of the purchasing price unit; that the line's columns hold that pair is inferred.
 */
export function lineValue(line: TextRow, quantity: string | undefined, price: string | undefined): Decimal {
  const ordered = new Decimal(quantity ?? 0);
  const factor = line.MConvFactPrcUm ?? 1;
  const inPriceUnits = line.MMulDivPrc === 'D' ? ordered.dividedBy(factor) : ordered.times(factor);
  return inPriceUnits.times(price ?? 0);
}
