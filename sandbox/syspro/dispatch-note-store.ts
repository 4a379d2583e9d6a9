import { BadControlRequest, checkColumns, findCustomer, setColumns, setLines } from './control/control-request.ts';
import type { CompanyWorld } from './company-world.ts';
import { readRows, tableName, transaction, type Database, type Row } from './database.ts';
import { takeOrders } from './load-orders.ts';
import { withNumbers } from './numbering.ts';
import { createRowSet } from './row-set.ts';
import { calendarDay } from './seed/calendar.ts';
import { customers, type SeedCustomer } from './seed/customers.ts';
import { createDealMaker, pickCustomer, type DealMaker } from './seed/deal-maker.ts';
import { dispatchStatusColumns, type DispatchStatus } from './seed/dispatch-note.ts';
import type { OpenOrder } from './seed/open-order.ts';
import { createRandom } from './seed/random.ts';
import { mdnDetail, mdnDetailLot } from './tables/mdn-detail.ts';
import { mdnMaster } from './tables/mdn-master.ts';
import { ediCarton, mdnMasterForm } from './tables/site-tables.ts';
import { sorDetail } from './tables/sor-detail.ts';

export interface RaiseDispatchNoteSpec {
  readonly count?: number | undefined;
  /** Default 7: ready to invoice. 9 comes about when an invoice bills it. */
  readonly status?: Exclude<DispatchStatus, '9'> | undefined;
  readonly customer?: string | undefined;
  /** `YYYY-MM-DD`, default today: the planned delivery, and the actual one at status 7. */
  readonly date?: string | undefined;
  /** Sales orders a note delivers; 1 when absent. */
  readonly orders?: number | undefined;
  /** Delivers what is left of these open sales orders, instead of new ones. */
  readonly salesOrders?: readonly string[] | undefined;
  readonly goodsLines?: number | undefined;
  readonly plain?: boolean | undefined;
  readonly header?: Row | undefined;
}

export interface EditDispatchNoteSpec {
  readonly status?: DispatchStatus | undefined;
  readonly header?: Row | undefined;
  /** Each names its `DispatchNoteLine`. */
  readonly lines?: readonly Row[] | undefined;
  readonly removeLines?: readonly number[] | undefined;
  /** Columns of `MdnMaster+`. */
  readonly form?: Row | undefined;
  /** Rows of EdiCarton: each names its `DispatchNoteLine` and `CartonNo`. */
  readonly cartons?: readonly Row[] | undefined;
  /** Deletes all its cartons first. */
  readonly removeCartons?: boolean | undefined;
  /** Deletes it with its lines, lots, form and cartons. */
  readonly purge?: boolean | undefined;
}

export interface DispatchNoteStore {
  /** Raises dispatch notes with the sales orders they deliver, and answers their numbers. */
  raise(spec: RaiseDispatchNoteSpec): Promise<string[]>;
  /** Edits a note. No date moves, but ActualDeliveryDate is set when a status says that the goods have left. False: no such note. */
  edit(number: string, spec: EditDispatchNoteSpec): Promise<boolean>;
}

export function createDispatchNoteStore(world: CompanyWorld): DispatchNoteStore {
  const { pool, company, now } = world;
  return {
    async raise(spec) {
      if (spec.header !== undefined) checkColumns(mdnMaster, spec.header);
      const chosen = spec.customer === undefined ? undefined : findCustomer(spec.customer);
      return transaction(pool, (client) =>
        withNumbers(client, company, world.numberStyle, async (book) => {
          const rows = createRowSet();
          const today = calendarDay(now());
          const random = createRandom(world.seed, book.register(), 22);
          const maker = createDealMaker({ world, random, book, rows, today });
          const existing =
            spec.salesOrders === undefined ? undefined : await takeOrders(client, company, spec.salesOrders);
          for (let i = 0; i < (existing === undefined ? (spec.count ?? 1) : 1); i++) {
            const customer = chosen ?? pickCustomer(random, customers, world.has('foreign'));
            raiseOne(maker, spec, existing === undefined ? newOrders(maker, spec, customer) : [...existing.values()]);
          }
          await rows.insert(client, company);
          for (const number of maker.made.dispatchNotes)
            await setColumns(client, company, mdnMaster, { DispatchNote: number }, spec.header ?? {});
          return [...maker.made.dispatchNotes];
        }),
      );
    },

    async edit(number, spec) {
      return transaction(pool, async (client) => {
        const [found] = await readRows(client, company, mdnMaster, 'WHERE "DispatchNote" = $1 FOR UPDATE', [number]);
        if (found === undefined) return false;
        const key = { DispatchNote: number };
        const remove = async (tables: readonly (typeof mdnMaster)[]): Promise<void> => {
          for (const table of tables)
            await client.query(`DELETE FROM ${tableName(company, table)} WHERE "DispatchNote" = $1`, [number]);
        };
        if (spec.purge === true) {
          await remove([ediCarton, mdnMasterForm, mdnDetailLot, mdnDetail, mdnMaster]);
          return true;
        }
        if (spec.status !== undefined) await setDispatchStatus(client, company, [found], spec.status);
        await setColumns(client, company, mdnMaster, key, spec.header ?? {});
        await setLines(client, company, mdnDetail, key, spec.lines ?? [], { LineType: '1' });
        for (const line of spec.removeLines ?? [])
          await client.query(
            `DELETE FROM ${tableName(company, mdnDetail)} WHERE "DispatchNote" = $1 AND "DispatchNoteLine" = $2`,
            [number, line],
          );
        if (spec.form !== undefined) await setLines(client, company, mdnMasterForm, key, [spec.form]);
        if (spec.removeCartons === true) await remove([ediCarton]);
        await setLines(client, company, ediCarton, key, spec.cartons ?? []);
        return true;
      });
    },
  };
}

function newOrders(maker: DealMaker, spec: RaiseDispatchNoteSpec, customer: SeedCustomer): OpenOrder[] {
  return Array.from({ length: spec.orders ?? 1 }, () =>
    maker.order({
      customer,
      orderDate: spec.date ?? maker.today,
      ...(spec.goodsLines !== undefined && { goodsLines: spec.goodsLines }),
      ...(spec.plain !== undefined && { plain: spec.plain }),
    }),
  );
}

function raiseOne(maker: DealMaker, spec: RaiseDispatchNoteSpec, orders: readonly OpenOrder[]): void {
  const status = spec.status ?? '7';
  const date = spec.date ?? maker.today;
  const note = maker.dispatch(orders, { status, plannedDate: date, ...(status === '7' && { actualDate: date }) });
  if (note === undefined) throw new BadControlRequest('these sales orders have nothing left to dispatch');
  for (const order of orders) maker.finish(order, false);
}

/**
 * Gives dispatch notes, as read from MdnMaster, another status. When the goods leave (7) an empty ActualDeliveryDate is set;
 * when a note is cancelled (*) its goods go back to their sales orders and its quantities stay.
 */
export async function setDispatchStatus(
  db: Database,
  company: string,
  notes: readonly Readonly<Record<string, string | null>>[],
  status: DispatchStatus,
): Promise<void> {
  for (const note of notes) {
    const key = { DispatchNote: note['DispatchNote'] ?? '' };
    const left = status === '7' && (note['ActualDeliveryDate'] ?? null) === null;
    await setColumns(db, company, mdnMaster, key, {
      ...dispatchStatusColumns(status, note['DispatchNoteStatus'] ?? ''),
      ...(left && { ActualDeliveryDate: note['PlannedDeliverDate'] ?? null }),
    });
  }
  const numbers = notes.map((note) => note['DispatchNote'] ?? '');
  await db.query(
    `UPDATE ${tableName(company, mdnDetail)} SET "DispatchStatus" = $2 WHERE "DispatchNote" = ANY($1::bpchar[])`,
    [numbers, status],
  );
  if (status === '*')
    await db.query(
      `UPDATE ${tableName(company, sorDetail)} s SET "MQtyDispatched" = s."MQtyDispatched" - d.quantity
       FROM (SELECT "SalesOrder", "SalesOrderLine", sum("MQtyToDispatch") AS quantity FROM ${tableName(company, mdnDetail)}
             WHERE "DispatchNote" = ANY($1::bpchar[]) GROUP BY 1, 2) d
       WHERE s."SalesOrder" = d."SalesOrder" AND s."SalesOrderLine" = d."SalesOrderLine"`,
      [numbers],
    );
}
