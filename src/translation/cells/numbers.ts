import type { Amount } from '../../documents/decimal.ts';
import type { DecimalForm, NumberFormat } from '../../partners/index.ts';
import { codeCell, type Cell, type Origin } from './source.ts';
import type { Translation } from './text-cell.ts';

/** A decimal number (X12 type R) with the decimals and the leading zero the partner takes; all its own decimals are kept. */
export function decimalText(value: Amount, { minDecimals, leadingZero }: DecimalForm): string {
  const text = value.toFixed(Math.max(value.decimalPlaces(), minDecimals));
  return leadingZero ? text : text.replace(/^(-?)0\./, '$1.');
}

/** The cell of a decimal number; a finding where it has more decimals than the partner takes. @param code of the finding */
export function decimalCell(t: Translation, value: Amount, format: NumberFormat, code: string, origin: Origin): Cell {
  const { maxDecimals } = format;
  if (maxDecimals !== undefined && value.decimalPlaces() > maxDecimals) {
    const message = `has ${value.decimalPlaces()} decimals, and the partner takes ${maxDecimals}`;
    const fix = 'Correct it in SYSPRO, or change the profile. It is never rounded.';
    t.build.find(code, origin, message, fix, { value: value.toFixed() });
  }
  return codeCell(decimalText(value, format), origin);
}
