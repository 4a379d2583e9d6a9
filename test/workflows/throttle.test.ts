import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Throttle } from '../../src/workflows/throttle.ts';

test('lets no more than the rate through in any minute, and everything in the end', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 5_000 })), { maxLength: 60 }),
      (rate, pages) => {
        const throttle = new Throttle(rate);
        const limit = Math.min(100, rate);
        const spent: { at: number; count: number }[] = [];
        let now = 1_000;
        for (const [wanted, takes] of pages) {
          const count = Math.min(wanted, limit);
          for (let wait = throttle.waitFor(limit, now); wait > 0; wait = throttle.waitFor(limit, now)) now += wait;
          now += takes;
          throttle.spend(count, now);
          spent.push({ at: now, count });
        }
        for (const { at } of spent) {
          const within = spent.filter((one) => one.at >= at && one.at < at + 60_000);
          expect(within.reduce((sum, one) => sum + one.count, 0)).toBeLessThanOrEqual(rate);
        }
      },
    ),
  );
});
