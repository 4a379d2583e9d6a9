import { companySchema, quoted, tableName, type Database } from './database.ts';
import { numberingDdl, type NumberStyle } from './numbering.ts';
import type { Column } from './tables/column.ts';
import { companyTables } from './tables/company-tables.ts';

/** Creates whatever of a company's schema does not exist yet, tables and columns. */
export async function createCompanySchema(db: Database, company: string, style: NumberStyle): Promise<void> {
  const schema = companySchema(company);
  await db.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  await db.query(`CREATE SEQUENCE IF NOT EXISTS ${schema}.rowversion`);
  for (const statement of numberingDdl(company, style)) await db.query(statement);
  await db.query(
    `CREATE OR REPLACE FUNCTION ${schema}.next_rowversion() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN NEW."TimeStamp" := int8send(nextval('${schema}.rowversion')); RETURN NEW; END $$`,
  );
  for (const table of companyTables) {
    const name = tableName(company, table);
    const columns = table.columns.map((column) => `${quoted(column.name)} ${columnDdl(column)}`);
    const key = `PRIMARY KEY (${table.primaryKey.map(quoted).join(', ')})`;
    await db.query(`CREATE TABLE IF NOT EXISTS ${name} (${[...columns, key].join(', ')})`);
    // A database that an earlier version of the sandbox made may lack columns.
    const { rows } = await db.query<{ column: string }>(
      `SELECT attname AS column FROM pg_attribute WHERE attrelid = '${name}'::regclass AND attnum > 0`,
    );
    const there = new Set(rows.map((row) => row.column));
    for (const column of table.columns.filter((one) => !there.has(one.name)))
      await db.query(`ALTER TABLE ${name} ADD COLUMN ${quoted(column.name)} ${columnDdl(column)}`);
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
