import type { TableRow } from '../table-reader.ts';
import { calendarDay } from './calendar-day.ts';
import type { ODataColumns } from './metadata.ts';

/** A page of an entity set, each value as the service wrote it: numbers by their digits, see {@link parsePage}. */
export interface ODataPage {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** The service says there is more. */
  readonly more: boolean;
}

// TypeScript's own library does not know the reviver's third argument yet (ECMAScript: JSON.parse source text access).
function numbersAsText(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? context?.source : value;
}

/** Reads a JSON page. Numbers become their own text, so `12.500000` keeps its digits. Undefined where the text is no page. */
export function parsePage(json: string): ODataPage | undefined {
  let page: unknown;
  try {
    page = JSON.parse(json.replace(/^\uFEFF/, ''), numbersAsText);
  } catch {
    return undefined;
  }
  if (typeof page !== 'object' || page === null || !('value' in page) || !Array.isArray(page.value)) return undefined;
  const rows: unknown[] = page.value;
  if (!rows.every(isRow)) return undefined;
  return { rows, more: '@odata.nextLink' in page && typeof page['@odata.nextLink'] === 'string' };
}

function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A raw row's columns in the form of {@link TableRow}. */
export function cleanRow(
  raw: Readonly<Record<string, unknown>>,
  select: readonly string[],
  columns: ODataColumns,
  timeZone?: string,
): TableRow {
  const row: Record<string, string> = {};
  for (const column of select) {
    const text = cleanValue(raw[column], columns.get(column), timeZone);
    if (text !== undefined) row[column] = text;
  }
  return row;
}

function cleanValue(value: unknown, type: string | undefined, timeZone?: string): string | undefined {
  if (value === null || value === undefined) return undefined;
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).trimEnd();
  if (text === '') return undefined;
  return type?.startsWith('Edm.Date') ? (calendarDay(text, timeZone) ?? text) : text;
}
