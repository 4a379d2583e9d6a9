import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttpClient, type HttpClient } from '../../../src/http/http-client.ts';
import type { ShipNotice, ShippedLine } from '../../../src/documents/ship-notice.ts';
import type { DocumentReader, DocumentScanner, FoundRecord, Scan } from '../../../src/syspro/document-source.ts';
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
    expect(byTables).toMatchObject({
      outcome: 'unusable',
      settling: true,
      findings: [{ code: 'SYSPRO-CARTON-QUANTITY' }],
    });
    expect(byObject).toEqual(byTables);
  });

  test('which is wrong in itself too does not come right by packing', async () => {
    const number = await raise({ goodsLines: 1, plain: true });
    await edit(number, { removeCartons: true, lines: [{ DispatchNoteLine: 1, MOrderUom: '' }] });
    const carton = { DispatchNoteLine: 1, CartonNo: 999, Quantity: '0.500000', Sscc: '006141419999999992' };
    await edit(number, { cartons: [carton] });
    const [reading] = await scannerOf(access.odata).readByKeys([number]);
    expect(reading).toMatchObject({ outcome: 'unusable' });
    expect(reading?.outcome === 'unusable' && reading.findings.map(({ code }) => code).toSorted()).toEqual([
      'SYSPRO-CARTON-QUANTITY',
      'SYSPRO-VALUE-MISSING',
    ]);
    expect(reading).not.toHaveProperty('settling');
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

describe('an ordinary poll', () => {
  const from = '2030-05-02';
  let raised: Readonly<Record<string, string>>;

  beforeAll(async () => {
    const dated = async (status: string, planned: string | null, actual: string | null = null): Promise<string> => {
      const number = await raise({ goodsLines: 1, plain: true, status: '5' });
      const header = {
        DispatchNoteStatus: status,
        PlannedDeliverDate: planned,
        ActualDeliveryDate: actual,
        InvoiceCreatedDate: null,
      };
      await edit(number, { header });
      return number;
    };
    const [old, before] = ['2029-01-31', '2030-05-01'];
    raised = {
      'printed, planned long ago': await dated('5', old),
      'printed, planned for no day': await dated('5', null),
      'invoiced, planned long ago, delivered now': await dated('9', old, from),
      'invoiced now, of no other day': await dated('9', null),
      'invoiced, delivered before, planned for now': await dated('9', from, before),
      'invoiced, all of the day before': await dated('9', before, before),
      'invoiced, of no day': await dated('9', null),
      'cancelled, planned long ago': await dated('*', old),
      'printed, planned far ahead': await dated('5', '2031-01-01'),
    };
    await edit(raised['invoiced now, of no other day'] ?? '', { header: { InvoiceCreatedDate: from } });
  }, 60_000);

  const found = async (tables: TableReader, window: Partial<Scan>, list = false): Promise<string[]> => {
    const scanner = scannerOf(tables);
    const names = new Map(Object.entries(raised).map(([name, number]) => [number, name]));
    const records = list
      ? (await scanner.list({ deep: false, limit: 1000, ...window })).records
      : await scanAll(scanner, 40, { deep: false, ...window });
    return records.flatMap(({ key }) => names.get(key.key) ?? []);
  };
  const polled = [
    'printed, planned long ago',
    'printed, planned for no day',
    'invoiced, planned long ago, delivered now',
    'invoiced now, of no other day',
    'invoiced, delivered before, planned for now',
    'printed, planned far ahead',
  ];

  test('finds what is open of any date, and of the rest what something has happened to', async () => {
    for (const tables of [access.odata, access.enet.tables]) {
      expect([tables.channel, await found(tables, { from })]).toEqual([tables.channel, polled]);
      expect(await found(tables, { from }, true)).toEqual(polled);
    }
  });

  test('that is deep also finds what is closed and of no day', async () => {
    for (const tables of [access.odata, access.enet.tables])
      expect((await found(tables, { from, deep: true })).toSorted()).toEqual(
        [...polled, 'invoiced, of no day'].toSorted(),
      );
  });

  test('a window with an end is of the date that counts, and of nothing because it is open', async () => {
    for (const tables of [access.odata, access.enet.tables]) {
      expect(await found(tables, { from, to: '2030-12-31' })).toEqual([
        'invoiced, planned long ago, delivered now',
        'invoiced now, of no other day',
      ]);
      expect(await found(tables, { from: '2029-01-01', to: '2030-05-01' }, true)).toEqual([
        'printed, planned long ago',
        'invoiced, delivered before, planned for now',
        'invoiced, all of the day before',
        'cancelled, planned long ago',
      ]);
    }
  });

  test('each has one date, whichever service and object tells it', async () => {
    const keys = Object.values(raised);
    const datesOf = async (reader: DocumentReader): Promise<(string | undefined)[]> =>
      (await reader.readByKeys(keys)).map((reading) => (reading.outcome === 'absent' ? 'absent' : reading.date));
    const dates = [
      '2029-01-31',
      undefined,
      from,
      from,
      '2030-05-01',
      '2030-05-01',
      undefined,
      '2029-01-31',
      '2031-01-01',
    ];
    for (const reader of [
      scannerOf(access.odata),
      scannerOf(access.enet.tables),
      createSorqdnReader(company, access.enet),
    ])
      expect(await datesOf(reader)).toEqual(dates);
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
        // Their dates too, though by the tables another column was filtered on: one that only a view shows.
        expect(byObject).toEqual(records);
      } finally {
        await reached.operator.close();
        await other.stop();
      }
    },
  );
});
