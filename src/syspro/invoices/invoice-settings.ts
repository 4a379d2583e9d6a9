import type { CompanyConfig } from '../../config.ts';
import type { CurrencySettings } from '../currency.ts';
import type { FieldSource } from '../custom-forms.ts';
import type { AddressLines } from '../masters/address-lines.ts';
import type { ItemSettings } from '../masters/items.ts';
import type { PriceFactor } from '../purchase-orders/line-price.ts';
import type { CreditValues } from './invoice-kind.ts';

/**
 * Where the value of a line of a foreign invoice is (inferred, so a setting): in PostValue, or nowhere, so that it is its share, by
 * NetSalesValue, of the foreign total.
 */
export type ForeignLineValue = 'post-value' | 'share';

/** What an invoice's rows do not say by themselves. */
export interface InvoiceSettings extends CurrencySettings {
  /** The company's code in our configuration. */
  readonly company: string;
  readonly address: AddressLines;
  readonly items: ItemSettings;
  readonly terms: CompanyConfig['syspro']['terms'];
  readonly priceFactor: PriceFactor;
  readonly creditValues: CreditValues;
  readonly foreignLineValue: ForeignLineValue;
  readonly fiscalYear: FiscalYear;
  readonly customerOrderLine?: FieldSource | undefined;
}

/** How a company counts its posting periods. */
export interface FiscalYear {
  /** The calendar month that is period 1. */
  readonly start: number;
  /** Whether the year has the number of the calendar year it begins in, or of the one it ends in. */
  readonly named: 'by-start' | 'by-end';
}

/** The settings of a company's invoice stream. @throws RangeError where the company has none */
export function invoiceSettings(company: CompanyConfig): InvoiceSettings {
  const stream = company.streams.invoices;
  if (!stream) throw new RangeError(`the company ${company.code} polls no invoices`);
  const { localCurrency, currencies, address, items, terms, priceFactor } = company.syspro;
  return {
    company: company.code,
    localCurrency,
    currencies,
    address,
    items,
    terms,
    priceFactor,
    creditValues: stream.creditValues,
    foreignLineValue: stream.foreignLineValue,
    fiscalYear: { start: stream.fiscalYearStart, named: stream.fiscalYearNamed },
    customerOrderLine: stream.customerOrderLine,
  };
}
