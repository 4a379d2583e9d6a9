import { porMasterHdr } from '../../tables/por-master-hdr.ts';
import { child, element, filterOf, group, reply, textOf } from '../xml.ts';
import type { BusinessObject } from './business-object.ts';
import { readTextRows, type TextRow } from './text-rows.ts';

/** PORQPO: the list of purchase orders. Cancelled orders are left out unless asked for; OrderDate filters on the due date, as documented. */
export const porqpo: BusinessObject = async ({ db, company, document }) => {
  const query = child(document, 'Query');
  const options = child(query, 'Option');
  const filter = child(query, 'Filter');
  const conditions: string[] = [];
  const values: string[] = [];
  const bind = (value: string): string => `$${values.push(value)}`;
  if (textOf(options, 'IncludeCancelledOrders') !== 'Y') conditions.push(`"OrderStatus" <> '*'`);
  // The default of this flag is not published; completed orders are taken to be off the list, as cancelled ones are.
  if (textOf(options, 'IncludeCompletedOrders') !== 'Y') conditions.push(`"OrderStatus" <> '9'`);
  for (const { name, column, cast } of filters) {
    const { type, values: given } = filterOf(filter, name);
    const [from = '', to = from] = given;
    if (type === 'S') conditions.push(`${column} = ${bind(from)}${cast}`);
    if (type === 'R') conditions.push(`${column} BETWEEN ${bind(from)}${cast} AND ${bind(to)}${cast}`);
    if (type === 'L') conditions.push(`${column} IN (${given.map((value) => `${bind(value)}${cast}`).join(', ')})`);
  }
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const orders = await readTextRows(db, company, porMasterHdr, `${where} ORDER BY "PurchaseOrder"`, values);
  return reply('PorQuery', orders.map((order) => group('PurchaseOrderItem', orderElements(order))).join(''));
};

const text = '::bpchar COLLATE "C"';
const filters = [
  { name: 'Supplier', column: '"Supplier"', cast: text },
  { name: 'Customer', column: '"Customer"', cast: text },
  { name: 'Currency', column: '"Currency"', cast: text },
  { name: 'Buyer', column: '"Buyer"', cast: text },
  { name: 'Memo', column: '"MemoCode"', cast: text },
  { name: 'PurchaseOrder', column: '"PurchaseOrder"', cast: text },
  { name: 'OrderDate', column: '"OrderDueDate"', cast: '::timestamp' },
] as const;

function orderElements(order: TextRow): string {
  const from = (...names: readonly string[]): string => names.map((name) => element(name, order[name] ?? '')).join('');
  return (
    from(
      'PurchaseOrder',
      'OrderStatus',
      'Supplier',
      'DeliveryName',
      'OrderDueDate',
      'MemoDate',
      'MemoCode',
      'OrderType',
      'SupplierClass',
    ) +
    from(
      'Customer',
      'CustomerPoNumber',
      'PaymentTerms',
      'ShippingInstrs',
      'Currency',
      'PrintCount',
      'AmendedCount',
      'ExchangeRate',
    ) +
    element('Nationality', '') +
    element('TermsCode', order.PaymentTerms ?? '') +
    element('UserConfirmation', '') +
    from('Buyer')
  );
}
