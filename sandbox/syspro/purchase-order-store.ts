import { BadControlRequest, checkColumns, setColumns, setLines } from './control/control-request.ts';
import type { CompanyWorld } from './company-world.ts';
import { readRows, tableName, transaction, type Row } from './database.ts';
import { withNumbers } from './numbering.ts';
import { calendarDay } from './seed/calendar.ts';
import { createPurchaseOrder, type OrderStatus } from './seed/purchase-order.ts';
import { noteAmended, receiveGoods, renumberLines, reprintOrders } from './purchase-order-edits.ts';
import { createRandom } from './seed/random.ts';
import { insertOrders, suppliersOf } from './seed/seed-orders.ts';
import { suppliers, type SeedSupplier } from './seed/suppliers.ts';
import { porMasterDetail } from './tables/por-master-detail.ts';
import { porMasterHdr } from './tables/por-master-hdr.ts';

/** What a request for new orders may fix; the rest is by chance. */
export interface RaiseSpec {
  readonly count?: number | undefined;
  /** Default 4: released. */
  readonly status?: OrderStatus | undefined;
  /** Supplier code, with or without leading zeros. Default: a random supplier on EDI for each order. */
  readonly supplier?: string | undefined;
  /** `YYYY-MM-DD`, default today. May lie back: that is how back-dated orders come about. */
  readonly orderDate?: string | undefined;
  readonly goodsLines?: number | undefined;
  readonly plain?: boolean | undefined;
  /** Column values to set on every header, after everything else. */
  readonly header?: Row | undefined;
}

export interface EditSpec {
  readonly status?: OrderStatus | undefined;
  readonly header?: Row | undefined;
  /** Each names its `Line`; the other columns are set, or the line is added where there is none. */
  readonly lines?: readonly Row[] | undefined;
  readonly removeLines?: readonly number[] | undefined;
  /** Numbers the lines anew, 1, 2, 3. */
  readonly renumber?: boolean | undefined;
  /** Receives all goods: rows change, and the order does not. */
  readonly receive?: boolean | undefined;
  /** Prints it again: DateLastDocPrt and PrintCount change, and the order does not. */
  readonly reprint?: boolean | undefined;
  /** Deletes it with its lines. */
  readonly purge?: boolean | undefined;
}

export interface PurchaseOrderStore {
  /** Raises orders and answers their numbers. */
  raise(spec: RaiseSpec): Promise<string[]>;
  /** Edits an order, as an operator would: no date moves, AmendedCount rises when content changed. False: no such order. */
  edit(number: string, spec: EditSpec): Promise<boolean>;
}

export function createPurchaseOrderStore(world: CompanyWorld): PurchaseOrderStore {
  const { pool, company, seed, now } = world;

  return {
    async raise(spec) {
      if (spec.header !== undefined) checkColumns(porMasterHdr, spec.header);
      const chosen = spec.supplier === undefined ? undefined : findSupplier(spec.supplier);
      return transaction(pool, (client) =>
        withNumbers(client, company, world.numberStyle, async (book) => {
          const orders = Array.from({ length: spec.count ?? 1 }, () => {
            const taken = book.purchaseOrder();
            const order = createPurchaseOrder(seed, world.items, {
              taken,
              supplier: chosen ?? createRandom(seed, taken.ordinal, 3).pick(suppliersOf(world, true)),
              status: spec.status ?? '4',
              orderDate: spec.orderDate ?? calendarDay(now()),
              plain: spec.plain ?? !world.has('comment-lines'),
              ...(spec.goodsLines !== undefined && { goodsLines: spec.goodsLines }),
            });
            return { number: taken.number, header: { ...order.header, ...spec.header }, lines: order.lines };
          });
          await insertOrders(client, company, orders);
          return orders.map(({ number }) => number);
        }),
      );
    },

    async edit(number, spec) {
      return transaction(pool, async (client) => {
        const [found] = await readRows(client, company, porMasterHdr, 'WHERE "PurchaseOrder" = $1 FOR UPDATE', [
          number,
        ]);
        if (found === undefined) return false;
        const key = { PurchaseOrder: number };
        const set = (change: Row): Promise<boolean> => setColumns(client, company, porMasterHdr, key, change);
        if (spec.purge === true) {
          for (const table of [porMasterDetail, porMasterHdr])
            await client.query(`DELETE FROM ${tableName(company, table)} WHERE "PurchaseOrder" = $1`, [number]);
          return true;
        }
        if (spec.status !== undefined) await set(statusColumns(spec.status, now()));
        if (spec.header !== undefined) await set(spec.header);
        await setLines(client, company, porMasterDetail, key, spec.lines ?? [], { LineType: '1' });
        for (const line of spec.removeLines ?? [])
          await client.query(
            `DELETE FROM ${tableName(company, porMasterDetail)} WHERE "PurchaseOrder" = $1 AND "Line" = $2`,
            [number, line],
          );
        if (spec.renumber === true) await renumberLines(client, company, [number]);
        if (spec.receive === true) await receiveGoods(client, company, [number], calendarDay(now()));
        if (spec.reprint === true) await reprintOrders(client, company, [number], calendarDay(now()));
        if ([spec.header, spec.lines, spec.removeLines, spec.renumber].some((part) => part !== undefined))
          await noteAmended(client, company, [number]);
        return true;
      });
    },
  };
}

function findSupplier(code: string): SeedSupplier {
  const found = suppliers.find((supplier) => supplier.supplier === code.padStart(15, '0'));
  if (found === undefined) throw new BadControlRequest(`there is no supplier ${code}`);
  return found;
}

function statusColumns(status: OrderStatus, now: Date): Row {
  return {
    OrderStatus: status,
    CancelledFlag: status === '*' ? 'Y' : '',
    ...(status === '4' && { DateLastDocPrt: calendarDay(now), PrintCount: 1 }),
    ...(status === '9' && { DatePoCompleted: calendarDay(now) }),
  };
}
