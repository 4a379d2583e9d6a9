import { Decimal } from 'decimal.js';
import { BadControlRequest, findCustomer } from './control/control-request.ts';
import { quoted, readRows, tableName, type Database, type Row } from './database.ts';
import { decimalOf } from './seed/convert.ts';
import { lineOf, openOrder, type OpenOrder } from './seed/open-order.ts';
import { arTrnDetail } from './tables/ar-trn-detail.ts';
import { sorDetail, sorDetailRep } from './tables/sor-detail.ts';
import { sorMaster, sorMasterRep } from './tables/sor-master.ts';

/**
 * Takes sales orders out of SorMaster and SorDetail, as far as they are delivered and billed, to go on with them. Whoever
 * takes them collects them again (DealMaker.finish) in the same transaction.
 *
 * @throws BadControlRequest when there is no such open order
 */
export async function takeOrders(
  db: Database,
  company: string,
  numbers: readonly string[],
): Promise<Map<string, OpenOrder>> {
  const which = 'WHERE "SalesOrder" = ANY($1::bpchar[])';
  const headers = await readRows(db, company, sorMaster, `${which} ORDER BY "SalesOrder" FOR UPDATE`, [numbers]);
  const lines = await readRows(db, company, sorDetail, `${which} ORDER BY "SalesOrder", "SalesOrderLine"`, [numbers]);
  const billed = await readRows(db, company, arTrnDetail, which, [numbers]);
  const linesOf = Map.groupBy(lines, (line) => line['SalesOrder']);
  const billedOf = Map.groupBy(billed, (line) => line['SalesOrder']);
  const orders = new Map(
    headers.map((header): [string, OpenOrder] => {
      const number = header['SalesOrder'] ?? '';
      return [number, asOpenOrder(header, linesOf.get(number) ?? [], billedOf.get(number) ?? [])];
    }),
  );
  const missing = numbers.find((number) => !orders.has(number));
  if (missing !== undefined) throw new BadControlRequest(`there is no open sales order ${missing}`);
  for (const table of [sorMaster, sorDetail])
    await db.query(`DELETE FROM ${tableName(company, table)} ${which}`, [numbers]);
  return orders;
}

function asOpenOrder(header: Row, lines: readonly Row[], billed: readonly Row[]): OpenOrder {
  const order = openOrder({ customer: findCustomer(String(header['Customer'])), header, lines, forms: [] });
  order.dispatchNotes = decimalOf(header, 'NumDispatches').toNumber();
  order.charged = billed.length > 0;
  for (const line of lines) order.dispatched.set(lineOf(line), decimalOf(line, 'MQtyDispatched'));
  for (const row of billed) {
    const line = lines.find((one) => lineOf(one) === lineOf(row));
    const invoice = String(row['Invoice']);
    const factor = line === undefined ? new Decimal(1) : decimalOf(line, 'MConvFactAlloc');
    const stock = decimalOf(row, 'QtyInvoiced');
    // Back from stocking units.
    const quantity = factor.isZero()
      ? new Decimal(0)
      : line?.['MMulDivQtyFct'] === 'D'
        ? stock.times(factor)
        : stock.dividedBy(factor);
    const own = order.billed.get(invoice) ?? new Map<number, Decimal>();
    own.set(lineOf(row), quantity.plus(own.get(lineOf(row)) ?? 0));
    order.billed.set(invoice, own);
    order.lastInvoice = { number: invoice, date: String(row['InvoiceDate']) };
  }
  return order;
}

/**
 * Moves complete sales orders to SorMasterRep and SorDetailRep, once for each invoice that billed them.
 * Answers those that were moved: orders without an invoice stay.
 */
export async function moveToRep(db: Database, company: string, numbers: readonly string[]): Promise<string[]> {
  const name = (table: Parameters<typeof tableName>[1]): string => tableName(company, table);
  const columnsOf = (table: typeof sorMaster): string[] =>
    table.columns.filter(({ type }) => type.kind !== 'rowversion').map((column) => quoted(column.name));
  const master = columnsOf(sorMaster);
  const { rows: moved } = await db.query<{ number: string }>(
    `WITH billed AS (SELECT DISTINCT "SalesOrder", "Invoice" FROM ${name(arTrnDetail)} WHERE "SalesOrder" = ANY($1::bpchar[]))
     INSERT INTO ${name(sorMasterRep)} ("InvoiceNumber", ${master.join(', ')})
     SELECT b."Invoice", ${master.map((column) => `o.${column}`).join(', ')}
     FROM ${name(sorMaster)} o JOIN billed b USING ("SalesOrder")
     RETURNING "SalesOrder" AS number`,
    [numbers],
  );
  const done = [...new Set(moved.map(({ number }) => number.trimEnd()))].toSorted();
  const detail = columnsOf(sorDetail);
  const shipped = `CASE WHEN b.quantity IS NULL OR o."MConvFactAlloc" = 0 THEN o."MShipQty"
    WHEN o."MMulDivQtyFct" = 'D' THEN b.quantity * o."MConvFactAlloc" ELSE b.quantity / o."MConvFactAlloc" END`;
  const values = detail.map((column) => (column === '"MShipQty"' ? shipped : `o.${column}`)).join(', ');
  await db.query(
    `WITH billed AS (
       SELECT "SalesOrder", "Invoice", "SalesOrderLine", abs(sum("QtyInvoiced")) AS quantity
       FROM ${name(arTrnDetail)} WHERE "SalesOrder" = ANY($1::bpchar[]) GROUP BY 1, 2, 3),
     first AS (SELECT "SalesOrder", min("Invoice"::text) AS invoice FROM billed GROUP BY 1)
     INSERT INTO ${name(sorDetailRep)} ("InvoiceNumber", ${detail.join(', ')})
     SELECT coalesce(b."Invoice", f.invoice::bpchar), ${values}
     FROM ${name(sorDetail)} o JOIN first f USING ("SalesOrder")
     LEFT JOIN billed b ON b."SalesOrder" = o."SalesOrder" AND b."SalesOrderLine" = o."SalesOrderLine"`,
    [done],
  );
  for (const table of [sorMaster, sorDetail])
    await db.query(`DELETE FROM ${name(table)} WHERE "SalesOrder" = ANY($1::bpchar[])`, [done]);
  return done;
}
