import type { LocalDate } from '../../documents/local-date.ts';
import { purchaseOrderKey } from '../../documents/purchase-order.ts';
import type { FoundRecord, ListedRecord } from '../document-source.ts';
import { foundRecord } from '../found-record.ts';
import { itemTable, loadItems } from '../masters/items.ts';
import { loadSuppliers, supplierAddressTable, supplierTable } from '../masters/suppliers.ts';
import { loadWarehouses, warehouseTable } from '../masters/warehouses.ts';
import { readSourceByKeys } from '../source-rows.ts';
import type { StreamDefinition } from '../stream-definition.ts';
import type { TableReader, TableRow } from '../table-reader.ts';
import { isCancelled, otherWarehouses, stockCodes, toPurchaseOrder, type OrderRows } from './purchase-order-rows.ts';
import { orderDateColumns, orderLineTable, orderTable, type PurchaseOrderSettings } from './purchase-order-tables.ts';

/**
 * The statuses in which an order is done with: 9 complete, * cancelled. The list of statuses is not published, so any other
 * counts as open, the unknown included, and is looked at again.
 */
const closedStatuses: readonly string[] = ['9', '*'];

/** Purchase orders: PorMasterHdr with PorMasterDetail, and the suppliers, items and warehouses they name. */
export function createPurchaseOrderStream(company: PurchaseOrderSettings): StreamDefinition {
  const { address, items } = company.syspro;
  const keyOf: StreamDefinition['keyOf'] = (header) => purchaseOrderKey(company.code, header['PurchaseOrder'] ?? '');
  return {
    stream: 'purchase-orders',
    header: orderTable(address),
    dateColumns: orderDateColumns,
    otherTables: [orderLineTable, supplierTable, supplierAddressTable(address), itemTable(items), warehouseTable],
    lookUp: { column: 'PurchaseOrder', position: 0 },
    alsoDeep: () => ({
      allOf: [
        ...closedStatuses.map((value) => ({ column: 'OrderStatus', is: 'ne' as const, value })),
        { column: 'CancelledFlag', is: 'ne', value: 'Y' },
      ],
    }),
    keyOf,
    list: (header, date) => listOrder(company, header, date),
    async assemble(headers, tables, signal) {
      const rows = await readSourceByKeys(tables, orderLineTable, {
        column: 'PurchaseOrder',
        values: headers.map(({ header }) => header['PurchaseOrder'] ?? ''),
        ...(signal && { signal }),
      });
      // Lines without a header (SYSPRO enforces no foreign keys) are nobody's.
      const byOrder = Map.groupBy(rows, (row) => row['PurchaseOrder'] ?? '');
      return assembleOrders(
        company,
        headers.map(({ header, date }) => ({
          header,
          lines: byOrder.get(header['PurchaseOrder'] ?? '') ?? [],
          ...(date !== undefined && { date }),
        })),
        tables,
        signal,
      );
    },
  };
}

/** What PorMasterHdr alone tells of an order. */
function listOrder({ code }: PurchaseOrderSettings, header: TableRow, date: LocalDate | undefined): ListedRecord {
  const status = header['OrderStatus'] ?? '';
  const cancelled = isCancelled(header);
  return {
    key: purchaseOrderKey(code, header['PurchaseOrder'] ?? ''),
    party: { role: 'supplier', code: header['Supplier'] ?? '' },
    ...(date !== undefined && { date }),
    status,
    cancelled,
    open: !cancelled && !closedStatuses.includes(status),
    traits: [],
  };
}

/** The orders of rows, whichever way those were read, with the masters they name. One for each, in their order. */
export async function assembleOrders(
  company: PurchaseOrderSettings,
  orders: readonly (OrderRows & { readonly date?: LocalDate })[],
  tables: TableReader,
  signal?: AbortSignal,
): Promise<FoundRecord[]> {
  const { syspro } = company;
  const suppliers = unique(orders.map(({ header }) => header['Supplier'] ?? '').filter((code) => code !== ''));
  const masters = {
    suppliers: await loadSuppliers(tables, syspro.address, suppliers, signal),
    items: await loadItems(tables, syspro.items, unique(orders.flatMap(({ lines }) => stockCodes(lines))), signal),
    warehouses: await loadWarehouses(tables, syspro, unique(orders.flatMap(otherWarehouses)), signal),
  };
  return orders.map((order) => {
    return foundRecord(listOrder(company, order.header, order.date), toPurchaseOrder(order, masters, company));
  });
}

function unique(codes: readonly string[]): string[] {
  return [...new Set(codes)];
}
