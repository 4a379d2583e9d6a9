import { EnetException, exceptionNumbers } from '../exception.ts';
import { filterOf, type XmlElement } from '../xml.ts';

/** An element of a business object's `Filter`, and what it filters on. */
export interface FilterColumn {
  readonly name: string;
  /** SQL over the table: a quoted column, or an expression. */
  readonly sql: string;
  readonly date?: boolean;
}

export interface Conditions {
  readonly conditions: readonly string[];
  /** `$1` is the first. */
  readonly values: readonly string[];
}

/**
 * SQL of the filters a request sets, by SYSPRO's convention (see {@link filterOf}); no filter, and type A, mean all.
 *
 * @throws EnetException for another type than A, S, R, L, and for a date that is none
 */
export function filterConditions(filter: XmlElement, columns: readonly FilterColumn[]): Conditions {
  const conditions: string[] = [];
  const values: string[] = [];
  for (const { name, sql, date = false } of columns) {
    const { type, values: given } = filterOf(filter, name);
    if (type === '' || type === 'A') continue;
    const bind = (value: string): string =>
      `$${values.push(date ? dateOf(name, value) : value)}${date ? '::timestamp' : '::bpchar COLLATE "C"'}`;
    const [from = '', to = from] = given;
    if (type === 'S') conditions.push(`${sql} = ${bind(from)}`);
    else if (type === 'R') conditions.push(`${sql} >= ${bind(from)} AND ${sql} <= ${bind(to)}`);
    else if (type === 'L') conditions.push(`${sql} IN (${given.map(bind).join(', ')})`);
    else throw new EnetException(exceptionNumbers.badXml, `Filter type '${type}' of ${name} is invalid`);
  }
  return { conditions, values };
}

/** A date as requests give it, `CCYY-MM-DD`. */
export function dateOf(name: string, text: string): string {
  const day = text.trim();
  const real = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`));
  if (!real) throw new EnetException(exceptionNumbers.badXml, `'${text}' in ${name} is not a date`);
  return day;
}

/** `WHERE` of all the conditions, empty when there are none. */
export function whereOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}
