import { afterEach, beforeAll, afterAll, describe, expect, test } from 'vitest';
import type { SysproSandboxOptions } from '../../sandbox/syspro/options.ts';
import { createHttpClient, type HttpClient } from '../../src/http/http-client.ts';
import { checkTables } from '../../src/syspro/check-tables.ts';
import { basicAuthentication } from '../../src/syspro/odata/odata-authentication.ts';
import { startSysproUnderTest, type SysproUnderTest } from '../sandbox/syspro/syspro-under-test.ts';
import { companyConfig, openSandbox, type SandboxAccess, type SandboxAccessOptions } from './company-access.ts';

let under: SysproUnderTest;
let http: HttpClient;
let access: SandboxAccess;

beforeAll(() => {
  http = createHttpClient({ system: 'SYSPRO', connectTimeout: 5000, requestTimeout: 20_000 });
});
afterEach(async () => {
  await access.operator.close();
  await under.stop();
});
afterAll(() => http.close());

async function start(options: Partial<SysproSandboxOptions> = {}, how: SandboxAccessOptions = {}): Promise<void> {
  under = await startSysproUnderTest({ orders: 5, ...options });
  access = openSandbox(under.sandbox, http, how);
}

const ordersOnly = (channels: { poll?: 'odata' | 'enet'; fetch?: 'odata' | 'enet' }, address?: { city: 'addr3' }) =>
  companyConfig((company) => {
    company.streams = { 'purchase-orders': { every: '5m', ...channels } };
    if (address) company.syspro.address = address;
  });

const linesOf = async (company = companyConfig()): Promise<[string, boolean, string][]> =>
  (await checkTables({ company, ...access })).map(({ name, ok, detail }) => [name, ok, detail]);

test('each table of each stream is one line, once', async () => {
  await start();
  const lines = await linesOf();
  expect(lines[0]).toEqual(['SYSPRO OData service', true, expect.stringMatching(/^shows \d+ tables$/)]);
  const names = lines.map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(
    expect.arrayContaining(
      ['PorMasterHdr', 'PorMasterDetail', 'ApSupplier', 'ApSupplierAddr', 'InvMaster', 'ArInvoice', 'MdnMaster'].map(
        (table) => `SYSPRO OData ${table}`,
      ),
    ),
  );
  expect(lines.filter(([, ok]) => !ok)).toEqual([]);
  expect(lines).toContainEqual(['SYSPRO OData PorMasterHdr', true, 'polls by OrderEntryDate']);
});

test('each by the channel it is used by, and the business object by one record', async () => {
  await start();
  const lines = await linesOf(ordersOnly({ poll: 'enet', fetch: 'enet' }));
  expect(lines.map(([name]) => name)).toEqual([
    'SYSPRO e.net PorMasterHdr',
    'SYSPRO e.net PorMasterDetail',
    'SYSPRO e.net ApSupplier',
    'SYSPRO e.net ApSupplierAddr',
    'SYSPRO e.net InvMaster',
    'SYSPRO e.net InvWhControl',
    'SYSPRO e.net PORQRY',
  ]);
  expect(lines.every(([, ok]) => ok)).toBe(true);
  expect(lines.at(-1)?.[2]).toMatch(/^gives \d{15}$/);
  const mixed = await linesOf(ordersOnly({ poll: 'odata', fetch: 'enet' }));
  expect(mixed.filter(([name]) => name.endsWith('PorMasterHdr')).map(([name]) => name)).toEqual([
    'SYSPRO OData PorMasterHdr',
    'SYSPRO e.net PorMasterHdr',
  ]);
});

test('custom forms by e.net, also where nothing else is read by it', async () => {
  await start();
  const withForms = (carrier: string) =>
    companyConfig((company) => {
      const forms = { fields: { carrier: { form: carrier } }, customerOrderLine: { form: 'CustPoLine' } };
      company.streams = { shipments: { every: '5m', poll: 'odata', fetch: 'odata', ...forms } };
    });
  const byEnet = async (carrier: string) =>
    (await linesOf(withForms(carrier))).filter(([name]) => !name.startsWith('SYSPRO OData'));
  expect((await byEnet('Scac')).map(([name, ok]) => [name, ok])).toEqual([
    ['SYSPRO e.net MdnMaster+', true],
    ['SYSPRO e.net CusSorDetailMerch+', true],
  ]);
  expect((await byEnet('NoSuchField')).map(([name, ok]) => [name, ok])).toEqual([
    ['SYSPRO e.net MdnMaster+', false],
    ['SYSPRO e.net CusSorDetailMerch+', true],
  ]);
});

describe('what is wrong is said in its line', () => {
  test('a wrong password is one line for all of OData', async () => {
    await start({}, { authentication: () => basicAuthentication('EDIBOT', 'wrong') });
    expect(await checkTables({ company: ordersOnly({}), ...access })).toMatchObject([
      { ok: false, detail: 'SYSPRO OData refused the operator or its OData password', fix: expect.stringMatching(/./) },
    ]);
  });

  test('a column that the settings name and the table has not; the other tables are checked', async () => {
    await start();
    const company = companyConfig((change) => {
      change.streams = { 'purchase-orders': { every: '5m', dateColumn: 'LastModified' } };
    });
    const [, header, ...others] = await linesOf(company);
    expect(header).toEqual([
      'SYSPRO OData PorMasterHdr',
      false,
      'PorMasterHdr has no column LastModified in SYSPRO OData',
    ]);
    expect(others.every(([, ok]) => ok)).toBe(true);
  });

  test('dates that are no midnight, before they cost a day', async () => {
    await start();
    const company = ordersOnly({});
    const shifted: SandboxAccess['odata'] = {
      ...access.odata,
      read: async (table, query) =>
        (await access.odata.read(table, query)).map((row) =>
          row['OrderEntryDate'] ? { ...row, OrderEntryDate: `${row['OrderEntryDate']}T05:00:00Z` } : row,
        ),
    };
    const [, header] = await checkTables({ company, ...access, odata: shifted });
    expect(header).toMatchObject({ ok: false, fix: 'Set the company’s timeZone to that of the SYSPRO server.' });
  });
});
