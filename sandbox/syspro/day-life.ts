import type { CompanyWorld } from './company-world.ts';
import { transaction, type Database } from './database.ts';
import { deliverEarlierNotes, makeNewSales, settleEarlierInvoices } from './life/sales-life.ts';
import { editEarlierOrders, raiseNewOrders } from './life/purchasing-life.ts';
import { withNumbers } from './numbering.ts';
import { createRandom, type Random } from './seed/random.ts';

/** One day's worth of happenings. The same seed and day on the same data are the same day. */
export interface DaySpec {
  /** `YYYY-MM-DD`: today, whatever the sandbox's clock says. */
  readonly day: string;
  /** New purchase orders, default 10. Edits of earlier ones are in proportion. */
  readonly orders?: number | undefined;
  /** New invoices, default 6: of earlier dispatch notes, of new ones, and of none. */
  readonly invoices?: number | undefined;
  /** New dispatch notes, default 6. */
  readonly dispatchNotes?: number | undefined;
  /** Tells several calls for one day apart. Default 1. */
  readonly seed?: number | undefined;
}

/** Something that happened to a record. */
export interface Happening {
  readonly what:
    | 'raised'
    | 'raised back-dated'
    | 'raised half-entered'
    | 'raised with a future date'
    | 'released'
    | 'amended'
    | 'cancelled'
    | 'held'
    | 'received'
    | 'reprinted'
    | 'completed'
    | 'billed'
    | 'paid'
    | 'moved'
    | 'purged';
  readonly record: 'purchase-order' | 'sales-order' | 'dispatch-note' | 'invoice';
  /** SYSPRO's full primary key, its parts in order. */
  readonly key: readonly string[];
}

export interface DayReport {
  readonly day: string;
  /** How often each happened: `purchase-order raised` → 10. */
  readonly counts: Readonly<Record<string, number>>;
  readonly happenings: readonly Happening[];
}

/** A day while it is lived. */
export interface DayContext {
  readonly db: Database;
  readonly world: CompanyWorld;
  readonly random: Random;
  readonly day: string;
  readonly note: (
    what: Happening['what'],
    record: Happening['record'],
    ...keys: readonly (readonly string[])[]
  ) => void;
}

/** Lives one day of a company in one transaction: earlier records go on, then new ones are made. */
export async function liveDay(world: CompanyWorld, spec: DaySpec): Promise<DayReport> {
  const { day, orders = 10, invoices = 6, dispatchNotes = 6, seed = 1 } = spec;
  const happenings: Happening[] = [];
  await transaction(world.pool, (db) =>
    withNumbers(db, world.company, world.numberStyle, async (book) => {
      const context: DayContext = {
        db,
        world,
        day,
        random: createRandom(world.seed, seed, Number(day.replaceAll('-', ''))),
        note: (what, record, ...keys) => {
          for (const key of keys) happenings.push({ what, record, key });
        },
      };
      await editEarlierOrders(context, orders);
      await raiseNewOrders(context, book, orders);
      await deliverEarlierNotes(context, dispatchNotes);
      await makeNewSales(context, book, { invoices, dispatchNotes });
      await settleEarlierInvoices(context, invoices);
    }),
  );
  const counts = Object.fromEntries(
    [...Map.groupBy(happenings, ({ what, record }) => `${record} ${what}`)].map(([name, all]) => [name, all.length]),
  );
  return { day, counts, happenings };
}
