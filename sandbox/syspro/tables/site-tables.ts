import { d, lineNumber, quantity, table, v } from './column.ts';

/** The site's custom form of dispatch notes: what SYSPRO has no column for. */
export const mdnMasterForm = table('MdnMaster+', ['DispatchNote'], {
  DispatchNote: v(20),
  Scac: v(4),
  BillOfLading: v(30),
  ProNumber: v(30),
  TrackingNumber: v(40),
  Trailer: v(20),
  Seal: v(20),
  PackageCount: d(6, 0),
  Weight: d(12, 3),
});

/** The site's custom form of sales order lines. CustPoLine is the line of the customer's own purchase order. */
export const cusSorDetailMerch = table('CusSorDetailMerch+', ['SalesOrder', 'SalesOrderLine'], {
  SalesOrder: v(20),
  SalesOrderLine: lineNumber,
  CustPoLine: v(10),
});

/** The site's own table of cartons: one row for each carton and dispatch note line in it. It is none of SYSPRO's. */
export const ediCarton = table('EdiCarton', ['DispatchNote', 'DispatchNoteLine', 'CartonNo'], {
  DispatchNote: v(20),
  DispatchNoteLine: lineNumber,
  CartonNo: d(6, 0),
  Quantity: quantity,
  Sscc: v(18),
  PalletSscc: v(18),
  PackageType: v(10),
  TrackingNumber: v(40),
  Weight: d(12, 3),
});
