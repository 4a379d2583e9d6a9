import { tradingPartners } from '../../seed/trading-partners.ts';
import type { CompanyWorld } from '../company-world.ts';
import { insertRows, type Database } from '../database.ts';
import { withNumbers, type NumberBook } from '../numbering.ts';
import { porMasterDetail } from '../tables/por-master-detail.ts';
import { porMasterHdr } from '../tables/por-master-hdr.ts';
import { addDays } from './calendar.ts';
import { oddities, type NotableOrder } from './notable-orders.ts';
import { createPurchaseOrder, type OrderRows, type OrderStatus } from './purchase-order.ts';
import { createRandom, type Random } from './random.ts';
import { suppliers, type SeedSupplier } from './suppliers.ts';

/** How many orders are in memory at a time. */
const batch = 2000;

/** The purchase orders of the 60 days up to the given one; the last of them are the notable ones. */
export async function seedOrders(db: Database, world: CompanyWorld, day: string, count: number): Promise<void> {
  const { company, seed } = world;
  const random = createRandom(seed, 2);
  const odd = world.has('notable') && count >= oddities.length ? oddities : [];
  await withNumbers(db, company, world.numberStyle, async (book) => {
    const ordinary = count - odd.length;
    for (let from = 0; from < ordinary; from += batch) {
      const orders = Array.from({ length: Math.min(batch, ordinary - from) }, () =>
        ordinaryOrder(world, random, book, day),
      );
      await insertOrders(db, company, orders);
    }
    const notable = odd.map((oddity) => ({ oddity, order: plainOrder(world, random, book, day) }));
    await insertOrders(
      db,
      company,
      notable.map(({ oddity, order }) => oddity.spoil(order)),
    );
    for (const { oddity, order } of notable) {
      await db.query('INSERT INTO syspro_sandbox.notable VALUES ($1, $2, $3, $4, $5)', [
        company,
        oddity.key,
        order.header['PurchaseOrder'],
        order.header['Supplier'],
        oddity.what,
      ]);
    }
    if (world.has('orphans') && count > 0)
      await insertRows(db, company, porMasterDetail, [
        { PurchaseOrder: 'GONE01', Line: 1, LineType: '6', NComment: 'Left behind by a deletion' },
      ]);
  });
}

/** Inserts the rows of purchase orders. */
export async function insertOrders(db: Database, company: string, orders: readonly OrderRows[]): Promise<void> {
  await insertRows(
    db,
    company,
    porMasterHdr,
    orders.map((order) => order.header),
  );
  await insertRows(
    db,
    company,
    porMasterDetail,
    orders.flatMap((order) => order.lines),
  );
}

/** The suppliers a company buys from: without `foreign`, those in its own currency. */
export function suppliersOf(world: CompanyWorld, onEdi: boolean): SeedSupplier[] {
  return suppliers.filter(
    (supplier) =>
      (supplier.ediReceiverCode !== undefined) === onEdi && (world.has('foreign') || supplier.currency === 'USD'),
  );
}

function ordinaryOrder(world: CompanyWorld, random: Random, book: NumberBook, day: string): OrderRows {
  const supplier = random.pick(suppliersOf(world, random.chance(0.65)));
  return createPurchaseOrder(world.seed, world.items, {
    taken: book.purchaseOrder(),
    supplier,
    status: orderStatus(world, random),
    orderDate: seedDay(world, random, day),
    plain: !world.has('comment-lines'),
  });
}

function plainOrder(world: CompanyWorld, random: Random, book: NumberBook, day: string): OrderRows {
  const partner = random.pick(tradingPartners);
  const supplier = suppliers.find((candidate) => candidate.supplier === partner.supplier) ?? random.pick(suppliers);
  return createPurchaseOrder(world.seed, world.items, {
    taken: book.purchaseOrder(),
    supplier,
    status: '4',
    orderDate: addDays(day, -random.integer(2, 6)),
    goodsLines: 2,
    plain: true,
  });
}

function orderStatus(world: CompanyWorld, random: Random): OrderStatus {
  return random.weighted<OrderStatus>([
    ['4', 78],
    ['0', world.has('half-entered') ? 5 : 0],
    ['1', 5],
    ['9', world.has('receipts') ? 8 : 0],
    ['*', world.has('cancelled') ? 4 : 0],
  ]);
}

/** A third before the local stack's go-live, 30 days before seeding; some on the very day of seeding. */
export function seedDay(world: CompanyWorld, random: Random, today: string): string {
  const daysAgo = random.weighted([
    [() => random.integer(31, 60), 33],
    [() => random.integer(1, 29), 61],
    [() => 0, world.has('same-day') ? 6 : 0],
  ]);
  return addDays(today, -daysAgo());
}

/** The notable orders of a company. */
export async function listNotable(db: Database, company: string): Promise<NotableOrder[]> {
  const { rows } = await db.query<NotableOrder>(
    'SELECT key, purchase_order AS "purchaseOrder", supplier, what FROM syspro_sandbox.notable WHERE company = $1 ORDER BY purchase_order',
    [company],
  );
  return rows;
}
