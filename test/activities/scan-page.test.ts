import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SysproDependencies } from '../../src/activities/dependencies.ts';
import { createScanPage, type ScanCursor } from '../../src/activities/polling/scan-page.ts';
import { purchaseOrderKey } from '../../src/documents/purchase-order.ts';
import { openCycle, readWatermark } from '../../src/ledger/cycles.ts';
import type { Scan } from '../../src/syspro/document-source.ts';
import { useLedger } from '../support/ledger.ts';

const ledger = useLedger();
const at = { cycle: 'c1', company: 'A', stream: 'purchase-orders' } as const;
const day = 86_400_000;

/** The activity over a SYSPRO that has one order a page. */
function scanning(pages: readonly string[]) {
  const asked: Scan[] = [];
  const deps = {
    db: ledger.db,
    worker: 'w1',
    now: () => new Date('2026-11-20T12:00:00Z'),
    config: {
      companies: [
        {
          code: 'A',
          timeZone: 'UTC',
          usage: 'production',
          syspro: { odata: { pageSize: 500 } },
          goLive: new Date('2026-11-01T00:00:00Z'),
          streams: {
            'purchase-orders': { releasedStatuses: ['4'], overlap: 3 * day, deep: { overlap: 45 * day }, ahead: day },
          },
        },
      ],
    },
    profiles: {
      current: async () => ({
        bindingOf: () => ({ kind: 'bound', partner: 'ACME' }),
        optInOf: () => ({ send: true }),
      }),
    },
    company: () => ({
      stream: () => ({
        scanner: {
          async scan(scan: Scan) {
            asked.push(scan);
            const index = scan.afterKey === undefined ? 0 : pages.indexOf(scan.afterKey) + 1;
            const number = pages[index] ?? '';
            return {
              records: [
                {
                  outcome: 'document',
                  key: purchaseOrderKey('A', number),
                  party: { role: 'supplier', code: '1' },
                  status: '4',
                  cancelled: false,
                  open: true,
                  traits: [],
                  date: '2026-11-19',
                  amendmentHash: 'h1',
                  document: { number, cancelled: false },
                },
              ],
              ...(index < pages.length - 1 && { next: number }),
            };
          },
        },
      }),
    }),
  } as unknown as SysproDependencies;
  const scanPage = createScanPage(deps);
  return {
    asked,
    scan: (from?: ScanCursor, deep = false): ReturnType<typeof scanPage> =>
      new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') }).run(scanPage, {
        ...at,
        deep,
        ...(from && { from }),
      }),
  };
}

const claims = async (): Promise<number> =>
  (await ledger.db.query<{ count: number }>('select count(*) from ledger.transmission')).rows[0]?.count ?? 0;

/** Claims cannot be written, as when the disk is full. */
const breakClaims = () =>
  ledger.db.query(`create function no_claims() returns trigger language plpgsql as $$ begin raise 'no room'; end $$;
    create trigger no_claims before insert on ledger.transmission_document execute function no_claims()`);

describe('scanPage', () => {
  beforeEach(async () => {
    await openCycle(ledger.db, at.cycle, { ...at, deep: false }, new Date());
  });
  afterEach(async () => {
    await ledger.db.query('drop function if exists no_claims() cascade');
  });

  test('whose claims do not become durable does not move the watermark', async () => {
    await breakClaims();
    await expect(scanning(['1']).scan()).rejects.toThrow('no room');
    expect(await readWatermark(ledger.db, at)).toBeUndefined();
    expect(await claims()).toBe(0);
  });

  test('moves the watermark with the last page, not before, and reads the overlap again the next time', async () => {
    const { scan, asked } = scanning(['11', '12', '13']);
    const first = await scan();
    expect(asked[0]).toMatchObject({ from: '2026-10-29', deep: false });
    expect(asked[0]).not.toHaveProperty('to');
    const second = await scan(first.next);
    expect(await readWatermark(ledger.db, at)).toBeUndefined();
    expect(await scan(second.next)).toEqual({ found: 1 });
    expect(await readWatermark(ledger.db, at)).toBe('2026-11-20');
    expect(await claims()).toBe(3);

    const again = scanning(['11', '12']);
    await again.scan();
    expect(again.asked[0]).toMatchObject({ from: '2026-11-17', deep: false });
    await again.scan(undefined, true);
    expect(again.asked[1]).toMatchObject({ from: '2026-10-06', deep: true });
    expect(await claims()).toBe(3);
  });
});
