import { addDays } from '../../seed/calendar.ts';
import { element } from '../xml.ts';
import type { InvoiceRows } from './sorqid-rows.ts';
import { termsText } from './terms-text.ts';
import type { TextRow } from './text-rows.ts';

/** The Header of an invoice document. Where 3Loc lines are, and the names of descriptions, are by analogy. */
export function invoiceHeader(rows: InvoiceRows, companyName: string, now: Date): string {
  const { invoice, order, customer, branch, salesperson } = rows;
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['DocumentNumber', invoice.Invoice],
    ['CompanyName', companyName],
    ['CompanyTaxNumber', ''],
    ['CompanyRegNumber', ''],
    ['Customer', invoice.Customer],
    ['CustomerName', customer.Name],
    ...['1', '2', '3', '3Loc', '4', '5'].map((n) => [`SoldToAddr${n}`, customer[`SoldToAddr${n}`]] as const),
    ['SoldPostalcode', customer.SoldPostalCode],
    ...shipTo(order, customer),
    ['MultiShipCode', order.MultiShipCode],
    ['MasterAccount', customer.MasterAccount],
    ['StoreNumber', invoice.StoreNumber],
    ['Salesperson', invoice.Salesperson],
    ['SalespersonName', salesperson.Name],
    ['CustomerPoNumber', invoice.CustomerPoNumber],
    ['CompanyTaxNo', customer.CompanyTaxNumber],
    ['OrderDate', order.OrderDate],
    ['ReqShipDate', order.ReqShipDate],
    ['EntInvoiceDate', invoice.InvoiceDate],
    ['SystemDate', now.toISOString().slice(0, 10)],
    ['SystemTime', now.toISOString().slice(11, 23)],
    ['ShippingInstrs', order.ShippingInstrs],
    ['ShippingInstrsCod', order.ShippingInstrsCod],
    ['SpecialInstrs', order.SpecialInstrs],
    ['SalesOrder', invoice.SalesOrder],
    ['DelNoteSuffix', ''],
    ['OrderType', order.OrderType],
    ['Area', invoice.Area],
    ['Branch', invoice.Branch],
    ['BranchDescription', branch.Description],
    ['BranchAddr1', branch.BranchAddr1],
    ['BranchAddr2', branch.BranchAddr2],
    ['BranchAddr3', branch.BranchAddr3],
    ['InvTermsOverride', invoice.TermsCode],
    ['InvoiceTermsDescription', termsText(invoice.TermsCode)],
    ['Nationality', order.Nationality || customer.Nationality],
    ['DeliveryTerms', order.DeliveryTerms || customer.DeliveryTerms],
    ['AlternateKey', ''],
    ['DeliveryNote', invoice.LastDelNote],
    ['TaxExemptNumber', order.TaxExemptNumber || customer.TaxExemptNumber],
    ['Currency', rows.currency],
    ['ExchangeRate', rows.summaries[0]?.ExchangeRate ?? invoice.ConvRate],
    ['MulDiv', rows.summaries[0]?.MulDiv ?? invoice.MulDiv],
    ['Contact', customer.Contact],
    ['Telephone', customer.Telephone],
    ['Email', order.Email || customer.Email],
    ['OrderStatus', order.OrderStatus],
    ['EdiSendReceive', customer.EdiFlag],
    ['EdiSenderCode', customer.EdiSenderCode],
    ['RmaNumber', ''],
  ];
  return fields.map(([name, value]) => element(name, value ?? '')).join('');
}

/** Where the goods went: as the sales order has it, else as the customer has. */
function shipTo(order: TextRow, customer: TextRow): (readonly [string, string | undefined])[] {
  const own = order.SalesOrder !== undefined;
  return [
    ['ShipCustomerName', own ? order.CustomerName : customer.Name],
    ...['1', '2', '3', '3Loc', '4', '5'].map(
      (n) => [`ShipAddress${n}`, own ? order[`ShipAddress${n}`] : customer[`ShipToAddr${n}`]] as const,
    ),
    ['ShipPostalcode', own ? order.ShipPostalCode : customer.ShipPostalCode],
  ];
}

/** When an invoice is due, empty for terms that are no number of days. */
export function invoiceDueDate({ InvoiceDate, TermsCode }: TextRow): string {
  const known = TermsCode !== undefined && /^\d+$/.test(TermsCode);
  return !known || InvoiceDate === undefined || InvoiceDate === '' ? '' : addDays(InvoiceDate, Number(TermsCode));
}
