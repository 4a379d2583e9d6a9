import { columnSql } from '../../odata/filter.ts';
import { companyTables } from '../../tables/company-tables.ts';
import { findColumn, type Column, type Table } from '../../tables/column.ts';
import { EnetException, exceptionNumbers } from '../exception.ts';
import { child, children, element, group, ownText, reply, textOf, type XmlElement } from '../xml.ts';
import type { BusinessObject } from './business-object.ts';
import { readTextRows } from './text-rows.ts';

/** COMFND: rows of any table by conditions. No paging token: clients page by key. */
export const comfnd: BusinessObject = async ({ db, company, document }) => {
  const query = child(document, 'Query');
  const name = textOf(query, 'TableName').trim();
  const table = companyTables.find((candidate) => candidate.name === name);
  if (table === undefined) throw new EnetException(exceptionNumbers.badXml, `Table '${name}' not found`);
  const named = (of: XmlElement): Column[] => children(of, 'Column').map((column) => columnOf(table, ownText(column)));
  const asked = named(child(query, 'Columns'));
  const columns = asked.length === 0 ? table.columns.filter((column) => column.type.kind !== 'rowversion') : asked;
  const order = named(child(query, 'OrderBy'));
  const { where, values } = whereClause(table, child(query, 'Where'));
  const limit = Number(textOf(query, 'ReturnRows').trim() || '100');
  if (!Number.isInteger(limit) || limit < 1)
    throw new EnetException(exceptionNumbers.badXml, 'ReturnRows is not numeric');
  const orderBy = (order.length === 0 ? table.primaryKey.map((key) => `"${key}"`) : order.map(columnSql)).join(', ');
  const rows = await readTextRows(db, company, table, `${where} ORDER BY ${orderBy} LIMIT ${limit}`, values);
  const header = group(
    'HeaderDetails',
    element('TableName', table.name) +
      group('Columns', columns.map((column) => element('Column', column.name)).join('')) +
      group('OrderBy', order.map((column) => element('Column', column.name)).join('')),
  );
  const content = rows.map((row) =>
    group('Row', columns.map((column) => element(column.name, row[column.name] ?? '')).join('')),
  );
  return reply(table.name, header + content.join('') + element('RowsReturned', String(rows.length).padStart(7)));
};

const operators: Readonly<Record<string, string>> = {
  EQ: '=',
  NE: '<>',
  GT: '>',
  GE: '>=',
  LT: '<',
  LE: '<=',
  LIKE: 'LIKE',
};

function whereClause(table: Table, where: XmlElement): { where: string; values: string[] } {
  const values: string[] = [];
  const parts = children(where, 'Expression').map((of, i) => {
    const column = columnOf(table, textOf(of, 'Column'));
    const operator = operators[textOf(of, 'Condition').trim().toUpperCase()];
    if (operator === undefined)
      throw new EnetException(exceptionNumbers.badXml, `Condition '${textOf(of, 'Condition')}' is invalid`);
    values.push(textOf(of, 'Value'));
    const joiner = i === 0 ? '' : textOf(of, 'AndOr').trim().toUpperCase() === 'OR' ? ' OR ' : ' AND ';
    const left = operator === 'LIKE' ? `concat(${columnSql(column)})` : columnSql(column);
    return `${joiner}${bracket(of, 'OpenBracket', '(')}${left} ${operator} $${values.length}${cast(column, operator)}${bracket(of, 'CloseBracket', ')')}`;
  });
  const sql = parts.join('');
  if (parts.length > 0 && sql.split('(').length !== sql.split(')').length)
    throw new EnetException(exceptionNumbers.badXml, 'Brackets do not match');
  return { where: parts.length === 0 ? '' : `WHERE ${sql}`, values };
}

function bracket(of: XmlElement, name: string, sign: '(' | ')'): string {
  return sign.repeat(textOf(of, name).split(sign).length - 1);
}

function cast(column: Column, operator: string): string {
  const { kind } = column.type;
  if (kind === 'decimal') return '::numeric';
  if (kind === 'datetime') return '::timestamp';
  if (kind === 'rowversion') return '::bytea';
  return operator === 'LIKE' ? '' : '::bpchar COLLATE "C"';
}

function columnOf(table: Table, name: string): Column {
  const found = findColumn(table, name.trim());
  if (found === undefined)
    throw new EnetException(exceptionNumbers.badXml, `Column '${name.trim()}' not found in table '${table.name}'`);
  return found;
}
