import type { HttpClient } from '../../http/http-client.ts';
import { TransportError } from '../../http/transport-error.ts';
import { chunkByBytes } from '../key-chunks.ts';
import { readKeyPages } from '../key-pages.ts';
import { SysproError, unanswered } from '../syspro-error.ts';
import type { KeysQuery, TableQuery, TableReader, TableRow } from '../table-reader.ts';
import { afterKeyFilter, allOf, filterOf, literalOf } from './literals.ts';
import { parseMetadata, type ODataColumns, type ODataMetadata } from './metadata.ts';
import { badStatus, unreadable } from './odata-answer.ts';
import type { ODataAuthentication } from './odata-authentication.ts';
import { cleanRow, parsePage } from './rows.ts';

export interface ODataTablesOptions {
  readonly http: HttpClient;
  /** The base of the service: `https://syspro/SYSPRO8Odata/SYSPROOData`. */
  readonly baseUrl: string;
  /** The company's segment after it. */
  readonly company: string;
  readonly authentication: ODataAuthentication;
  /** Rows asked for at a time. */
  readonly pageSize: number;
  /** The longest query string to send, in bytes as sent. IIS refuses more than 2,048 by default (inferred to hold here). */
  readonly maxQueryBytes?: number;
  /** IANA zone of the SYSPRO server, for a service that renders SYSPRO's days as instants of another zone. */
  readonly timeZone?: string;
}

/** A company's tables by SYSPRO OData 4.0. */
export interface ODataTables extends TableReader {
  readonly channel: 'odata';
  columns(table: string, signal?: AbortSignal): Promise<ReadonlySet<string>>;
  /** What tables and columns the service shows. Asked for once, then remembered. */
  metadata(signal?: AbortSignal): Promise<ODataMetadata>;
}

/** Makes the reader of one company's tables. */
export function createODataTables(options: ODataTablesOptions): ODataTables {
  const { http, pageSize, timeZone, authentication, maxQueryBytes = 1800 } = options;
  const base = `${options.baseUrl.replace(/\/+$/, '')}/${encodeURIComponent(options.company)}`;
  const largestPage = new Map<string, number>();
  let known: Promise<ODataMetadata> | undefined;

  function get(path: string, query: string, accept: string, caller?: AbortSignal): Promise<Buffer> {
    const url = new URL(`${base}/${path}${query === '' ? '' : `?${query}`}`);
    return authentication.run(async (credentials, secrets, signal) => {
      const headers = { accept, 'odata-maxversion': '4.0', ...credentials };
      const response = await http.request({ url, headers, signal }).catch((error: unknown) => {
        throw error instanceof TransportError ? unanswered(error, 'SYSPRO OData', 'syspro.odata') : error;
      });
      if (response.status !== 200) throw badStatus(response, path, secrets, authentication.bySession);
      return response.body;
    }, caller);
  }

  async function fetchMetadata(signal?: AbortSignal): Promise<ODataMetadata> {
    const body = await get('$metadata', '', 'application/xml', signal);
    const metadata = parseMetadata(body.toString('utf8'));
    if (!metadata) throw unreadable('$metadata');
    return metadata;
  }

  async function metadata(signal?: AbortSignal): Promise<ODataMetadata> {
    // One caller's cancellation must not fail the others, and a failure is not remembered.
    if (known) return known;
    const fetched = fetchMetadata(signal);
    const result = await fetched;
    known = fetched;
    return result;
  }

  async function typesOf(table: string, signal?: AbortSignal): Promise<ODataColumns> {
    const found = (await metadata(signal)).get(table);
    if (found) return found;
    throw new SysproError('SYSPRO-TABLE-UNKNOWN', {
      retryable: false,
      message: `SYSPRO OData shows no table ${table}`,
      fix: `Give the SQL login behind the OData operator the right to read ${table}, and restart the OData service.`,
    });
  }

  async function readFiltered(
    table: string,
    query: Omit<TableQuery, 'where'>,
    types: ODataColumns,
    filter: string | undefined,
    toEmptyPage: boolean,
  ): Promise<TableRow[]> {
    const { key, signal, top } = query;
    const select = [...new Set([...query.select, ...key])];
    const literals = (values: readonly string[]): string[] =>
      key.map((column, index) => literalOf(types.get(column), values[index] ?? ''));
    return readKeyPages({
      table,
      pageSize,
      largestPage,
      toEmptyPage,
      ...(top !== undefined && { top }),
      ...(query.after && { after: literals(query.after) }),
      circling: () => unreadable(table),
      async readPage(after, asked) {
        const text = queryString(select, key, asked, allOf([filter, after && afterKeyFilter(key, after)]));
        const body = await get(table, text, 'application/json;odata.metadata=none', signal);
        const page = parsePage(body.toString('utf8'));
        if (!page) throw unreadable(table);
        const rows = page.rows.map((row) => cleanRow(row, select, types, timeZone));
        const last = page.rows.slice(0, asked).at(-1);
        // By its raw value: the service compares what it stores, trailing blanks included where it pads.
        return { rows, more: page.more, ...(last && { last: literals(key.map((column) => textOf(last[column]))) }) };
      },
    });
  }

  return {
    channel: 'odata',
    metadata,
    async columns(table, signal) {
      return new Set((await typesOf(table, signal)).keys());
    },
    async read(table, query) {
      const types = await typesOf(table, query.signal);
      requireColumns(table, types, [...query.select, ...query.key]);
      return readFiltered(table, query, types, query.where && filterOf(query.where, types), true);
    },
    async readByKeys(table, { select, key, column, values, signal }: KeysQuery) {
      const types = await typesOf(table, signal);
      requireColumns(table, types, [column, ...select, ...key]);
      const type = types.get(column);
      const wanted = [...new Set(values)].toSorted();
      const pieces = wanted.map((value) => `${column} eq ${literalOf(type, value)}`);
      // Later pages add the key to continue after; its longest form has to fit in as well.
      const longest = wanted.reduce((a, b) => (b.length > a.length ? b : a), 'x'.repeat(20));
      const continued = afterKeyFilter(
        key,
        key.map((one) => literalOf(types.get(one), types.get(one) === 'Edm.String' ? longest : '9'.repeat(10))),
      );
      const all = [...new Set([...select, ...key])];
      const room = maxQueryBytes - bytesOf(queryString(all, key, pageSize, allOf(['x', continued])));
      const rows: TableRow[] = [];
      for (const group of chunkByBytes(pieces, room, ' or ', (text) => bytesOf(encode(text)))) {
        rows.push(...(await readFiltered(table, { select, key, signal }, types, group.join(' or '), false)));
      }
      return rows;
    },
  };
}

/** @throws SysproError SYSPRO-COLUMN-UNKNOWN naming the table and every column it lacks */
function requireColumns(table: string, types: ODataColumns, wanted: readonly string[]): void {
  const missing = [...new Set(wanted)].filter((column) => !types.has(column));
  if (missing.length === 0) return;
  const them = missing.length > 1 ? 'them' : 'it';
  throw new SysproError('SYSPRO-COLUMN-UNKNOWN', {
    retryable: false,
    message: `${table} has no column ${missing.join(', ')} in SYSPRO OData`,
    fix: `Give the SQL login behind the OData operator the right to read ${them}, or correct the setting that names ${them}.`,
  });
}

function queryString(select: readonly string[], orderby: readonly string[], top: number, filter?: string): string {
  return [
    `$select=${encode(select.join(','))}`,
    ...(filter === undefined ? [] : [`$filter=${encode(filter)}`]),
    `$orderby=${encode(orderby.join(','))}`,
    `$top=${top}`,
  ].join('&');
}

/** Encoded as the URL will have it, quotes included, so that lengths counted are lengths sent. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll("'", '%27').replaceAll('%2C', ',');
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : String(value);
}
