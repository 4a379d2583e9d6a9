import { Pool, type PoolClient } from 'pg';
import type { Column, Table } from './tables/column.ts';
import { companyTables } from './tables/company-tables.ts';

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

/** Creates whatever of a company's schema does not exist yet. */
export async function createCompanySchema(db: Database, company: string): Promise<void> {
  const schema = companySchema(company);
  await db.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  await db.query(`CREATE SEQUENCE IF NOT EXISTS ${schema}.rowversion`);
  await db.query(`CREATE SEQUENCE IF NOT EXISTS ${schema}.purchase_order START WITH 150001`);
  await db.query(
    `CREATE OR REPLACE FUNCTION ${schema}.next_rowversion() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN NEW."TimeStamp" := int8send(nextval('${schema}.rowversion')); RETURN NEW; END $$`,
  );
  for (const table of companyTables) {
    const name = tableName(company, table);
    const columns = table.columns.map((column) => `${quoted(column.name)} ${columnDdl(column)}`);
    const key = `PRIMARY KEY (${table.primaryKey.map(quoted).join(', ')})`;
    await db.query(`CREATE TABLE IF NOT EXISTS ${name} (${[...columns, key].join(', ')})`);
    await db.query(
      `CREATE OR REPLACE TRIGGER rowversion BEFORE INSERT OR UPDATE ON ${name} FOR EACH ROW EXECUTE FUNCTION ${schema}.next_rowversion()`,
    );
  }
}

/**
 * SQL Server ignores trailing blanks when it compares, also of varchar, and still gives them back. PostgreSQL's bpchar
 * does exactly that, so varchar(n) is bpchar with a limit. COLLATE "C" stands for Latin1_General_BIN.
 */
function columnDdl(column: Column): string {
  const { type } = column;
  if (type.kind === 'varchar') {
    return `bpchar COLLATE "C" NOT NULL DEFAULT ' ' CHECK (char_length(${quoted(column.name)}) <= ${type.length})`;
  }
  if (type.kind === 'char') return `char(${type.length}) COLLATE "C" NOT NULL DEFAULT ' '`;
  if (type.kind === 'decimal') return `numeric(${type.precision}, ${type.scale}) NOT NULL DEFAULT 0`;
  return type.kind === 'datetime' ? 'timestamp(3) NULL' : 'bytea NOT NULL';
}

/** Column → value. Decimals and dates (`YYYY-MM-DD`) as text; a column left out gets SYSPRO's default. */
export type Row = Readonly<Record<string, string | number | null>>;

/** Inserts rows, completed with SYSPRO's defaults: one space, zero, no date. */
export async function insertRows(db: Database, company: string, table: Table, rows: readonly Row[]): Promise<void> {
  const stored = table.columns.filter((column) => column.type.kind !== 'rowversion');
  const complete = rows.map((row) => Object.fromEntries(stored.map((column) => [column.name, valueOf(column, row)])));
  const names = stored.map((column) => quoted(column.name)).join(', ');
  const name = tableName(company, table);
  await db.query(
    `INSERT INTO ${name} (${names}) SELECT ${names} FROM jsonb_populate_recordset(null::${name}, $1::jsonb)`,
    [JSON.stringify(complete)],
  );
}

/** A value as the column stores it: blank text is one space. */
export function valueOf(column: Column, row: Row): string | number | null {
  const value = row[column.name] ?? null;
  const { kind } = column.type;
  if (kind === 'varchar' || kind === 'char') return value === null || value === '' ? ' ' : String(value);
  return kind === 'decimal' ? (value ?? 0) : value;
}
