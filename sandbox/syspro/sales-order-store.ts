import { checkColumns, findCustomer, setColumns, setLines } from './control/control-request.ts';
import type { CompanyWorld } from './company-world.ts';
import { readRows, tableName, transaction, type Row } from './database.ts';
import { moveToRep } from './load-orders.ts';
import { withNumbers } from './numbering.ts';
import { createRowSet } from './row-set.ts';
import { calendarDay } from './seed/calendar.ts';
import { customers } from './seed/customers.ts';
import { createDealMaker, pickCustomer } from './seed/deal-maker.ts';
import { createRandom } from './seed/random.ts';
import type { SalesOrderStatus } from './seed/sales-order.ts';
import { sorDetail } from './tables/sor-detail.ts';
import { sorMaster } from './tables/sor-master.ts';

export interface RaiseSalesOrderSpec {
  readonly count?: number | undefined;
  /** Default 1: open. */
  readonly status?: SalesOrderStatus | undefined;
  readonly customer?: string | undefined;
  /** `YYYY-MM-DD`, default today. */
  readonly orderDate?: string | undefined;
  readonly goodsLines?: number | undefined;
  readonly plain?: boolean | undefined;
  readonly header?: Row | undefined;
}

export interface EditSalesOrderSpec {
  readonly status?: SalesOrderStatus | undefined;
  readonly header?: Row | undefined;
  /** Each names its `SalesOrderLine`. */
  readonly lines?: readonly Row[] | undefined;
  readonly removeLines?: readonly number[] | undefined;
  /** Moves it to SorMasterRep and SorDetailRep, once for each invoice that billed it. */
  readonly complete?: boolean | undefined;
  /** Deletes it with its lines. */
  readonly purge?: boolean | undefined;
}

export interface SalesOrderStore {
  raise(spec: RaiseSalesOrderSpec): Promise<string[]>;
  /** False: there is no such open order, or nothing billed it and it cannot be completed. */
  edit(number: string, spec: EditSalesOrderSpec): Promise<boolean>;
}

export function createSalesOrderStore(world: CompanyWorld): SalesOrderStore {
  const { pool, company, now } = world;
  return {
    async raise(spec) {
      if (spec.header !== undefined) checkColumns(sorMaster, spec.header);
      const chosen = spec.customer === undefined ? undefined : findCustomer(spec.customer);
      return transaction(pool, (client) =>
        withNumbers(client, company, world.numberStyle, async (book) => {
          const rows = createRowSet();
          const today = calendarDay(now());
          const random = createRandom(world.seed, book.register(), 21);
          const maker = createDealMaker({ world, random, book, rows, today });
          for (let i = 0; i < (spec.count ?? 1); i++) {
            const order = maker.order({
              customer: chosen ?? pickCustomer(random, customers, world.has('foreign')),
              orderDate: spec.orderDate ?? today,
              ...(spec.status !== undefined && { status: spec.status }),
              ...(spec.goodsLines !== undefined && { goodsLines: spec.goodsLines }),
              ...(spec.plain !== undefined && { plain: spec.plain }),
            });
            maker.finish(order, false);
          }
          await rows.insert(client, company);
          for (const number of maker.made.salesOrders)
            await setColumns(client, company, sorMaster, { SalesOrder: number }, spec.header ?? {});
          return [...maker.made.salesOrders];
        }),
      );
    },

    async edit(number, spec) {
      return transaction(pool, async (client) => {
        const [found] = await readRows(client, company, sorMaster, 'WHERE "SalesOrder" = $1 FOR UPDATE', [number]);
        if (found === undefined) return false;
        const key = { SalesOrder: number };
        if (spec.purge === true) {
          for (const table of [sorDetail, sorMaster])
            await client.query(`DELETE FROM ${tableName(company, table)} WHERE "SalesOrder" = $1`, [number]);
          return true;
        }
        if (spec.status !== undefined)
          await setColumns(client, company, sorMaster, key, {
            OrderStatus: spec.status,
            CancelledFlag: spec.status === '\\' ? 'Y' : '',
          });
        await setColumns(client, company, sorMaster, key, spec.header ?? {});
        await setLines(client, company, sorDetail, key, spec.lines ?? [], { LineType: '1' });
        for (const line of spec.removeLines ?? [])
          await client.query(
            `DELETE FROM ${tableName(company, sorDetail)} WHERE "SalesOrder" = $1 AND "SalesOrderLine" = $2`,
            [number, line],
          );
        return spec.complete !== true || (await moveToRep(client, company, [number])).length > 0;
      });
    },
  };
}
