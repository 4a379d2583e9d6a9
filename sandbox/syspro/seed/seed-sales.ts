import type { CompanyWorld } from '../company-world.ts';
import { insertRows, tableName, type Database } from '../database.ts';
import { withNumbers } from '../numbering.ts';
import { createRowSet } from '../row-set.ts';
import { arInvoice } from '../tables/ar-invoice.ts';
import { arTrnDetail } from '../tables/ar-trn-detail.ts';
import { mdnDetail } from '../tables/mdn-detail.ts';
import { sorDetail } from '../tables/sor-detail.ts';
import { addDays } from './calendar.ts';
import { createDealMaker } from './deal-maker.ts';
import { createRandom } from './random.ts';
import { makeSales, type DealDay, type SalesCounts } from './sales.ts';
import { seedDay } from './seed-orders.ts';

/** How many invoices and dispatch notes are in memory at a time. */
const batch = 1000;

/** The sales orders, dispatch notes and invoices of the 60 days up to the given one. */
export async function seedSales(db: Database, world: CompanyWorld, day: string, counts: SalesCounts): Promise<void> {
  const { company } = world;
  const random = createRandom(world.seed, 4);
  let drawn = 0;
  const dayOf = (): DealDay => {
    drawn += 1;
    const date = seedDay(world, random, day);
    // The fourth deal: an invoice without a dispatch note.
    if (world.has('future-junk') && drawn === 4) return { date: '2080-02-29', postedOn: day };
    if (!world.has('back-dated') || !random.chance(0.06)) return { date };
    const postedOn = addDays(date, random.integer(5, 40));
    return postedOn > day ? { date } : { date, postedOn };
  };
  await withNumbers(db, company, world.numberStyle, async (book) => {
    let { dispatchNotes, invoices } = counts;
    let first = true;
    while (dispatchNotes > 0 || invoices > 0) {
      const rows = createRowSet();
      const maker = createDealMaker({ world, random, book, rows, today: day });
      const now = { dispatchNotes: Math.min(dispatchNotes, batch), invoices: Math.min(invoices, batch) };
      makeSales(maker, now, dayOf, first);
      await rows.insert(db, company);
      dispatchNotes -= now.dispatchNotes;
      invoices -= now.invoices;
      first = false;
    }
    if (world.has('orphans') && counts.invoices + counts.dispatchNotes > 0) {
      const sales = book.salesOrder('301').number;
      const note = book.dispatchNote(sales, 1).number;
      const orphan = { SalesOrder: sales, SalesOrderLine: 1, LineType: '6', NComment: 'Left behind by a deletion' };
      await insertRows(db, company, sorDetail, [orphan]);
      await insertRows(db, company, mdnDetail, [{ DispatchNote: note, DispatchNoteLine: 1, ...orphan }]);
      await insertRows(db, company, arTrnDetail, [
        {
          TrnYear: Number(day.slice(0, 4)),
          TrnMonth: Number(day.slice(5, 7)),
          Register: book.register(),
          Invoice: book.invoice().number,
          SummaryLine: 1,
          DetailLine: 1,
          LineType: '1',
          DocumentType: 'I',
          InvoiceDate: day,
        },
      ]);
    }
  });
  if (world.has('purges')) await purgePaid(db, company, addDays(day, -55));
}

/** Deletes the paid invoices up to a day from ArInvoice, as a month end does. Answers their keys. */
export async function purgePaid(
  db: Database,
  company: string,
  upTo: string,
): Promise<{ customer: string; invoice: string; documentType: string }[]> {
  const { rows } = await db.query<{ customer: string; invoice: string; documentType: string }>(
    `DELETE FROM ${tableName(company, arInvoice)}
     WHERE "InvoiceDate" <= $1 AND "InvoiceBal1" = 0 AND "CurrencyValue" <> 0
     RETURNING "Customer" AS customer, "Invoice" AS invoice, "DocumentType" AS "documentType"`,
    [upTo],
  );
  return rows;
}
