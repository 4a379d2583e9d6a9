import type { SourceTable } from '../document-source.ts';
import { columnsOfSources, formFieldsOf } from '../custom-forms.ts';
import { addressColumns, addressSelect } from '../masters/address-lines.ts';
import type { CartonSettings, LotSettings, ShipmentSettings } from './shipment-settings.ts';

/** The delivery address of a dispatch note. */
export const noteAddress = addressColumns('DispatchAddress', 'DispatchPostalCode', 'DispatchAddrLoc');

export const commentColumns = ['DispatchComments1', 'DispatchComments2', 'DispatchComments3', 'DispatchComments4'];

/** The columns a poll may filter on, best first. PostDate exists only where a site exposes it (no SYSPRO table has it). */
export const noteDateColumns = ['PostDate', 'PlannedDeliverDate', 'ActualDeliveryDate'] as const;

/**
 * The columns that date a dispatch note, the one that counts first: when the goods left or arrived, else when they were invoiced,
 * else when they are planned to be delivered. Go-live is decided by what happened, and a plan may be of long ago, or blank, when the
 * goods leave today; where nothing has happened yet, the plan is all there is. Each note has the same date by every service,
 * whichever column polls filter on.
 */
export const eventDateColumns = ['ActualDeliveryDate', 'InvoiceCreatedDate', 'PlannedDeliverDate'] as const;

/** MdnMaster: one row per dispatch note. Columns known only from business objects are read where the table has them. */
export function noteTable({ address, stream }: ShipmentSettings): SourceTable {
  const optional = [
    'InvoiceCreatedDate',
    'ShippingInstrsCod',
    'SpecialInstrs',
    ...commentColumns,
    'DispatchCustName',
    'MultiShipCode',
  ];
  // The carrier's own default is one of those; whatever else the configuration names has to be there.
  const configured = columnsOfSources(Object.values(stream.fields)).filter((column) => !optional.includes(column));
  return {
    name: 'MdnMaster',
    key: ['DispatchNote'],
    columns: (has) => [
      'DispatchNote',
      'DispatchNoteStatus',
      'Customer',
      'SalesOrder',
      'CustomerPoNumber',
      'Invoice',
      'Branch',
      'PlannedDeliverDate',
      'ActualDeliveryDate',
      'ShippingInstrs',
      'DispatchName',
      ...addressSelect(noteAddress, address, has),
      ...optional.filter((column) => has === undefined || has(column)),
      ...configured,
    ],
  };
}

/** MdnDetail: one row per line. */
export const noteLineTable: SourceTable = {
  name: 'MdnDetail',
  key: ['DispatchNote', 'DispatchNoteLine'],
  columns: (has) => [
    'DispatchNote',
    'DispatchNoteLine',
    'LineType',
    'SalesOrder',
    'SalesOrderLine',
    'MStockCode',
    'MStockDes',
    'MOrderUom',
    'MQtyToDispatch',
    'MStockQtyToShp',
    'NComment',
    ...['MWarehouse', 'MCusSupStkCode', 'NCommentFromLin'].filter((column) => has === undefined || has(column)),
  ],
};

/** MdnDetailLot: which lots a line takes its stock from. What its columns are called is inferred but for the lot itself. */
export function noteLotTable({ key, quantity, expiry }: LotSettings): SourceTable {
  return {
    name: 'MdnDetailLot',
    key,
    columns: (has) => {
      const columns = [...key, 'DispatchNote', 'DispatchNoteLine', 'Lot', quantity];
      return [...new Set(has === undefined || has(expiry) ? [...columns, expiry] : columns)];
    },
  };
}

/** The site's own table of cartons, with the columns the configuration names. */
export function cartonTable(cartons: CartonSettings): SourceTable {
  const { table, key, dispatchNote, line, quantity, sscc, pallet, kind, trackingNumber, weight } = cartons;
  const columns = [...key, dispatchNote, line, quantity, sscc, pallet, kind, trackingNumber, weight];
  return { name: table, key, columns: () => [...new Set(columns.filter((column) => column !== undefined))] };
}

/**
 * SorMaster: the sales orders. A complete order has moved to SorMasterRep, where it stands once for each invoice it was billed
 * on.
 */
export const orderTables = asLiveAndComplete('SorMaster', ['SalesOrder'], () => [
  'SalesOrder',
  'Customer',
  'CustomerPoNumber',
  'OrderDate',
]);

/** SorDetail and SorDetailRep: their lines. */
export function orderLineTables({ stream }: ShipmentSettings): LiveAndComplete {
  const source = stream.customerOrderLine;
  return asLiveAndComplete('SorDetail', ['SalesOrder', 'SalesOrderLine'], () => [
    'SalesOrder',
    'SalesOrderLine',
    'MOrderQty',
    'MOrderUom',
    'MCusSupStkCode',
    ...columnsOfSources([source]),
    // What the custom form of a line is kept by.
    ...(formFieldsOf([source]).length > 0 ? ['SalesOrderInitLine'] : []),
  ]);
}

/** A table of sales orders, and the one its rows move to when the order is complete. */
export interface LiveAndComplete {
  readonly live: SourceTable;
  readonly complete: SourceTable;
}

function asLiveAndComplete(name: string, key: readonly string[], columns: () => string[]): LiveAndComplete {
  return {
    live: { name, key, columns: () => [...new Set(columns())] },
    complete: {
      name: `${name}Rep`,
      key: ['InvoiceNumber', ...key],
      columns: () => [...new Set(['InvoiceNumber', ...columns()])],
    },
  };
}
