import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startSysproSandbox, type SysproSandbox } from '../../sandbox/syspro/start-syspro-sandbox.ts';
import type { SysproSandboxOptions } from '../../sandbox/syspro/options.ts';
import { decimalText, Exact } from '../../src/documents/decimal.ts';
import type { PurchaseOrder } from '../../src/documents/purchase-order.ts';
import { createHttpClient, type HttpClient } from '../../src/http/http-client.ts';
import type { DocumentScanner, FoundRecord } from '../../src/syspro/document-source.ts';
import { createEnetClient } from '../../src/syspro/enet/enet-client.ts';
import { sessionAuthentication } from '../../src/syspro/odata/odata-authentication.ts';
import { createPurchaseOrderStream } from '../../src/syspro/purchase-orders/purchase-order-stream.ts';
import { createTableScanner } from '../../src/syspro/table-scanner.ts';
import { findElement, textOf } from '../../src/syspro/xml-element.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { companyConfig, openSandbox, type SandboxAccess, type SandboxAccessOptions } from './company-access.ts';
import { allOf, sysproError } from './show-error.ts';

const stream = createPurchaseOrderStream(companyConfig());

let database: TestDatabase;
let sql: Client;
let http: HttpClient;
let sandbox: SysproSandbox | undefined;
const opened: SandboxAccess[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  sql = new Client({ connectionString: database.url });
  await sql.connect();
  http = createHttpClient({ system: 'SYSPRO', connectTimeout: 5000, requestTimeout: 20_000 });
});

afterEach(async () => {
  for (const access of opened.splice(0)) await access.operator.close();
  await sandbox?.close();
  sandbox = undefined;
});

afterAll(async () => {
  http.close();
  await sql.end();
  await database.drop();
});

async function start(options: Partial<SysproSandboxOptions> = {}): Promise<SysproSandbox> {
  sandbox = await startSysproSandbox({ port: 0, databaseUrl: database.url, ...options });
  return sandbox;
}

function open(running: SysproSandbox, options: SandboxAccessOptions = {}): SandboxAccess {
  const access = openSandbox(running, http, options);
  opened.push(access);
  return access;
}

function ordersOf(running: SysproSandbox, options: SandboxAccessOptions = {}): DocumentScanner {
  return createTableScanner(open(running, options).odata, stream);
}

async function scanAll(scanner: DocumentScanner, limit: number): Promise<FoundRecord[]> {
  const records: FoundRecord[] = [];
  let afterKey: string | undefined;
  do {
    const page = await scanner.scan({ deep: true, limit, ...(afterKey !== undefined && { afterKey }) });
    records.push(...page.records);
    afterKey = page.next;
  } while (afterKey !== undefined);
  return records;
}

function documentOf(record: FoundRecord): PurchaseOrder {
  if (record.outcome === 'document' && record.document.type === 'purchase-order') return record.document;
  throw new Error(`${record.key.key} is ${record.outcome}`);
}

/** What the sandbox's own tables say, read past its HTTP interfaces. */
async function storedOrders(): Promise<{ number: string; lines: number; goods: number; day: string }[]> {
  const { rows: schemas } = await sql.query<{ name: string }>(
    `SELECT table_schema AS name FROM information_schema.tables WHERE table_name = 'PorMasterHdr'`,
  );
  const schema = schemas[0]?.name ?? '';
  const { rows } = await sql.query<{ number: string; lines: number; goods: number; day: string }>(
    `SELECT h."PurchaseOrder" AS number, to_char(h."OrderEntryDate", 'YYYY-MM-DD') AS day, count(d."Line")::int AS lines,
            count(d."Line") FILTER (WHERE d."LineType" IN ('1', '7'))::int AS goods
       FROM "${schema}"."PorMasterHdr" h LEFT JOIN "${schema}"."PorMasterDetail" d USING ("PurchaseOrder")
      GROUP BY 1, 2 ORDER BY 1`,
  );
  return rows;
}

describe('all the sandbox’s orders by OData', () => {
  let expected: Awaited<ReturnType<typeof storedOrders>>;
  let hashes: string[];

  test('are read, each once and in order, with all their lines, every one as a document', async () => {
    const records = await scanAll(ordersOf(await start()), 60);
    expected = await storedOrders();
    expect(expected.length).toBeGreaterThanOrEqual(400);
    expect(records.flatMap((record) => (record.outcome === 'unusable' ? record.findings : []))).toEqual([]);
    const seen = records.map((record) => {
      const { lines, orderDate } = documentOf(record);
      const goods = lines.filter((line) => line.kind === 'stocked' || line.kind === 'non-stocked').length;
      return { number: record.key.key, lines: lines.length, goods, day: orderDate };
    });
    expect(seen).toEqual(expected);
    hashes = records.map((record) => record.amendmentHash);
  });

  test.each<[string, Partial<SysproSandboxOptions>, number]>([
    ['in small pages', {}, 7],
    ['of a service that stops short at 37 rows without a word', { pageCap: 37, paging: 'truncate' }, 500],
    ['of a service that stops at 37 rows with a next link', { pageCap: 37, paging: 'next-link' }, 500],
    ['of a service with midnights at +02:00 and a PostDate column', { dateOffset: '+02:00', postDate: true }, 100],
    ['of a service with midnights at -05:00', { dateOffset: '-05:00' }, 100],
  ])('are the same %s', async (_name, options, pageSize) => {
    const records = await scanAll(ordersOf(await start(options), { odata: { pageSize } }), pageSize);
    expect(records.map((record) => record.amendmentHash)).toEqual(hashes);
  });

  test('are the same with the session’s token, also when the session is lost meanwhile', async () => {
    const running = await start({ odataAuthentication: 'session' });
    const access = open(running, {
      odata: { pageSize: 50 },
      authentication: (session) =>
        sessionAuthentication((call, signal) => session.use(call, signal), {
          name: 'Authorization',
          prefix: 'Bearer ',
        }),
    });
    await fetch(`${running.controlUrl}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'evict', target: 'odata', after: 4 }),
    });
    const records = await scanAll(createTableScanner(access.odata, stream), 60);
    expect(records.map((record) => record.amendmentHash)).toEqual(hashes);
    expect(access.events.map(({ type }) => type)).toEqual(['logged-on', 'session-lost', 'logged-on']);
  });

  test('keep their currencies: local by its symbol, foreign by its own price', async () => {
    const orders = (await scanAll(ordersOf(await start()), 500)).map(documentOf);
    expect(new Set(orders.map((order) => order.currency))).toEqual(new Set(['USD', 'CAD']));
    const unpriced = orders.flatMap((order) => order.lines.filter((line) => 'price' in line && line.price === '0'));
    expect(unpriced).toEqual([]);
  });
});

describe('the sandbox’s e.net', () => {
  const credentials = { operator: 'EDIBOT', password: 'edibot-enet', companyId: 'A', companyPassword: '' };

  test.each([false, true])('logs on, answers a query and logs off (replies as JSON: %s)', async (jsonReplies) => {
    const running = await start({ jsonReplies });
    const enet = createEnetClient({ http, baseUrl: running.enetUrl });
    const number = (await storedOrders())[0]?.number ?? '';
    const { session, operator, enet: access } = open(running);
    const reply = await access.query('PORQRY', `<Query><Key><PurchaseOrder>${number}</PurchaseOrder></Key></Query>`);
    expect(textOf(reply, 'PurchaseOrder')).toBe(number);
    expect(await session.use((token, signal) => enet.getLogonProfile(token, signal))).toMatchObject({
      operator: 'EDIBOT',
    });
    await operator.close();
    expect(await enet.getVersion()).toMatch(/^\d/);
  });

  test('an order comes to the same value by OData as PORQRY says', async () => {
    const running = await start();
    const { odata, enet } = open(running);
    const source = createTableScanner(odata, stream);
    const numbers = (await storedOrders()).slice(0, 80).map((order) => order.number);
    const different: string[] = [];
    const inThirdUnit = new Set<string>();
    for (const reading of await source.readByKeys(numbers)) {
      if (reading.outcome === 'absent') throw new Error(`${reading.key.key} is absent`);
      const { purchaseOrder, currency, lines } = documentOf(reading);
      const xmlIn = `<Query><Key><PurchaseOrder>${purchaseOrder}</PurchaseOrder></Key></Query>`;
      const reply = await enet.query('PORQRY', xmlIn);
      const said = findElement(reply, currency === 'USD' ? 'LocalOrderValue' : 'CurrentOrderValue')?.text ?? '';
      let ours = new Exact(0);
      for (const line of lines) {
        if (line.kind === 'comment') continue;
        if ('amount' in line) ours = ours.plus(line.amount);
        else {
          ours = ours.plus(new Exact(line.orderUomPrice).times(line.quantity));
          if (line.priceUom !== line.orderUom) inThirdUnit.add(`${line.orderUom}/${line.priceUom}`);
        }
      }
      if (ours.minus(decimalText(said)).abs().gt('0.01'))
        different.push(`${purchaseOrder}: ${ours.toFixed(2)}, PORQRY ${said}`);
    }
    expect(different).toEqual([]);
    expect(inThirdUnit.size).toBeGreaterThan(2);
  });

  test('two sessions of one operator evict each other and heal', async () => {
    const running = await start();
    const enet = createEnetClient({ http, baseUrl: running.enetUrl });
    const [ours, theirs] = [open(running), openSandbox(running, http)];
    await ours.session.renew();
    await theirs.session.renew();
    await ours.session.use((token, signal) => enet.getLogonProfile(token, signal));
    expect(ours.events.map((event) => event.type)).toEqual(['logged-on', 'session-lost', 'logged-on']);
    theirs.operator.drop();
  });

  test('a wrong password, and a business object that is not licensed, are said plainly', async () => {
    const enet = createEnetClient({ http, baseUrl: (await start()).enetUrl });
    const refused = await sysproError(enet.logon({ ...credentials, password: 'canary-pw' }));
    expect(refused.code).toBe('SYSPRO-CREDENTIALS');
    expect(allOf(refused)).not.toContain('canary');
    const token = await enet.logon(credentials);
    expect(await sysproError(enet.query(token, 'NOSUCH', '<Query/>'))).toMatchObject({
      code: 'SYSPRO-LICENCE',
      retryable: false,
    });
    await enet.logoff(token);
  });
});
