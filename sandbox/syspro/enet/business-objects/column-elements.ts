import { findColumn, type Column, type Table } from '../../tables/column.ts';
import { element } from '../xml.ts';
import type { TextRow } from './text-rows.ts';

/**
 * A column of a row as an element: numbers with all their decimals, right-justified in the width of their COBOL picture; an
 * absent date empty.
 */
export function columnElement({ name, type }: Column, row: TextRow): string {
  const text = row[name] ?? '';
  if (type.kind === 'decimal') return element(name, text === '' ? '' : text.padStart(type.precision + 2));
  return element(name, text);
}

/** Columns of a row as elements, in the order asked. A name the table has no column of is an empty element. */
export function columnElements(table: Table, row: TextRow, names: readonly string[]): string {
  return names
    .map((name) => {
      const column = findColumn(table, name);
      return column === undefined ? element(name, '') : columnElement(column, row);
    })
    .join('');
}

/** A line number as four digits: `0001`. */
export function lineNumberElement(name: string, text: string | undefined): string {
  return element(name, text === undefined || text === '' ? '' : text.padStart(4, '0'));
}
