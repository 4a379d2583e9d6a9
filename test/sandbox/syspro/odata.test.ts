import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonOf, raise, startSysproUnderTest, type SysproUnderTest } from './syspro-under-test.ts';

interface Page {
  '@odata.context': string;
  '@odata.count'?: number;
  '@odata.nextLink'?: string;
  value: Record<string, unknown>[];
}

let syspro: SysproUnderTest;

beforeAll(async () => {
  syspro = await startSysproUnderTest({ pageCap: 50 });
});
afterAll(() => syspro.stop());

const page = (path: string, query: Record<string, string> = {}): Promise<Page> =>
  jsonOf<Page>(syspro.odata(path, query));

describe('access', () => {
  test.each(['', 'EDIBOT:edibot-enet', 'edibot:edibot-odata', 'EDIBOT:'])(
    '401 for credentials "%s"',
    async (credentials) => {
      const response = await syspro.odata('A/PorMasterHdr', {}, credentials);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(/^Basic/);
      expect(await response.text()).toBe('');
    },
  );

  test('read-only', async () => {
    const authorization = `Basic ${Buffer.from('EDIBOT:edibot-odata').toString('base64')}`;
    const response = await fetch(`${syspro.sandbox.odataUrl}/A/PorMasterHdr`, {
      method: 'POST',
      headers: { authorization },
    });
    expect(response.status).toBe(405);
  });

  test.each(['A/ArNothing', 'A/pormasterhdr', 'Z/PorMasterHdr', 'A/PorMasterHdr/x'])('404 for %s', async (path) => {
    const response = await syspro.odata(path);
    expect(response.status).toBe(404);
    expect(JSON.parse(await response.text())).toMatchObject({ error: { code: '' } });
  });
});

test('the company’s metadata declares keys, types, lengths and scales, and no PostDate', async () => {
  const xml = await (await syspro.odata('A/$metadata')).text();
  expect(xml).toContain(
    '<EntityType Name="PorMasterDetail"><Key><PropertyRef Name="PurchaseOrder"/><PropertyRef Name="Line"/></Key>',
  );
  expect(xml).toContain('<Property Name="OrderEntryDate" Type="Edm.DateTimeOffset"/>');
  expect(xml).toContain('<Property Name="MOrderQty" Type="Edm.Decimal" Precision="18" Scale="6" Nullable="false"/>');
  expect(xml).toContain('<Property Name="OrderStatus" Type="Edm.String" MaxLength="1" Nullable="false"/>');
  expect(xml).not.toContain('PostDate');
});

test('values look as the tables hold them', async () => {
  const [number = ''] = await raise(syspro, { supplier: '1001', goodsLines: 1, plain: true });
  await syspro.control('POST', `purchase-orders/${number}`, { lines: [{ Line: 1, MOrderQty: '12.5', MPrice: '0.1' }] });
  const header = await (await syspro.odata('A/PorMasterHdr', { $filter: `PurchaseOrder eq '${number}'` })).text();
  expect(header).toContain('"OrderEntryDate":"2026-03-20T00:00:00Z"');
  expect(header).toContain('"DatePoCompleted":null');
  expect(header).toContain('"Customer":" "');
  expect(header).toContain('"Currency":"$  "');
  expect(header).toMatch(/"TimeStamp":"[\w-]{11}"/);
  const line = await (await syspro.odata('A/PorMasterDetail', { $filter: `PurchaseOrder eq '${number}'` })).text();
  expect(line).toContain('"MOrderQty":12.500000,');
  expect(line).toContain('"MPrice":0.10000,');
  expect(line).toContain('"Line":1,');
});

test('$select, $orderby, $top, $skip and $count', async () => {
  const answer = await page('A/InvMaster', {
    $select: 'StockCode',
    $orderby: 'StockCode desc',
    $top: '2',
    $skip: '1',
    $count: 'true',
  });
  const all = await page('A/InvMaster', { $select: 'StockCode', $orderby: 'StockCode desc', $top: '3' });
  expect(answer['@odata.context']).toMatch(/\/A\/\$metadata#InvMaster\(StockCode\)$/);
  expect(answer['@odata.count']).toBe(300);
  expect(answer.value).toEqual(all.value.slice(1));
  expect(answer.value).toHaveLength(2);
  expect(answer['@odata.nextLink']).toBeUndefined();
});

test.each([
  [{ $select: 'Nope' }],
  [{ $orderby: 'Nope' }],
  [{ $orderby: 'StockCode sideways' }],
  [{ $top: 'ten' }],
  [{ $skip: '-1' }],
  [{ $expand: 'Lines' }],
])('400 for %o', async (query: Record<string, string>) => {
  expect((await syspro.odata('A/InvMaster', query)).status).toBe(400);
});

describe('beyond the cap', () => {
  test('links lead to every row once', async () => {
    const authorization = `Basic ${Buffer.from('EDIBOT:edibot-odata').toString('base64')}`;
    const codes: unknown[] = [];
    let pages = 0;
    let next: string | undefined =
      `${syspro.sandbox.odataUrl}/A/InvMaster?$orderby=StockCode&$filter=${encodeURIComponent("StockCode ne 'a&b+c'")}`;
    while (next !== undefined) {
      const answer: Page = await jsonOf<Page>(fetch(next, { headers: { authorization } }));
      expect(answer.value.length).toBeLessThanOrEqual(50);
      codes.push(...answer.value.map((row) => row['StockCode']));
      next = answer['@odata.nextLink'];
      pages += 1;
    }
    expect(pages).toBe(6);
    expect(codes).toHaveLength(300);
    expect(new Set(codes).size).toBe(300);
  });

  test('$top counts over all pages', async () => {
    const first = await page('A/InvMaster', { $orderby: 'StockCode', $top: '60' });
    expect(first.value).toHaveLength(50);
    expect(new URL(first['@odata.nextLink'] ?? '').searchParams.get('$top')).toBe('10');
  });

  test('a site without links says nothing', async () => {
    const silent = await startSysproUnderTest({ orders: 0, pageCap: 50, paging: 'truncate' });
    try {
      const answer = await jsonOf<Page>(silent.odata('A/InvMaster', { $orderby: 'StockCode' }));
      expect(answer.value).toHaveLength(50);
      expect(answer['@odata.nextLink']).toBeUndefined();
    } finally {
      await silent.stop();
    }
  });
});

test('a site may show another zone, and a PostDate', async () => {
  const other = await startSysproUnderTest({ orders: 0, dateOffset: '+02:00', postDate: true });
  try {
    const [number = ''] = await raise(other, { orderDate: '2026-03-02' });
    const query = { $filter: 'PostDate ge 2026-03-02T00:00:00+02:00', $select: 'PurchaseOrder,PostDate' };
    expect(await other.rows('A/PorMasterHdr', query)).toEqual([
      { PurchaseOrder: number, PostDate: '2026-03-02T00:00:00+02:00' },
    ]);
    expect(await other.rows('A/PorMasterHdr', { $filter: 'PostDate ge 2026-03-02T00:00:00Z' })).toEqual([]);
    expect(await (await other.odata('A/$metadata')).text()).toContain(
      '<Property Name="PostDate" Type="Edm.DateTimeOffset"/>',
    );
  } finally {
    await other.stop();
  }
});
