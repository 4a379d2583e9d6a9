import { cellText } from '../enet/cell-text.ts';
import { elementRow } from '../enet/element-row.ts';
import { lineTypeOfElement } from '../line-type.ts';
import type { TableRow } from '../table-reader.ts';
import { childOf, childrenOf, type XmlElement } from '../xml-element.ts';
import type { OrderRows } from './purchase-order-rows.ts';
import { deliveryColumns, orderLineTable } from './purchase-order-tables.ts';

/**
 * Columns of PorMasterHdr and the elements of PorDetail that hold them (recorded). CancelledFlag is not there, TaxStatus only as
 * words.
 */
const headerElements: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.values(deliveryColumns).map((column) => [column, column])),
  [deliveryColumns.addr3Loc]: 'DeliveryAddr3Locality',
  ...Object.fromEntries(
    [
      'PurchaseOrder',
      'OrderStatus',
      'Supplier',
      'Customer',
      'CustomerPoNumber',
      'Currency',
      'OrderEntryDate',
      'OrderDueDate',
      'PaymentTerms',
      'ShippingInstrs',
      'Buyer',
      'DeliveryName',
      'Warehouse',
    ].map((column) => [column, column]),
  ),
  ExchangeRate: 'PoExchangeRate',
};

/**
 * The rows of an order as PORQRY shows it, named as in the tables. Of a number that comes both edited and raw, the raw one.
 * @param stored the columns of the PorMasterHdr row that PORQRY does not have
 */
export function porqryRows(reply: XmlElement, stored: TableRow): OrderRows {
  const header = { ...elementRow(reply, Object.keys(headerElements), { names: headerElements }).row, ...stored };
  const number = header['PurchaseOrder'] ?? '';
  const lines = childrenOf(reply, 'PurchaseOrderLine')
    .flatMap((line) => line.children)
    .map((element) => lineRow(element, number))
    .filter((row) => row !== undefined);
  return { header, lines };
}

function lineRow(element: XmlElement, number: string): TableRow | undefined {
  const type = lineTypeOfElement(element.name);
  if (type === undefined) return undefined;
  const { row } = elementRow(element, orderLineTable.columns(undefined));
  // In goods the line is called Line, in all others PurchaseOrderLine.
  const line = cellText('Line', childOf(element, type === '1' ? 'Line' : 'PurchaseOrderLine')?.raw ?? '');
  return {
    LineType: type,
    ...row,
    PurchaseOrder: number,
    ...(line !== undefined && { Line: line }),
  };
}
