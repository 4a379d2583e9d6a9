import type { Pool } from 'pg';
import { tradingPartners } from '../../seed/trading-partners.ts';
import { createCompanySchema, insertRows, transaction, type Database } from '../database.ts';
import { allocateNumbers } from '../purchase-order-store.ts';
import { apSupplier, apSupplierAddr } from '../tables/ap-supplier.ts';
import { invMaster, invWhControl } from '../tables/inv-master.ts';
import { porMasterDetail } from '../tables/por-master-detail.ts';
import { porMasterHdr } from '../tables/por-master-hdr.ts';
import { addDays } from './calendar.ts';
import { oddities, type NotableOrder } from './notable-orders.ts';
import { createPurchaseOrder, type OrderRows, type OrderStatus } from './purchase-order.ts';
import { createRandom, type Random } from './random.ts';
import { createStockItems, stockItemRow } from './stock-items.ts';
import { supplierAddressRow, supplierRow, suppliers } from './suppliers.ts';
import { warehouseRows } from './warehouses.ts';

/** What a company's data was made from. */
export interface SeedFacts {
  readonly seed: number;
  /** The day the company was seeded; order dates are spread over the 60 days before. */
  readonly seededOn: string;
  readonly orders: number;
}

/** Creates the company's tables and data, or finds what an earlier start made: then the given facts are not used. */
export async function seedCompany(pool: Pool, company: string, wanted: SeedFacts): Promise<SeedFacts> {
  return transaction(pool, async (client) => {
    // Two sandboxes may be started on one database at once.
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('syspro-sandbox'))`);
    await client.query('CREATE SCHEMA IF NOT EXISTS syspro_sandbox');
    await client.query(
      'CREATE TABLE IF NOT EXISTS syspro_sandbox.company (company text PRIMARY KEY, seed int NOT NULL, seeded_on text NOT NULL, orders int NOT NULL)',
    );
    await client.query(
      'CREATE TABLE IF NOT EXISTS syspro_sandbox.notable (company text, key text, purchase_order text NOT NULL, supplier text NOT NULL, what text NOT NULL, PRIMARY KEY (company, key))',
    );
    const { rows } = await client.query<{ seed: number; seeded_on: string; orders: number }>(
      'SELECT seed, seeded_on, orders FROM syspro_sandbox.company WHERE company = $1',
      [company],
    );
    const found = rows[0];
    if (found !== undefined) return { seed: found.seed, seededOn: found.seeded_on, orders: found.orders };
    await createCompanySchema(client, company);
    await seedMasters(client, company, wanted);
    await seedOrders(client, company, wanted);
    await client.query('INSERT INTO syspro_sandbox.company VALUES ($1, $2, $3, $4)', [
      company,
      wanted.seed,
      wanted.seededOn,
      wanted.orders,
    ]);
    return wanted;
  });
}

async function seedMasters(db: Database, company: string, { seed, seededOn }: SeedFacts): Promise<void> {
  await insertRows(db, company, invWhControl, warehouseRows());
  await insertRows(
    db,
    company,
    apSupplier,
    suppliers.map((supplier) => supplierRow(supplier, seededOn)),
  );
  await insertRows(db, company, apSupplierAddr, suppliers.map(supplierAddressRow));
  await insertRows(
    db,
    company,
    invMaster,
    createStockItems(createRandom(seed)).map((item) => stockItemRow(item, seededOn)),
  );
}

async function seedOrders(db: Database, company: string, { seed, seededOn, orders: count }: SeedFacts): Promise<void> {
  const numbers = await allocateNumbers(db, company, count);
  const items = createStockItems(createRandom(seed));
  const random = createRandom(seed, 2);
  const odd = count < oddities.length ? [] : oddities;
  const notable: NotableOrder[] = [];
  const orders: OrderRows[] = numbers.map((number, i) => {
    const oddity = odd[i - (count - odd.length)];
    if (oddity === undefined) {
      const supplier = random.chance(0.65) ? random.pick(suppliers.slice(0, 60)) : random.pick(suppliers.slice(60));
      return createPurchaseOrder(seed, items, {
        number,
        supplier,
        status: orderStatus(random),
        orderDate: orderDate(random, seededOn),
      });
    }
    const partner = random.pick(tradingPartners);
    const supplier = suppliers.find((candidate) => candidate.supplier === partner.supplier) ?? random.pick(suppliers);
    notable.push({ key: oddity.key, purchaseOrder: number, supplier: supplier.supplier, what: oddity.what });
    return oddity.spoil(
      createPurchaseOrder(seed, items, {
        number,
        supplier,
        status: '4',
        orderDate: addDays(seededOn, -random.integer(2, 6)),
        goodsLines: 2,
        plain: true,
      }),
    );
  });
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
  for (const order of notable) {
    await db.query('INSERT INTO syspro_sandbox.notable VALUES ($1, $2, $3, $4, $5)', [
      company,
      order.key,
      order.purchaseOrder,
      order.supplier,
      order.what,
    ]);
  }
}

function orderStatus(random: Random): OrderStatus {
  return random.weighted([
    ['4', 78],
    ['0', 5],
    ['1', 5],
    ['9', 8],
    ['*', 4],
  ]);
}

/** A third before the local stack's go-live, 30 days before seeding; some on the very day of seeding. */
function orderDate(random: Random, today: string): string {
  const daysAgo = random.weighted([
    [() => random.integer(31, 60), 33],
    [() => random.integer(1, 29), 61],
    [() => 0, 6],
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
