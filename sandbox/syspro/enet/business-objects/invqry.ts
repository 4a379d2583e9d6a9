import { apSupplier } from '../../tables/ap-supplier.ts';
import { invMaster } from '../../tables/inv-master.ts';
import { EnetException, exceptionNumbers } from '../exception.ts';
import { child, element, reply, textOf } from '../xml.ts';
import type { BusinessObject } from './business-object.ts';
import { columnElements } from './column-elements.ts';
import { readTextRows } from './text-rows.ts';

/** INVQRY: one stock item: the columns of InvMaster with the supplier's name. The sandbox keeps no quantities by warehouse. */
export const invqry: BusinessObject = async ({ db, company, document }) => {
  const key = textOf(child(child(document, 'Query'), 'Key'), 'StockCode');
  const [item] = await readTextRows(db, company, invMaster, 'WHERE "StockCode" = $1', [key]);
  if (item === undefined) throw new EnetException(exceptionNumbers.notFound, `Stock code '${key}' not found`);
  const [supplier = {}] = await readTextRows(db, company, apSupplier, 'WHERE "Supplier" = $1', [item.Supplier]);
  const names = invMaster.columns.map(({ name }) => name).filter((name) => name !== 'TimeStamp');
  const content = columnElements(invMaster, item, names) + element('APSSUP:SupplierName', supplier.SupplierName ?? '');
  return reply('InvQuery', content, ['APSSUP']);
};
