import type { Pool } from 'pg';
import {
  companySchema,
  insertRows,
  quoted,
  tableName,
  transaction,
  valueOf,
  type Database,
  type Row,
} from './database.ts';
import { calendarDay } from './seed/calendar.ts';
import { createPurchaseOrder, type OrderStatus } from './seed/purchase-order.ts';
import { createRandom } from './seed/random.ts';
import { createStockItems, type SeedItem } from './seed/stock-items.ts';
import { suppliers, type SeedSupplier } from './seed/suppliers.ts';
import { findColumn, type Table } from './tables/column.ts';
import { porMasterDetail } from './tables/por-master-detail.ts';
import { porMasterHdr } from './tables/por-master-hdr.ts';

/** What a request for new orders may fix; the rest is by chance. */
export interface RaiseSpec {
  readonly count?: number;
  /** Default 4: released. */
  readonly status?: OrderStatus;
  /** Supplier code, with or without leading zeros. Default: a random supplier on EDI for each order. */
  readonly supplier?: string;
  /** `YYYY-MM-DD`, default today. May lie back: that is how back-dated orders come about. */
  readonly orderDate?: string;
  readonly goodsLines?: number;
  readonly plain?: boolean;
  /** Column values to set on every header, after everything else. */
  readonly header?: Row;
}

export interface EditSpec {
  readonly status?: OrderStatus;
  readonly header?: Row;
  /** Each names its `Line`; the other columns are set, or the line is added where there is none. */
  readonly lines?: readonly Row[];
  readonly removeLines?: readonly number[];
}

/** A control request that names something the sandbox does not have. */
export class BadControlRequest extends Error {
  override readonly name = 'BadControlRequest';
}

export interface PurchaseOrderStore {
  /** Raises orders and answers their numbers. */
  raise(spec: RaiseSpec): Promise<string[]>;
  /** Edits an order, as an operator would: no date moves, AmendedCount rises when content changed. False: no such order. */
  edit(number: string, spec: EditSpec): Promise<boolean>;
}

export function createPurchaseOrderStore(
  pool: Pool,
  company: string,
  seed: number,
  now: () => Date,
): PurchaseOrderStore {
  const items: readonly SeedItem[] = createStockItems(createRandom(seed));
  const hdr = tableName(company, porMasterHdr);
  const detail = tableName(company, porMasterDetail);

  return {
    async raise(spec) {
      if (spec.header !== undefined) checkColumns(porMasterHdr, spec.header);
      const chosen = spec.supplier === undefined ? undefined : findSupplier(spec.supplier);
      const numbers = await allocateNumbers(pool, company, spec.count ?? 1);
      const orders = numbers.map((number) => {
        const order = createPurchaseOrder(seed, items, {
          number,
          supplier:
            chosen ??
            createRandom(seed, Number(number), 3).pick(suppliers.filter((s) => s.ediReceiverCode !== undefined)),
          status: spec.status ?? '4',
          orderDate: spec.orderDate ?? calendarDay(now()),
          ...(spec.goodsLines !== undefined && { goodsLines: spec.goodsLines }),
          ...(spec.plain !== undefined && { plain: spec.plain }),
        });
        return { header: { ...order.header, ...spec.header }, lines: order.lines };
      });
      await transaction(pool, async (client) => {
        await insertRows(
          client,
          company,
          porMasterHdr,
          orders.map((order) => order.header),
        );
        await insertRows(
          client,
          company,
          porMasterDetail,
          orders.flatMap((order) => order.lines),
        );
      });
      return numbers;
    },

    async edit(number, spec) {
      return transaction(pool, async (client) => {
        const { rows } = await client.query(`SELECT 1 FROM ${hdr} WHERE "PurchaseOrder" = $1 FOR UPDATE`, [number]);
        if (rows.length === 0) return false;
        const amended = spec.header !== undefined || spec.lines !== undefined || spec.removeLines !== undefined;
        if (spec.status !== undefined)
          await update(client, porMasterHdr, hdr, { PurchaseOrder: number }, statusColumns(spec.status, now()));
        if (spec.header !== undefined) await update(client, porMasterHdr, hdr, { PurchaseOrder: number }, spec.header);
        for (const line of spec.lines ?? []) {
          const { Line, ...columns } = line;
          if (Line === undefined || Line === null) throw new BadControlRequest('each of lines names its Line');
          const changed = await update(client, porMasterDetail, detail, { PurchaseOrder: number, Line }, columns);
          if (changed === 0)
            await insertRows(client, company, porMasterDetail, [{ PurchaseOrder: number, LineType: '1', ...line }]);
        }
        for (const line of spec.removeLines ?? []) {
          await client.query(`DELETE FROM ${detail} WHERE "PurchaseOrder" = $1 AND "Line" = $2`, [number, line]);
        }
        if (amended)
          await client.query(`UPDATE ${hdr} SET "AmendedCount" = "AmendedCount" + 1 WHERE "PurchaseOrder" = $1`, [
            number,
          ]);
        return true;
      });
    },
  };
}

/** The next purchase order numbers: 15 digits, as numeric SYSPRO sites have them. */
export async function allocateNumbers(db: Database, company: string, count: number): Promise<string[]> {
  const { rows } = await db.query<{ n: string }>(
    `SELECT nextval('${companySchema(company)}.purchase_order') AS n FROM generate_series(1, $1)`,
    [count],
  );
  return rows.map(({ n }) => n.padStart(15, '0'));
}

function findSupplier(code: string): SeedSupplier {
  const found = suppliers.find((supplier) => supplier.supplier === code.padStart(15, '0'));
  if (found === undefined) throw new BadControlRequest(`there is no supplier ${code}`);
  return found;
}

function checkColumns(table: Table, row: Row): void {
  for (const name of Object.keys(row)) {
    const column = findColumn(table, name);
    if (column === undefined || column.type.kind === 'rowversion')
      throw new BadControlRequest(`${table.name} has no column ${name} to set`);
  }
}

async function update(db: Database, table: Table, name: string, key: Row, change: Row): Promise<number> {
  checkColumns(table, change);
  const columns = Object.keys(change);
  if (columns.length === 0) return 1;
  const values: (string | number | null)[] = [];
  const assign = columns.map((column) => {
    const described = findColumn(table, column);
    values.push(described === undefined ? null : valueOf(described, change));
    return `${quoted(column)} = $${values.length}`;
  });
  const where = Object.entries(key).map(([column, value]) => {
    values.push(value);
    return `${quoted(column)} = $${values.length}`;
  });
  const result = await db.query(`UPDATE ${name} SET ${assign.join(', ')} WHERE ${where.join(' AND ')}`, values);
  return result.rowCount ?? 0;
}

function statusColumns(status: OrderStatus, now: Date): Row {
  return {
    OrderStatus: status,
    CancelledFlag: status === '*' ? 'Y' : '',
    ...(status === '4' && { DateLastDocPrt: calendarDay(now), PrintCount: 1 }),
    ...(status === '9' && { DatePoCompleted: calendarDay(now) }),
  };
}
