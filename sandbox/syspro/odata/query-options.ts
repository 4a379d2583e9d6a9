import { findColumn, type Column, type Table } from '../tables/column.ts';
import { compileFilter, type FilterOptions, type SqlCondition } from './filter.ts';
import { invalidQuery } from './odata-error.ts';

/** A request's query options, checked against the table. */
export interface QueryOptions {
  readonly columns: readonly Column[];
  /** Set when `$select` was given; the context address names them. */
  readonly selected: boolean;
  readonly filter: SqlCondition | undefined;
  readonly orderBy: readonly { readonly column: Column; readonly descending: boolean }[];
  readonly top: number | undefined;
  readonly skip: number;
  readonly count: boolean;
}

const known: ReadonlySet<string> = new Set(['$filter', '$select', '$orderby', '$top', '$skip', '$count', '$format']);

/** @throws ODataError 400 for what the service does not know */
export function readQueryOptions(
  table: Table,
  query: Readonly<Record<string, string>>,
  options: FilterOptions,
): QueryOptions {
  for (const name of Object.keys(query)) {
    if (name.startsWith('$') && !known.has(name)) throw invalidQuery(`The query parameter '${name}' is not supported.`);
  }
  const select = query['$select'];
  const filter = query['$filter'];
  return {
    columns:
      select === undefined || select.trim() === '*' ? table.columns : list(select).map((name) => column(table, name)),
    selected: select !== undefined && select.trim() !== '*',
    filter: filter === undefined ? undefined : compileFilter(table, filter, options),
    orderBy: list(query['$orderby'] ?? '').map((item) => {
      const [name = '', direction = 'asc', ...more] = item.split(/\s+/);
      if (!/^(asc|desc)$/.test(direction) || more.length > 0) throw invalidQuery(`Syntax error in '${item}'.`);
      return { column: column(table, name), descending: direction === 'desc' };
    }),
    top: wholeNumber('$top', query['$top']),
    skip: wholeNumber('$skip', query['$skip']) ?? 0,
    count: boolean('$count', query['$count']),
  };
}

function list(text: string): string[] {
  return text === '' ? [] : text.split(',').map((item) => item.trim());
}

function column(table: Table, name: string): Column {
  const found = findColumn(table, name);
  if (found === undefined)
    throw invalidQuery(`Could not find a property named '${name}' on type 'SYSPRO.${table.name}'.`);
  return found;
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw invalidQuery(`Invalid value '${text}' for ${name} query option found.`);
  return Number(text);
}

function boolean(name: string, text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw invalidQuery(`Invalid value '${text}' for ${name} query option found.`);
}
