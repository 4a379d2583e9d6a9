import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttpClient, type HttpClient } from '../../../src/http/http-client.ts';
import type { ShipNotice, ShippedLine } from '../../../src/documents/ship-notice.ts';
import type { DocumentScanner, FoundRecord, Scan } from '../../../src/syspro/document-source.ts';
import { createShipmentStream } from '../../../src/syspro/shipments/shipment-stream.ts';
import { createSorqdnReader } from '../../../src/syspro/shipments/sorqdn-reader.ts';
import { createTableScanner } from '../../../src/syspro/table-scanner.ts';
import type { TableReader } from '../../../src/syspro/table-reader.ts';
import { jsonOf, startSysproUnderTest, type SysproUnderTest } from '../../sandbox/syspro/syspro-under-test.ts';
import { companyConfig, openSandbox, type SandboxAccess } from '../company-access.ts';

let under: SysproUnderTest;
let http: HttpClient;
let access: SandboxAccess;
let byOData: FoundRecord[];
const company = companyConfig();

beforeAll(async () => {
  under = await startSysproUnderTest({ orders: 5, dispatchNotes: 120, invoices: 30 });
  http = createHttpClient({ system: 'SYSPRO', connectTimeout: 5000, requestTimeout: 20_000 });
  access = openSandbox(under.sandbox, http, { odata: { pageSize: 90 }, enet: { pageSize: 110 } });
  byOData = await scanAll(scannerOf(access.odata), 50);
});

afterAll(async () => {
  await access.operator.close();
  http.close();
  await under.stop();
});

/** Custom forms are read by e.net whichever service reads the rest. */
const scannerOf = (tables: TableReader): DocumentScanner =>
  createTableScanner(tables, createShipmentStream(company, access.enet.tables));

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

async function raise(spec: object = {}): Promise<string> {
  const { dispatchNotes } = await jsonOf<{ dispatchNotes: string[] }>(under.control('POST', 'dispatch-notes', spec));
  const [number] = dispatchNotes;
  if (number === undefined) throw new Error('the sandbox raised no dispatch note');
  return number;
}

async function edit(number: string, spec: object): Promise<void> {
  const answer = await under.control('POST', `dispatch-notes/${encodeURIComponent(number)}`, spec);
  if (!answer.ok) throw new Error(await answer.text());
}

function noticesOf(records: readonly FoundRecord[]): ShipNotice[] {
  return records.flatMap((record) =>
    record.outcome === 'document' && record.document.type === 'ship-notice' ? [record.document] : [],
  );
}

describe('all the sandbox’s dispatch notes', () => {
  test('are documents, of every kind there is', () => {
    expect(byOData.length).toBeGreaterThan(100);
    expect(byOData.flatMap((record) => (record.outcome === 'unusable' ? record.findings : []))).toEqual([]);
    const notices = noticesOf(byOData);
    const goods = notices.flatMap(({ lines }) => lines.filter((line): line is ShippedLine => line.kind !== 'comment'));
    expect(notices.filter(({ shipTo, shipFrom }) => shipTo.city === undefined || shipFrom?.city === undefined)).toEqual(
      [],
    );
    expect(notices.some(({ orders }) => orders.length > 1)).toBe(true);
    expect(
      notices.flatMap(({ orders }) => orders).filter((order) => order.customerPurchaseOrder === undefined),
    ).toEqual([]);
    expect(goods.some(({ lots }) => lots.length > 1)).toBe(true);
    expect(goods.some((line) => line.kind === 'non-stocked')).toBe(true);
    expect(goods.filter((line) => line.orderedQuantity === undefined)).toEqual([]);
    expect(
      notices.some(({ lines }) => lines.some((line) => line.kind === 'comment' && line.forLine !== undefined)),
    ).toBe(true);
    expect(new Set(byOData.map(({ cancelled }) => cancelled))).toEqual(new Set([true, false]));
  });

  test('have cartons, transport and the customer’s order lines from the site’s own places', () => {
    const notices = noticesOf(byOData).filter(({ lines }) => lines.length > 0);
    expect(notices.filter(({ packages }) => packages.length === 0)).toEqual([]);
    expect(
      notices
        .flatMap(({ packages }) => packages)
        .filter(({ sscc, onPallet }) => sscc?.length !== 18 || onPallet?.length !== 18),
    ).toEqual([]);
    expect(
      notices.filter(
        ({ transport }) =>
          transport.carrier === undefined || transport.billOfLading === undefined || transport.weight === undefined,
      ),
    ).toEqual([]);
    const goods = notices.flatMap(({ lines }) => lines.filter((line): line is ShippedLine => line.kind !== 'comment'));
    expect(goods.filter((line) => line.customerOrderLine === undefined)).toEqual([]);
  });

  test('are the same by COMFND, masters included', async () => {
    expect(await scanAll(scannerOf(access.enet.tables), 70)).toEqual(byOData);
  });

  test('are the same by their keys, by SORQDN and by the tables of either service', async () => {
    const keys = [...byOData.map((record) => record.key.key), 'NO-SUCH-NOTE'];
    for (const reader of [
      createSorqdnReader(company, access.enet),
      scannerOf(access.odata),
      scannerOf(access.enet.tables),
    ]) {
      const readings = await reader.readByKeys(keys);
      expect(readings.at(-1)).toEqual({
        outcome: 'absent',
        key: { company: 'main', type: 'ship-notice', key: 'NO-SUCH-NOTE' },
      });
      expect(readings.slice(0, -1)).toEqual(byOData);
    }
  });

  test('are listed by their headers alone, with the same facts', async () => {
    const listed = (await scannerOf(access.odata).list({ deep: true, limit: 1000 })).records;
    const facts = byOData.map(({ key, party, date, status, cancelled, open, traits }) => ({
      key,
      party,
      ...(date !== undefined && { date }),
      status,
      cancelled,
      open,
      traits,
    }));
    expect(listed).toEqual(facts);
  });
});

describe('a dispatch note that was raised now', () => {
  test('whose cartons do not add up is told apart alike by every channel', async () => {
    const number = await raise({ goodsLines: 2, plain: true });
    const [before] = await scannerOf(access.odata).readByKeys([number]);
    await edit(number, {
      cartons: [{ DispatchNoteLine: 1, CartonNo: 999, Quantity: '7.000000', Sscc: '006141419999999992' }],
    });
    const [byTables] = await scannerOf(access.odata).readByKeys([number]);
    const [byObject] = await createSorqdnReader(company, access.enet).readByKeys([number]);
    expect(before).toMatchObject({ outcome: 'document' });
    expect(byTables).toMatchObject({ outcome: 'unusable', findings: [{ code: 'SYSPRO-CARTON-QUANTITY' }] });
    expect(byObject).toEqual(byTables);
  });

  test('keeps its hash when it is invoiced, and not when it is cancelled', async () => {
    const number = await raise({
      goodsLines: 1,
      plain: true,
      status: '5',
      header: { ActualDeliveryDate: '2026-03-20' },
    });
    const hashOf = async (): Promise<string> => {
      const [reading] = await createSorqdnReader(company, access.enet).readByKeys([number]);
      if (!reading || reading.outcome === 'absent') throw new Error('the note is gone');
      return reading.amendmentHash;
    };
    const printed = await hashOf();
    await edit(number, {
      header: { DispatchNoteStatus: '9', Invoice: '000000000099999', DateLastInvPrt: '2026-03-20' },
    });
    expect(await hashOf()).toBe(printed);
    await edit(number, { status: '*' });
    expect(await hashOf()).not.toBe(printed);
  });
});

describe('companies that number otherwise', () => {
  test.each(['6-digit', '6-digit-blank', 'alphanumeric'] as const)(
    '%s: every channel gives the same',
    async (numberStyle) => {
      const other = await startSysproUnderTest({
        companies: [
          {
            id: 'A',
            name: 'Sandbox Manufacturing',
            password: '',
            numberStyle,
            orders: 2,
            invoices: 20,
            dispatchNotes: 60,
          },
        ],
        postDate: true,
        pageCap: 40,
        paging: 'truncate',
      });
      const reached = openSandbox(other.sandbox, http, { odata: { pageSize: 90 }, enet: { pageSize: 50 } });
      try {
        const scanner = createTableScanner(reached.odata, createShipmentStream(company, reached.enet.tables));
        expect(await scanner.dateColumn()).toBe('PostDate');
        const records = await scanAll(scanner, 30);
        expect(noticesOf(records).length).toBeGreaterThanOrEqual(60);
        const byObject = await createSorqdnReader(company, reached.enet).readByKeys(records.map(({ key }) => key.key));
        const contents = (readings: readonly object[]): object[] =>
          readings.map((reading) => ('amendmentHash' in reading ? { ...reading, date: undefined } : reading));
        // A date that only a view shows is not in SORQDN, which tells the planned one instead.
        expect(contents(byObject)).toEqual(contents(records));
      } finally {
        await reached.operator.close();
        await other.stop();
      }
    },
  );
});
