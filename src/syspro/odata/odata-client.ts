import type { HttpClient } from '../../http/http-client.ts';
import { TransportError } from '../../http/transport-error.ts';
import { SysproError, unanswered } from '../syspro-error.ts';
import { chunkByBytes } from './key-chunks.ts';
import { afterKeyFilter, allOf, literalOf } from './literals.ts';
import { parseMetadata, type ODataColumns, type ODataMetadata } from './metadata.ts';
import { badStatus, unreadable } from './odata-answer.ts';
import { cleanRow, parsePage, type ODataPage, type ODataRow } from './rows.ts';

export interface ODataClientOptions {
  readonly http: HttpClient;
  /** The base of the service: `https://syspro/SYSPRO8Odata/SYSPROOData`. */
  readonly baseUrl: string;
  /** The company's segment after it. */
  readonly company: string;
  /** Absent where the HTTP client itself authenticates. */
  readonly basic?: { readonly username: string; readonly password: string };
  /** Rows asked for at a time. */
  readonly pageSize: number;
  /** The longest query string to send, in bytes as sent. IIS refuses more than 2,048 by default (inferred to hold here). */
  readonly maxQueryBytes?: number;
  /** IANA zone of the SYSPRO server, for a service that renders SYSPRO's days as instants of another zone. */
  readonly timeZone?: string;
}

export interface ODataQuery {
  readonly select: readonly string[];
  /** The table's full primary key. Rows come in its order, and each page continues after the last row's key. */
  readonly key: readonly string[];
  readonly filter?: string;
  /** Only rows after this key, one value per column of {@link key}. */
  readonly after?: readonly string[];
  /** At most so many rows. */
  readonly top?: number;
  readonly signal?: AbortSignal;
}

export interface ODataKeysQuery extends Pick<ODataQuery, 'select' | 'key' | 'signal'> {
  /** The column the values are of, usually the first of the key. */
  readonly column: string;
  readonly values: readonly string[];
}

/** A company's tables by SYSPRO OData 4.0, read only. Every method throws {@link SysproError}. */
export interface ODataClient {
  /** What tables and columns the service shows. Asked for once, then remembered. */
  metadata(signal?: AbortSignal): Promise<ODataMetadata>;
  /** The columns of a table. @throws SysproError SYSPRO-TABLE-UNKNOWN */
  columns(table: string, signal?: AbortSignal): Promise<ODataColumns>;
  /** All rows of a table that the filter holds for, page by page, in the order of the key. */
  read(table: string, query: ODataQuery): Promise<ODataRow[]>;
  /** The rows whose column has one of the values, in as many requests as the limit on query strings needs. */
  readByKeys(table: string, query: ODataKeysQuery): Promise<ODataRow[]>;
}

/** Makes the client of one company. */
export function createODataClient(options: ODataClientOptions): ODataClient {
  const { http, pageSize, timeZone, basic, maxQueryBytes = 1800 } = options;
  const base = `${options.baseUrl.replace(/\/+$/, '')}/${encodeURIComponent(options.company)}`;
  const authorization = basic && `Basic ${Buffer.from(`${basic.username}:${basic.password}`).toString('base64')}`;
  const secrets = basic && authorization ? [basic.password, authorization.slice('Basic '.length)] : [];
  // The most rows the service has ever given of a table at once: see fullPage.
  const largestPage = new Map<string, number>();
  let known: Promise<ODataMetadata> | undefined;

  async function get(path: string, query: string, accept: string, signal?: AbortSignal): Promise<Buffer> {
    const url = new URL(`${base}/${path}${query === '' ? '' : `?${query}`}`);
    const headers = { accept, 'odata-maxversion': '4.0', ...(authorization && { authorization }) };
    const response = await http.request({ url, headers, signal }).catch((error: unknown) => {
      throw error instanceof TransportError ? unanswered(error, 'SYSPRO OData', 'syspro.odata') : error;
    });
    if (response.status !== 200) throw badStatus(response, path, secrets);
    return response.body;
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

  async function columns(table: string, signal?: AbortSignal): Promise<ODataColumns> {
    const found = (await metadata(signal)).get(table);
    if (found) return found;
    throw new SysproError('SYSPRO-TABLE-UNKNOWN', {
      retryable: false,
      message: `SYSPRO OData shows no table ${table}`,
      fix: `Give the SQL login behind the OData operator the right to read ${table}, and restart the OData service.`,
    });
  }

  /**
   * Whether rows may follow a page. The service says so by a next link, or silently stops at a cap that is not published, so
   * a page shorter than asked for proves nothing by itself: it is the last one for certain only when the service has been
   * seen to give more rows than this at once.
   */
  function fullPage(table: string, page: ODataPage, asked: number): boolean {
    const largest = largestPage.get(table) ?? 0;
    const rows = page.rows.length;
    if (rows > largest) largestPage.set(table, rows);
    return page.more || rows >= asked || (rows > 0 && rows >= largest);
  }

  async function read(table: string, query: ODataQuery): Promise<ODataRow[]> {
    const types = await columns(table, query.signal);
    requireColumns(table, types, [...query.select, ...query.key]);
    const select = [...new Set([...query.select, ...query.key])];
    const literals = (values: readonly string[]): string[] =>
      query.key.map((column, index) => literalOf(types.get(column), values[index] ?? ''));
    const top = query.top ?? Number.POSITIVE_INFINITY;
    const rows: ODataRow[] = [];
    let after = query.after && literals(query.after);
    while (rows.length < top) {
      const asked = Math.min(pageSize, top - rows.length);
      const text = queryString(
        select,
        query.key,
        asked,
        allOf([query.filter, after && afterKeyFilter(query.key, after)]),
      );
      const body = await get(table, text, 'application/json;odata.metadata=none', query.signal);
      const page = parsePage(body.toString('utf8'));
      if (!page) throw unreadable(table);
      rows.push(...page.rows.slice(0, asked).map((row) => cleanRow(row, select, types, timeZone)));
      const last = page.rows.slice(0, asked).at(-1);
      if (!last || !fullPage(table, page, asked)) break;
      // By its raw value: the service compares what it stores, trailing blanks included where it pads.
      const next = literals(query.key.map((column) => textOf(last[column])));
      // A service that ignores the filter would hand out the same page for ever.
      if (after && next.every((literal, index) => literal === after?.[index])) throw unreadable(table);
      after = next;
    }
    return rows;
  }

  async function readByKeys(table: string, query: ODataKeysQuery): Promise<ODataRow[]> {
    const types = await columns(table, query.signal);
    requireColumns(table, types, [query.column, ...query.select, ...query.key]);
    const type = types.get(query.column);
    const values = [...new Set(query.values)].toSorted();
    const pieces = values.map((value) => `${query.column} eq ${literalOf(type, value)}`);
    // Later pages add the key to continue after; its longest form has to fit in as well.
    const longest = values.reduce((a, b) => (b.length > a.length ? b : a), '9'.repeat(10));
    const select = [...new Set([...query.select, ...query.key])];
    const continued = afterKeyFilter(
      query.key,
      query.key.map((column) => literalOf(types.get(column), longest)),
    );
    const room = maxQueryBytes - bytesOf(queryString(select, query.key, pageSize, allOf(['x', continued])));
    const rows: ODataRow[] = [];
    for (const group of chunkByBytes(pieces, room, ' or ', (text) => bytesOf(encode(text)))) {
      const { select, key, signal } = query;
      rows.push(...(await read(table, { select, key, signal, filter: group.join(' or ') })));
    }
    return rows;
  }

  return { metadata, columns, read, readByKeys };
}

/** @throws SysproError SYSPRO-COLUMN-UNKNOWN naming the table and every column it lacks */
export function requireColumns(table: string, types: ODataColumns, wanted: readonly string[]): void {
  const missing = [...new Set(wanted)].filter((column) => !types.has(column));
  if (missing.length === 0) return;
  throw new SysproError('SYSPRO-COLUMN-UNKNOWN', {
    retryable: false,
    message: `${table} has no column ${missing.join(', ')} in SYSPRO OData`,
    fix: `Give the SQL login behind the OData operator the right to read ${missing.length > 1 ? 'them' : 'it'}, or correct the setting that names ${missing.length > 1 ? 'them' : 'it'}.`,
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
