import type { Trait } from '../../../src/documents/disposition.ts';
import type { Finding } from '../../../src/documents/finding.ts';
import type { Invoice, InvoiceGoodsLine } from '../../../src/documents/invoice.ts';
import type { InvoiceMasters } from '../../../src/syspro/invoices/invoice-masters.ts';
import { toInvoice, type InvoiceRows } from '../../../src/syspro/invoices/invoice-rows.ts';
import type { InvoiceSettings } from '../../../src/syspro/invoices/invoice-settings.ts';

/** A site's settings, with every default but its terms. */
export const settings: InvoiceSettings = {
  company: 'main',
  localCurrency: 'USD',
  currencies: { CDN: 'CAD' },
  address: { city: 'addr3Loc', state: 'addr4', country: 'addr5' },
  items: { gtin: 'none' },
  terms: { '30': { netDays: 30, description: 'Net 30' }, PX: { description: 'Proximo' } },
  priceFactor: 'order-to-price',
  creditValues: 'negative',
  foreignLineValue: 'post-value',
  fiscalYear: { start: 1, named: 'by-end' },
};

export const masters: InvoiceMasters = {
  customers: new Map([
    [
      '0000100',
      {
        soldTo: { code: '0000100', name: 'Big Box', street: ['1 Main St'], city: 'Troy' },
        shipTo: { code: '0000100', name: 'Big Box', street: ['2 Back St'], city: 'Troy', store: '0007' },
        masterAccount: '0000099',
      },
    ],
  ]),
  shipTo: (customer, code) => {
    return customer === '0000100' && code === 'DC1'
      ? { code, name: 'Big Box DC 1', street: ['9 Dock Rd'], city: 'Gary', store: '0900' }
      : undefined;
  },
  items: new Map([['B100', { stockCode: 'B100', description: 'Bolt', stockingUom: 'EA' }]]),
  customerItems: (_customer, stockCode) => (stockCode === 'B100' ? 'BB-77' : undefined),
  orderLineForms: new Map(),
};

const key = { Customer: '0000100', Invoice: '000000000100288', DocumentType: 'I' };
const posting = { TrnYear: '2026', TrnMonth: '11', Register: '7', ...key };

/** ArInvoice: ten bolts for 50.00, freight 8.00, tax 4.00. */
export const header = {
  ...key,
  InvoiceDate: '2026-11-02',
  SalesOrder: '000244',
  CustomerPoNumber: 'PO-1',
  TermsCode: '30',
  Branch: '20',
  Salesperson: '100',
  CurrencyValue: '62.00',
  PostCurrency: '$',
  ConvRate: '1.000000',
};
export const summary = {
  ...posting,
  SummaryLine: '1',
  MerchandiseValue: '50.00',
  FreightValue: '8.00',
  OtherValue: '0.00',
  TaxValue: '4.00',
  Currency: '$',
  TermsCode: '30',
};
export const goods = {
  ...posting,
  SummaryLine: '1',
  DetailLine: '1',
  LineType: '1',
  StockCode: 'B100',
  Warehouse: 'E',
  QtyInvoiced: '10.000000',
  NetSalesValue: '50.00',
  TaxCode: 'A',
  TaxValue: '4.00',
  SalesOrder: '000244',
  SalesOrderLine: '1',
};
export const freight = {
  ...posting,
  SummaryLine: '1',
  DetailLine: '2',
  LineType: '4',
  NetSalesValue: '8.00',
  TaxValue: '0.00',
  SalesOrder: '000244',
  SalesOrderLine: '4',
};
export const order = {
  SalesOrder: '000244',
  CustomerPoNumber: 'PO-1',
  OrderDate: '2026-10-28',
  ReqShipDate: '2026-11-01',
  ShippingInstrs: 'Truck',
  CustomerName: 'Big Box East',
  ShipAddress1: '5 Gate Way',
  ShipAddress3Loc: 'Erie',
  ShipAddress4: 'PA',
  ShipAddress5: 'US',
  ShipPostalCode: '16501',
};
export const orderLine = {
  SalesOrder: '000244',
  SalesOrderLine: '1',
  LineType: '1',
  MStockCode: 'B100',
  MStockDes: 'Bolt, zinc',
  MOrderUom: 'EA',
  MStockingUom: 'EA',
  MPrice: '5.00000',
  MPriceUom: 'EA',
  MConvFactOrdUm: '1.000000',
  MMulDivPrcFct: 'M',
  MConvFactAlloc: '1.000000',
  MMulDivQtyFct: 'M',
};

export const whole: InvoiceRows = {
  header,
  summaries: [summary],
  details: [goods, freight],
  orders: [order],
  orderLines: [orderLine, { SalesOrder: '000244', SalesOrderLine: '4', LineType: '4', NComment: 'Freight, prepaid' }],
  dispatches: [],
};

/** Only goods, worth as much as is said and without tax: for tests of one line. */
export function oneLine(
  detail: Readonly<Record<string, string>>,
  line: Readonly<Record<string, string>> | undefined = {},
): InvoiceRows {
  const row = { ...goods, TaxValue: '0.00', ...detail };
  const value = row.NetSalesValue;
  return {
    ...whole,
    header: { ...header, CurrencyValue: value },
    summaries: [{ ...summary, MerchandiseValue: value, FreightValue: '0.00', TaxValue: '0.00' }],
    details: [row],
    orderLines: [{ ...orderLine, ...line }],
  };
}

export function document(rows: Partial<InvoiceRows> = {}, more: Partial<InvoiceSettings> = {}): Invoice {
  const result = toInvoice({ ...whole, ...rows }, masters, { ...settings, ...more });
  if (result.findings.length === 0) return result.document;
  throw new Error(JSON.stringify(result.findings));
}

export function findings(rows: Partial<InvoiceRows>, more: Partial<InvoiceSettings> = {}): readonly Finding[] {
  return toInvoice({ ...whole, ...rows }, masters, { ...settings, ...more }).findings;
}

export function traits(rows: Partial<InvoiceRows>, more: Partial<InvoiceSettings> = {}): readonly Trait[] {
  return toInvoice({ ...whole, ...rows }, masters, { ...settings, ...more }).traits;
}

/** The one line of goods. */
export function theLine(rows: Partial<InvoiceRows>, more: Partial<InvoiceSettings> = {}): InvoiceGoodsLine {
  const [line] = document(rows, more).lines.filter((one) => 'quantity' in one);
  if (!line) throw new Error('there is no line of goods');
  return line;
}
