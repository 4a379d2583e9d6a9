import { orderLineKey } from '../custom-forms.ts';
import { readSourceByKeys } from '../source-rows.ts';
import type { TableReader, TableRow } from '../table-reader.ts';
import type { LiveAndComplete } from './shipment-tables.ts';

/** A sales order, or a line of one. */
export interface OrderReference {
  readonly salesOrder: string;
  readonly line?: number;
}

/** Rows of sales orders, wherever SYSPRO keeps them by now. */
export interface OrderRows {
  /**
   * The row of an order or a line.
   * @param invoice which of several copies of a complete order is meant: that billed on it; else the latest
   */
  find(reference: OrderReference, invoice: string | undefined): TableRow | undefined;
}

/**
 * Reads sales orders, or their lines. What is no longer where live orders are is looked for among the complete ones; one that was
 * purged is in neither.
 * @throws SysproError
 */
export async function loadOrderRows(
  tables: TableReader,
  { live, complete }: LiveAndComplete,
  wanted: readonly OrderReference[],
  signal?: AbortSignal,
): Promise<OrderRows> {
  const byLine = live.key.includes('SalesOrderLine');
  const keyOf = (row: TableRow): string => orderLineKey(row['SalesOrder'], byLine ? row['SalesOrderLine'] : undefined);
  const keyFor = ({ salesOrder, line }: OrderReference): string =>
    orderLineKey(salesOrder, byLine ? `${line}` : undefined);
  const ordersOf = (references: readonly OrderReference[]): string[] => [
    ...new Set(references.map(({ salesOrder }) => salesOrder)),
  ];
  const read = (source: typeof live, values: string[]): Promise<TableRow[]> =>
    values.length === 0
      ? Promise.resolve([])
      : readSourceByKeys(tables, source, { column: 'SalesOrder', values, signal });

  const rows = new Map((await read(live, ordersOf(wanted))).map((row) => [keyOf(row), row]));
  const missing = wanted.filter((reference) => !rows.has(keyFor(reference)));
  const copies = Map.groupBy(await read(complete, ordersOf(missing)), keyOf);
  return {
    find(reference, invoice) {
      const key = keyFor(reference);
      return rows.get(key) ?? copyOf(copies.get(key) ?? [], invoice);
    },
  };
}

function copyOf(copies: readonly TableRow[], invoice: string | undefined): TableRow | undefined {
  const invoiceOf = (row: TableRow): string => row['InvoiceNumber'] ?? '';
  const latestFirst = copies.toSorted((a, b) => (invoiceOf(a) > invoiceOf(b) ? -1 : 1));
  return copies.find((row) => invoice !== undefined && row['InvoiceNumber'] === invoice) ?? latestFirst[0];
}
