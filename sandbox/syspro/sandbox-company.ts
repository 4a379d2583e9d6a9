import type { Pool } from 'pg';
import { createCompanyStores, type CompanyStores } from './company-stores.ts';
import { liveDay, type DayReport, type DaySpec } from './day-life.ts';
import type { ResolvedOptions, SandboxCompany } from './options.ts';
import { calendarDay } from './seed/calendar.ts';
import { seedCompany } from './seed/seed-company.ts';
import type { SeedFacts } from './seed/seed-facts.ts';

/** A company of a started sandbox. */
export interface SandboxCompanyState {
  readonly facts: SeedFacts;
  readonly stores: CompanyStores;
  live(spec: DaySpec): Promise<DayReport>;
}

/** Seeds a company, or finds it. */
export async function openCompany(
  pool: Pool,
  options: ResolvedOptions,
  company: SandboxCompany,
): Promise<SandboxCompanyState> {
  const { world, facts } = await seedCompany({
    pool,
    company: company.id,
    now: options.now,
    facts: {
      seed: company.seed ?? options.seed,
      seededOn: calendarDay(options.now()),
      orders: company.orders ?? options.orders,
      invoices: company.invoices ?? options.invoices,
      dispatchNotes: company.dispatchNotes ?? options.dispatchNotes,
      numberStyle: company.numberStyle ?? '15-digit',
      scenarios: company.scenarios ?? options.scenarios,
    },
  });
  return { facts, stores: createCompanyStores(world), live: (spec) => liveDay(world, spec) };
}
