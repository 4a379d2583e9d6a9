import { Pool, type PoolClient } from 'pg';
import { findColumn, type Column, type Table } from './tables/column.ts';

/** What the sandbox needs of a connection: the pool itself, or one client inside a transaction. */
export interface Database {
  readonly query: Pool['query'];
}

export function openDatabase(url: string): Pool {
  const pool = new Pool({ connectionString: url, max: 8, application_name: 'syspro-sandbox' });
  // A connection lost while idle is replaced by the next query; unheard, it would end the process.
  pool.on('error', (error) => process.stderr.write(`an idle PostgreSQL connection broke: ${error.message}\n`));
  return pool;
}

/** The PostgreSQL schema that stands for a company's own SQL Server database, named as SYSPRO names that database. */
export function companySchema(company: string): string {
  return quoted(`SysproCompany${company}`);
}

export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

/** The table's full name in SQL. */
export function tableName(company: string, table: Table): string {
  return `${companySchema(company)}.${quoted(table.name)}`;
}

/** Runs the work in one transaction. */
export async function transaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // The first error tells why; a rollback that fails has lost its connection, and the server rolls back by itself.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Column → value. Decimals and dates (`YYYY-MM-DD`) as text; a column left out gets SYSPRO's default. */
export type Row = Readonly<Record<string, string | number | null>>;

/** Reads rows as they would be inserted: text without trailing blanks, decimals as text, dates as `YYYY-MM-DD`. */
export async function readRows(
  db: Database,
  company: string,
  table: Table,
  clause: string,
  values: readonly unknown[],
): Promise<Record<string, string | null>[]> {
  const columns = table.columns.filter((column) => column.type.kind !== 'rowversion');
  const { rows } = await db.query<(string | null)[]>({
    text: `SELECT ${columns.map((column) => quoted(column.name)).join(', ')} FROM ${tableName(company, table)} ${clause}`,
    values: [...values],
    rowMode: 'array',
    types: { getTypeParser: () => (value: string) => value },
  });
  return rows.map((row) =>
    Object.fromEntries(
      columns.map((column, i) => {
        const text = row[i] ?? null;
        return [
          column.name,
          column.type.kind === 'datetime' ? (text?.slice(0, 10) ?? null) : (text?.trimEnd() ?? null),
        ];
      }),
    ),
  );
}

/** How many rows one statement takes: its parameter is one JSON text. */
const batch = 2000;

/** Inserts rows, completed with SYSPRO's defaults: one space, zero, no date. */
export async function insertRows(db: Database, company: string, table: Table, rows: readonly Row[]): Promise<void> {
  const name = tableName(company, table);
  for (let from = 0; from < rows.length; from += batch) {
    const some = rows.slice(from, from + batch);
    const given = new Set(some.flatMap((row) => Object.keys(row)));
    // What none of them gives, the table's own defaults fill.
    const stored = table.columns.filter((column) => column.type.kind !== 'rowversion' && given.has(column.name));
    const names = stored.map((column) => quoted(column.name)).join(', ');
    const values = some.map((row) => Object.fromEntries(stored.map((column) => [column.name, valueOf(column, row)])));
    await db.query(
      `INSERT INTO ${name} (${names}) SELECT ${names} FROM jsonb_populate_recordset(null::${name}, $1::jsonb)`,
      [JSON.stringify(values)],
    );
  }
}

/**
 * Changes rows: each names its full primary key and the columns to set, the same ones in all of them. Answers how many
 * rows there were.
 */
export async function updateRows(db: Database, company: string, table: Table, rows: readonly Row[]): Promise<number> {
  const [first] = rows;
  if (first === undefined) return 0;
  const name = tableName(company, table);
  const changed = Object.keys(first).filter((column) => !table.primaryKey.includes(column));
  if (changed.length === 0) return 0;
  const assign = changed.map((column) => `${quoted(column)} = n.${quoted(column)}`).join(', ');
  const where = table.primaryKey.map((column) => `o.${quoted(column)} = n.${quoted(column)}`).join(' AND ');
  let count = 0;
  for (let from = 0; from < rows.length; from += batch) {
    const values = rows.slice(from, from + batch).map((row) =>
      Object.fromEntries(
        [...table.primaryKey, ...changed].map((column) => {
          const described = findColumn(table, column);
          return [column, described === undefined ? null : valueOf(described, row)];
        }),
      ),
    );
    const result = await db.query(
      `UPDATE ${name} o SET ${assign} FROM jsonb_populate_recordset(null::${name}, $1::jsonb) n WHERE ${where}`,
      [JSON.stringify(values)],
    );
    count += result.rowCount ?? 0;
  }
  return count;
}

/** A value as the column stores it: blank text is one space. */
export function valueOf(column: Column, row: Row): string | number | null {
  const value = row[column.name] ?? null;
  const { kind } = column.type;
  if (kind === 'varchar' || kind === 'char') return value === null || value === '' ? ' ' : String(value);
  return kind === 'decimal' ? (value ?? 0) : value;
}
