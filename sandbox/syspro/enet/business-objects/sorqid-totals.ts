import { Decimal } from 'decimal.js';
import { edited, padded } from '../numbers.ts';
import { element, group } from '../xml.ts';
import { lineAmounts, summed } from './sorqid-amounts.ts';
import { invoiceDueDate } from './sorqid-header.ts';
import type { InvoiceRows } from './sorqid-rows.ts';

/** A SalesTaxDetails for each tax code of the lines; together they come to the posted tax. */
export function salesTaxDetails(rows: InvoiceRows): string {
  const codes = new Map<string, { taxable: Decimal; tax: Decimal }>();
  for (const detail of rows.details) {
    const { taxable, tax } = lineAmounts(rows, detail);
    const code = detail.TaxCode ?? '';
    if (code === '') continue;
    const sum = codes.get(code) ?? { taxable: new Decimal(0), tax: new Decimal(0) };
    codes.set(code, { taxable: sum.taxable.plus(taxable), tax: sum.tax.plus(tax) });
  }
  // Lines in foreign currency are converted one by one: the cents that leaves go to the code with the most tax.
  const posted = summed(rows, 'TaxValue', 'ForeignTaxVal');
  const difference = [...codes.values()].reduce((left, { tax }) => left.minus(tax), posted);
  const most = [...codes.values()].sort((a, b) => b.tax.abs().comparedTo(a.tax.abs()))[0];
  if (rows.foreign && most !== undefined) most.tax = most.tax.plus(difference);
  return [...codes]
    .map(([code, { taxable, tax }]) =>
      group(
        'SalesTaxDetails',
        element('SalesTaxCode', code) +
          element('SalesTaxDescription', '') +
          element('AmountTaxable', padded(taxable, 2, 16)) +
          element('SalesTaxAmount', padded(tax, 2, 16)),
      ),
    )
    .join('');
}

/** The Totals: the posted ones of ArTrnSummary; without it, ArInvoice's value. Edited, as documents show them. */
export function invoiceTotals(rows: InvoiceRows): string {
  const { invoice, details } = rows;
  const merchandise = summed(rows, 'MerchandiseValue', 'ForeignMerchVal');
  const freight = summed(rows, 'FreightValue', 'ForeignFreightVal');
  const other = summed(rows, 'OtherValue', 'ForeignOtherVal');
  const tax = summed(rows, 'TaxValue', 'ForeignTaxVal');
  const net = merchandise.plus(freight).plus(other);
  const total = rows.summaries.length === 0 ? new Decimal(invoice.CurrencyValue || 0) : net.plus(tax);
  const exTax = rows.summaries.length === 0 ? total.minus(invoice.TaxPortion || 0) : net;
  const sumOf = (name: 'tax' | 'discount', ...types: readonly string[]): Decimal =>
    details
      .filter((detail) => types.includes(detail.LineType ?? ''))
      .reduce((sum, detail) => sum.plus(lineAmounts(rows, detail)[name]), new Decimal(0));
  const column = (name: string): Decimal =>
    details.reduce((sum, detail) => sum.plus(detail[name] || 0), new Decimal(0));
  const discount = sumOf('discount', '1', '7');
  const amounts: readonly (readonly [string, Decimal])[] = [
    ['TotalGrossAmount', merchandise.plus(discount)],
    ['TotalNetAmount', merchandise],
    ['TotalLineDiscount', discount],
    ['TotalInvDiscountAmt', new Decimal(0)],
    ['TotalSalesTax', tax],
    ['TotalInvoiceAmount', total],
    ['TotalInvAmtExclTax', exTax],
    ['TotalFreightAmount', freight],
    ['TotalFreightTax', sumOf('tax', '4')],
    ['TotalMiscChargesAmt', other],
    ['TotalMiscChargesTax', sumOf('tax', '5')],
    ['TotalCashDiscount', new Decimal(0)],
  ];
  return (
    element('HashQuantity', edited(column('QtyInvoiced'), 3)) +
    element('TotalMass', edited(column('Mass'), 3)) +
    element('TotalVolume', edited(column('Volume'), 3)) +
    amounts.map(([name, amount]) => element(name, edited(amount, 2))).join('') +
    element('CashDiscExpDate', '') +
    element('InvoiceDueDate', invoiceDueDate(invoice))
  );
}
