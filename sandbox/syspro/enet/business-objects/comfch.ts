import { EnetException, exceptionNumbers } from '../exception.ts';
import { child, element, reply, textOf } from '../xml.ts';
import type { BusinessObject } from './business-object.ts';
import { columnElement } from './column-elements.ts';
import { comparison } from './comparison.ts';
import { columnOf, keyOrder, rootOf, tableNamed } from './named-table.ts';
import { whereOf } from './filter-conditions.ts';
import { readTextRows } from './text-rows.ts';

/**
 * COMFCH: one row of any table by its key: `Key` and, for the further columns of the primary key, `OptionalKey1` to 12. With
 * `FullKeyProvided` N the first row whose key starts so. An absent date is `0000-00-00`, other than in query objects.
 */
export const comfch: BusinessObject = async ({ db, company, document }) => {
  const fetch = child(document, 'Fetch');
  const table = tableNamed(textOf(fetch, 'TableName').trim());
  const given = table.primaryKey.map((_, i) => textOf(fetch, i === 0 ? 'Key' : `OptionalKey${i}`));
  const whole = textOf(fetch, 'FullKeyProvided').trim() !== 'N';
  const used = whole ? given : given.slice(0, Math.max(1, given.findLastIndex((part) => part !== '') + 1));
  const values: string[] = [];
  const where = used.map((part, i) => comparison(columnOf(table, table.primaryKey[i] ?? ''), 'EQ', part, values));
  const clause = `${whereOf(where)} ORDER BY ${keyOrder(table)} LIMIT 1`;
  const [row] = await readTextRows(db, company, table, clause, values);
  if (row === undefined)
    throw new EnetException(
      exceptionNumbers.notFound,
      `Key '${given.join(' ').trimEnd()}' not found in '${table.name}'`,
    );
  const columns = table.columns.filter(({ type }) => type.kind !== 'rowversion');
  return reply(
    rootOf(table),
    columns
      .map((column) =>
        column.type.kind === 'datetime' && row[column.name] === ''
          ? element(column.name, '0000-00-00')
          : columnElement(column, row),
      )
      .join(''),
  );
};
