import type { TableRow } from '../../../src/syspro/table-reader.ts';

export const note = '000000000000042';

export const header: TableRow = {
  DispatchNote: note,
  DispatchNoteStatus: '5',
  Customer: '0000001',
  SalesOrder: '000000000000100',
  CustomerPoNumber: 'PO-OF-NOTE',
  Branch: '10',
  PlannedDeliverDate: '2026-11-02',
  ShippingInstrs: 'Best way',
  ShippingInstrsCod: 'LTL',
  DispatchName: 'Store 7',
  DispatchAddress1: '1 Dock Road',
  DispatchAddrLoc: 'Columbus',
  DispatchAddress4: 'OH',
  DispatchAddress5: 'US',
  DispatchPostalCode: '43215',
  DispatchComments1: 'Tail lift needed',
};

export const goods: TableRow = {
  DispatchNote: note,
  DispatchNoteLine: '1',
  LineType: '1',
  SalesOrder: '000000000000100',
  SalesOrderLine: '3',
  MStockCode: 'FA-10001',
  MStockDes: 'Hex bolt 8 mm',
  MWarehouse: 'E',
  MCusSupStkCode: 'C-77',
  MOrderUom: 'CS',
  MQtyToDispatch: '10.000000',
  MStockQtyToShp: '120.000000',
};

export const order: TableRow = {
  SalesOrder: '000000000000100',
  Customer: '0000001',
  CustomerPoNumber: 'PO-9',
  OrderDate: '2026-10-20',
};

export const orderLine: TableRow = {
  SalesOrder: '000000000000100',
  SalesOrderLine: '3',
  SalesOrderInitLine: '2',
  MOrderQty: '25.000000',
  MOrderUom: 'CS',
  PoLine: '00010',
};

export const customer: TableRow = {
  Customer: '0000001',
  Name: 'Lakeside Stores',
  StoreNumber: '0007',
  SoldToAddr1: '9 Head Office Lane',
  SoldToAddr3Loc: 'Chicago',
  SoldToAddr4: 'IL',
  SoldPostalCode: '60601',
  ShipToAddr1: '2 Usual Street',
  ShipToAddr3Loc: 'Dayton',
  ShipToAddr4: 'OH',
  ShipPostalCode: '45402',
};

export const tables: Readonly<Record<string, readonly TableRow[]>> = {
  MdnDetail: [goods],
  SorMaster: [order],
  SorDetail: [orderLine],
  ArCustomer: [customer],
  InvWhControl: [
    { Warehouse: 'E', Description: 'East', DeliveryAddr1: '400 Harbor Drive', DeliveryAddr3Loc: 'Milwaukee' },
  ],
  InvMaster: [{ StockCode: 'FA-10001', Description: 'Hex bolt', StockUom: 'EA', Mass: '0.010000' }],
};
