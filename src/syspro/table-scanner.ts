import { decodeKey, encodeKey } from '../documents/document-key.ts';
import { isLocalDate, type LocalDate } from '../documents/local-date.ts';
import { columnsOf, holds } from './condition.ts';
import type { DocumentScanner, Page, RecordReading, Scan, ScanWindow } from './document-source.ts';
import { readSourceByKeys, withColumns } from './source-rows.ts';
import type { DatedHeader, StreamDefinition } from './stream-definition.ts';
import { SysproError } from './syspro-error.ts';
import type { Condition, TableReader, TableRow } from './table-reader.ts';

/**
 * Reads a stream by its tables, by whichever service reads those.
 * @param dateColumnSetting the column polls filter on, where the site's configuration names it
 */
export function createTableScanner(
  tables: TableReader,
  definition: StreamDefinition,
  dateColumnSetting?: string,
): DocumentScanner {
  const { header, lookUp } = definition;

  async function dateColumn(signal?: AbortSignal): Promise<string> {
    const known = await tables.columns(header.name, signal);
    const wanted = dateColumnSetting === undefined ? definition.dateColumns : [dateColumnSetting];
    // No table of SYSPRO's has PostDate: only a site's view for OData can, and by e.net the tables themselves are read.
    const found = wanted.find((column) =>
      known ? known.has(column) : column !== 'PostDate' || dateColumnSetting !== undefined,
    );
    if (found !== undefined) return found;
    throw new SysproError('SYSPRO-COLUMN-UNKNOWN', {
      retryable: false,
      message: `${header.name} has no column ${wanted.at(-1) ?? ''} in SYSPRO ${tables.channel === 'odata' ? 'OData' : 'e.net'}`,
      fix: 'Name the column that polls filter on in the stream’s dateColumn, or give the service’s login the right to read it.',
    });
  }

  /** The headers of one page of a window, those that only the service's idea of a day has let in dropped again. */
  async function headersOf(scan: Scan): Promise<Page<DatedHeader>> {
    const { from, to, deep, afterKey, limit, signal } = scan;
    const date = await dateColumn(signal);
    const dates = [...new Set([date, ...(definition.otherDateColumns ?? [])])];
    const isWide = deep || (definition.alsoDeepAtEveryPoll === true && to === undefined);
    const also = isWide && from !== undefined ? definition.alsoDeep(from) : undefined;
    const rows = await withColumns(
      tables,
      header,
      [date, ...(also ? columnsOf(also) : [])],
      signal,
      (select): Promise<TableRow[]> => {
        const where = windowCondition(
          scan,
          dates.filter((column) => select.includes(column)),
          also,
        );
        return tables.read(header.name, {
          select,
          key: header.key,
          top: limit,
          ...(where && { where }),
          ...(afterKey !== undefined && { after: decodeKey(afterKey) }),
          ...(signal && { signal }),
        });
      },
    );
    const last = rows.length < limit ? undefined : rows.at(-1);
    return {
      records: rows
        .map((row) => dated(row, date))
        .filter((record) =>
          isInside(record.header, definition.list(record.header, record.date).date, dates, scan, also),
        ),
      ...(last && { next: encodeKey(header.key.map((column) => last[column] ?? '')) }),
    };
  }

  return {
    dateColumn,
    tables: [header, ...definition.otherTables],
    async scan(scan) {
      const { records, ...next } = await headersOf(scan);
      return { records: records.length === 0 ? [] : await definition.assemble(records, tables, scan.signal), ...next };
    },
    async list(scan) {
      const { records, ...next } = await headersOf(scan);
      return { records: records.map((one) => definition.list(one.header, one.date)), ...next };
    },
    async readByKeys(keys, signal) {
      const date = await dateColumn(signal);
      const values = keys.map((key) => decodeKey(key)[lookUp.position] ?? '');
      const rows = await readSourceByKeys(
        tables,
        header,
        { column: lookUp.column, values, ...(signal && { signal }) },
        [date],
      );
      const wanted = new Set(keys);
      const headers = rows.filter((row) => wanted.has(definition.keyOf(row).key)).map((row) => dated(row, date));
      const found = headers.length === 0 ? [] : await definition.assemble(headers, tables, signal);
      const byKey = new Map(found.map((record) => [record.key.key, record]));
      return keys.map((key): RecordReading => byKey.get(key) ?? absent(definition, key));
    },
  };
}

/** The reading of a key that SYSPRO has no record of. */
export function absent({ header, keyOf }: Pick<StreamDefinition, 'header' | 'keyOf'>, key: string): RecordReading {
  const values = decodeKey(key);
  return {
    outcome: 'absent',
    key: keyOf(Object.fromEntries(header.key.map((column, at) => [column, values[at] ?? '']))),
  };
}

/**
 * What to ask for; undefined: everything. Where {@link ScanWindow.to} is given, nothing dated later is meant, open or not.
 * @param dates the columns a record may be dated by
 * @param also what is meant besides the window
 */
function windowCondition(
  { from, to, deep }: ScanWindow,
  dates: readonly string[],
  also?: Condition,
): Condition | undefined {
  if (deep && from === undefined && to === undefined) return undefined;
  const days = dates.map((column) => ({
    column,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  }));
  const undated = dates.map((column) => ({ column, undated: true as const }));
  const [only, ...others] = dates;
  // Which of several dates counts is only seen in the row.
  const isBounded = to !== undefined && only !== undefined && others.length === 0;
  return oneOf([
    ...days,
    ...(deep ? [allOf(undated)] : []),
    ...(also ? [isBounded ? allOf([also, { column: only, to }]) : also] : []),
  ]);
}

function oneOf(conditions: readonly Condition[]): Condition {
  const [only, ...others] = conditions;
  return only !== undefined && others.length === 0 ? only : { anyOf: conditions };
}

function allOf(conditions: readonly Condition[]): Condition {
  const [only, ...others] = conditions;
  return only !== undefined && others.length === 0 ? only : { allOf: conditions };
}

/**
 * Whether a row is of the window by its own days. One whose date is no day is kept: the record gets its finding.
 * @param own the date that counts for the record
 */
function isInside(
  row: TableRow,
  own: LocalDate | undefined,
  dates: readonly string[],
  { from, to, deep }: ScanWindow,
  also?: Condition,
): boolean {
  const days = dates.map((column) => row[column]).filter((day) => day !== undefined);
  const isMeant = also !== undefined && holds(also, row);
  if (days.length === 0) return deep || isMeant;
  if (!days.every(isLocalDate)) return true;
  if (to !== undefined && own !== undefined && own > to) return false;
  if (from === undefined || isMeant) return true;
  return to === undefined ? days.some((day) => day >= from) : own === undefined || own >= from;
}

function dated(header: TableRow, date: string): DatedHeader {
  const day: LocalDate | undefined = header[date];
  return { header, ...(isLocalDate(day) && { date: day }) };
}
