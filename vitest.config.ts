import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // A condition that is waited for is met when it is met: on a busy machine that takes longer than the usual second.
    expect: { poll: { timeout: 15_000 } },
    // Two cores: more processes than that only make Temporal and PostgreSQL wait for each other.
    maxWorkers: 2,
  },
});
