import type { CompanyConfig } from '../../config.ts';

/** Which of SYSPRO's free address lines holds what, by the site's habit. */
export type AddressLines = CompanyConfig['syspro']['address'];
export type AddressLine = AddressLines['city'];

/** PorMasterHdr: one row per purchase order. */
export const headerTable = 'PorMasterHdr';
export const headerKey = ['PurchaseOrder'] as const;
/** PorMasterDetail: one row per line. */
export const detailTable = 'PorMasterDetail';
export const detailKey = ['PurchaseOrder', 'Line'] as const;

/** SYSPRO's address lines, in the order they are printed. */
export const addressLines = ['addr1', 'addr2', 'addr3', 'addr3Loc', 'addr4', 'addr5'] as const;

/** The delivery address lines of PorMasterHdr. */
export const addressColumns: Readonly<Record<AddressLine, string>> = {
  addr1: 'DeliveryAddr1',
  addr2: 'DeliveryAddr2',
  addr3: 'DeliveryAddr3',
  addr3Loc: 'DeliveryAddr3Loc',
  addr4: 'DeliveryAddr4',
  addr5: 'DeliveryAddr5',
};

const headerColumns = [
  'PurchaseOrder',
  'OrderStatus',
  'CancelledFlag',
  'Supplier',
  'CustomerPoNumber',
  'Currency',
  'OrderEntryDate',
  'OrderDueDate',
  'PaymentTerms',
  'ShippingInstrs',
  'Buyer',
  'DeliveryName',
  'PostalCode',
  'Warehouse',
] as const;

/** The columns a purchase order is made of; not the receipts, print dates and counters that change without it changing. */
export const detailColumns = [
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
  'MDiscValue',
  'MPrice',
  'MForeignPrice',
  'MPriceUom',
  'MConvFactPrcUm',
  'MMulDivPrc',
  'MConvFactOrdUm',
  'MMulDivAlloc',
  'NComment',
  'NCommentFromLin',
  'NMscChargeValue',
  'NMscChargeFor',
] as const;

/**
 * The columns to read of PorMasterHdr. The locality line came with a later release, so it is left out where the table has
 * none and the site's settings do not name it.
 */
export function headerColumnsFor(has: (column: string) => boolean, address: AddressLines): string[] {
  const named = new Set<AddressLine>([address.city, address.state, address.country]);
  const lines = addressLines.filter((line) => line !== 'addr3Loc' || named.has(line) || has(addressColumns[line]));
  return [...headerColumns, ...lines.map((line) => addressColumns[line])];
}

/** The columns a poll may filter on, best first. PostDate exists only where a site exposes it (no SYSPRO table has it). */
export const headerDateColumns = ['PostDate', 'OrderEntryDate'] as const;
