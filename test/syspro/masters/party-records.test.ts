import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { customers } from '../../../sandbox/syspro/seed/customers.ts';
import { suppliers } from '../../../sandbox/syspro/seed/suppliers.ts';
import { checkPartyTables } from '../../../src/syspro/masters/check-party-tables.ts';
import type { PartyRole } from '../../../src/syspro/masters/party-columns.ts';
import { loadPartyRecords, partyTables } from '../../../src/syspro/masters/party-records.ts';
import { SysproError } from '../../../src/syspro/syspro-error.ts';
import type { TableReader } from '../../../src/syspro/table-reader.ts';
import { companyConfig } from '../company-access.ts';
import { startSandboxMasters, type SandboxMasters } from './sandbox-masters.ts';

let masters: SandboxMasters;
const { address: lines } = companyConfig().syspro;

beforeAll(async () => {
  masters = await startSandboxMasters();
  await masters.maintain('suppliers', {
    code: 'ODD',
    columns: {
      SupplierName: '  Odd & Sons <Ltd>  ',
      Contact: 'Zoë',
      SupAddr2: 'Dock 9',
      SupAddr3: 'Rear Gate',
      SupAddr3Loc: ' Gary',
      SupPostalCode: '46402   ',
    },
  });
  await masters.maintain('suppliers', { code: 'BARE', columns: { SupplierName: 'Bare' } });
  await masters.maintain('customers', {
    code: 'THREE',
    columns: {
      Name: 'Three',
      SoldToAddr1: '1 A Road',
      SoldToAddr2: 'Unit 2',
      SoldToAddr3: 'Floor 3',
      ShipToAddr1: 'Elsewhere',
    },
  });
});
afterAll(() => masters.stop());

const codes: Readonly<Record<PartyRole, readonly string[]>> = {
  supplier: [...suppliers.map(({ supplier }) => supplier), 'ODD', 'BARE', 'NOSUCH'],
  customer: [...customers.map(({ customer }) => customer), 'THREE', 'NOSUCH'],
};

describe.each(['supplier', 'customer'] as const)('every %s', (role) => {
  test('is the same by OData and by COMFND, and one that is not there is in neither', async () => {
    const { odata, enet } = masters.access;
    const byOData = await loadPartyRecords(odata, lines, role, codes[role]);
    const byEnet = await loadPartyRecords(enet.tables, lines, role, codes[role]);
    expect(byEnet).toEqual(byOData);
    expect([...byOData.keys()].toSorted()).toEqual(codes[role].filter((code) => code !== 'NOSUCH').toSorted());
  });
});

const load = async (role: PartyRole, code: string, habit = lines) =>
  (await loadPartyRecords(masters.access.odata, habit, role, [code])).get(code);

test('a supplier of the seed is read whole', async () => {
  const [seed] = suppliers;
  expect(await load('supplier', seed?.supplier ?? '')).toEqual({
    name: seed?.name,
    contact: 'Order desk',
    emailAddress: expect.stringMatching(/^orders\.\d+@example\.com$/),
    phone: expect.stringMatching(/^555-01\d\d$/),
    addressLine1: expect.stringMatching(/ Industrial Avenue$/),
    city: seed?.city,
    stateOrProvince: seed?.state,
    postalCode: seed?.postalCode,
    countryOrRegion: 'US',
  });
});

test('blank columns are absent, surrounding blanks no part of a value, and a first line that is blank no line', async () => {
  expect(await load('supplier', 'ODD')).toEqual({
    name: 'Odd & Sons <Ltd>',
    contact: 'Zoë',
    addressLine1: 'Dock 9',
    addressLine2: 'Rear Gate',
    city: 'Gary',
    postalCode: '46402',
  });
  expect(await load('supplier', 'BARE')).toEqual({ name: 'Bare' });
});

test('a supplier without a row in ApSupplierAddr has no address', async () => {
  const { odata } = masters.access;
  const withoutAddresses: TableReader = {
    ...odata,
    readByKeys: (table, query) => (table === 'ApSupplierAddr' ? Promise.resolve([]) : odata.readByKeys(table, query)),
  };
  expect((await loadPartyRecords(withoutAddresses, lines, 'supplier', ['ODD'])).get('ODD')).toEqual({
    name: 'Odd & Sons <Ltd>',
    contact: 'Zoë',
  });
});

test('more than two street lines share the second, and a customer is where it is billed', async () => {
  expect(await load('customer', 'THREE')).toEqual({
    name: 'Three',
    addressLine1: '1 A Road',
    addressLine2: 'Unit 2, Floor 3',
  });
});

test('the site’s habit says which line is what', async () => {
  const habit = { city: 'addr2', state: 'addr3', country: 'addr3Loc' } as const;
  expect(await load('supplier', 'ODD', habit)).toMatchObject({
    city: 'Dock 9',
    stateOrProvince: 'Rear Gate',
    countryOrRegion: 'Gary',
  });
});

test('masters are read by OData where a stream uses it, else by e.net', () => {
  const { access } = masters;
  const company = companyConfig();
  expect(partyTables(company, access)).toBe(access.odata);
  const byEnet = companyConfig((input) => {
    for (const stream of Object.values(input.streams)) Object.assign(stream ?? {}, { poll: 'enet', fetch: 'enet' });
  });
  expect(partyTables(byEnet, access)).toBe(access.enet.tables);
  const mixed = companyConfig((input) => {
    for (const stream of Object.values(input.streams)) Object.assign(stream ?? {}, { poll: 'enet', fetch: 'odata' });
  });
  expect(partyTables(mixed, access)).toBe(access.odata);
});

test('each table that is compared is tested with its columns; one the operator may not read says so', async () => {
  const company = companyConfig();
  const tested = async (...roles: PartyRole[]): Promise<string[]> =>
    (await checkPartyTables(company, masters.access, roles, false)).map(
      ({ name, ok, detail }) => `${name}: ${ok} ${detail}`,
    );
  expect(await tested()).toEqual([]);
  expect(await tested('customer')).toEqual([
    expect.stringMatching(/^SYSPRO master ArCustomer by .*: true can be read$/),
  ]);
  expect(await tested('supplier')).toHaveLength(2);
  const error = new SysproError('SYSPRO-REFUSED', { retryable: false, message: 'may not be read', fix: 'Ask.' });
  const refusing: TableReader = {
    ...masters.access.odata,
    columns: () => Promise.reject(error),
    read: () => Promise.reject(error),
  };
  const access = { ...masters.access, odata: { ...masters.access.odata, ...refusing } };
  const [line] = await checkPartyTables(company, access, ['customer'], true);
  expect(line).toMatchObject({ ok: false, detail: 'may not be read', fix: 'Ask.' });
});
