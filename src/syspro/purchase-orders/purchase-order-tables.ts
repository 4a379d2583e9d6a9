import type { CompanyConfig } from '../../config.ts';
import type { SourceTable } from '../document-source.ts';
import { addressColumns, addressSelect, type AddressLines } from '../masters/address-lines.ts';

/** The part of a company's configuration that says how its purchase orders are read. */
export interface PurchaseOrderSettings {
  readonly code: string;
  readonly syspro: Pick<
    CompanyConfig['syspro'],
    'localCurrency' | 'currencies' | 'address' | 'priceFactor' | 'terms' | 'items' | 'warehouses'
  >;
}

/** The delivery address of PorMasterHdr. */
export const deliveryColumns = addressColumns('DeliveryAddr', 'PostalCode');

/** PorMasterHdr: one row per purchase order. */
export function orderTable(lines: AddressLines): SourceTable {
  return {
    name: 'PorMasterHdr',
    key: ['PurchaseOrder'],
    columns: (has) => [...headerColumns, ...addressSelect(deliveryColumns, lines, has)],
  };
}

const headerColumns = [
  'PurchaseOrder',
  'OrderStatus',
  'CancelledFlag',
  'Supplier',
  'Customer',
  'CustomerPoNumber',
  'TaxStatus',
  'Currency',
  'ExchangeRate',
  'OrderEntryDate',
  'OrderDueDate',
  'PaymentTerms',
  'ShippingInstrs',
  'Buyer',
  'DeliveryName',
  'Warehouse',
] as const;

/** PorMasterDetail: one row per line. Not the receipts, print dates and counters that change without the order changing. */
export const orderLineTable: SourceTable = {
  name: 'PorMasterDetail',
  key: ['PurchaseOrder', 'Line'],
  columns: () => [
    'PurchaseOrder',
    'Line',
    'LineType',
    'MStockCode',
    'MStockDes',
    'MWarehouse',
    'MOrderUom',
    'MStockingUom',
    'MOrderQty',
    'MLatestDueDate',
    'MSupCatalogue',
    'MDiscPct1',
    'MDiscPct2',
    'MDiscPct3',
    'MDiscValFlag',
    'MDiscValue',
    'MPrice',
    'MForeignPrice',
    'MPriceUom',
    'MConvFactPrcUm',
    'MMulDivPrc',
    'MConvFactOrdUm',
    'MMulDivAlloc',
    'MTaxCode',
    'MVersion',
    'MRelease',
    'NComment',
    'NCommentFromLin',
    'NMscChargeValue',
    'NMscChargeFor',
  ],
};

/** The columns a poll may filter on, best first. PostDate exists only where a site exposes it (no SYSPRO table has it). */
export const orderDateColumns = ['PostDate', 'OrderEntryDate'] as const;
