import { arCustomer } from '../../tables/ar-customer.ts';
import { salBranch, salSalesperson } from '../../tables/sal-branch.ts';
import { sorDetail } from '../../tables/sor-detail.ts';
import { sorMaster } from '../../tables/sor-master.ts';
import { EnetException, exceptionNumbers } from '../exception.ts';
import { child, element, group, reply, textOf } from '../xml.ts';
import type { BusinessObject } from './business-object.ts';
import { columnElements, lineNumberElement } from './column-elements.ts';
import { customForm } from './custom-form.ts';
import { isKindAsked, lineKind } from './line-kinds.ts';
import { salesOrderStatusText, sorDocumentTypeText } from './sales-order-texts.ts';
import { readTextRows, type TextRow } from './text-rows.ts';

/** SORQRY: one sales order with its lines, while it is in SorMaster. */
export const sorqry: BusinessObject = async ({ db, company, document }) => {
  const query = child(document, 'Query');
  const options = child(query, 'Option');
  const isSet = (name: string): boolean => textOf(options, name).trim() === 'Y';
  const key = textOf(child(query, 'Key'), 'SalesOrder');
  const [order] = await readTextRows(db, company, sorMaster, 'WHERE "SalesOrder" = $1', [key]);
  if (order === undefined) throw new EnetException(exceptionNumbers.notFound, `Sales order '${key}' not found`);
  const [customer = {}] = await readTextRows(db, company, arCustomer, 'WHERE "Customer" = $1', [order.Customer]);
  const [branch = {}] = await readTextRows(db, company, salBranch, 'WHERE "Branch" = $1', [order.Branch]);
  const [salesperson = {}] = await readTextRows(
    db,
    company,
    salSalesperson,
    'WHERE "Branch" = $1 AND "Salesperson" = $2',
    [order.Branch, order.Salesperson],
  );
  const ofOrder = 'WHERE "SalesOrder" = $1 ORDER BY "SalesOrderLine"';
  const lines = (await readTextRows(db, company, sorDetail, ofOrder, [key])).filter((line) =>
    isKindAsked(options, line),
  );
  const content: string[] = [];
  for (const line of lines) {
    const form =
      isSet('IncludeDetailLineCustomForms') && lineKind(line) === 'Merchandise'
        ? await customForm(db, company, 'CusSorDetailMerch', [key, line.SalesOrderLine ?? ''])
        : '';
    content.push(group('SalesOrderLine', group(lineKind(line), lineElements(line) + form)));
  }
  const form = isSet('IncludeCustomForms') ? await customForm(db, company, 'SorMaster', [key]) : '';
  const header =
    columnElements(sorMaster, order, ['SalesOrder', 'DocumentType']) +
    element('DocumentTypeDesc', sorDocumentTypeText(order.DocumentType)) +
    columnElements(sorMaster, order, ['Customer', 'CustomerName']) +
    ['1', '2', '3', '3Loc', '4', '5'].map((n) => element(`SoldAddr${n}`, customer[`SoldToAddr${n}`] ?? '')).join('') +
    element('SoldPostalCode', customer.SoldPostalCode ?? '') +
    columnElements(sorMaster, order, ['OrderStatus']) +
    element('OrderStatusDesc', salesOrderStatusText(order.OrderStatus)) +
    columnElements(sorMaster, order, ['Salesperson']) +
    element('SALSLS:Name', salesperson.Name ?? '') +
    columnElements(sorMaster, order, ['Branch']) +
    element('SALBRN:Description', branch.Description ?? '') +
    columnElements(sorMaster, order, headerNames);
  return reply('SorDetail', header + form + content.join(''), ['SALSLS', 'SALBRN']);
};

const given = new Set(
  'SalesOrder,DocumentType,Customer,CustomerName,OrderStatus,Salesperson,Branch,TimeStamp'.split(','),
);
const headerNames = sorMaster.columns.map(({ name }) => name).filter((name) => !given.has(name));

const goodsNames = sorDetail.columns
  .map(({ name }) => name)
  .filter(
    (name) => name !== 'SalesOrder' && name !== 'SalesOrderLine' && name !== 'TimeStamp' && !/^N[A-Z]/.test(name),
  );

function lineElements(line: TextRow): string {
  const number = lineNumberElement('SalesOrderLine', line.SalesOrderLine);
  const kind = lineKind(line);
  if (kind === 'Merchandise') return number + columnElements(sorDetail, line, goodsNames);
  if (kind !== 'CommentLine')
    return number + columnElements(sorDetail, line, ['LineType', 'NComment', 'NMscChargeValue', 'NChargeCode']);
  const comment = columnElements(sorDetail, line, ['LineType', 'NComment']);
  return number + comment + lineNumberElement('NCommentFromLin', line.NCommentFromLin);
}
