import type { Column } from '../../tables/column.ts';
import { EnetException, exceptionNumbers } from '../exception.ts';
import { child, children, element, group, reply, textOf } from '../xml.ts';
import type { BusinessObject } from './business-object.ts';
import { comparison } from './comparison.ts';
import { whereOf } from './filter-conditions.ts';
import { columnOf, keyOrder, rootOf, tableNamed } from './named-table.ts';
import { readTextRows } from './text-rows.ts';

/**
 * COMBRW: rows of a browse from a key on. Browses are a site's own; this one's are named as its tables, and show the key and
 * the next few columns. Only the first column of the primary key counts as the key.
 */
export const combrw: BusinessObject = async ({ db, company, document }) => {
  const browse = child(document, 'Browse');
  const table = tableNamed(textOf(browse, 'BrowseName').trim());
  const limit = Number(textOf(browse, 'ReturnRows').trim() || '20');
  if (!Number.isInteger(limit) || limit < 1)
    throw new EnetException(exceptionNumbers.badXml, 'ReturnRows is not numeric');
  const key = columnOf(table, table.primaryKey[0] ?? '');
  const values: string[] = [];
  const conditions = children(browse, 'Filter').flatMap((filter) => {
    const name = textOf(filter, 'ColumnFilterName').trim();
    if (name === '') return [];
    return [comparison(columnOf(table, name), 'EQ', textOf(filter, 'ColumnFilterValue'), values)];
  });
  const start = textOf(browse, 'StartAtKey');
  if (start !== '') {
    const condition = textOf(browse, 'StartCondition').trim().toUpperCase() === 'GT' ? 'GT' : 'GE';
    conditions.push(comparison(key, condition, start, values));
  }
  const clause = `${whereOf(conditions)} ORDER BY ${keyOrder(table)} LIMIT ${limit + 1}`;
  const found = await readTextRows(db, company, table, clause, values);
  const rows = found.slice(0, limit);
  const shown = table.columns.filter(({ type }) => type.kind !== 'rowversion').slice(0, 6);
  const cell = ({ name, type }: Column, text: string): string =>
    group(name, element('Value', text) + element('DataType', type.kind === 'decimal' ? 'N' : 'A'));
  return reply(
    rootOf(table),
    element('Title', `Browse on ${table.name}`) +
      rows.map((row) => group('Row', shown.map((column) => cell(column, row[column.name] ?? '')).join(''))).join('') +
      group(
        'NextPrevKey',
        element('PrevKey', rows[0]?.[key.name] ?? '') +
          element('NextKey', rows.at(-1)?.[key.name] ?? '') +
          element('Fwd', found.length > limit ? 'Y' : 'N') +
          element('Back', start === '' ? 'N' : 'Y'),
      ) +
      group(
        'HeaderDetails',
        shown.map(({ name }) => element('Header', name)).join('') +
          element('Key', key.name) +
          element('KeyDescription', key.name) +
          element('Table', table.name),
      ),
  );
};
