import { Decimal } from 'decimal.js';

/** As people read it: `38,400.000`. */
export function edited(value: Decimal.Value, decimals: number): string {
  const [whole = '0', fraction] = new Decimal(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** As the COBOL picture has it: right-justified in blanks. */
export function padded(value: Decimal.Value, decimals: number, width: number): string {
  return new Decimal(value).toFixed(decimals).padStart(width);
}
