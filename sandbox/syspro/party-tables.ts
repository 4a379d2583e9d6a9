import { insertRows, readRows, tableName, updateRows, type Database, type Row } from './database.ts';
import { apSupplier, apSupplierAddr } from './tables/ap-supplier.ts';
import { arCustomer, arMultAddress } from './tables/ar-customer.ts';
import { findColumn, type Column, type Table } from './tables/column.ts';

export type PartyRole = 'supplier' | 'customer';

/** A master of parties: its tables share one key. */
export interface PartyTables {
  readonly key: 'Supplier' | 'Customer';
  /** The first has a row for every party. */
  readonly tables: readonly [Table, ...Table[]];
  /** Tables whose rows go with the party. */
  readonly dependent: readonly Table[];
}

export const partyTables: Readonly<Record<PartyRole, PartyTables>> = {
  supplier: { key: 'Supplier', tables: [apSupplier, apSupplierAddr], dependent: [] },
  customer: { key: 'Customer', tables: [arCustomer], dependent: [arMultAddress] },
};

/** A column of the master by its exact name, the key and rowversions aside. */
export function partyColumn({ key, tables }: PartyTables, name: string): Column | undefined {
  const found = tables.map((table) => findColumn(table, name)).find((column) => column !== undefined);
  return found === undefined || found.name === key || found.type.kind === 'rowversion' ? undefined : found;
}

/** Whether there is such a party; inside a transaction its row stays locked. */
export async function hasParty(
  db: Database,
  company: string,
  { key, tables }: PartyTables,
  code: string,
): Promise<boolean> {
  const rows = await readRows(db, company, tables[0], `WHERE "${key}" = $1 FOR UPDATE`, [code]);
  return rows.length > 0;
}

/** Sets columns of a party, each in the first of the tables that has it. */
export async function updateParty(
  db: Database,
  company: string,
  { key, tables }: PartyTables,
  code: string,
  columns: Row,
): Promise<void> {
  for (const [table, own] of spread(tables, columns)) {
    if (Object.keys(own).length === 0) continue;
    const row = { ...own, [key]: code };
    if ((await updateRows(db, company, table, [row])) === 0) await insertRows(db, company, table, [row]);
  }
}

/** Adds a party, with a row in each of the tables. */
export async function insertParty(
  db: Database,
  company: string,
  { key, tables }: PartyTables,
  code: string,
  columns: Row,
): Promise<void> {
  for (const [table, own] of spread(tables, columns)) await insertRows(db, company, table, [{ ...own, [key]: code }]);
}

/** Deletes a party with everything of the masters that goes with it. What traded with it stays. */
export async function deleteParty(
  db: Database,
  company: string,
  { key, tables, dependent }: PartyTables,
  code: string,
): Promise<void> {
  for (const table of [...dependent, ...tables])
    await db.query(`DELETE FROM ${tableName(company, table)} WHERE "${key}" = $1`, [code]);
}

function spread(tables: readonly Table[], columns: Row): (readonly [Table, Row])[] {
  const given = Object.entries(columns);
  return tables.map((table) => [
    table,
    Object.fromEntries(given.filter(([name]) => tables.find((one) => findColumn(one, name) !== undefined) === table)),
  ]);
}
