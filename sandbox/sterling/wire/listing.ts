import { badRequest } from './api-error.ts';

/** The query parameters of a request; one repeated is an array. */
export type QueryParameters = Readonly<Record<string, string | string[] | undefined>>;

/** One parameter's value; the last where it is repeated. A blank value means the same as none. */
export function parameter(query: QueryParameters, name: string): string | undefined {
  const value = query[name];
  const last = Array.isArray(value) ? value.at(-1) : value;
  return last === '' ? undefined : last;
}

export interface Page {
  readonly offset: number;
  readonly limit: number;
  /** SQL, made of column names of the resource alone. */
  readonly orderBy: string;
}

/**
 * The rows a list is asked for by `_range=first-last` (from 0, both included) and `_sort=field,field`.
 *
 * @param columns the fields that can be sorted by, and the SQL expression of each
 * @param key the SQL expressions of the order when nothing is asked for, and of the tie-break
 * @param maximumPage rows of the largest page
 * @throws ApiError 400 for a range or sort field that is none; what the product does with one is not known [INF]
 */
export function pageOf(
  query: QueryParameters,
  columns: Readonly<Record<string, string>>,
  key: string,
  maximumPage: number,
): Page {
  const range = parameter(query, '_range');
  const [, first = '0', last = String(maximumPage - 1)] =
    range === undefined ? [] : (/^(\d{1,9})-(\d{1,9})$/.exec(range) ?? []);
  if (range !== undefined && !/^\d{1,9}-\d{1,9}$/.test(range)) throw badRequest(`_range=${range} is not first-last`);
  if (Number(last) < Number(first)) throw badRequest(`_range=${range} ends before it begins`);
  const sort = (parameter(query, '_sort')?.split(',') ?? []).map((field) => {
    const column = Object.hasOwn(columns, field) ? columns[field] : undefined;
    if (column === undefined) throw badRequest(`_sort names the unknown field ${field}`);
    return column;
  });
  return {
    offset: Number(first),
    limit: Math.min(Number(last) - Number(first) + 1, maximumPage),
    orderBy: [...sort, key].join(', '),
  };
}

/**
 * Applies `_include` and `_exclude` to the items of an answer. That `_include` leaves the hypermedia fields in is
 * inferred [INF].
 */
export function projected(query: QueryParameters, items: readonly object[]): readonly object[] {
  const include = parameter(query, '_include')?.split(',');
  const exclude = parameter(query, '_exclude')?.split(',');
  if (include === undefined && exclude === undefined) return items;
  return items.map((item) =>
    Object.fromEntries(
      Object.entries(item).filter(
        ([field]) =>
          (include === undefined || hypermedia.has(field) || include.includes(field)) && !exclude?.includes(field),
      ),
    ),
  );
}

const hypermedia: ReadonlySet<string> = new Set(['_id', '_title', '$ref', 'href', 'actions']);

/**
 * A filter's value as the pattern of SQL `ILIKE`: `%` is the wildcard, everything else is itself. Lists match without
 * regard to case; clients look for the exact one themselves.
 */
export function likePattern(value: string): string {
  return value.replace(/[\\_]/g, '\\$&');
}
