import { columnSql } from '../../odata/filter.ts';
import type { Column, Table } from '../../tables/column.ts';
import { EnetException, exceptionNumbers } from '../exception.ts';
import { child, children, element, group, ownText, reply, textOf, type XmlElement } from '../xml.ts';
import type { BusinessObject } from './business-object.ts';
import { comparison } from './comparison.ts';
import { columnOf, keyOrder, rootOf, tableNamed } from './named-table.ts';
import { readTextRows } from './text-rows.ts';

/** COMFND: rows of any table by conditions. No paging token: clients page by key. */
export const comfnd: BusinessObject = async ({ db, company, document, pageServed }) => {
  const query = child(document, 'Query');
  const table = tableNamed(textOf(query, 'TableName').trim());
  const named = (of: XmlElement): Column[] => children(of, 'Column').map((column) => columnOf(table, ownText(column)));
  const asked = named(child(query, 'Columns'));
  const columns = asked.length === 0 ? table.columns.filter((column) => column.type.kind !== 'rowversion') : asked;
  const order = named(child(query, 'OrderBy'));
  const { where, values } = whereClause(table, child(query, 'Where'));
  const limit = Number(textOf(query, 'ReturnRows').trim() || '100');
  if (!Number.isInteger(limit) || limit < 1)
    throw new EnetException(exceptionNumbers.badXml, 'ReturnRows is not numeric');
  const orderBy = order.length === 0 ? keyOrder(table) : order.map(columnSql).join(', ');
  const rows = await readTextRows(db, company, table, `${where} ORDER BY ${orderBy} LIMIT ${limit}`, values);
  await pageServed(table.name);
  const header = group(
    'HeaderDetails',
    element('TableName', table.name) +
      group('Columns', columns.map((column) => element('Column', column.name)).join('')) +
      group('OrderBy', order.map((column) => element('Column', column.name)).join('')),
  );
  const content = rows.map((row) =>
    group('Row', columns.map((column) => element(column.name, row[column.name] ?? '')).join('')),
  );
  return reply(rootOf(table), header + content.join('') + element('RowsReturned', String(rows.length).padStart(7)));
};

function whereClause(table: Table, where: XmlElement): { where: string; values: string[] } {
  const values: string[] = [];
  let open = 0;
  const parts = children(where, 'Expression').map((of, i) => {
    const joiner = i === 0 ? '' : textOf(of, 'AndOr').trim().toUpperCase() === 'OR' ? ' OR ' : ' AND ';
    const opening = brackets(of, 'OpenBracket', '(');
    const closing = brackets(of, 'CloseBracket', ')');
    open += opening.length - closing.length;
    if (open < 0) throw unbalanced();
    return `${joiner}${opening}${comparison(columnOf(table, textOf(of, 'Column')), textOf(of, 'Condition'), textOf(of, 'Value'), values)}${closing}`;
  });
  if (open !== 0) throw unbalanced();
  return { where: parts.length === 0 ? '' : `WHERE ${parts.join('')}`, values };
}

function unbalanced(): EnetException {
  return new EnetException(exceptionNumbers.badXml, 'Brackets do not match');
}

function brackets(of: XmlElement, name: string, sign: '(' | ')'): string {
  const text = textOf(of, name).trim();
  if (text.length > 3 || text !== sign.repeat(text.length))
    throw new EnetException(exceptionNumbers.badXml, `'${text}' in ${name} is invalid`);
  return text;
}
