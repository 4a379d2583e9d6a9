import { insertRows, updateRows, type Database, type Row } from '../database.ts';
import { customers, type SeedCustomer } from '../seed/customers.ts';
import { findColumn, type Table } from '../tables/column.ts';

/** A control request that names something the sandbox does not have. */
export class BadControlRequest extends Error {
  override readonly name = 'BadControlRequest';
}

/** @throws BadControlRequest for a column that the table has not */
export function checkColumns(table: Table, row: Row): void {
  for (const name of Object.keys(row)) {
    const column = findColumn(table, name);
    if (column === undefined || column.type.kind === 'rowversion')
      throw new BadControlRequest(`${table.name} has no column ${name} to set`);
  }
}

/** Sets columns of the row with that primary key. Answers whether there is one. */
export async function setColumns(db: Database, company: string, table: Table, key: Row, change: Row): Promise<boolean> {
  checkColumns(table, change);
  if (Object.keys(change).length === 0) return true;
  return (await updateRows(db, company, table, [{ ...change, ...key }])) > 0;
}

/** Sets columns of lines, each of which names its number; a line that is not there is added with the given defaults. */
export async function setLines(
  db: Database,
  company: string,
  table: Table,
  parent: Row,
  lines: readonly Row[],
  defaults: Row = {},
): Promise<void> {
  const own = table.primaryKey.filter((column) => !(column in parent));
  for (const line of lines) {
    const missing = own.find((column) => (line[column] ?? null) === null);
    if (missing !== undefined) throw new BadControlRequest(`each line names its ${missing}`);
    const key = { ...parent, ...Object.fromEntries(own.map((column) => [column, line[column] ?? null])) };
    const rest = Object.fromEntries(Object.entries(line).filter(([column]) => !own.includes(column)));
    if (!(await setColumns(db, company, table, key, rest)))
      await insertRows(db, company, table, [{ ...defaults, ...line, ...parent }]);
  }
}

/** The customer of a code, with or without leading zeros. */
export function findCustomer(code: string): SeedCustomer {
  const found = customers.find(({ customer }) => customer === code || customer === code.padStart(15, '0'));
  if (found === undefined) throw new BadControlRequest(`there is no customer ${code}`);
  return found;
}
