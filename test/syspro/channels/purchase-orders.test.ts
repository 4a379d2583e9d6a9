import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttpClient, type HttpClient } from '../../../src/http/http-client.ts';
import type { PurchaseOrder } from '../../../src/documents/purchase-order.ts';
import type { DocumentScanner, FoundRecord, Scan } from '../../../src/syspro/document-source.ts';
import { createPorqryReader } from '../../../src/syspro/purchase-orders/porqry-reader.ts';
import { createPurchaseOrderStream } from '../../../src/syspro/purchase-orders/purchase-order-stream.ts';
import { createTableScanner } from '../../../src/syspro/table-scanner.ts';
import type { TableReader } from '../../../src/syspro/table-reader.ts';
import { raise, startSysproUnderTest, type SysproUnderTest } from '../../sandbox/syspro/syspro-under-test.ts';
import { companyConfig, openSandbox, type SandboxAccess } from '../company-access.ts';

const company = companyConfig();

const scannerOf = (tables: TableReader): DocumentScanner =>
  createTableScanner(tables, createPurchaseOrderStream(company));

async function scanAll(scanner: DocumentScanner, limit: number, window: Partial<Scan> = {}): Promise<FoundRecord[]> {
  const records: FoundRecord[] = [];
  let afterKey: string | undefined;
  do {
    const page = await scanner.scan({ deep: true, limit, ...window, ...(afterKey !== undefined && { afterKey }) });
    records.push(...page.records);
    afterKey = page.next;
  } while (afterKey !== undefined);
  return records;
}

describe.each([
  { numberStyle: '15-digit', orders: 120 },
  { numberStyle: '6-digit-blank', orders: 60 },
  { numberStyle: 'alphanumeric', orders: 60 },
] as const)('all purchase orders of a company with $numberStyle numbers', ({ numberStyle, orders }) => {
  let under: SysproUnderTest;
  let http: HttpClient;
  let access: SandboxAccess;

  beforeAll(async () => {
    under = await startSysproUnderTest({
      orders,
      companies: [{ id: 'A', name: 'Sandbox Manufacturing', password: '', numberStyle }],
    });
    http = createHttpClient({ system: 'SYSPRO', connectTimeout: 5000, requestTimeout: 20_000 });
    access = openSandbox(under.sandbox, http, { odata: { pageSize: 90 }, enet: { pageSize: 110 } });
    const [odd = ''] = await raise(under, { goodsLines: 4, plain: true });
    // What seeded orders are not: lines for other warehouses, discounts of each kind, versions, a customer.
    const edited = await under.control('POST', `purchase-orders/${encodeURIComponent(odd)}`, {
      header: { Customer: '000000000000007', CustomerPoNumber: 'C & <D>', TaxStatus: 'E' },
      lines: [
        { Line: 1, MWarehouse: 'D1', MDiscPct1: '10.00', MDiscPct2: '5.00', MTaxCode: 'A' },
        { Line: 2, MWarehouse: 'D2', MDiscValFlag: 'U', MDiscValue: '0.01', MVersion: 'B', MRelease: '2' },
        { Line: 3, MWarehouse: 'D3', MDiscValFlag: 'V', MDiscValue: '1.25' },
        { Line: 9, LineType: '6', NComment: 'A comment', NCommentFromLin: '3' },
      ],
    });
    if (!edited.ok) throw new Error(await edited.text());
  });

  afterAll(async () => {
    await access.operator.close();
    http.close();
    await under.stop();
  });

  let byOData: FoundRecord[];

  test('are documents, with suppliers, items, discounts and the other warehouses of their lines', async () => {
    byOData = await scanAll(scannerOf(access.odata), 50);
    expect(byOData.length).toBeGreaterThan(orders);
    expect(byOData.flatMap((record) => (record.outcome === 'unusable' ? record.findings : []))).toEqual([]);
    const documents = byOData
      .filter((record) => record.outcome === 'document')
      .map((record) => record.document as PurchaseOrder);
    expect(documents.filter((order) => order.masters.supplier?.name === undefined)).toEqual([]);
    expect(documents.flatMap((order) => order.masters.items).some((item) => item.gtin !== undefined)).toBe(true);
    expect(new Set(documents.map((order) => order.foreign))).toEqual(new Set([true, false]));
    const odd = documents.find((order) => order.customerPurchaseOrder === 'C & <D>');
    expect(odd?.otherWarehouses.map(({ code, city }) => [code, city])).toEqual(
      [
        ['D1', 'Indianapolis'],
        ['D2', 'Memphis'],
        ['D3', 'Reno'],
      ].filter(([code]) => code !== odd?.shipTo.code),
    );
    expect(odd?.lines.flatMap((line) => ('discounts' in line ? [line.discounts] : []))).toEqual([
      [
        { kind: 'percent', percent: '10' },
        { kind: 'percent', percent: '5' },
      ],
      [{ kind: 'per-unit', amount: '0.01' }],
      [{ kind: 'value', amount: '1.25' }],
      [],
    ]);
    expect(odd?.terms).toEqual({ code: '30', description: 'Net 30', netDays: 30 });
  });

  test('are the same by COMFND, masters included', async () => {
    expect(await scanAll(scannerOf(access.enet.tables), 70)).toEqual(byOData);
  });

  test('are the same by their keys, by PORQRY and by the tables of either service', async () => {
    const keys = [...byOData.map((record) => record.key.key), 'NO-SUCH-ORDER'];
    for (const reader of [
      createPorqryReader(company, access.enet),
      scannerOf(access.odata),
      scannerOf(access.enet.tables),
    ]) {
      const readings = await reader.readByKeys(keys);
      expect(readings.at(-1)).toEqual({
        outcome: 'absent',
        key: { company: 'main', type: 'purchase-order', key: 'NO-SUCH-ORDER' },
      });
      expect(readings.slice(0, -1)).toEqual(byOData);
    }
  });

  test('are listed by their headers alone, with the same facts', async () => {
    const listed = (await scannerOf(access.odata).list({ deep: true, limit: 1000 })).records;
    const facts = byOData.map((record) => {
      const { key, party, date, status, cancelled, open, traits } = record;
      return { key, party, date, status, cancelled, open, traits };
    });
    expect(listed).toEqual(facts);
  });

  test('an order that cannot become a document is told apart alike by every channel', async () => {
    const [bad = ''] = await raise(under, { header: { Currency: 'X?' } });
    const [byTables] = await scannerOf(access.odata).readByKeys([bad]);
    const [byObject] = await createPorqryReader(company, access.enet).readByKeys([bad]);
    expect(byTables).toMatchObject({
      outcome: 'unusable',
      findings: [{ code: 'SYSPRO-CURRENCY-UNKNOWN', value: 'X?' }],
    });
    expect(byObject).toEqual(byTables);
  });

  test('a session that is lost in the middle of a page costs no row and one logon', async () => {
    const before = access.events.length;
    await under.control('POST', 'faults', { kind: 'evict', target: 'enet', after: 2 });
    const records = await scanAll(scannerOf(access.enet.tables), 40);
    expect(access.events.slice(before).map(({ type }) => type)).toEqual(['session-lost', 'logged-on']);
    expect(records.length).toBe((await scanAll(scannerOf(access.odata), 500)).length);
  });
});
