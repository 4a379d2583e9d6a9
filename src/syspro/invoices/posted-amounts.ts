import { negated, sumOf, type DecimalText } from '../../documents/decimal.ts';
import type { InvoiceTotals } from '../../documents/invoice.ts';
import { knownLineType } from '../line-type.ts';
import type { RowReader } from '../row-reader.ts';
import type { InvoiceSettings } from './invoice-settings.ts';
import { sharesOf } from './shares.ts';

/** The tax of one code on a line, in the invoice's currency. */
export interface LineTax {
  readonly code: string;
  readonly amount: DecimalText;
}

/** What ArTrnDetail says a line is worth, in the invoice's currency, signed as the customer sees it. */
export interface LineAmounts {
  readonly netValue: DecimalText;
  readonly taxes: readonly LineTax[];
}

/** Which values of an invoice's rows count, and with which sign. */
export interface Posting extends Pick<InvoiceSettings, 'foreignLineValue'> {
  /** The invoice is in another currency than the company's own. */
  readonly foreign: boolean;
  /** Values are stored with the other sign than the customer sees them. */
  readonly negate: boolean;
}

/**
 * The totals of an invoice: the sums of its ArTrnSummary rows, of which there may be several. Values are in the company's own
 * currency, their Foreign… twins in the invoice's.
 */
export function totalsOf(summaries: readonly RowReader[], { foreign, negate }: Posting): InvoiceTotals {
  const sum = (local: string, twin: string): DecimalText => {
    const total = sumOf(summaries.map((summary) => summary.decimal(foreign ? twin : local)));
    return negate ? negated(total) : total;
  };
  const parts = {
    merchandise: sum('MerchandiseValue', 'ForeignMerchVal'),
    freight: sum('FreightValue', 'ForeignFreightVal'),
    other: sum('OtherValue', 'ForeignOtherVal'),
    tax: sum('TaxValue', 'ForeignTaxVal'),
  };
  return { ...parts, total: sumOf(Object.values(parts)) };
}

/** The part of the totals a line counts towards. Undefined for a type that counts towards none. */
function partOf(line: RowReader): 'merchandise' | 'freight' | 'other' | undefined {
  switch (knownLineType(line.code('LineType'))) {
    case 'stocked':
    case 'non-stocked':
      return 'merchandise';
    case 'freight':
      return 'freight';
    case 'miscellaneous':
      return 'other';
    case 'comment':
    case undefined:
      return undefined;
  }
}

/**
 * What each line is worth. A line's tax is kept in the company's own currency alone: of a foreign invoice it is the line's share of
 * the foreign tax. So may its value be, by {@link InvoiceSettings.foreignLineValue}.
 */
export function lineAmounts(
  lines: readonly RowReader[],
  totals: InvoiceTotals,
  { foreign, negate, foreignLineValue }: Posting,
): LineAmounts[] {
  const signed = (value: DecimalText): DecimalText => (negate ? negated(value) : value);
  const values = lines.map((line) => {
    return signed(line.decimal(foreign && foreignLineValue === 'post-value' ? 'PostValue' : 'NetSalesValue'));
  });
  const taxes = lines.flatMap((line, index) => {
    return taxColumns.flatMap(({ code, value }) => {
      const amount = signed(line.decimal(value));
      return amount === '0' ? [] : [{ index, code: line.text(code) ?? '', amount }];
    });
  });
  if (foreign) {
    const shares = sharesOf(
      totals.tax,
      taxes.map((tax) => tax.amount),
    );
    taxes.forEach((tax, index) => (tax.amount = shares[index] ?? '0'));
    if (foreignLineValue === 'share') shareOut(lines, values, totals);
  }
  return lines.map((_, index) => ({
    netValue: values[index] ?? '0',
    taxes: taxes.filter((tax) => tax.index === index).map(({ code, amount }) => ({ code, amount })),
  }));
}

/** Columns of a line's tax: the second is a federal tax beside the first (TaxCodeFst). */
const taxColumns = [
  { code: 'TaxCode', value: 'TaxValue' },
  { code: 'TaxCodeFst', value: 'TaxValueFst' },
] as const;

/** Replaces the lines' own-currency values by their shares of the foreign totals. */
function shareOut(lines: readonly RowReader[], values: DecimalText[], totals: InvoiceTotals): void {
  for (const part of ['merchandise', 'freight', 'other'] as const) {
    const indexes = lines.flatMap((line, index) => (partOf(line) === part ? [index] : []));
    const shares = sharesOf(
      totals[part],
      indexes.map((index) => values[index] ?? '0'),
    );
    indexes.forEach((index, place) => (values[index] = shares[place] ?? '0'));
  }
}
