import { createCompanySchema } from '../company-schema.ts';
import { createCompanyWorld, type CompanyWorld } from '../company-world.ts';
import { transaction, type Database } from '../database.ts';
import type { NumberStyle } from '../numbering.ts';
import type { Scenario } from '../scenarios.ts';
import type { SeedFacts } from './seed-facts.ts';
import { seedPurchasingMasters, seedSalesMasters } from './seed-masters.ts';
import { seedOrders } from './seed-orders.ts';
import { seedSales } from './seed-sales.ts';

/**
 * Creates the company's tables and data, or finds what an earlier start made: then only the clock and the pool are taken
 * from what is wanted. What an earlier version of the sandbox had not yet is added.
 */
export async function seedCompany(
  wanted: Pick<CompanyWorld, 'pool' | 'company' | 'now'> & { readonly facts: SeedFacts },
): Promise<{ readonly world: CompanyWorld; readonly facts: SeedFacts }> {
  const { pool, company, now } = wanted;
  return transaction(pool, async (client) => {
    // Two sandboxes may be started on one database at once.
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('syspro-sandbox'))`);
    await createBookkeeping(client);
    const { rows } = await client.query<Found>(
      'SELECT seed, seeded_on AS "seededOn", orders, facts FROM syspro_sandbox.company WHERE company = $1',
      [company],
    );
    const [found] = rows;
    const facts = found === undefined ? wanted.facts : factsOf(found, wanted.facts);
    const world = createCompanyWorld({ pool, company, now, ...facts });
    await createCompanySchema(client, company, facts.numberStyle);
    if (found?.facts === undefined || found.facts === null) {
      if (found === undefined) {
        await seedPurchasingMasters(client, world, facts.seededOn);
        await seedOrders(client, world, facts.seededOn, facts.orders);
      }
      await seedSalesMasters(client, world, facts.seededOn);
      await seedSales(client, world, facts.seededOn, facts);
      await client.query(
        `INSERT INTO syspro_sandbox.company (company, seed, seeded_on, orders, facts) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (company) DO UPDATE SET facts = excluded.facts`,
        [
          company,
          facts.seed,
          facts.seededOn,
          facts.orders,
          JSON.stringify({
            invoices: facts.invoices,
            dispatchNotes: facts.dispatchNotes,
            numberStyle: facts.numberStyle,
            scenarios: facts.scenarios,
          }),
        ],
      );
    }
    return { world, facts };
  });
}

interface Found {
  readonly seed: number;
  readonly seededOn: string;
  readonly orders: number;
  /** Null where a version of the sandbox made the company that had only purchase orders. */
  readonly facts: {
    readonly invoices: number;
    readonly dispatchNotes: number;
    readonly numberStyle: NumberStyle;
    readonly scenarios: readonly Scenario[];
  } | null;
}

function factsOf(found: Found, wanted: SeedFacts): SeedFacts {
  const { facts, ...first } = found;
  return { ...wanted, ...(facts === null ? { numberStyle: '15-digit' as const } : facts), ...first };
}

async function createBookkeeping(db: Database): Promise<void> {
  await db.query('CREATE SCHEMA IF NOT EXISTS syspro_sandbox');
  await db.query(
    'CREATE TABLE IF NOT EXISTS syspro_sandbox.company (company text PRIMARY KEY, seed int NOT NULL, seeded_on text NOT NULL, orders int NOT NULL)',
  );
  await db.query('ALTER TABLE syspro_sandbox.company ADD COLUMN IF NOT EXISTS facts jsonb');
  await db.query(
    'CREATE TABLE IF NOT EXISTS syspro_sandbox.notable (company text, key text, purchase_order text NOT NULL, supplier text NOT NULL, what text NOT NULL, PRIMARY KEY (company, key))',
  );
}
