import type { TableRow } from '../table-reader.ts';
import { childOf, type XmlElement } from '../xml-element.ts';
import { cellText } from './cell-text.ts';

/** A row as far as a reply carries it. A column that is carried and not in the row is blank. */
export interface CarriedRow {
  readonly row: TableRow;
  readonly carried: ReadonlySet<string>;
}

export interface ElementRowOptions {
  /** Columns whose elements have another name than the column. */
  readonly names?: Readonly<Record<string, string>>;
  /** Whether an element's text is taken for the column, or as good as left out. */
  readonly takes?: (column: string, raw: string) => boolean;
}

/**
 * The columns of a table's row as the children of a reply's element tell them, as OData would give them. Of a number that comes
 * both edited and raw (`MOrderQty`, `Unedited_MOrderQty`: recorded), the raw one.
 */
export function elementRow(
  element: XmlElement,
  columns: readonly string[],
  { names = {}, takes = () => true }: ElementRowOptions = {},
): CarriedRow {
  const row: Record<string, string> = {};
  const carried = new Set<string>();
  for (const column of columns) {
    const name = names[column] ?? column;
    const raw = (childOf(element, `Unedited_${name}`) ?? childOf(element, name))?.raw;
    if (raw === undefined || !takes(column, raw)) continue;
    carried.add(column);
    const text = cellText(column, raw);
    if (text !== undefined) row[column] = text;
  }
  return { row, carried };
}
