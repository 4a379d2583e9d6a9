import type { TableReader, TableRow } from '../../../src/syspro/table-reader.ts';

/** Tables held in memory, by name, read by keys alone. What was read is noted as `table column values`. */
export function tableReaderOf(tables: Readonly<Record<string, readonly TableRow[]>>, read: string[] = []): TableReader {
  return {
    channel: 'odata',
    columns: (table) => Promise.resolve(new Set((tables[table] ?? []).flatMap((row) => Object.keys(row)))),
    read: () => Promise.reject(new Error('nothing scans here')),
    readByKeys(table, { select, column, values }) {
      if (values.length > 0) read.push(`${table} ${column} ${values.join(',')}`);
      const rows = (tables[table] ?? []).filter((row) => values.includes(row[column] ?? ''));
      return Promise.resolve(
        rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => select.includes(name)))),
      );
    },
  };
}
