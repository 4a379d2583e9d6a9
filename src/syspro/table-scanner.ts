import { decodeKey, encodeKey } from '../documents/document-key.ts';
import { isLocalDate, type LocalDate } from '../documents/local-date.ts';
import { columnsOf, holds } from './condition.ts';
import type { DocumentScanner, Page, RecordReading, Scan, ScanWindow } from './document-source.ts';
import { readSource, readSourceByKeys } from './source-rows.ts';
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
    const { afterKey, limit, signal } = scan;
    const date = await dateColumn(signal);
    const deep = scan.deep && scan.from !== undefined ? definition.alsoDeep(scan.from) : undefined;
    const where = windowCondition(scan, date, deep);
    const rows = await readSource(
      tables,
      header,
      {
        top: limit,
        ...(where && { where }),
        ...(afterKey !== undefined && { after: decodeKey(afterKey) }),
        ...(signal && { signal }),
      },
      [date, ...(deep ? columnsOf(deep) : [])],
    );
    const last = rows.length < limit ? undefined : rows.at(-1);
    return {
      records: rows.filter((row) => isInside(row, date, scan, deep)).map((row) => dated(row, date)),
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

/** What to ask for; undefined: everything. Where {@link ScanWindow.to} is given, nothing dated later is meant, open or not. */
function windowCondition({ from, to, deep }: ScanWindow, date: string, alsoDeep?: Condition): Condition | undefined {
  const days: Condition = { column: date, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  if (!deep) return days;
  const undated: Condition = { column: date, undated: true };
  if (from === undefined) return to === undefined ? undefined : { anyOf: [days, undated] };
  if (!alsoDeep) return { anyOf: [days, undated] };
  const whatever: Condition = to === undefined ? alsoDeep : { allOf: [alsoDeep, { column: date, to }] };
  return { anyOf: [days, undated, whatever] };
}

/** Whether a row is of the window by its own day. One whose date is no day is kept: the record gets its finding. */
function isInside(row: TableRow, date: string, { from, to, deep }: ScanWindow, alsoDeep?: Condition): boolean {
  const day = row[date];
  if (day === undefined) return deep;
  if (!isLocalDate(day)) return true;
  if (to !== undefined && day > to) return false;
  return from === undefined || day >= from || (alsoDeep !== undefined && holds(alsoDeep, row));
}

function dated(header: TableRow, date: string): DatedHeader {
  const day: LocalDate | undefined = header[date];
  return { header, ...(isLocalDate(day) && { date: day }) };
}
