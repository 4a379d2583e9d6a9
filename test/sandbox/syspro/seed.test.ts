import { Decimal } from 'decimal.js';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tradingPartners } from '../../../sandbox/seed/trading-partners.ts';
import { startSysproSandbox } from '../../../sandbox/syspro/start-syspro-sandbox.ts';
import { jsonOf, raise, startSysproUnderTest, today, type SysproUnderTest } from './syspro-under-test.ts';

type Row = Record<string, string | number | null>;

let syspro: SysproUnderTest;
let headers: Row[];
let lines: Row[];

const everything = async (from: SysproUnderTest): Promise<string[]> => {
  const keys = {
    PorMasterHdr: 'PurchaseOrder',
    PorMasterDetail: 'PurchaseOrder,Line',
    ApSupplier: 'Supplier',
    ApSupplierAddr: 'Supplier',
    InvMaster: 'StockCode',
    InvWhControl: 'Warehouse',
  };
  return Promise.all(
    Object.entries(keys).map(async ([table, key]) => {
      const text = await (await from.odata(`A/${table}`, { $orderby: key })).text();
      return text.slice(text.indexOf('"value"'));
    }),
  );
};

beforeAll(async () => {
  syspro = await startSysproUnderTest({ orders: 400 });
  headers = await syspro.rows<Row>('A/PorMasterHdr');
  lines = await syspro.rows<Row>('A/PorMasterDetail', { $orderby: 'PurchaseOrder,Line' });
});
afterAll(() => syspro.stop());

const day = (value: string | number | null | undefined): string => String(value).slice(0, 10);
const daysOld = (row: Row): number => (Date.parse(today) - Date.parse(day(row['OrderEntryDate']))) / 86_400_000;

test('the same seed and day make the same company; another seed another', async () => {
  const twin = await startSysproUnderTest({ orders: 400 });
  const other = await startSysproUnderTest({ orders: 400, seed: 2 });
  try {
    expect(await everything(twin)).toEqual(await everything(syspro));
    expect((await everything(other))[0]).not.toEqual((await everything(syspro))[0]);
    expect(await raise(twin, { count: 2 })).toEqual(['000000000150401', '000000000150402']);
  } finally {
    await twin.stop();
    await other.stop();
  }
});

test('a later start finds the data, whatever it is asked to seed', async () => {
  const first = await startSysproUnderTest({ orders: 10 });
  const [number = ''] = await raise(first);
  const again = await startSysproSandbox({ port: 0, databaseUrl: first.databaseUrl, orders: 99, seed: 5 });
  const facts = await jsonOf(fetch(`${again.controlUrl}/`));
  await again.close();
  expect(facts).toMatchObject({ companies: [{ id: 'A', seed: 1, seededOn: today, orders: 10, invoices: 6 }] });
  expect(await first.rows('A/PorMasterHdr', { $filter: `PurchaseOrder eq '${number}'` })).toHaveLength(1);
  expect(await first.rows('A/PorMasterHdr')).toHaveLength(11);
  await first.stop();
});

test('a company that an earlier version made, with purchase orders only, gets the rest and keeps its orders', async () => {
  const first = await startSysproUnderTest({ orders: 10 });
  const orders = await everything(first);
  await first.sandbox.close();
  const sql = new Client({ connectionString: first.databaseUrl });
  await sql.connect();
  const sales = [
    'ArCustomer',
    'ArMultAddress',
    'ArCustStkXref',
    'SalBranch',
    'SalSalesperson',
    'SorMaster',
    'SorDetail',
  ];
  const documents = ['MdnMaster', 'MdnDetail', 'MdnDetailLot', 'ArInvoice', 'ArTrnSummary', 'ArTrnDetail', 'EdiCarton'];
  const rest = ['SorMasterRep', 'SorDetailRep', 'MdnMaster+', 'CusSorDetailMerch+'];
  for (const table of [...sales, ...documents, ...rest]) await sql.query(`DROP TABLE "SysproCompanyA"."${table}"`);
  for (const name of ['sales_order', 'dispatch_note', 'invoice', 'credit_note', 'register'])
    await sql.query(`DROP SEQUENCE "SysproCompanyA".${name}`);
  await sql.query('ALTER TABLE "SysproCompanyA"."InvMaster" DROP COLUMN "UserField3"');
  await sql.query('ALTER TABLE syspro_sandbox.company DROP COLUMN facts');
  await sql.end();
  const again = await startSysproSandbox({ port: 0, databaseUrl: first.databaseUrl, invoices: 9, dispatchNotes: 9 });
  const get = async (table: string): Promise<Row[]> => {
    const answer = await fetch(`${again.odataUrl}/A/${table}`, {
      headers: { authorization: `Basic ${Buffer.from('EDIBOT:edibot-odata').toString('base64')}` },
    });
    const { value }: { value: Row[] } = JSON.parse(await answer.text());
    return value;
  };
  try {
    expect(await get('MdnMaster')).toHaveLength(9);
    expect(await get('PorMasterHdr')).toHaveLength(10);
    expect((await get('InvMaster'))[0]).toMatchObject({ UserField3: ' ' });
    expect(orders[0]).toContain(String((await get('PorMasterHdr'))[0]?.['PurchaseOrder']));
  } finally {
    await again.close();
  }
});

test('60 suppliers on EDI, 60 that are not, three distribution centres, 300 items', async () => {
  const suppliers = await syspro.rows<Row>('A/ApSupplier');
  const onEdi = suppliers.filter((row) => row['EdiTypeFlag'] === 'Y');
  expect(suppliers).toHaveLength(120);
  expect(new Set(onEdi.map((row) => row['Supplier']))).toEqual(
    new Set(tradingPartners.map((partner) => partner.supplier)),
  );
  expect(await syspro.rows('A/ApSupplierAddr')).toHaveLength(120);
  expect(await syspro.rows('A/InvWhControl')).toHaveLength(3);
  expect(await syspro.rows('A/InvMaster')).toHaveLength(300);
});

test('order dates: a third before go-live, none beyond 60 days, some today', () => {
  const ages = headers.map(daysOld);
  const beforeGoLive = ages.filter((age) => age > 30).length / headers.length;
  expect(headers).toHaveLength(400);
  expect(Math.max(...ages)).toBeLessThanOrEqual(60);
  expect(beforeGoLive).toBeGreaterThan(0.25);
  expect(beforeGoLive).toBeLessThan(0.42);
  expect(ages.filter((age) => age === 0).length).toBeGreaterThan(5);
});

test('every status occurs, released most, and cancelled ones say so twice', () => {
  const share = (status: string): number =>
    headers.filter((row) => row['OrderStatus'] === status).length / headers.length;
  expect(share('4')).toBeGreaterThan(0.6);
  for (const status of ['0', '1', '9', '*']) expect(share(status), status).toBeGreaterThan(0);
  for (const row of headers) expect(row['CancelledFlag'] === 'Y').toBe(row['OrderStatus'] === '*');
});

test('lines: several units and factors, comments, charges, gaps, at most 12 an order', () => {
  const of = (column: string): Set<unknown> => new Set(lines.map((line) => line[column]));
  for (const unit of ['EA', 'CS', 'DZ', 'LB']) expect(of('MOrderUom')).toContain(unit);
  for (const type of ['1', '4', '5', '6', '7']) expect(of('LineType')).toContain(type);
  expect(of('MMulDivAlloc')).toContain('D');
  expect(of('MMulDivPrc')).toContain('D');
  const byOrder = Map.groupBy(lines, (line) => line['PurchaseOrder']);
  const gapped = [...byOrder.values()].filter((own) => own.some((line, i) => line['Line'] !== i + 1));
  expect(gapped.length).toBeGreaterThan(10);
  expect(Math.max(...[...byOrder.values()].map((own) => own.length))).toBeLessThanOrEqual(12);
  for (const comment of lines.filter((line) => line['LineType'] === '6' && line['NCommentFromLin'] !== 0)) {
    const own = byOrder.get(comment['PurchaseOrder'] ?? null) ?? [];
    const target = own.find((line) => line['Line'] === comment['NCommentFromLin']);
    expect(['1', '7']).toContain(target?.['LineType']);
  }
});

test('orders of Canadian suppliers carry foreign prices; others none', () => {
  const currency = new Map(headers.map((row) => [row['PurchaseOrder'], String(row['Currency']).trim()]));
  expect(new Set(currency.values())).toEqual(new Set(['$', 'CAD']));
  for (const line of lines.filter(({ LineType }) => LineType === '1')) {
    const rate = currency.get(line['PurchaseOrder'] ?? null) === 'CAD' ? '1.37' : '0';
    const expected = new Decimal(String(line['MPrice'])).times(rate).toDecimalPlaces(5);
    expect(String(line['MForeignPrice'])).toBe(expected.toNumber().toString());
  }
});

test('one order of each kind of bad input, released and after go-live', async () => {
  const { notable } = await jsonOf<{ notable: { key: string; purchaseOrder: string; supplier: string }[] }>(
    syspro.control('GET', 'notable'),
  );
  expect(notable.map(({ key }) => key)).toEqual([
    'no-lines',
    'x12-separators',
    'accents',
    'typographic-dashes',
    'unknown-unit',
  ]);
  const linesOf = (key: string): Row[] => {
    const number = notable.find((order) => order.key === key)?.purchaseOrder;
    return lines.filter((line) => line['PurchaseOrder'] === number);
  };
  for (const { purchaseOrder, supplier } of notable) {
    const header = headers.find((row) => row['PurchaseOrder'] === purchaseOrder) ?? {};
    expect(header).toMatchObject({ OrderStatus: '4', Supplier: supplier });
    expect(daysOld(header)).toBeLessThan(30);
    expect(tradingPartners.map((partner) => partner.supplier)).toContain(supplier);
  }
  expect(linesOf('no-lines')).toEqual([]);
  expect(linesOf('x12-separators')[0]?.['MStockDes']).toMatch(/\*.*~.*>.*\^/);
  expect(linesOf('accents')[0]?.['MStockDes']).toMatch(/è.*é.*ñ/);
  expect(linesOf('typographic-dashes')[0]?.['MStockDes']).toMatch(/–.*—/);
  expect(linesOf('unknown-unit')[0]?.['MOrderUom']).toBe('TOTEBIN');
});
