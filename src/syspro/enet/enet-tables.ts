import { chunkByBytes } from '../key-chunks.ts';
import { readKeyPages } from '../key-pages.ts';
import { SysproError } from '../syspro-error.ts';
import type { Condition, TableQuery, TableReader, TableRow } from '../table-reader.ts';
import { childOf, childrenOf, findElement, type XmlElement } from '../xml-element.ts';
import { cellText } from './cell-text.ts';
import { afterKey, escapeXml, whereExpressions } from './where-expressions.ts';

/** Runs a query business object within the operator's session and gives the root of its reply. @throws SysproError */
export type EnetQuery = (businessObject: string, xmlIn: string, signal?: AbortSignal) => Promise<XmlElement>;

/** e.net as one company reads by it: its business objects, and its tables. */
export interface EnetAccess {
  readonly query: EnetQuery;
  readonly tables: TableReader;
}

export interface EnetTablesOptions {
  readonly query: EnetQuery;
  /** Rows asked for at a time. */
  readonly pageSize?: number;
  /** The longest XmlIn to send, in bytes as it stands in the address. http.sys refuses more than 16 KB in all (inferred). */
  readonly maxXmlBytes?: number;
  /** What COMFND compares an absent date with. Inferred: as COMFCH shows one. */
  readonly blankDate?: string;
}

/**
 * A company's tables by COMFND, the generic reader of e.net. It has no paging: each page asks for what comes after the last row's
 * key. It tells neither columns nor types. Each page is a query of its own, so a session that is lost between two, or within
 * one, costs no row.
 */
export function createEnetTables(options: EnetTablesOptions): TableReader {
  const { query, pageSize = 500, maxXmlBytes = 15_000, blankDate = '0000-00-00' } = options;
  const largestPage = new Map<string, number>();

  async function readPages(table: string, wanted: TableQuery, toEmptyPage: boolean): Promise<TableRow[]> {
    const { key, where, top, after, signal } = wanted;
    const select = [...new Set([...wanted.select, ...key])];
    return readKeyPages({
      table,
      pageSize,
      largestPage,
      toEmptyPage,
      ...(top !== undefined && { top }),
      ...(after && { after }),
      circling: () => unreadable(table),
      async readPage(last, asked) {
        const xmlIn = request(table, select, key, asked, together(where, last && afterKey(key, last)));
        const reply = await query('COMFND', xmlIn, signal);
        const rows = childrenOf(reply, 'Row').map((row) => rowOf(row, select));
        checkReply(reply, table, rows.length);
        const end = rows.slice(0, asked).at(-1);
        return { rows, more: false, ...(end && { last: key.map((column) => end[column] ?? '') }) };
      },
    });
  }

  function request(
    table: string,
    select: readonly string[],
    key: readonly string[],
    rows: number,
    where: Condition | undefined,
  ): string {
    const columns = (names: readonly string[]): string =>
      names.map((name) => `<Column>${escapeXml(name)}</Column>`).join('');
    const expressions = where === undefined ? [] : whereExpressions(where, { blankDate });
    return [
      `<Query><TableName>${escapeXml(table)}</TableName><ReturnRows>${rows}</ReturnRows>`,
      `<Columns>${columns(select)}</Columns>`,
      expressions.length === 0 ? '' : `<Where>${expressions.join('')}</Where>`,
      `<OrderBy>${columns(key)}</OrderBy></Query>`,
    ].join('');
  }

  return {
    channel: 'enet',
    columns: () => Promise.resolve(undefined),
    read: (table, wanted) => readPages(table, wanted, true),
    async readByKeys(table, { select, key, column, values, signal }) {
      const wanted = [...new Set(values)].toSorted();
      const longest = wanted.reduce((a, b) => (b.length > a.length ? b : a), 'x'.repeat(20));
      const equal = (value: string): Condition => ({ column, is: 'eq', value });
      // Later pages add the key to continue after; its longest form has to fit in as well.
      const continued = afterKey(
        key,
        key.map(() => longest),
      );
      const all = [...new Set([...select, ...key])];
      const room = maxXmlBytes - encodedBytes(request(table, all, key, pageSize, continued)) - bracketBytes;
      const sizes = new Map(wanted.map((value) => [value, whereExpressions(equal(value), { blankDate }).join('')]));
      const groups = chunkByBytes(wanted, room, '', (value) => encodedBytes(sizes.get(value) ?? value));
      const rows: TableRow[] = [];
      for (const group of groups) {
        const where: Condition = { anyOf: group.map(equal) };
        rows.push(...(await readPages(table, { select, key, signal, where }, false)));
      }
      return rows;
    },
  };
}

// Four brackets with their tags, as they stand in the address.
const bracketBytes = 256;

function encodedBytes(text: string): number {
  return encodeURIComponent(text).length;
}

function together(where: Condition | undefined, after: Condition | undefined): Condition | undefined {
  return where && after ? { allOf: [where, after] } : (where ?? after);
}

function rowOf(element: XmlElement, select: readonly string[]): TableRow {
  const values = new Map(element.children.map((child) => [child.name.toLowerCase(), child.raw]));
  const row: Record<string, string> = {};
  for (const column of select) {
    const text = cellText(column, values.get(column.toLowerCase()) ?? '');
    if (text !== undefined) row[column] = text;
  }
  return row;
}

/** A reply may also say in itself that the request is not accepted, and it counts its rows. */
function checkReply(reply: XmlElement, table: string, rows: number): void {
  const said = childOf(reply, 'RowsReturned')?.text ?? (childOf(reply, 'HeaderDetails') && String(rows));
  if (said !== undefined ? Number(said) === rows : rows > 0) return;
  const description = rows === 0 ? findElement(reply, 'ErrorDescription')?.text : undefined;
  if (description === undefined) throw unreadable(table);
  throw new SysproError('SYSPRO-REFUSED', {
    retryable: false,
    message: `SYSPRO e.net refused COMFND of ${table}: ${description.slice(0, 200)}`,
    fix: 'Check that the operator may read the table.',
  });
}

function unreadable(table: string): SysproError {
  return new SysproError('SYSPRO-ANSWER-UNREADABLE', {
    retryable: true,
    message: `the answer of SYSPRO e.net to COMFND of ${table} cannot be read`,
    fix: 'Read the event log of the e.net service, and report the shape of the reply.',
  });
}
