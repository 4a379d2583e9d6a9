import type { ChargeLine, CommentLine, Discount, ItemMaster, PaymentTerms, Tax } from './commerce.ts';
import type { DecimalText } from './decimal.ts';
import { decodeKey, encodeKey, type DocumentKey } from './document-key.ts';
import type { LocalDate } from './local-date.ts';
import type { Party } from './party.ts';

/** ArInvoice.DocumentType: I invoice, C credit note, D debit note. Live data also shows a lower-case i. */
export type InvoiceKind = 'invoice' | 'credit' | 'debit';

/**
 * A customer invoice, credit or debit note: ArInvoice with ArTrnSummary, ArTrnDetail and SorDetail. All amounts are in
 * {@link currency} and signed as the customer sees them: what a credit note gives back is negative.
 */
export interface Invoice {
  readonly type: 'invoice';
  readonly company: string;
  /** ArInvoice.Customer, raw. */
  readonly customer: string;
  /** ArInvoice.Invoice, raw. */
  readonly invoice: string;
  readonly kind: InvoiceKind;
  readonly invoiceDate: LocalDate;
  /** From the terms; absent where the configuration does not say what they mean. */
  readonly dueDate?: LocalDate;
  /** The day the last of the dispatch notes invoiced was delivered, or was to be; without one, SorMaster.ReqShipDate. */
  readonly shipDate?: LocalDate;
  /** Raw; absent for an invoice made without one. */
  readonly salesOrder?: string;
  readonly customerPurchaseOrder?: string;
  /** SorMaster.OrderDate. */
  readonly orderDate?: LocalDate;
  readonly branch?: string;
  readonly salesperson?: string;
  /** The invoice a credit note takes back (ArTrnSummary.CreditedInvoice), raw. */
  readonly creditedInvoice?: string;
  /** The dispatch notes it bills (MdnMaster.Invoice), raw, in their order. */
  readonly dispatchNotes: readonly string[];
  readonly terms?: PaymentTerms;
  /** ISO 4217 code. */
  readonly currency: string;
  /** Whether {@link currency} is not the company's own. Values are then the Foreign* columns. */
  readonly foreign: boolean;
  readonly exchangeRate?: DecimalText;
  readonly shippingInstructions?: string;
  readonly shipTo: Party;
  readonly lines: readonly InvoiceLine[];
  readonly taxes: readonly Tax[];
  readonly totals: InvoiceTotals;
  /** What comes from other records than the invoice's own. A change of it is no amendment of the invoice. */
  readonly masters: {
    /** ArCustomer's sold-to address. */
    readonly soldTo?: Party & { readonly contact?: string; readonly telephone?: string; readonly email?: string };
    /** ArCustomer.MasterAccount: the account invoices of its branches are collected under. */
    readonly masterAccount?: string;
    readonly items: readonly ItemMaster[];
  };
}

/** The totals of ArTrnSummary: merchandise after line discounts, and what is added to it. */
export interface InvoiceTotals {
  readonly merchandise: DecimalText;
  readonly freight: DecimalText;
  readonly other: DecimalText;
  readonly tax: DecimalText;
  /** merchandise + freight + other + tax, and ArInvoice.CurrencyValue: a difference is a finding. */
  readonly total: DecimalText;
}

/** A line of goods of an invoice. */
export interface InvoiceGoodsLine {
  readonly kind: 'stocked' | 'non-stocked';
  /** Its place among all lines of the invoice, from 1: SYSPRO's own numbers start again with each part of an invoice. */
  readonly line: number;
  readonly stockCode: string;
  readonly description?: string;
  /** The customer's own number of the item: SorDetail.MCusSupStkCode, else ArCustStkXref. */
  readonly customerItem?: string;
  readonly salesOrder?: string;
  readonly salesOrderLine?: number;
  /** The line of the customer's purchase order, from the configured source. */
  readonly customerOrderLine?: string;
  /** Invoiced quantity in {@link uom}; negative in a credit note. */
  readonly quantity: DecimalText;
  /** The unit ordered, where the sales order line says it; else the stocking unit. */
  readonly uom: string;
  /**
   * Price per {@link priceUom} before discounts: the sales order's, where it leads to {@link netValue} (to the cent, or to half the
   * fifth decimal of a unit's price); else what netValue comes to for one {@link uom}, without discounts.
   */
  readonly price: DecimalText;
  readonly priceUom: string;
  /** Price per {@link uom} before discounts; all decimals kept. */
  readonly uomPrice: DecimalText;
  readonly discounts: readonly Discount[];
  /** ArTrnDetail.NetSalesValue: what the line adds to the merchandise total. */
  readonly netValue: DecimalText;
  readonly taxCode?: string;
  readonly taxValue: DecimalText;
  readonly warehouse?: string;
}

export type InvoiceLine = InvoiceGoodsLine | ChargeLine | CommentLine;

/** The identity of an invoice: SYSPRO's full primary key, for numbers of credits are not unique. */
export function invoiceKey(company: string, customer: string, invoice: string, documentType: string): DocumentKey {
  return { company, type: 'invoice', key: encodeKey([customer, invoice, documentType]) };
}

/** ArInvoice's primary key of an invoice's identity, raw. */
export function invoiceOf({ key }: Pick<DocumentKey, 'key'>): {
  readonly customer: string;
  readonly invoice: string;
  readonly documentType: string;
} {
  const [customer = '', invoice = '', documentType = ''] = decodeKey(key);
  return { customer, invoice, documentType };
}
