import { SysproError } from '../../../src/syspro/syspro-error.ts';
import type { TableReader, TableRow } from '../../../src/syspro/table-reader.ts';

/** Tables of hand-made rows. A row gives only the columns that were selected, as both services do. */
export interface RowTables extends TableReader {
  /** The tables read so far, in their order. */
  readonly asked: string[];
}

/**
 * @param rows by table; what is not named has no rows
 * @param missing columns the site's tables do not have, as `MdnMaster.MultiShipCode`
 */
export function rowTables(
  rows: Readonly<Record<string, readonly TableRow[]>>,
  { channel = 'odata', missing = [] }: { channel?: TableReader['channel']; missing?: readonly string[] } = {},
): RowTables {
  const asked: string[] = [];
  return {
    channel,
    asked,
    columns: () => Promise.resolve(undefined),
    read: () => Promise.reject(new Error('documents are assembled by keys')),
    readByKeys(table, { select, column, values }) {
      asked.push(table);
      if (select.some((name) => missing.includes(`${table}.${name}`))) {
        return Promise.reject(
          new SysproError('SYSPRO-COLUMN-UNKNOWN', {
            retryable: false,
            message: `${table} lacks a column`,
            fix: 'none',
          }),
        );
      }
      const found = (rows[table] ?? []).filter((row) => values.includes(row[column] ?? ''));
      return Promise.resolve(
        found.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => select.includes(name)))),
      );
    },
  };
}
