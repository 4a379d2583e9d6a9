import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { companyTables } from '../../../sandbox/syspro/tables/company-tables.ts';
import { createHttpClient, type HttpClient } from '../../../src/http/http-client.ts';
import { startSysproUnderTest, type SysproUnderTest } from '../../sandbox/syspro/syspro-under-test.ts';
import { openSandbox, type SandboxAccess } from '../company-access.ts';

let under: SysproUnderTest;
let http: HttpClient;
let access: SandboxAccess;

beforeAll(async () => {
  under = await startSysproUnderTest({ orders: 60, invoices: 40, dispatchNotes: 40 });
  http = createHttpClient({ system: 'SYSPRO', connectTimeout: 5000, requestTimeout: 20_000 });
  access = openSandbox(under.sandbox, http, { odata: { pageSize: 90 }, enet: { pageSize: 110 } });
});

afterAll(async () => {
  await access.operator.close();
  http.close();
  await under.stop();
});

const tables = companyTables.filter((table) => !table.name.endsWith('+'));

describe('a table read by OData and by COMFND', () => {
  test.each(tables.map((table) => [table.name, table] as const))('%s has equal rows', async (name, table) => {
    const select = table.columns.map((column) => column.name).filter((column) => column !== 'TimeStamp');
    const query = { select, key: table.primaryKey };
    const byOData = await access.odata.read(name, query);
    expect(await access.enet.tables.read(name, query)).toEqual(byOData);
  });

  test('most tables have rows to compare', async () => {
    const counts = await Promise.all(
      tables.map(async ({ name, primaryKey }) => {
        const rows = await access.odata.read(name, { select: primaryKey, key: primaryKey, top: 1 });
        return rows.length;
      }),
    );
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(15);
  });
});
