import { billDispatchNotes } from '../bill-dispatch-notes.ts';
import type { DayContext } from '../day-life.ts';
import { readRows, tableName, updateRows } from '../database.ts';
import { setDispatchStatus } from '../dispatch-note-store.ts';
import { moveToRep } from '../load-orders.ts';
import type { NumberBook } from '../numbering.ts';
import { createRowSet } from '../row-set.ts';
import { addDays } from '../seed/calendar.ts';
import { createDealMaker, type InvoiceKey } from '../seed/deal-maker.ts';
import type { DispatchStatus } from '../seed/dispatch-note.ts';
import { makeSales, type DealDay, type SalesCounts } from '../seed/sales.ts';
import { purgePaid } from '../seed/seed-sales.ts';
import { arInvoice } from '../tables/ar-invoice.ts';
import { mdnMaster } from '../tables/mdn-master.ts';
import { sorMaster } from '../tables/sor-master.ts';
import { choose } from './choose.ts';

/** How many new dispatch notes and invoices are in memory at a time. */
const batch = 1000;

/** Earlier dispatch notes go on: printed, delivered, held, let go, cancelled. */
export async function deliverEarlierNotes(context: DayContext, scale: number): Promise<void> {
  const { db, world, random, day, note } = context;
  const notes = await readRows(
    db,
    world.company,
    mdnMaster,
    `WHERE "DispatchNoteStatus" IN ('0', '3', '5', 'H', 'S')
       AND ("PlannedDeliverDate" IS NULL OR "PlannedDeliverDate" BETWEEN $1 AND $2) ORDER BY "DispatchNote"`,
    [addDays(day, -90), addDays(day, 5)],
  );
  const at = (...statuses: string[]): typeof notes =>
    notes.filter((row) => statuses.includes(row['DispatchNoteStatus'] ?? ''));
  const go = async (
    chosen: typeof notes,
    status: DispatchStatus,
    what: 'released' | 'held' | 'cancelled',
  ): Promise<void> => {
    if (chosen.length === 0) return;
    await setDispatchStatus(db, world.company, chosen, status);
    // They leave today, not on the day that they were planned for and that is over, or that there never was.
    const late = chosen.filter(
      ({ PlannedDeliverDate: planned = null, ActualDeliveryDate: left = null }) =>
        left === null && (planned === null || planned.slice(0, 10) < day),
    );
    if (status === '7')
      await updateRows(
        db,
        world.company,
        mdnMaster,
        late.map((row) => ({ DispatchNote: row['DispatchNote'] ?? '', ActualDeliveryDate: day })),
      );
    note(what, 'dispatch-note', ...chosen.map((row) => [row['DispatchNote'] ?? '']));
  };
  const printed = at('5');
  const waiting = at('3');
  const stopped = at('H', 'S');
  const entering = at('0');
  if (world.has('cancelled')) await go(choose(random, printed, scale * 0.02), '*', 'cancelled');
  if (world.has('held-dispatches')) await go(choose(random, waiting, scale * 0.03), 'H', 'held');
  await go(choose(random, printed, printed.length * 0.6), '7', 'released');
  await go(choose(random, waiting, waiting.length * 0.7), '5', 'released');
  await go(choose(random, stopped, stopped.length * 0.5), '5', 'released');
  await go(choose(random, entering, entering.length * 0.8), '3', 'released');
}

/** New invoices, half of them for earlier dispatch notes, and new dispatch notes. */
export async function makeNewSales(context: DayContext, book: NumberBook, counts: SalesCounts): Promise<void> {
  const { db, world, random, day, note } = context;
  const { company } = world;
  const notes = await readRows(
    db,
    company,
    mdnMaster,
    `WHERE "DispatchNoteStatus" = '7' AND coalesce("ActualDeliveryDate", "PlannedDeliverDate") >= $1
       AND EXISTS (SELECT FROM ${tableName(company, sorMaster)} s WHERE s."SalesOrder" = ${tableName(company, mdnMaster)}."SalesOrder")
     ORDER BY "DispatchNote"`,
    [addDays(day, -45)],
  );
  const numbers = notes.map((row) => row['DispatchNote'] ?? '');
  const billed = choose(random, numbers, counts.invoices / 2);
  const maker = (): ReturnType<typeof createDealMaker> =>
    createDealMaker({ world, random, book, rows: createRowSet(), today: day });
  if (billed.length > 0) {
    const billing = maker();
    const keys = await billDispatchNotes(db, world, billing, billed, { invoiceDate: day, documentType: 'I' });
    await billing.rows.insert(db, company);
    note('billed', 'dispatch-note', ...billed.map((number) => [number]));
    note('raised', 'invoice', ...keys.map(partsOf));
  }
  let invoices = counts.invoices - billed.length;
  let { dispatchNotes } = counts;
  while (invoices > 0 || dispatchNotes > 0) {
    const now = { invoices: Math.min(invoices, batch), dispatchNotes: Math.min(dispatchNotes, batch) };
    const making = maker();
    const days = dayOf(context, making.made);
    makeSales(making, now, days.next, false);
    await making.rows.insert(db, company);
    days.note();
    invoices -= now.invoices;
    dispatchNotes -= now.dispatchNotes;
  }
}

/** Draws the days of deals, and afterwards notes what was made on each. */
function dayOf(
  { world, random, day, note }: DayContext,
  made: { readonly dispatchNotes: readonly string[]; readonly invoices: readonly InvoiceKey[] },
): { readonly next: () => DealDay; readonly note: () => void } {
  const starts: {
    what: 'raised' | 'raised back-dated' | 'raised with a future date';
    notes: number;
    invoices: number;
  }[] = [];
  return {
    next() {
      const what = random.weighted([
        ['raised', 94] as const,
        ['raised back-dated', world.has('back-dated') ? 6 : 0] as const,
        ['raised with a future date', world.has('future-junk') ? 0.2 : 0] as const,
      ]);
      starts.push({ what, notes: made.dispatchNotes.length, invoices: made.invoices.length });
      if (what === 'raised') return { date: day };
      return {
        date: what === 'raised back-dated' ? addDays(day, -random.integer(1, 40)) : '2080-02-29',
        postedOn: day,
      };
    },
    note() {
      for (const [i, { what, notes, invoices }] of starts.entries()) {
        const end = starts[i + 1];
        note(what, 'dispatch-note', ...made.dispatchNotes.slice(notes, end?.notes).map((number) => [number]));
        note(what, 'invoice', ...made.invoices.slice(invoices, end?.invoices).map(partsOf));
      }
    },
  };
}

function partsOf({ customer, invoice, documentType }: InvoiceKey): string[] {
  return [customer, invoice, documentType];
}

/** Invoices are paid, complete sales orders move, old paid invoices are purged. */
export async function settleEarlierInvoices(context: DayContext, scale: number): Promise<void> {
  const { db, world, random, day, note } = context;
  const { company } = world;
  if (world.has('receipts')) {
    const { rows } = await db.query<InvoiceKey>(
      `SELECT "Customer" AS customer, "Invoice" AS invoice, "DocumentType" AS "documentType" FROM ${tableName(company, arInvoice)}
       WHERE "InvoiceBal1" <> 0 AND "InvoiceDate" BETWEEN $1 AND $2 ORDER BY 1, 2, 3`,
      [addDays(day, -60), addDays(day, -1)],
    );
    const paid = choose(random, rows.map(trimmed), scale * 0.5);
    await db.query(
      `UPDATE ${tableName(company, arInvoice)} i
       SET "InvoiceBal1" = 0, "NextPaymEntry" = i."NextPaymEntry" + 1, "ProofOfDelivery" = 'Y', "PodEntryDate" = $4
       FROM unnest($1::bpchar[], $2::bpchar[], $3::bpchar[]) k (customer, invoice, type)
       WHERE i."Customer" = k.customer AND i."Invoice" = k.invoice AND i."DocumentType" = k.type`,
      [paid.map((key) => key.customer), paid.map((key) => key.invoice), paid.map((key) => key.documentType), day],
    );
    note('paid', 'invoice', ...paid.map(partsOf));
  }
  if (world.has('completed-orders')) {
    const { rows } = await db.query<{ number: string }>(
      `SELECT "SalesOrder" AS number FROM ${tableName(company, sorMaster)} WHERE "OrderStatus" = '9' AND "OrderDate" < $1 ORDER BY 1`,
      [day],
    );
    const moved = await moveToRep(
      db,
      company,
      choose(
        random,
        rows.map((row) => row.number.trimEnd()),
        rows.length / 2,
      ),
    );
    note('moved', 'sales-order', ...moved.map((number) => [number]));
  }
  if (world.has('purges')) {
    const purged = await purgePaid(db, company, addDays(day, -55));
    note('purged', 'invoice', ...purged.map(trimmed).map(partsOf));
  }
}

function trimmed({ customer, invoice, documentType }: InvoiceKey): InvoiceKey {
  return { customer: customer.trimEnd(), invoice: invoice.trimEnd(), documentType };
}
