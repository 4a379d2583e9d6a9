import { columnSql } from '../../odata/filter.ts';
import type { Column } from '../../tables/column.ts';
import { EnetException, exceptionNumbers } from '../exception.ts';
import { dateOf } from './filter-conditions.ts';

const operators: Readonly<Record<string, string>> = {
  EQ: '=',
  NE: '<>',
  GT: '>',
  GE: '>=',
  LT: '<',
  LE: '<=',
  LIKE: 'LIKE',
};

/**
 * SQL that compares a column with a value of a request, which is put into `values`: as numbers, days or binary text, by the
 * column's type.
 *
 * @throws EnetException for an unknown condition, and a value that is not of the column's type
 */
export function comparison(column: Column, asked: string, value: string, values: string[]): string {
  const condition = asked.trim().toUpperCase();
  const operator = operators[condition];
  if (operator === undefined) throw new EnetException(exceptionNumbers.badXml, `Condition '${condition}' is invalid`);
  const sql = columnSql(column);
  if (condition === 'LIKE') return `concat(${sql}) LIKE $${values.push(value)}`;
  switch (column.type.kind) {
    case 'datetime':
      // What COMFCH shows of an absent date; taken the same way here (inferred).
      if (value.trim() === '' || value.trim() === '0000-00-00') {
        if (condition === 'EQ') return `${sql} IS NULL`;
        if (condition === 'NE') return `${sql} IS NOT NULL`;
      }
      return `${sql} ${operator} $${values.push(dateOf(column.name, value))}::timestamp`;
    case 'decimal':
      if (!/^\s*[-+]?\d+(\.\d*)?\s*$/.test(value))
        throw new EnetException(exceptionNumbers.badXml, `'${value}' is not numeric in column '${column.name}'`);
      return `${sql} ${operator} $${values.push(value.trim())}::numeric`;
    case 'rowversion':
      throw new EnetException(exceptionNumbers.badXml, `Column '${column.name}' cannot be compared`);
    case 'varchar':
    case 'char':
      return `${sql} ${operator} $${values.push(value)}::bpchar COLLATE "C"`;
  }
}
