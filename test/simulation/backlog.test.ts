import { expect, test } from 'vitest';
import { simulateBacklog } from '../../simulation/backlog.ts';
import { createTestDatabase } from '../support/postgres.ts';

// The short form of `npm run simulate -- backlog`.
test('a page of 5,000 orders and what is left of a backlog go through poll and claim in the memory of one page', async () => {
  const [syspro, ledger] = [await createTestDatabase(), await createTestDatabase()];
  try {
    const report = await simulateBacklog({
      sysproUrl: syspro.url,
      ledgerUrl: ledger.url,
      orders: 5_500,
      pageSize: 5_000,
    });
    expect(report).toMatchObject({ outcome: 'complete', inSyspro: 5_500, inLedger: 5_500 });
    expect(report.heaps).toHaveLength(2);
    expect(report.started).toBeGreaterThan(2_000);
    // Nothing of the first page is kept: the second, a tenth of it, leaves no more behind.
    expect(report.growth).toBeLessThan(1.1);
    expect(report.peak).toBeLessThan(700 * 2 ** 20);
  } finally {
    await ledger.drop();
    await syspro.drop();
  }
}, 300_000);
