import { Decimal } from 'decimal.js';
import type { InvoiceRows } from './sorqid-rows.ts';
import type { TextRow } from './text-rows.ts';

/** What a posted line comes to, in the invoice's currency. */
export interface LineAmounts {
  /** After discounts, before tax. */
  readonly net: Decimal;
  readonly tax: Decimal;
  readonly discount: Decimal;
  readonly taxable: Decimal;
}

/**
 * ArTrnDetail has most values in the company's own currency only: those are converted at the invoice's rate and rounded to
 * cents. PostValue is the net value in the invoice's currency (inferred).
 */
export function lineAmounts({ foreign, summaries, invoice }: InvoiceRows, detail: TextRow): LineAmounts {
  const rateRow = summaries[0];
  const rate = rateRow?.ExchangeRate ?? invoice.ConvRate;
  const mulDiv = rateRow?.MulDiv ?? invoice.MulDiv;
  const amount = (local: string | undefined): Decimal =>
    foreign ? toForeign(local, rate, mulDiv) : new Decimal(local || 0);
  const net = new Decimal((foreign ? detail.PostValue : detail.NetSalesValue) || 0);
  const taxed = !new Decimal(detail.TaxableValue || 0).isZero();
  return {
    net,
    tax: amount(detail.TaxValue),
    discount: amount(detail.DiscValue),
    taxable: foreign && taxed ? net : new Decimal(detail.TaxableValue || 0),
  };
}

/** A local value in the foreign currency: MulDiv says how the rate makes local of foreign values. */
function toForeign(local: string | undefined, rate: string | undefined, mulDiv: string | undefined): Decimal {
  const value = new Decimal(local || 0);
  const by = new Decimal(rate || 1);
  if (by.isZero()) return value;
  return (mulDiv === 'D' ? value.times(by) : value.dividedBy(by)).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
}

/** A column of all summary rows: the local one, or its foreign twin. */
export function summed(rows: InvoiceRows, local: string, foreign: string): Decimal {
  const column = rows.foreign ? foreign : local;
  return rows.summaries.reduce((sum, row) => sum.plus(row[column] || 0), new Decimal(0));
}
