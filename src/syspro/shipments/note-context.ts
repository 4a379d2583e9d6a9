import type { ItemMaster } from '../../documents/commerce.ts';
import type { Party } from '../../documents/party.ts';
import { formFieldsOf, loadOrderLineForms } from '../custom-forms.ts';
import { isGoods } from '../line-type.ts';
import {
  loadCustomerItems,
  loadCustomers,
  loadShipToAddresses,
  type CustomerItems,
  type CustomerMaster,
  type ShipToAddresses,
} from '../masters/customers.ts';
import { loadItems } from '../masters/items.ts';
import { loadWarehouses } from '../masters/warehouses.ts';
import { readSourceByKeys } from '../source-rows.ts';
import type { TableReader, TableRow } from '../table-reader.ts';
import { loadOrderRows, type OrderReference, type OrderRows } from './order-rows.ts';
import { cartonTable, orderLineTables, orderTables } from './shipment-tables.ts';
import type { ShipmentSettings } from './shipment-settings.ts';

/** The rows that are a dispatch note's own, as the tables have them whichever way they came. */
export interface NoteRows {
  /** MdnMaster. */
  readonly header: TableRow;
  /** MdnDetail. */
  readonly lines: readonly TableRow[];
  /** MdnDetailLot. */
  readonly lots: readonly TableRow[];
  /** MdnMaster+, the site's custom form, where the settings name fields of it. */
  readonly form?: TableRow;
}

/** What ship notices are made of besides: the sales orders delivered, the site's cartons, and masters. */
export interface NoteContext {
  readonly cartons: ReadonlyMap<string, readonly TableRow[]>;
  readonly orders: OrderRows;
  readonly orderLines: OrderRows;
  readonly orderLineForms: ReadonlyMap<string, TableRow>;
  readonly customers: ReadonlyMap<string, CustomerMaster>;
  readonly shipToAddresses: ShipToAddresses;
  readonly customerItems: CustomerItems;
  readonly warehouses: ReadonlyMap<string, Party>;
  readonly items: ReadonlyMap<string, ItemMaster>;
}

/** What dispatch notes are read with. */
export interface NoteReaders {
  readonly tables: TableReader;
  /** Reads custom forms: a reader by e.net, for SYSPRO OData shows no table with a plus in its name. */
  readonly forms: TableReader;
}

/** The sales order of a line; a blank one is that of the note. */
export function salesOrderOf(line: TableRow, header: TableRow): string | undefined {
  return line['SalesOrder'] ?? header['SalesOrder'];
}

/** Reads what dispatch notes need besides their own rows, each table once for all of them. @throws SysproError */
export async function loadNoteContext(
  notes: readonly NoteRows[],
  { tables, forms }: NoteReaders,
  settings: ShipmentSettings,
  signal?: AbortSignal,
): Promise<NoteContext> {
  const { address, stream } = settings;
  const goods = notes.flatMap(({ header, lines }) => lines.filter(isGoods).map((line) => ({ line, header })));
  const lines = goods.flatMap(({ line, header }): Required<OrderReference>[] => {
    const salesOrder = salesOrderOf(line, header);
    return salesOrder === undefined ? [] : [{ salesOrder, line: Number(line['SalesOrderLine'] ?? 0) }];
  });
  const salesOrders = valuesOf(lines.map(({ salesOrder }) => salesOrder));
  const stockCodes = valuesOf(goods.map(({ line }) => line['MStockCode']));
  const orders = await loadOrderRows(tables, orderTables, lines, signal);
  const customers = valuesOf([
    ...notes.map(({ header }) => header['Customer']),
    ...goods.map(({ line, header }) => {
      const salesOrder = salesOrderOf(line, header);
      return salesOrder === undefined ? undefined : orders.find({ salesOrder }, header['Invoice'])?.['Customer'];
    }),
  ]);
  return {
    cartons: await loadCartons(notes, tables, settings, signal),
    orders,
    orderLines: await loadOrderRows(tables, orderLineTables(settings), lines, signal),
    orderLineForms: await loadOrderLineForms(forms, formFieldsOf([stream.customerOrderLine]), salesOrders, signal),
    customers: await loadCustomers(tables, address, customers, signal),
    shipToAddresses: await loadShipToAddresses(
      tables,
      address,
      valuesOf(notes.map(({ header }) => (header['MultiShipCode'] === undefined ? undefined : header['Customer']))),
      signal,
    ),
    customerItems: await loadCustomerItems(tables, stockCodes, signal),
    warehouses: await loadWarehouses(tables, settings, valuesOf(goods.map(({ line }) => line['MWarehouse'])), signal),
    items: await loadItems(tables, settings.items, stockCodes, signal),
  };
}

async function loadCartons(
  notes: readonly NoteRows[],
  tables: TableReader,
  { stream: { cartons } }: ShipmentSettings,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, readonly TableRow[]>> {
  if (!cartons) return new Map();
  const column = cartons.dispatchNote;
  const values = valuesOf(notes.map(({ header }) => header['DispatchNote']));
  const rows = await readSourceByKeys(tables, cartonTable(cartons), { column, values, signal });
  return Map.groupBy(rows, (row) => row[column] ?? '');
}

function valuesOf(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}
