import { createHash } from 'node:crypto';
import type { Pool, QueryArrayConfig } from 'pg';
import { tableName } from '../database.ts';
import type { Table } from '../tables/column.ts';
import { columnSql } from './filter.ts';
import type { QueryOptions } from './query-options.ts';

/** Values as PostgreSQL writes them. */
export type TextRow = readonly (string | null)[];

export interface Page {
  readonly rows: readonly TextRow[];
  readonly more: boolean;
  readonly total: string | undefined;
}

/** Reads pages of tables. Statements of one shape are prepared once per connection. */
export function createPageReader(
  pool: Pool,
): (company: string, table: Table, options: QueryOptions, cap: number) => Promise<Page> {
  const names = new Map<string, string>();
  const run = async (text: string, values: readonly string[]): Promise<TextRow[]> => {
    let name = names.get(text);
    if (name === undefined && names.size < 200) {
      name = createHash('sha256').update(text).digest('hex').slice(0, 32);
      names.set(text, name);
    }
    const config: QueryArrayConfig = {
      text,
      values: [...values],
      rowMode: 'array',
      types: { getTypeParser: () => (value: string) => value },
      ...(name !== undefined && { name }),
    };
    return (await pool.query<(string | null)[]>(config)).rows;
  };

  return async (company, table, options, cap) => {
    const { columns, filter, orderBy, top, skip, count } = options;
    const source = `FROM ${tableName(company, table)}${filter === undefined ? '' : ` WHERE ${filter.sql}`}`;
    const values = filter?.values ?? [];
    // Without $orderby there is none: as on SQL Server, pages may then repeat or lose rows that change in between.
    const order = orderBy.map(
      ({ column, descending }) => `${columnSql(column)} ${descending ? 'DESC NULLS LAST' : 'ASC NULLS FIRST'}`,
    );
    const limit = Math.min(top ?? cap, cap);
    const bind = (n: number): string => `$${values.length + n}`;
    const rows = await run(
      `SELECT ${columns.map(columnSql).join(', ')} ${source}${order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`} LIMIT ${bind(1)} OFFSET ${bind(2)}`,
      [...values, String(top === undefined || top > cap ? limit + 1 : limit), String(skip)],
    );
    const total = count ? (await run(`SELECT count(*) ${source}`, values))[0]?.[0] : undefined;
    return { rows: rows.slice(0, limit), more: rows.length > limit, total: total ?? undefined };
  };
}
