import { Exact, type Amount, type DecimalText } from '../../documents/decimal.ts';
import type { Invoice, InvoiceGoodsLine } from '../../documents/invoice.ts';
import type { InvoiceProfile } from '../../partners/index.ts';
import type { TranslationOptions } from '../checked-set.ts';
import { invoiceCodes } from '../finding-codes.ts';
import { createdDate } from '../created.ts';
import type { SetBuilder } from '../set-builder.ts';
import type { Origin } from '../cells/source.ts';
import { itemsByStockCode, partnerFields, type Field, type PricedTranslation } from '../cells/text-cell.ts';

/** What the parts of an 810's translation share. */
export interface InvoiceTranslation extends PricedTranslation {
  readonly invoice: Invoice;
  readonly profile: InvoiceProfile;
  /** A quantity or an amount as the partner takes it: of a credit note positive, where the profile says so. */
  readonly signed: (value: DecimalText) => Amount;
}

/** A column of the invoice's header. */
export function header(column: string): Origin {
  return { table: 'ArInvoice', column };
}

/** A column of the invoice's totals. */
export function summary(column: string): Origin {
  return { table: 'ArTrnSummary', column };
}

/** A column of one of the invoice's lines. */
export function detail(column: string, line: number): Origin {
  return { table: 'ArTrnDetail', column, line };
}

/** A column of the sales order line an invoice line bills; of the invoice line where that is not known. */
export function orderDetail(column: string, line: InvoiceGoodsLine): Origin {
  return line.salesOrder === undefined
    ? detail(column, line.line)
    : { table: 'SorDetail', column, line: line.salesOrderLine ?? line.line, key: line.salesOrder };
}

/** The invoice's lines of goods. */
export function goodsOf(invoice: Invoice): InvoiceGoodsLine[] {
  return invoice.lines.flatMap((line) => (line.kind === 'stocked' || line.kind === 'non-stocked' ? [line] : []));
}

/** Puts an invoice where the shared parts of translation look. */
export function invoiceTranslation(
  invoice: Invoice,
  profile: InvoiceProfile,
  build: SetBuilder,
  made?: TranslationOptions['made'],
): InvoiceTranslation {
  const { soldTo } = invoice.masters;
  const order = (column: string): Origin =>
    invoice.salesOrder === undefined ? header(column) : { table: 'SorMaster', column, key: invoice.salesOrder };
  const customer = (column: string): Origin => ({ table: 'ArCustomer', column, key: invoice.customer });
  const field = (text: string | undefined, origin: Origin): Field => ({ texts: [text], origin });
  const flip = invoice.kind === 'credit' && profile.credits.sign === 'positive';
  return {
    invoice,
    profile,
    build,
    codes: invoiceCodes,
    signed: (value) => (flip && !new Exact(value).isZero() ? new Exact(value).negated() : new Exact(value)),
    fields: {
      invoice: field(invoice.invoice, header('Invoice')),
      customer: field(invoice.customer, header('Customer')),
      masterAccount: field(invoice.masters.masterAccount, customer('MasterAccount')),
      salesOrder: field(invoice.salesOrder, header('SalesOrder')),
      customerPurchaseOrder: field(invoice.customerPurchaseOrder, header('CustomerPoNumber')),
      creditedInvoice: field(invoice.creditedInvoice, summary('CreditedInvoice')),
      dispatchNotes: { texts: invoice.dispatchNotes, origin: header('LastDelNote') },
      branch: field(invoice.branch, header('Branch')),
      salesperson: field(invoice.salesperson, header('Salesperson')),
      paymentTerms: field(invoice.terms?.code, header('TermsCode')),
      shippingInstructions: field(invoice.shippingInstructions, order('ShippingInstrs')),
      currency: field(invoice.currency, header('PostCurrency')),
      company: { texts: [invoice.company], origin: { computed: 'the company of the invoice' } },
      'shipTo.code': field(invoice.shipTo.code, order('MultiShipCode')),
      'shipTo.name': field(invoice.shipTo.name, order('CustomerName')),
      'shipTo.store': field(invoice.shipTo.store, customer('StoreNumber')),
      'soldTo.code': field(soldTo?.code ?? invoice.customer, customer('Customer')),
      'soldTo.name': field(soldTo?.name, customer('Name')),
      'soldTo.contact': field(soldTo?.contact, customer('Contact')),
      'soldTo.telephone': field(soldTo?.telephone, customer('Telephone')),
      'soldTo.email': field(soldTo?.email, customer('Email')),
      ...partnerFields(profile),
    },
    dates: {
      invoiceDate: { date: invoice.invoiceDate, origin: header('InvoiceDate') },
      shipDate: { date: invoice.shipDate, origin: order('ReqShipDate') },
      dueDate: { date: invoice.dueDate, origin: header('TermsCode') },
      orderDate: { date: invoice.orderDate, origin: order('OrderDate') },
      created: createdDate(made, invoice.invoiceDate),
    },
    parties: {
      shipTo: { party: invoice.shipTo, street: order('ShipAddress'), postalCode: order('ShipPostalCode') },
      soldTo: { party: soldTo, street: customer('SoldToAddr'), postalCode: customer('SoldPostalCode') },
    },
    items: itemsByStockCode(invoice.masters.items),
  };
}
