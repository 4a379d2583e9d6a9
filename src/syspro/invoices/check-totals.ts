import { negated, sumOf, type DecimalText } from '../../documents/decimal.ts';
import type { InvoiceLine, InvoiceTotals } from '../../documents/invoice.ts';
import type { RowReader } from '../row-reader.ts';
import type { Posting } from './posted-amounts.ts';

export interface TotalsToCheck {
  /** ArInvoice. */
  readonly reader: RowReader;
  /** ArTrnSummary, the rows that count. */
  readonly summaries: readonly RowReader[];
  /** ArTrnDetail, the rows that count. */
  readonly details: readonly RowReader[];
  readonly lines: readonly InvoiceLine[];
  readonly totals: InvoiceTotals;
  readonly posting: Posting;
}

/**
 * Holds an invoice's totals against each other: what SYSPRO says twice and differently is a finding and never a guess, for the
 * customer would pay by the one and check by the other.
 */
export function checkTotals({ reader, summaries, details, lines, totals, posting }: TotalsToCheck): void {
  const [summary] = summaries;
  // Without a summary there is nothing to compare, which is a finding already.
  if (!summary) return;
  const { foreign, negate } = posting;
  const differs = (at: RowReader, column: string, its: DecimalText, what: string, theirs: DecimalText): void => {
    if (its === theirs) return;
    at.report(
      column,
      'SYSPRO-TOTAL-MISMATCH',
      `is ${its}, while ${what} ${theirs}`,
      'Find out in SYSPRO which of the two is right; send the invoice by other means if it cannot be corrected.',
    );
  };
  const value = reader.decimal('CurrencyValue');
  differs(
    reader,
    'CurrencyValue',
    negate ? negated(value) : value,
    'merchandise, freight, other charges and tax of ArTrnSummary come to',
    totals.total,
  );
  const goods = lines.map((line) => ('netValue' in line ? line.netValue : '0'));
  differs(
    summary,
    foreign ? 'ForeignMerchVal' : 'MerchandiseValue',
    totals.merchandise,
    'the lines of goods in ArTrnDetail come to',
    sumOf(goods),
  );
  for (const { kind, part, column } of charges) {
    const amounts = lines.map((line) => (line.kind === kind ? line.amount : '0'));
    const of = foreign ? column.foreign : column.local;
    differs(summary, of, totals[part], 'such lines in ArTrnDetail come to', sumOf(amounts));
  }
  // A line's tax is kept in the company's own currency alone.
  const tax = sumOf(summaries.map((row) => row.decimal('TaxValue')));
  const taxes = details.flatMap((row) => [row.decimal('TaxValue'), row.decimal('TaxValueFst')]);
  differs(summary, 'TaxValue', tax, 'the taxes of the lines in ArTrnDetail come to', sumOf(taxes));
}

const charges = [
  { kind: 'freight', part: 'freight', column: { local: 'FreightValue', foreign: 'ForeignFreightVal' } },
  { kind: 'miscellaneous', part: 'other', column: { local: 'OtherValue', foreign: 'ForeignOtherVal' } },
] as const;
