import { companyTables } from '../../tables/company-tables.ts';
import { findColumn, type Column, type Table } from '../../tables/column.ts';
import { EnetException, exceptionNumbers } from '../exception.ts';

/** @throws EnetException when there is no such table */
export function tableNamed(name: string): Table {
  const table = companyTables.find((candidate) => candidate.name === name);
  if (table === undefined) throw new EnetException(exceptionNumbers.badXml, `Table '${name}' not found`);
  return table;
}

/** @throws EnetException when the table has no such column */
export function columnOf(table: Table, name: string): Column {
  const found = findColumn(table, name.trim());
  if (found === undefined)
    throw new EnetException(exceptionNumbers.badXml, `Column '${name.trim()}' not found in table '${table.name}'`);
  return found;
}

/** The root of a generic reader's reply: the table's name, without its plus, for XML has no such names (inferred). */
export function rootOf(table: Table): string {
  return table.name.replace('+', '');
}

/** The primary key as `ORDER BY` has it. */
export function keyOrder(table: Table): string {
  return table.primaryKey.map((name) => `"${name}"`).join(', ');
}
