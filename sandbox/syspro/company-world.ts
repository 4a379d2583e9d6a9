import type { Pool } from 'pg';
import type { NumberStyle } from './numbering.ts';
import type { Scenario } from './scenarios.ts';
import { createRandom } from './seed/random.ts';
import { createStockItems, type SeedItem } from './seed/stock-items.ts';

/** A company of the sandbox with what its records are made from. */
export interface CompanyWorld {
  readonly pool: Pool;
  readonly company: string;
  readonly numberStyle: NumberStyle;
  readonly seed: number;
  readonly items: readonly SeedItem[];
  /** The sandbox's clock. */
  readonly now: () => Date;
  readonly has: (scenario: Scenario) => boolean;
}

export function createCompanyWorld(
  given: Omit<CompanyWorld, 'items' | 'has'> & { readonly scenarios: readonly Scenario[] },
): CompanyWorld {
  const on = new Set(given.scenarios);
  const has = (scenario: Scenario): boolean => on.has(scenario);
  return {
    pool: given.pool,
    company: given.company,
    numberStyle: given.numberStyle,
    seed: given.seed,
    now: given.now,
    items: createStockItems(createRandom(given.seed), has('unit-conversions')),
    has,
  };
}
