import type { LocalDate } from '../../documents/local-date.ts';
import { addDays } from './calendar-day.ts';

/** A text as an OData string literal: quotes doubled (OData 4.0, URL conventions, 5.1.1.6.1). */
export function stringLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A value as a literal of an Edm type: text is quoted, everything else stands bare. */
export function literalOf(type: string | undefined, value: string): string {
  return type === undefined || type === 'Edm.String' ? stringLiteral(value) : value;
}

/** A day as a literal of a date column's Edm type, at midnight UTC where the type has a time. */
export function dayLiteral(type: string | undefined, day: LocalDate): string {
  return type === 'Edm.Date' ? day : `${day}T00:00:00Z`;
}

/**
 * A filter that holds for every row whose column lies on one of the days, whatever offset the service gives its midnights:
 * for a column with a time it is a day wider on both sides. So the caller looks at each row's day again.
 */
export function daysFilter(column: string, type: string | undefined, from: LocalDate, to: LocalDate): string {
  if (type === 'Edm.Date') return `${column} ge ${dayLiteral(type, from)} and ${column} le ${dayLiteral(type, to)}`;
  return `${column} ge ${dayLiteral(type, addDays(from, -1))} and ${column} lt ${dayLiteral(type, addDays(to, 2))}`;
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
