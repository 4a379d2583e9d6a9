import { BadControlRequest } from './control/control-request.ts';
import type { CompanyWorld } from './company-world.ts';
import { readRows, updateRows, type Database } from './database.ts';
import { takeOrders } from './load-orders.ts';
import { decimalOf } from './seed/convert.ts';
import { atLeastOne, noteBilled, type DealMaker, type InvoiceKey } from './seed/deal-maker.ts';
import { dispatchStatusColumns, type Shipment } from './seed/dispatch-note.ts';
import type { DocumentType } from './seed/invoice.ts';
import type { OpenOrder } from './seed/open-order.ts';
import { mdnDetail } from './tables/mdn-detail.ts';
import { mdnMaster } from './tables/mdn-master.ts';

/**
 * Invoices dispatch notes, one invoice for each, and makes them status 9. Collects the invoices and the sales orders as
 * they then stand; the dispatch notes are changed at once.
 *
 * @param dated the invoices' date and type
 * @throws BadControlRequest for a note that is not there, or whose orders are not open
 */
export async function billDispatchNotes(
  db: Database,
  world: CompanyWorld,
  maker: DealMaker,
  numbers: readonly string[],
  dated: { readonly invoiceDate: string; readonly documentType: DocumentType },
): Promise<InvoiceKey[]> {
  const { company } = world;
  const which = 'WHERE "DispatchNote" = ANY($1::bpchar[])';
  const notes = await readRows(db, company, mdnMaster, `${which} ORDER BY "DispatchNote" FOR UPDATE`, [numbers]);
  const lines = await readRows(db, company, mdnDetail, `${which} ORDER BY "DispatchNote", "DispatchNoteLine"`, [
    numbers,
  ]);
  const missing = numbers.find((number) => !notes.some((note) => note['DispatchNote'] === number));
  if (missing !== undefined) throw new BadControlRequest(`there is no dispatch note ${missing}`);
  const orders = await takeOrders(db, company, [...new Set(lines.map((line) => line['SalesOrder'] ?? ''))]);
  const linesOf = Map.groupBy(lines, (line) => line['DispatchNote']);
  const keys: InvoiceKey[] = [];
  for (const note of notes) {
    const number = note['DispatchNote'] ?? '';
    const own = linesOf.get(number) ?? [];
    const shipments = [...Map.groupBy(own, (line) => line['SalesOrder'] ?? '')].flatMap(([of, shipped]): Shipment[] => {
      const order = orders.get(of);
      if (order === undefined) return [];
      const goods = shipped.filter((line) => line['LineType'] === '1' || line['LineType'] === '7');
      const quantities = new Map(
        goods.map((line) => [Number(line['SalesOrderLine']), decimalOf(line, 'MQtyToDispatch')]),
      );
      return [{ order: order.rows, quantities, extras: false }];
    });
    const billing = [...orders.values()].filter((order) => shipments.some((one) => one.order === order.rows));
    keys.push(billOne(maker, number, billing, shipments, dated));
  }
  for (const order of orders.values()) maker.finish(order, false);
  await updateRows(
    db,
    company,
    mdnMaster,
    notes.map((note, i) => ({
      DispatchNote: note['DispatchNote'] ?? '',
      ...dispatchStatusColumns('9', note['DispatchNoteStatus'] ?? ''),
      ActualDeliveryDate: note['ActualDeliveryDate'] ?? note['PlannedDeliverDate'] ?? null,
      Invoice: keys[i]?.invoice ?? '',
      InvoiceCreatedDate: maker.today,
      DateLastInvPrt: maker.today,
    })),
  );
  await updateRows(
    db,
    company,
    mdnDetail,
    lines.map((line) => ({
      DispatchNote: line['DispatchNote'] ?? '',
      DispatchNoteLine: line['DispatchNoteLine'] ?? '',
      DispatchStatus: '9',
    })),
  );
  return keys;
}

function billOne(
  maker: DealMaker,
  dispatchNote: string,
  orders: readonly OpenOrder[],
  shipments: readonly Shipment[],
  dated: { readonly invoiceDate: string; readonly documentType: DocumentType },
): InvoiceKey {
  const lines = maker.billable(orders, shipments);
  if (lines.length === 0) throw new BadControlRequest(`dispatch note ${dispatchNote} has no goods to bill`);
  const billed = atLeastOne(lines);
  const { number } = maker.book.invoice();
  const key = maker.invoice({
    number,
    ...dated,
    register: maker.book.register(),
    postedOn: maker.today,
    billed,
    dispatchNote,
  });
  noteBilled(orders, billed, { number, date: dated.invoiceDate });
  return key;
}
