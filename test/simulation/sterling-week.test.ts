import { expect, test } from 'vitest';
import { masterDifferences, missingInSterling } from '../../sandbox/seed/master-differences.ts';
import { simulateSterlingWeek } from '../../simulation/sterling/week.ts';
import { createTestDatabase } from '../support/postgres.ts';

// The short form of `npm run simulate -- sterling`.
test('two days of sixty partners: each message posted once and followed to its end, masters aligned or asked', async () => {
  const [syspro, sterling, ledger] = [
    await createTestDatabase(),
    await createTestDatabase(),
    await createTestDatabase(),
  ];
  try {
    const { ends, masters, sends, sweeps, faults } = await simulateSterlingWeek({
      sysproUrl: syspro.url,
      sterlingUrl: sterling.url,
      ledgerUrl: ledger.url,
      days: 2,
      ordersPerDay: 60,
      sweepsPerDay: 3,
      ticksPerSweep: 2,
      seed: 1,
      faultRate: 0.03,
    });
    expect(ends).toMatchObject({ twice: [], unwitnessed: [], unrecorded: [], wrong: [] });
    expect(sends.counts.posted).toBe(ends.messages);
    expect(masters).toMatchObject({ unexplained: [], unfounded: [], restless: false });
    // What makes it hard really happened.
    expect(ends.messages).toBeGreaterThan(100);
    expect(sweeps.unmatched).toBeGreaterThan(0);
    expect(sweeps.overdue).toBeGreaterThan(0);
    // At first a person is asked of what was made to differ, and of nothing else.
    const asked = Object.values(masterDifferences).filter(({ instead }) => !Object.values(instead).includes(''));
    expect(masters.first).toBe(asked.length + missingInSterling.size);
    expect(masters.written).toBeGreaterThan(5);
    expect(masters.asked).toBeGreaterThan(3);
    for (const stage of ['acknowledged', 'rejected', 'picked-up', 'routed', 'posted'])
      expect(ends.stages, stage).toHaveProperty(stage);
    for (const kind of ['reset-after-commit', 'reset-before', '500', '401', 'html-400', 'empty-404'])
      expect(faults, kind).toHaveProperty(kind);
  } finally {
    for (const database of [ledger, sterling, syspro]) await database.drop();
  }
}, 600_000);
