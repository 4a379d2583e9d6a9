import { afterEach, describe, expect, test } from 'vitest';
import { checkTables } from '../../../src/syspro/check-tables.ts';
import { createODataClient, type ODataClient } from '../../../src/syspro/odata/odata-client.ts';
import {
  createPurchaseOrderSource,
  type PurchaseOrderSettings,
  type PurchaseOrderSource,
} from '../../../src/syspro/purchase-orders/purchase-order-source.ts';
import { detailColumns } from '../../../src/syspro/purchase-orders/purchase-order-tables.ts';
import { sysproError } from '../show-error.ts';
import { startWireServer, type WireServer } from '../wire-server.ts';

const company: PurchaseOrderSettings = {
  code: 'main',
  syspro: {
    localCurrency: 'USD',
    currencies: {},
    address: { city: 'addr3Loc', state: 'addr4', country: 'addr5' },
  },
  streams: { 'purchase-orders': {} },
};

const allHeaderColumns = `PurchaseOrder OrderStatus CancelledFlag Supplier CustomerPoNumber Currency PaymentTerms
  ShippingInstrs Buyer DeliveryName DeliveryAddr1 DeliveryAddr2 DeliveryAddr3 DeliveryAddr3Loc DeliveryAddr4 DeliveryAddr5
  PostalCode Warehouse OrderEntryDate OrderDueDate`.split(/\s+/);

interface Site {
  headers: Record<string, unknown>[];
  lines: Record<string, unknown>[];
  headerColumns?: string[];
}

let server: WireServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** A service that shows the site's tables. It answers the filter only as far as keys to continue after and `eq` go. */
async function open(site: Site): Promise<ODataClient> {
  const started = await startWireServer(({ path, query }, response) => {
    if (path.endsWith('/$metadata')) {
      response.end(edmx(site.headerColumns ?? allHeaderColumns));
      return;
    }
    const filter = query.get('$filter') ?? '';
    const after = /PurchaseOrder gt '([^']*)'/.exec(filter)?.[1] ?? '';
    const keys = [...filter.matchAll(/PurchaseOrder eq '([^']*)'/g)].map((match) => match[1]);
    const rows = (path.endsWith('/PorMasterHdr') ? site.headers : site.lines)
      .filter((row) => String(row['PurchaseOrder']) > after)
      .filter((row) => keys.length === 0 || keys.includes(String(row['PurchaseOrder'])));
    response.end(JSON.stringify({ value: after && keys.length > 0 ? [] : rows.slice(0, Number(query.get('$top'))) }));
  });
  server = started;
  return createODataClient({ http: started.http, baseUrl: started.url, company: 'A', pageSize: 500 });
}

async function source(site: Site, settings = company): Promise<PurchaseOrderSource> {
  return createPurchaseOrderSource({ odata: await open(site), company: settings });
}

function edmx(headerColumns: readonly string[]): string {
  const property = (name: string): string =>
    `<Property Name="${name}" Type="${/Date/.test(name) ? 'Edm.DateTimeOffset' : /^(Line|MOrderQty|MPrice|MForeignPrice)$/.test(name) ? 'Edm.Decimal' : 'Edm.String'}"/>`;
  return `<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices><Schema Namespace="M" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EntityType Name="H">${headerColumns.map(property).join('')}</EntityType><EntityType Name="D">${detailColumns.map(property).join('')}</EntityType>
<EntityContainer Name="C"><EntitySet Name="PorMasterHdr" EntityType="M.H"/><EntitySet Name="PorMasterDetail" EntityType="M.D"/></EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`;
}

const header = (number: string, date: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  PurchaseOrder: number,
  OrderStatus: '4',
  Supplier: '000000000001001',
  Currency: '$  ',
  OrderEntryDate: date,
  Warehouse: 'D1',
  ...more,
});
const line = (number: string, no: number, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  PurchaseOrder: number,
  Line: no,
  LineType: '1',
  MStockCode: 'FA-10001',
  MOrderUom: 'EA',
  MPriceUom: 'EA',
  MOrderQty: 10,
  MPrice: 1.5,
  ...more,
});

describe('the date column', () => {
  test('is PostDate where the service has it, else OrderEntryDate', async () => {
    expect(await (await source({ headers: [], lines: [] })).dateColumn()).toBe('OrderEntryDate');
    await server?.close();
    const site = { headers: [], lines: [], headerColumns: [...allHeaderColumns, 'PostDate'] };
    expect(await (await source(site)).dateColumn()).toBe('PostDate');
  });

  test('is the configured one, and where that is absent an error names table and column', async () => {
    const settings = { ...company, streams: { 'purchase-orders': { dateColumn: 'OrderDueDate' } } };
    expect(await (await source({ headers: [], lines: [] }, settings)).dateColumn()).toBe('OrderDueDate');
    await server?.close();
    const wrong = { ...company, streams: { 'purchase-orders': { dateColumn: 'LastModified' } } };
    const error = await sysproError((await source({ headers: [], lines: [] }, wrong)).dateColumn());
    expect(error).toMatchObject({
      code: 'SYSPRO-COLUMN-UNKNOWN',
      message: 'PorMasterHdr has no column LastModified in SYSPRO OData',
    });
  });
});

describe('scan', () => {
  test('takes the days of the interval as SYSPRO means them, whatever offset the service gives them', async () => {
    const orders = await source({
      headers: [
        header('1', '2026-11-01T00:00:00+02:00'),
        header('2', '2026-11-02T00:00:00+02:00'),
        header('3', '2026-11-03T00:00:00-11:00'),
        header('4', '2026-11-04T00:00:00-11:00'),
      ],
      lines: [],
    });
    const page = await orders.scan({ from: '2026-11-02', to: '2026-11-03', limit: 10 });
    expect(page.readings.map((reading) => [reading.key.key, reading.orderDate])).toEqual([
      ['2', '2026-11-02'],
      ['3', '2026-11-03'],
    ]);
    const filter = new URL(server?.requests[1] ?? '', 'http://x').searchParams.get('$filter');
    expect(filter).toBe('OrderEntryDate ge 2026-11-01T00:00:00Z and OrderEntryDate lt 2026-11-05T00:00:00Z');
  });

  test('pages by key until a page is not full, also where a page holds nothing of the interval', async () => {
    const day = '2026-11-02T00:00:00Z';
    const orders = await source({
      headers: [
        ...['1', '2'].map((n) => header(n, '2026-11-01T00:00:00Z')),
        ...['3', '4', '5'].map((n) => header(n, day)),
      ],
      lines: ['3', '4', '5'].flatMap((n) => [line(n, 1), line(n, 2)]),
    });
    const pages: [string[], string | undefined][] = [];
    let afterKey: string | undefined;
    do {
      const page = await orders.scan({ from: '2026-11-02', to: '2026-11-02', limit: 2, afterKey });
      afterKey = page.next;
      pages.push([page.readings.map((reading) => reading.key.key), afterKey]);
    } while (afterKey !== undefined);
    expect(pages).toEqual([
      [[], '2'],
      [['3', '4'], '4'],
      [['5'], undefined],
    ]);
  });

  test('gives each order its own lines, and leaves out lines of orders that are gone', async () => {
    const orders = await source({
      headers: [header('1', '2026-11-02'), header('2', '2026-11-02')],
      lines: [line('1', 1), line('2', 1, { MStockCode: 'OTHER' }), line('9', 1)],
    });
    const { readings } = await orders.scan({ from: '2026-11-02', to: '2026-11-02', limit: 10 });
    expect(readings).toMatchObject([
      { outcome: 'document', document: { purchaseOrder: '1', lines: [{ stockCode: 'FA-10001', price: '1.5' }] } },
      { outcome: 'document', document: { purchaseOrder: '2', lines: [{ stockCode: 'OTHER' }] } },
    ]);
  });

  test('an order that cannot become a document is reported, and keeps no other from being read', async () => {
    const site = {
      headers: [
        header('1', '2026-11-02', { Currency: 'XX?' }),
        header('2', '2026-11-02T05:00:00Z'),
        header('3', '2026-11-02'),
      ],
      lines: [line('1', 1)],
    };
    const orders = await source(site);
    const { readings } = await orders.scan({ from: '2026-11-02', to: '2026-11-02', limit: 10 });
    expect(readings).toMatchObject([
      { outcome: 'unusable', supplier: '000000000001001', status: '4', findings: [{ field: 'Currency' }] },
      { outcome: 'unusable', findings: [{ code: 'SYSPRO-DATE-UNREADABLE' }] },
      { outcome: 'document' },
    ]);
    const before = readings[0]?.hash;
    site.headers[0] = header('1', '2026-11-02', { Currency: 'YY?' });
    expect((await orders.readByKeys(['1']))[0]).not.toHaveProperty('hash', before);
  });
});

test('reading by keys gives one reading per key asked for, in its order, and says what is gone', async () => {
  const orders = await source({
    headers: [header(' 1', '2026-11-02'), header('2', '2026-11-02')],
    lines: [line(' 1', 1)],
  });
  const readings = await orders.readByKeys(['2', '7', ' 1']);
  expect(readings.map(({ outcome, key }) => [outcome, key])).toEqual([
    ['document', { company: 'main', type: 'purchase-order', key: '2' }],
    ['absent', { company: 'main', type: 'purchase-order', key: '7' }],
    ['document', { company: 'main', type: 'purchase-order', key: ' 1' }],
  ]);
});

describe('checking the tables', () => {
  test('says what each table polls by', async () => {
    const odata = await open({ headers: [header('1', '2026-11-02T00:00:00+02:00')], lines: [line('1', 1)] });
    expect(await checkTables({ odata, company })).toEqual([
      { name: 'SYSPRO OData service', ok: true, detail: 'shows 2 tables', fix: '', ms: expect.any(Number) },
      {
        name: 'SYSPRO OData PorMasterHdr',
        ok: true,
        detail: 'polls by OrderEntryDate',
        fix: '',
        ms: expect.any(Number),
      },
      { name: 'SYSPRO OData PorMasterDetail', ok: true, detail: 'can be read', fix: '', ms: expect.any(Number) },
    ]);
  });

  test('names the columns that are missing, and leaves the other tables to be checked', async () => {
    const odata = await open({
      headers: [],
      lines: [],
      headerColumns: allHeaderColumns.filter((c) => !/^(Buyer|Currency)$/.test(c)),
    });
    const [, hdr, detail] = await checkTables({ odata, company });
    expect(hdr).toMatchObject({ ok: false, detail: 'PorMasterHdr has no column Currency, Buyer in SYSPRO OData' });
    expect(hdr?.fix).not.toBe('');
    expect(detail).toMatchObject({ ok: true, detail: 'can be read; it has no rows' });
  });

  test('a table without the locality line is enough where the settings do not name it', async () => {
    const headerColumns = allHeaderColumns.filter((column) => column !== 'DeliveryAddr3Loc');
    const odata = await open({ headers: [], lines: [], headerColumns });
    expect((await checkTables({ odata, company }))[1]).toMatchObject({ ok: false });
    const address = { city: 'addr3', state: 'addr4', country: 'addr5' } as const;
    const other = { ...company, syspro: { ...company.syspro, address } };
    expect((await checkTables({ odata, company: other }))[1]).toMatchObject({ ok: true });
  });

  test('dates that are no midnight are said so before they cost a day', async () => {
    const odata = await open({ headers: [header('1', '2026-11-01T22:00:00Z')], lines: [] });
    const [, hdr] = await checkTables({ odata, company });
    expect(hdr).toMatchObject({ ok: false, fix: 'Set the company’s timeZone to that of the SYSPRO server.' });
  });

  test('a service that is not there is one line', async () => {
    const odata = await open({ headers: [], lines: [] });
    await server?.close();
    server = undefined;
    const checks = await checkTables({ odata, company });
    expect(checks).toMatchObject([
      { name: 'SYSPRO OData service', ok: false, detail: 'SYSPRO OData gave no answer (ECONNREFUSED)' },
    ]);
  });
});
