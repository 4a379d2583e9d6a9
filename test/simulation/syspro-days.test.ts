import { expect, test } from 'vitest';
import { simulatedCompanies } from '../../simulation/simulated-site.ts';
import { simulateSysproDays } from '../../simulation/syspro-days.ts';
import { createTestDatabase } from '../support/postgres.ts';

// The short form of `npm run simulate`.
test('a day of three companies: each record found, each due document sent once, nothing missing', async () => {
  const [syspro, ledger] = [await createTestDatabase(), await createTestDatabase()];
  try {
    const report = await simulateSysproDays({
      sysproUrl: syspro.url,
      ledgerUrl: ledger.url,
      companies: simulatedCompanies,
      days: 1,
      pollsPerDay: 2,
      ordersPerDay: 40,
      seed: 2,
    });
    expect(report.rows).toBeGreaterThan(4_000);
    expect(report.unread).toEqual([]);
    for (const verdict of report.verdicts) {
      expect(verdict).toMatchObject({ missing: [], unsent: [], twice: [] });
      expect(verdict.records).toBeGreaterThan(40);
      expect(verdict.due).toBeGreaterThan(15);
    }
    for (const recount of report.reconciliations) {
      expect(recount).toMatchObject({ outcome: 'complete', missing: 0, tooNew: 0 });
      expect(recount.accounted).toBe(recount.found);
    }
    // What makes it hard really happened.
    for (const what of [
      'purchase-order raised back-dated',
      'purchase-order amended',
      'purchase-order received',
      'invoice raised back-dated',
    ])
      expect(report.happenings, what).toHaveProperty(what);
  } finally {
    await ledger.drop();
    await syspro.drop();
  }
}, 600_000);
