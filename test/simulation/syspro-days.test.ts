import { expect, test } from 'vitest';
import { simulatedCompanies } from '../../simulation/simulated-site.ts';
import { simulateSysproDays } from '../../simulation/syspro-days.ts';
import { createTestDatabase } from '../support/postgres.ts';

// The short form of `npm run simulate`.
test('two days of three companies: each record found, each due document sent once, nothing missing', async () => {
  const [syspro, ledger] = [await createTestDatabase(), await createTestDatabase()];
  try {
    const report = await simulateSysproDays({
      sysproUrl: syspro.url,
      ledgerUrl: ledger.url,
      companies: simulatedCompanies,
      days: 2,
      pollsPerDay: 4,
      ordersPerDay: 60,
      seed: 1,
    });
    console.log(JSON.stringify(report, null, 1), [...report.sends.causes]);
    for (const verdict of report.verdicts) {
      expect(verdict).toMatchObject({ missing: [], unsent: [], twice: [] });
      expect(verdict.records).toBeGreaterThan(50);
      expect(verdict.due).toBeGreaterThan(10);
    }
  } finally {
    await ledger.drop();
    await syspro.drop();
  }
}, 300_000);
