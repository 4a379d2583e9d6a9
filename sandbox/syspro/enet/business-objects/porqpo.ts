import { porMasterHdr } from '../../tables/por-master-hdr.ts';
import { child, element, group, reply, textOf } from '../xml.ts';
import type { BusinessObject } from './business-object.ts';
import { filterConditions, whereOf, type FilterColumn } from './filter-conditions.ts';
import { readTextRows, type TextRow } from './text-rows.ts';

/** PORQPO: the list of purchase orders. Cancelled orders are left out unless asked for; OrderDate filters on the due date, as documented. */
export const porqpo: BusinessObject = async ({ db, company, document }) => {
  const query = child(document, 'Query');
  const options = child(query, 'Option');
  const asked = filterConditions(child(query, 'Filter'), filters);
  const conditions = [...asked.conditions];
  if (textOf(options, 'IncludeCancelledOrders') !== 'Y') conditions.push(`"OrderStatus" <> '*'`);
  // The default of this flag is not published; completed orders are taken to be off the list, as cancelled ones are.
  if (textOf(options, 'IncludeCompletedOrders') !== 'Y') conditions.push(`"OrderStatus" <> '9'`);
  const orders = await readTextRows(
    db,
    company,
    porMasterHdr,
    `${whereOf(conditions)} ORDER BY "PurchaseOrder"`,
    asked.values,
  );
  return reply('PorQuery', orders.map((order) => group('PurchaseOrderItem', orderElements(order))).join(''));
};

const filters: readonly FilterColumn[] = [
  { name: 'Supplier', sql: '"Supplier"' },
  { name: 'Customer', sql: '"Customer"' },
  { name: 'Currency', sql: '"Currency"' },
  { name: 'Buyer', sql: '"Buyer"' },
  { name: 'Memo', sql: '"MemoCode"' },
  { name: 'PurchaseOrder', sql: '"PurchaseOrder"' },
  { name: 'OrderDate', sql: '"OrderDueDate"', date: true },
];

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
