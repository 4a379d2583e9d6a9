import type { SourceTable } from '../document-source.ts';
import { addressColumns, addressSelect, type AddressLines } from '../masters/address-lines.ts';
import { discountColumns } from '../discounts.ts';
import type { FieldSource } from '../custom-forms.ts';

/** ArInvoice: one row per invoice, credit or debit note. Numbers of credits are not unique: all of the key is needed. */
export const headerTable: SourceTable = {
  name: 'ArInvoice',
  key: ['Customer', 'Invoice', 'DocumentType'],
  columns: () => [
    'Customer',
    'Invoice',
    'DocumentType',
    'InvoiceDate',
    'SalesOrder',
    'CustomerPoNumber',
    'Salesperson',
    'Branch',
    'TermsCode',
    'StoreNumber',
    'CurrencyValue',
    'PostCurrency',
    'ConvRate',
  ],
};

/** ArTrnSummary: what an invoice adds up to, usually in one row. Those with a DepositType are deposits and bill no goods. */
const summaryTable: SourceTable = {
  name: 'ArTrnSummary',
  key: ['TrnYear', 'TrnMonth', 'Register', 'Invoice', 'SummaryLine'],
  columns: () => [
    'TrnYear',
    'TrnMonth',
    'Register',
    'Invoice',
    'SummaryLine',
    'Customer',
    'DocumentType',
    'MerchandiseValue',
    'FreightValue',
    'OtherValue',
    'TaxValue',
    'ForeignMerchVal',
    'ForeignFreightVal',
    'ForeignOtherVal',
    'ForeignTaxVal',
    'Currency',
    'CustomerPoNumber',
    'SalesOrder',
    'TermsCode',
    'CreditedInvoice',
    'DepositType',
    'SubAccount',
  ],
};

/**
 * ArTrnDetail: the lines of goods and charges. It has no price, unit or description, and NetSalesValue and TaxValue are in the
 * company's own currency. Sites without a second tax may lack its columns.
 */
const detailTable: SourceTable = {
  name: 'ArTrnDetail',
  key: ['TrnYear', 'TrnMonth', 'Register', 'Invoice', 'SummaryLine', 'DetailLine'],
  columns: (has) => [
    'TrnYear',
    'TrnMonth',
    'Register',
    'Invoice',
    'SummaryLine',
    'DetailLine',
    'Customer',
    'DocumentType',
    'LineType',
    'StockCode',
    'Warehouse',
    'QtyInvoiced',
    'NetSalesValue',
    'PostValue',
    'TaxCode',
    'TaxValue',
    ...['TaxCodeFst', 'TaxValueFst'].filter((column) => has?.(column) !== false),
    'SalesOrder',
    'SalesOrderLine',
  ],
};

/** The ship-to lines of SorMaster. */
export const orderAddress = addressColumns('ShipAddress', 'ShipPostalCode');

const orderColumns = (lines: AddressLines, has: ((column: string) => boolean) | undefined): readonly string[] => [
  'SalesOrder',
  'CustomerPoNumber',
  'OrderDate',
  'ReqShipDate',
  'ShippingInstrs',
  'CustomerName',
  ...addressSelect(orderAddress, lines, has),
  'MultiShipCode',
];

/** SorMaster: the sales order. A complete order's row moves to {@link orderCopyTable}. */
function orderTable(lines: AddressLines): SourceTable {
  return { name: 'SorMaster', key: ['SalesOrder'], columns: (has) => orderColumns(lines, has) };
}

/** SorMasterRep: the sales order as it was billed on one invoice. */
function orderCopyTable(lines: AddressLines): SourceTable {
  return {
    name: 'SorMasterRep',
    key: ['InvoiceNumber', 'SalesOrder'],
    columns: (has) => ['InvoiceNumber', ...orderColumns(lines, has)],
  };
}

/** The columns an invoice needs of a sales order line, in SorDetail and its copy. */
export const orderLineColumns: readonly string[] = [
  'SalesOrder',
  'SalesOrderLine',
  'LineType',
  'MStockCode',
  'MStockDes',
  'MOrderUom',
  'MStockingUom',
  'MPrice',
  'MPriceUom',
  'MConvFactOrdUm',
  'MMulDivPrcFct',
  'MConvFactAlloc',
  'MMulDivQtyFct',
  ...discountColumns,
  'MCusSupStkCode',
  'NComment',
  'NCommentFromLin',
];

/** SorDetail: the lines of a sales order. */
function orderLineTable(columns: readonly string[]): SourceTable {
  return { name: 'SorDetail', key: ['SalesOrder', 'SalesOrderLine'], columns: () => columns };
}

/** SorDetailRep: those lines as they were billed on one invoice. */
function orderLineCopyTable(columns: readonly string[]): SourceTable {
  return {
    name: 'SorDetailRep',
    key: ['InvoiceNumber', 'SalesOrder', 'SalesOrderLine'],
    columns: () => ['InvoiceNumber', ...columns],
  };
}

/** MdnMaster: the dispatch notes, of which each says the invoice that bills it. */
const dispatchTable: SourceTable = {
  name: 'MdnMaster',
  key: ['DispatchNote'],
  columns: () => [
    'DispatchNote',
    'Customer',
    'Invoice',
    'DispatchNoteStatus',
    'PlannedDeliverDate',
    'ActualDeliveryDate',
  ],
};

/** The tables an invoice is read from, besides its header's and those of masters. */
export interface InvoiceTables {
  readonly summary: SourceTable;
  readonly detail: SourceTable;
  readonly order: SourceTable;
  readonly orderCopy: SourceTable;
  readonly orderLine: SourceTable;
  readonly orderLineCopy: SourceTable;
  readonly dispatch: SourceTable;
}

/** @param source where the site keeps the line of the customer's order */
export function invoiceTables(lines: AddressLines, source: FieldSource | undefined): InvoiceTables {
  const more = siteColumns(source);
  return {
    summary: summaryTable,
    detail: detailTable,
    order: orderTable(lines),
    orderCopy: orderCopyTable(lines),
    orderLine: orderLineTable([...orderLineColumns, ...more]),
    orderLineCopy: orderLineCopyTable([...orderLineColumns, ...more]),
    dispatch: dispatchTable,
  };
}

/** What no business object tells of a sales order line: columns for the line of the customer's order. */
export function siteColumns(source: FieldSource | undefined): readonly string[] {
  // A custom form is kept by the number a line had first.
  if (source !== undefined) return ['column' in source ? source.column : 'SalesOrderInitLine'];
  return [];
}

/** The same tables with only the columns that no business object tells. */
export function siteColumnTables(source: FieldSource | undefined): Pick<InvoiceTables, 'orderLine' | 'orderLineCopy'> {
  const columns = ['SalesOrder', 'SalesOrderLine', ...siteColumns(source)];
  return { orderLine: orderLineTable(columns), orderLineCopy: orderLineCopyTable(columns) };
}
