import { addDays, isLocalDate, type LocalDate } from '../../documents/local-date.ts';
import type { Condition } from '../table-reader.ts';
import type { ODataColumns } from './metadata.ts';

/** A text as an OData string literal: quotes doubled (OData 4.0, URL conventions, 5.1.1.6.1). */
export function stringLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A value as a literal of an Edm type: text is quoted, a day is put at midnight where the type has a time, the rest stands bare. */
export function literalOf(type: string | undefined, value: string): string {
  if (type === undefined || type === 'Edm.String') return stringLiteral(value);
  return type.startsWith('Edm.Date') && isLocalDate(value) ? dayLiteral(type, value) : value;
}

/** A day as a literal of a date column's Edm type, at midnight UTC where the type has a time. */
function dayLiteral(type: string | undefined, day: LocalDate): string {
  return type === 'Edm.Date' ? day : `${day}T00:00:00Z`;
}

/** A condition as the text of a `$filter`. @throws RangeError for an empty list of conditions, of which nobody can say what it holds for */
export function filterOf(condition: Condition, types: ODataColumns): string {
  if ('anyOf' in condition) return joined(condition.anyOf, types, 'or');
  if ('allOf' in condition) return joined(condition.allOf, types, 'and');
  const { column } = condition;
  const type = types.get(column);
  if ('undated' in condition) return `${column} eq null`;
  if ('is' in condition) return `${column} ${condition.is} ${literalOf(type, condition.value)}`;
  return daysFilter(column, type, condition.from, condition.to);
}

function joined(conditions: readonly Condition[], types: ODataColumns, operator: 'and' | 'or'): string {
  if (conditions.length === 0) throw new RangeError('a list of conditions needs at least one');
  const filters = conditions.map((one) => filterOf(one, types));
  return filters.length === 1 ? filters.join('') : filters.map((filter) => `(${filter})`).join(` ${operator} `);
}

/**
 * A filter that holds for every row whose column lies on one of the days, whatever offset the service gives its midnights:
 * for a column with a time it is a day wider on both sides. So the caller looks at each row's day again.
 */
function daysFilter(column: string, type: string | undefined, from?: LocalDate, to?: LocalDate): string {
  const exact = type === 'Edm.Date';
  const bounds = [
    ...(from === undefined ? [] : [`${column} ge ${dayLiteral(type, exact ? from : addDays(from, -1))}`]),
    ...(to === undefined
      ? []
      : [exact ? `${column} le ${dayLiteral(type, to)}` : `${column} lt ${dayLiteral(type, addDays(to, 2))}`]),
  ];
  return bounds.length === 0 ? `${column} ne null` : bounds.join(' and ');
}

/**
 * A filter for what comes after a key in the order of the key's columns: `(A gt 'x' or (A eq 'x' and B gt 3))`.
 * @param literals one per column
 */
export function afterKeyFilter(columns: readonly string[], literals: readonly string[]): string {
  const [column, ...rest] = columns;
  const [literal, ...restLiterals] = literals;
  if (column === undefined || literal === undefined) throw new RangeError('a key needs a column and its value');
  if (rest.length === 0) return `${column} gt ${literal}`;
  return `(${column} gt ${literal} or (${column} eq ${literal} and ${afterKeyFilter(rest, restLiterals)}))`;
}

/** A filter that needs all of the given ones. */
export function allOf(filters: readonly (string | undefined)[]): string | undefined {
  const present = filters.filter((filter) => filter !== undefined && filter !== '');
  return present.length > 1 ? present.map((filter) => `(${filter})`).join(' and ') : present[0];
}
