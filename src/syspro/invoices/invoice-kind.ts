import { Exact, type Amount } from '../../documents/decimal.ts';
import type { Trait } from '../../documents/disposition.ts';
import type { InvoiceKind } from '../../documents/invoice.ts';
import type { TableRow } from '../table-reader.ts';

/** How this site stores credit notes (inferred, so a setting): with the values of what they give back negative, or positive. */
export type CreditValues = 'negative' | 'positive';

/** ArInvoice.DocumentType in upper case: live data shows a lower-case `i`, and it is an invoice like any other. */
export function documentTypeOf(row: TableRow): string {
  return (row['DocumentType'] ?? '').trim().toUpperCase();
}

/**
 * What an ArInvoice row is. Live data has credits stored as type I with a negative value, which are credit notes to whoever
 * gets them; so the value decides between those two. Undefined for a type that is none of I, C and D.
 */
export function kindOf(header: TableRow): InvoiceKind | undefined {
  switch (documentTypeOf(header)) {
    case 'I':
      return valueOf(header)?.isNegative() === true ? 'credit' : 'invoice';
    case 'C':
      return 'credit';
    case 'D':
      return 'debit';
    default:
      return undefined;
  }
}

/** Whether the values of a row have to change their sign to be as the customer sees them. */
export function isNegated(header: TableRow, creditValues: CreditValues): boolean {
  return creditValues === 'positive' && documentTypeOf(header) === 'C';
}

/** What an ArInvoice row alone tells of the kind of record; that it is a deposit, only ArTrnSummary does. */
export function traitsOf(header: TableRow, salesOrder: string | undefined, deposit = false): readonly Trait[] {
  const kind = kindOf(header);
  const traits: Trait[] = kind === undefined ? [] : [kind];
  if (deposit) traits.push('deposit');
  if (valueOf(header)?.isZero() === true) traits.push('zero-value');
  if (salesOrder === undefined) traits.push('without-sales-order');
  return traits;
}

/** ArInvoice.CurrencyValue; undefined where it is no number, which is a finding of its own. */
function valueOf(header: TableRow): Amount | undefined {
  const text = (header['CurrencyValue'] ?? '0').replace(/[\s,]/g, '');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return undefined;
  const value = new Exact(text);
  // Decimal.js knows a negative zero, and calls it negative.
  return value.isZero() ? new Exact(0) : value;
}
