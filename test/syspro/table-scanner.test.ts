import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { SysproSandboxOptions } from '../../sandbox/syspro/options.ts';
import { createHttpClient, type HttpClient } from '../../src/http/http-client.ts';
import type { DocumentScanner, ScanWindow } from '../../src/syspro/document-source.ts';
import { createPurchaseOrderStream } from '../../src/syspro/purchase-orders/purchase-order-stream.ts';
import { createTableScanner } from '../../src/syspro/table-scanner.ts';
import { raise, startSysproUnderTest, type SysproUnderTest } from '../sandbox/syspro/syspro-under-test.ts';
import { companyConfig, openSandbox, type SandboxAccess } from './company-access.ts';
import { sysproError } from './show-error.ts';

let under: SysproUnderTest;
let http: HttpClient;
let access: SandboxAccess;
const opened: SandboxAccess[] = [];
const stream = createPurchaseOrderStream(companyConfig());

beforeAll(() => {
  http = createHttpClient({ system: 'SYSPRO', connectTimeout: 5000, requestTimeout: 20_000 });
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.operator.close();
  await under.stop();
});
afterAll(() => http.close());

async function start(options: Partial<SysproSandboxOptions> = {}, pageSize = 500): Promise<void> {
  under = await startSysproUnderTest({ orders: 30, ...options });
  access = openSandbox(under.sandbox, http, { odata: { pageSize }, enet: { pageSize } });
  opened.push(access);
}

const scanners = (): [string, DocumentScanner][] => [
  ['odata', createTableScanner(access.odata, stream)],
  ['enet', createTableScanner(access.enet.tables, stream)],
];

async function raiseDated(OrderEntryDate: string | null, header: object = {}, status = '4'): Promise<string> {
  const [number = ''] = await raise(under, {
    status,
    plain: true,
    goodsLines: 1,
    header: { OrderEntryDate, ...header },
  });
  return number;
}

async function keysOf(scanner: DocumentScanner, window: ScanWindow, limit: number, list = false): Promise<string[]> {
  const keys: string[] = [];
  let afterKey: string | undefined;
  do {
    const scan = { ...window, limit, ...(afterKey !== undefined && { afterKey }) };
    const page = list ? await scanner.list(scan) : await scanner.scan(scan);
    keys.push(...page.records.map(({ key }) => key.key));
    afterKey = page.next;
  } while (afterKey !== undefined);
  return keys;
}

describe('a window', () => {
  test.each(['Z', '+13:00', '-11:00'])('is of SYSPRO’s own days, with midnights at %s', async (dateOffset) => {
    await start({ dateOffset });
    const days = ['2030-05-01', '2030-05-02', '2030-05-03', '2030-05-04'];
    const numbers: string[] = [];
    for (const day of days) numbers.push(await raiseDated(day));
    for (const [channel, scanner] of scanners()) {
      const window = { from: '2030-05-02', to: '2030-05-03', deep: false };
      expect([channel, await keysOf(scanner, window, 1)]).toEqual([channel, numbers.slice(1, 3)]);
      expect(await keysOf(scanner, window, 3, true)).toEqual(numbers.slice(1, 3));
    }
  });

  test('that is deep also has what has no date and what is still open; never what is dated later', async () => {
    await start();
    const old = '2001-01-05';
    const open = await raiseDated(old);
    const unknown = await raiseDated(old, { OrderStatus: 'Q' });
    const complete = await raiseDated(old, {}, '9');
    const cancelled = await raiseDated(old, {}, '*');
    const flagged = await raiseDated(old, { CancelledFlag: 'Y' });
    const undated = await raiseDated(null);
    const junk = await raiseDated('2080-01-01');
    const raised = [open, unknown, complete, cancelled, flagged, undated, junk];
    for (const [channel, scanner] of scanners()) {
      const seen = async (window: ScanWindow): Promise<string[]> => {
        const keys = await keysOf(scanner, window, 7);
        expect(new Set(keys).size).toBe(keys.length);
        return keys.filter((key) => raised.includes(key));
      };
      const window = { from: '2029-01-01', to: '2031-01-01' };
      expect([channel, await seen({ ...window, deep: true })]).toEqual([channel, [open, unknown, undated]]);
      expect(await seen({ ...window, deep: false })).toEqual([]);
      expect(await seen({ to: '2031-01-01', deep: false })).toEqual([open, unknown, complete, cancelled, flagged]);
      expect(await seen({ to: '2031-01-01', deep: true })).toEqual([
        open,
        unknown,
        complete,
        cancelled,
        flagged,
        undated,
      ]);
      expect(await seen({ deep: true })).toEqual(raised);
      expect(await seen({ from: '2031-01-01', deep: false })).toEqual([junk]);
    }
  });

  test('that is deep has no row a day too early of what is closed, whatever the offset', async () => {
    await start({ dateOffset: '-11:00' });
    const closed = await raiseDated('2030-04-30', {}, '9');
    const open = await raiseDated('2030-04-30');
    const inside = await raiseDated('2030-05-01', {}, '9');
    for (const [, scanner] of scanners()) {
      const keys = await keysOf(scanner, { from: '2030-05-01', to: '2030-05-01', deep: true }, 9);
      expect(keys.filter((key) => [closed, open, inside].includes(key))).toEqual([open, inside]);
    }
  });
});

describe('the date column', () => {
  test('is PostDate where the service has it, else the table’s own; by e.net the table’s own', async () => {
    await start({ postDate: true });
    const [odata, enet] = scanners();
    expect([await odata?.[1].dateColumn(), await enet?.[1].dateColumn()]).toEqual(['PostDate', 'OrderEntryDate']);
  });

  test('is the configured one, and where the table has it not an error names both', async () => {
    await start();
    const configured = createTableScanner(access.odata, stream, 'OrderDueDate');
    expect(await configured.dateColumn()).toBe('OrderDueDate');
    const { records } = await configured.scan({ deep: true, limit: 1 });
    expect(records[0]).toMatchObject({ document: { dueDate: records[0]?.date } });
    const wrong = createTableScanner(access.odata, stream, 'LastModified');
    expect(await sysproError(wrong.scan({ deep: false, limit: 1 }))).toMatchObject({
      code: 'SYSPRO-COLUMN-UNKNOWN',
      message: 'PorMasterHdr has no column LastModified in SYSPRO OData',
    });
    const unseen = createTableScanner(access.enet.tables, stream, 'LastModified');
    expect(await sysproError(unseen.scan({ deep: false, limit: 1 }))).toMatchObject({ code: 'SYSPRO-COLUMN-UNKNOWN' });
  });
});

describe('while it is paged', () => {
  test.each([
    ['a service that stops short at 11 rows without a word', { pageCap: 11, paging: 'truncate' }],
    ['a service that stops at 11 rows with a next link', { pageCap: 11, paging: 'next-link' }],
  ] as const)('%s loses nothing', async (_name, options) => {
    await start(options);
    for (const [, scanner] of scanners()) expect(await keysOf(scanner, { deep: true }, 25)).toHaveLength(30);
  });

  test('orders raised between the pages cost no other order', async () => {
    await start({}, 6);
    for (const [channel, scanner] of scanners()) {
      const before = await keysOf(scanner, { deep: true }, 6, true);
      const action = { path: 'purchase-orders', body: { count: 2, header: { OrderEntryDate: '2001-01-01' } } };
      await under.control('POST', 'between-pages', { table: 'PorMasterHdr', afterPage: 1, times: 3, action });
      const keys = await keysOf(scanner, { deep: true }, 12);
      await under.control('DELETE', 'between-pages');
      expect([channel, new Set(keys).size]).toEqual([channel, keys.length]);
      expect(before.filter((key) => !keys.includes(key))).toEqual([]);
      expect(keys.length).toBeGreaterThan(before.length);
    }
  });
});
