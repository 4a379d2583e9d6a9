import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tradingPartners } from '../../../sandbox/seed/trading-partners.ts';
import { jsonOf, raise, startSysproUnderTest, type SysproUnderTest } from './syspro-under-test.ts';

let syspro: SysproUnderTest;

beforeAll(async () => {
  syspro = await startSysproUnderTest({ orders: 0 });
});
afterAll(() => syspro.stop());
beforeEach(() => syspro.control('DELETE', 'faults'));

const header = async (number: string): Promise<Record<string, unknown>> =>
  (await syspro.rows<Record<string, unknown>>('A/PorMasterHdr', { $filter: `PurchaseOrder eq '${number}'` }))[0] ?? {};

describe('raising orders', () => {
  test('by default: released, today, for a supplier on EDI, with lines', async () => {
    const numbers = await raise(syspro, { count: 3 });
    expect(new Set(numbers).size).toBe(3);
    const partners = new Set(tradingPartners.map((partner) => partner.supplier));
    for (const number of numbers) {
      const row = await header(number);
      expect(number).toMatch(/^\d{15}$/);
      expect(row).toMatchObject({ OrderStatus: '4', OrderEntryDate: '2026-03-20T00:00:00Z' });
      expect(partners).toContain(row['Supplier']);
      const lines = await syspro.rows('A/PorMasterDetail', { $filter: `PurchaseOrder eq '${number}'` });
      expect(lines.length).toBeGreaterThan(0);
    }
  });

  test('as asked', async () => {
    const [number = ''] = await raise(syspro, {
      status: '1',
      supplier: '2003',
      orderDate: '2026-01-05',
      header: { ShippingInstrs: 'Rail' },
    });
    expect(await header(number)).toMatchObject({
      OrderStatus: '1',
      Supplier: '000000000002003',
      OrderEntryDate: '2026-01-05T00:00:00Z',
      ShippingInstrs: 'Rail',
    });
  });

  test.each([{ count: 0 }, { status: '7' }, { supplier: '9' }, { header: { Nope: '1' } }, { colour: 'red' }])(
    'refuses %o',
    async (spec) => {
      expect((await syspro.control('POST', 'purchase-orders', spec)).status).toBe(400);
    },
  );
});

describe('editing an order', () => {
  test('cancels it, as SYSPRO marks it', async () => {
    const [number = ''] = await raise(syspro);
    await syspro.control('POST', `purchase-orders/${number}`, { status: '*' });
    expect(await header(number)).toMatchObject({ OrderStatus: '*', CancelledFlag: 'Y', AmendedCount: 0 });
  });

  test('changes, adds and removes lines without moving any date', async () => {
    const [number = ''] = await raise(syspro, { goodsLines: 2, plain: true });
    const before = await header(number);
    await syspro.control('POST', `purchase-orders/${number}`, {
      lines: [
        { Line: 1, MOrderQty: '7' },
        { Line: 9, MStockCode: 'X-1', MOrderQty: '1', MOrderUom: 'EA' },
      ],
      removeLines: [2],
    });
    const { TimeStamp: stampBefore, ...rest } = before;
    const { TimeStamp: stampAfter, ...after } = await header(number);
    expect(after).toEqual({ ...rest, AmendedCount: 1 });
    expect(stampAfter).not.toBe(stampBefore);
    const lines = await syspro.rows<{ Line: number; MOrderQty: number }>('A/PorMasterDetail', {
      $filter: `PurchaseOrder eq '${number}'`,
      $orderby: 'Line',
    });
    expect(lines.map(({ Line, MOrderQty }) => [Line, MOrderQty])).toEqual([
      [1, 7],
      [9, 1],
    ]);
  });

  test('is 404 for an order that is not there', async () => {
    expect((await syspro.control('POST', 'purchase-orders/1', { status: '4' })).status).toBe(404);
  });
});

describe('faults befall the next requests', () => {
  test('fail500, of one service, so many times', async () => {
    await syspro.control('POST', 'faults', { kind: 'fail500', target: 'odata', count: 2 });
    expect(await syspro.logon()).toHaveLength(36);
    expect((await syspro.odata('A/PorMasterHdr')).status).toBe(500);
    expect((await syspro.odata('A/PorMasterHdr')).status).toBe(500);
    expect((await syspro.odata('A/PorMasterHdr')).status).toBe(200);
  });

  test('reset', async () => {
    await syspro.control('POST', 'faults', { kind: 'reset', target: 'enet' });
    await expect(syspro.enet('GetVersion')).rejects.toThrow('fetch failed');
    expect((await syspro.enet('GetVersion')).status).toBe(200);
  });

  test('slow', async () => {
    await syspro.control('POST', 'faults', { kind: 'slow', delay: 300 });
    const start = performance.now();
    expect((await syspro.enet('GetVersion')).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(290);
  });
});

test('requests are counted', async () => {
  await syspro.control('DELETE', 'requests');
  await syspro.logon();
  await syspro.logon({ OperatorPassword: 'wrong' });
  await syspro.odata('A/InvWhControl');
  expect(await jsonOf(syspro.control('GET', 'requests'))).toMatchObject({
    logons: 1,
    failedLogons: 1,
    odata: { InvWhControl: 1 },
    odataRows: 3,
  });
});
