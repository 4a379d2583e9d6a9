import { formFieldsOf, loadOrderLineForms, orderLineKey } from '../custom-forms.ts';
import { loadCustomerItems, loadCustomers, loadShipToAddresses } from '../masters/customers.ts';
import { loadItems } from '../masters/items.ts';
import type { TableReader, TableRow } from '../table-reader.ts';
import type { InvoiceMasters } from './invoice-masters.ts';
import type { InvoiceRows } from './invoice-rows.ts';
import type { InvoiceSettings } from './invoice-settings.ts';

export interface MasterReaders {
  readonly tables: TableReader;
  /** Reads custom forms, which SYSPRO OData does not show. */
  readonly forms: TableReader;
}

/** What other records say of invoices: customers, addresses, items, and the custom forms of sales order lines. @throws SysproError */
export async function loadInvoiceMasters(
  invoices: readonly InvoiceRows[],
  { tables, forms }: MasterReaders,
  settings: InvoiceSettings,
  signal?: AbortSignal,
): Promise<InvoiceMasters> {
  const customers = valuesOf(invoices, ({ header }) => [header['Customer']]);
  // Only orders that name an address of the customer's need one.
  const elsewhere = valuesOf(invoices, ({ header, orders }) => {
    return orders.some((order) => order['MultiShipCode'] !== undefined) ? [header['Customer']] : [];
  });
  const stockCodes = valuesOf(invoices, ({ details }) => details.map((row) => row['StockCode']));
  const formFields = formFieldsOf([settings.customerOrderLine]);
  const salesOrders = valuesOf(invoices, ({ orderLines }) => orderLines.map((row) => row['SalesOrder']));
  return {
    customers: await loadCustomers(tables, settings.address, customers, signal),
    shipTo: await loadShipToAddresses(tables, settings.address, elsewhere, signal),
    items: await loadItems(tables, settings.items, stockCodes, signal),
    customerItems: await loadCustomerItems(tables, valuesOf(invoices, withoutCustomerItem), signal),
    orderLineForms: await loadOrderLineForms(forms, formFields, salesOrders, signal),
  };
}

/** The stock codes of lines whose sales order line does not have the customer's own number. */
function withoutCustomerItem({ details, orderLines }: InvoiceRows): (string | undefined)[] {
  const lineOf = (row: TableRow, stockCode: string | undefined): string =>
    `${orderLineKey(row['SalesOrder'], row['SalesOrderLine'])} ${stockCode ?? ''}`;
  const numbered = orderLines.filter((row) => row['MCusSupStkCode'] !== undefined);
  const known = new Set(numbered.map((row) => lineOf(row, row['MStockCode'])));
  return details.filter((row) => !known.has(lineOf(row, row['StockCode']))).map((row) => row['StockCode']);
}

function valuesOf(
  invoices: readonly InvoiceRows[],
  of: (invoice: InvoiceRows) => readonly (string | undefined)[],
): string[] {
  return [...new Set(invoices.flatMap(of).filter((value) => value !== undefined))];
}
