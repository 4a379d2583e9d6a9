import { Decimal } from 'decimal.js';
import type { DayContext } from '../day-life.ts';
import { insertRows, readRows, tableName, updateRows, type Row } from '../database.ts';
import type { NumberBook } from '../numbering.ts';
import { noteAmended, receiveGoods, renumberLines, reprintOrders } from '../purchase-order-edits.ts';
import { addDays } from '../seed/calendar.ts';
import { createPurchaseOrder, type OrderRows, type OrderStatus } from '../seed/purchase-order.ts';
import { insertOrders, suppliersOf } from '../seed/seed-orders.ts';
import { porMasterDetail } from '../tables/por-master-detail.ts';
import { porMasterHdr } from '../tables/por-master-hdr.ts';
import { choose } from './choose.ts';

/** How many new orders are in memory at a time. */
const batch = 2000;

/** New purchase orders: most of today, some back-dated, some half-entered, a few with a date in 2080. */
export async function raiseNewOrders(context: DayContext, book: NumberBook, count: number): Promise<void> {
  const { db, world, note } = context;
  for (let from = 0; from < count; from += batch) {
    const orders = Array.from({ length: Math.min(batch, count - from) }, () => newOrder(context, book));
    await insertOrders(
      db,
      world.company,
      orders.map(({ order }) => order),
    );
    for (const { order, what } of orders) note(what, 'purchase-order', [String(order.header['PurchaseOrder'])]);
  }
}

function newOrder(
  { world, random, day }: DayContext,
  book: NumberBook,
): {
  readonly order: OrderRows;
  readonly what: 'raised' | 'raised back-dated' | 'raised half-entered' | 'raised with a future date';
} {
  const what = random.weighted([
    ['raised', 88] as const,
    ['raised back-dated', world.has('back-dated') ? 6 : 0] as const,
    ['raised half-entered', world.has('half-entered') ? 6 : 0] as const,
    ['raised with a future date', world.has('future-junk') ? 0.2 : 0] as const,
  ]);
  const dates = {
    raised: day,
    'raised half-entered': day,
    'raised back-dated': addDays(day, -random.integer(1, 40)),
    'raised with a future date': '2080-02-29',
  };
  const status: OrderStatus = what === 'raised half-entered' ? '0' : random.chance(0.06) ? '1' : '4';
  const order = createPurchaseOrder(world.seed, world.items, {
    taken: book.purchaseOrder(),
    supplier: random.pick(suppliersOf(world, random.chance(0.65))),
    status,
    orderDate: dates[what],
    plain: !world.has('comment-lines'),
  });
  return { order, what };
}

/** What happens to earlier purchase orders: released, amended, received, printed again, cancelled, completed. In proportion to `scale`. */
export async function editEarlierOrders(context: DayContext, scale: number): Promise<void> {
  const { db, world, random, day, note } = context;
  const { company } = world;
  const { rows } = await db.query<{ number: string; status: string }>(
    `SELECT "PurchaseOrder" AS number, "OrderStatus" AS status FROM ${tableName(company, porMasterHdr)}
     WHERE "OrderStatus" IN ('0', '1', '4') AND "OrderEntryDate" BETWEEN $1 AND $2 ORDER BY "PurchaseOrder"`,
    [addDays(day, -45), day],
  );
  const numbersOf = (status: string): string[] =>
    rows.filter((row) => row.status === status).map((row) => row.number.trimEnd());
  const keys = (numbers: readonly string[]): string[][] => numbers.map((number) => [number]);
  const entering = numbersOf('0');
  const ready = numbersOf('1');
  const released = numbersOf('4');

  const entered = choose(random, entering, entering.length * 0.8);
  if (entered.length > 0) await finishEntering(context, entered);
  const printed = [...choose(random, ready, ready.length * 0.7), ...entered];
  await updateRows(
    db,
    company,
    porMasterHdr,
    printed.map((number) => ({ PurchaseOrder: number, OrderStatus: '4', DateLastDocPrt: day, PrintCount: 1 })),
  );
  note('released', 'purchase-order', ...keys(printed));

  if (world.has('amendments')) {
    const amended = choose(random, released, scale * 0.05);
    await amendOrders(context, amended);
    note('amended', 'purchase-order', ...keys(amended));
  }
  if (world.has('receipts')) {
    const received = choose(random, released, scale * 0.2);
    await receiveGoods(db, company, received, day);
    note('received', 'purchase-order', ...keys(received));
    const completed = choose(random, [...received], received.length / 2);
    await updateRows(
      db,
      company,
      porMasterHdr,
      completed.map((number) => ({ PurchaseOrder: number, OrderStatus: '9', DatePoCompleted: day })),
    );
    note('completed', 'purchase-order', ...keys(completed));
  }
  if (world.has('reprints')) {
    const reprinted = choose(random, released, scale * 0.05);
    await reprintOrders(db, company, reprinted, day);
    note('reprinted', 'purchase-order', ...keys(reprinted));
  }
  if (world.has('cancelled')) {
    const cancelled = choose(random, released, scale * 0.02);
    await updateRows(
      db,
      company,
      porMasterHdr,
      cancelled.map((number) => ({ PurchaseOrder: number, OrderStatus: '*', CancelledFlag: 'Y' })),
    );
    note('cancelled', 'purchase-order', ...keys(cancelled));
  }
}

/** The goods lines of orders, by order. */
async function goodsLines(
  { db, world }: DayContext,
  numbers: readonly string[],
): Promise<Map<string, Record<string, string | null>[]>> {
  const lines = await readRows(
    db,
    world.company,
    porMasterDetail,
    'WHERE "PurchaseOrder" = ANY($1::bpchar[]) AND "LineType" = \'1\' ORDER BY "PurchaseOrder", "Line"',
    [numbers],
  );
  return Map.groupBy(lines, (line) => line['PurchaseOrder'] ?? '');
}

/** The last line of half-entered orders is entered. */
async function finishEntering(context: DayContext, numbers: readonly string[]): Promise<void> {
  const lines = [...(await goodsLines(context, numbers)).values()].flatMap((own) => own.slice(-1));
  await updateLines(
    context,
    lines.map((line) => ({ line, change: { MOrderQty: moreOf(line) } })),
  );
}

/** Amends orders by a quantity, a date, a price, a line more or less, or their numbering. No date of the header moves. */
async function amendOrders(context: DayContext, numbers: readonly string[]): Promise<void> {
  const { db, world, random } = context;
  const { company } = world;
  const renumbered: string[] = [];
  const updates: { line: Row; change: Row }[] = [];
  const added: Row[] = [];
  const dropped: Row[] = [];
  for (const [number, lines] of await goodsLines(context, numbers)) {
    const line = random.pick(lines);
    const last = lines.at(-1) ?? line;
    const how = random.pick(['quantity', 'date', 'price', 'added', 'dropped', 'renumbered', 'reduced'] as const);
    if (how === 'quantity') updates.push({ line, change: { MOrderQty: moreOf(line) } });
    else if (how === 'date')
      updates.push({ line, change: { MLatestDueDate: addDays(line['MLatestDueDate'] ?? context.day, 7) } });
    else if (how === 'price')
      updates.push({ line, change: { MPrice: new Decimal(line['MPrice'] ?? 0).times('1.05').toFixed(5) } });
    // By an operator who reduces it to what has come.
    else if (how === 'reduced')
      updates.push({ line, change: { MOrderQty: '1.000000', MReceivedQty: '1.000000', MCompleteFlag: 'Y' } });
    else if (how === 'dropped' && lines.length > 1) dropped.push(last);
    else if (how === 'added')
      added.push({ ...last, Line: Number(last['Line']) + 40, MReceivedQty: 0, MCompleteFlag: '' });
    else renumbered.push(number);
  }
  await updateLines(context, updates);
  for (const line of dropped)
    await db.query(
      `DELETE FROM ${tableName(company, porMasterDetail)} WHERE "PurchaseOrder" = $1 AND ("Line" = $2 OR ("LineType" = '6' AND "NCommentFromLin" = $2))`,
      [line['PurchaseOrder'], line['Line']],
    );
  await insertRows(db, company, porMasterDetail, added);
  await renumberLines(db, company, renumbered);
  await noteAmended(db, company, numbers);
}

/** Sets columns of lines, those with the same columns together. */
async function updateLines(
  { db, world }: DayContext,
  updates: readonly { readonly line: Row; readonly change: Row }[],
): Promise<void> {
  for (const alike of Map.groupBy(updates, ({ change }) => Object.keys(change).join()).values())
    await updateRows(
      db,
      world.company,
      porMasterDetail,
      alike.map(({ line, change }) => ({
        PurchaseOrder: line['PurchaseOrder'] ?? null,
        Line: line['Line'] ?? null,
        ...change,
      })),
    );
}

function moreOf(line: Row): string {
  return new Decimal(line['MOrderQty'] ?? 0).plus(1).toFixed(6);
}
