import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { children } from '../../../sandbox/syspro/enet/xml.ts';
import { fields, runQuery } from './enet-under-test.ts';
import { jsonOf, raise, startSysproUnderTest, type SysproUnderTest } from './syspro-under-test.ts';

let syspro: SysproUnderTest;
let first: string;

beforeAll(async () => {
  syspro = await startSysproUnderTest({ orders: 0, invoices: 0, dispatchNotes: 0, pageCap: 3 });
  [first = ''] = await raise(syspro, { count: 6, header: { Buyer: 'PAGED' } });
});
afterAll(() => syspro.stop());
beforeEach(() => syspro.control('DELETE', 'between-pages'));

interface Hooks {
  betweenPages: { pages: number; results: { purchaseOrders?: string[] }[] }[];
}
const hook = async (body: object): Promise<number> => (await syspro.control('POST', 'between-pages', body)).status;
const hooks = (): Promise<Hooks> => jsonOf<Hooks>(syspro.control('GET', 'between-pages'));
const page = async (after = ''): Promise<string[]> =>
  (
    await syspro.rows<{ PurchaseOrder: string }>('A/PorMasterHdr', {
      $filter: `Buyer eq 'PAGED' and PurchaseOrder gt '${after}'`,
      $orderby: 'PurchaseOrder',
    })
  ).map((row) => row.PurchaseOrder);

test('rows are inserted right after the page named: not on it, and there for the next', async () => {
  const action = { path: 'purchase-orders', body: { header: { Buyer: 'PAGED' } } };
  expect(await hook({ table: 'PorMasterHdr', afterPage: 2, action })).toBe(201);
  const one = await page();
  const two = await page(one.at(-1));
  expect([...one, ...two]).toHaveLength(6);
  const three = await page(two.at(-1));
  expect(three).toHaveLength(1);
  expect((await hooks()).betweenPages).toMatchObject([{ pages: 3, results: [{ purchaseOrders: three }] }]);
});

test('an order is edited behind each of so many pages, by COMFND as by OData', async () => {
  const action = { path: `purchase-orders/${first}`, body: { header: { ShippingInstrs: 'Moved' } } };
  await hook({ table: 'PorMasterHdr', times: 2, company: 'A', action });
  const amended = async (): Promise<string | undefined> => {
    const { content } = await runQuery(
      syspro,
      'COMFND',
      `<Query><TableName>PorMasterHdr</TableName><Where><Expression><Column>PurchaseOrder</Column><Condition>EQ</Condition><Value>${first}</Value></Expression></Where></Query>`,
    );
    return fields(children(content, 'Row')[0] ?? {}).AmendedCount;
  };
  expect(await amended()).toBe('0');
  expect(await amended()).toBe('1');
  expect(await amended()).toBe('2');
  expect(await amended()).toBe('2');
});

test('pages of other tables and companies do not count', async () => {
  await hook({ table: 'PorMasterDetail', action: { path: 'purchase-orders' } });
  await hook({ table: 'PorMasterHdr', company: 'B', action: { path: 'purchase-orders' } });
  await page();
  expect((await hooks()).betweenPages.map(({ pages }) => pages)).toEqual([0, 0]);
});

test('a page whose action is refused fails, instead of passing for unspoilt', async () => {
  await hook({ table: 'PorMasterHdr', action: { path: 'purchase-orders/NO-SUCH', body: { status: '4' } } });
  expect((await syspro.odata('A/PorMasterHdr')).status).toBe(500);
});

test.each([
  { table: 'PorMasterHdr' },
  { action: { path: 'purchase-orders' } },
  { table: 'X', action: { path: 'faults' } },
])('refuses %o', async (body) => {
  expect(await hook(body)).toBe(400);
});
