import { insertRows, type Database, type Row } from './database.ts';
import type { Table } from './tables/column.ts';

/** Rows of many tables, collected to be inserted together. */
export interface RowSet {
  add(table: Table, ...rows: readonly Row[]): void;
  rowsOf(table: Table): readonly Row[];
  insert(db: Database, company: string): Promise<void>;
}

export function createRowSet(): RowSet {
  const byTable = new Map<Table, Row[]>();
  return {
    add(table, ...rows) {
      const known = byTable.get(table);
      if (known === undefined) byTable.set(table, [...rows]);
      else for (const row of rows) known.push(row);
    },
    rowsOf: (table) => byTable.get(table) ?? [],
    async insert(db, company) {
      for (const [table, rows] of byTable) await insertRows(db, company, table, rows);
    },
  };
}
