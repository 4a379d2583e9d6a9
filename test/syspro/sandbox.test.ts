import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startSysproSandbox, type SysproSandbox } from '../../sandbox/syspro/start-syspro-sandbox.ts';
import type { SysproSandboxOptions } from '../../sandbox/syspro/options.ts';
import { decimalText, Exact } from '../../src/documents/decimal.ts';
import { createHttpClient, type HttpClient } from '../../src/http/http-client.ts';
import { checkTables } from '../../src/syspro/check-tables.ts';
import { createEnetClient } from '../../src/syspro/enet/enet-client.ts';
import {
  createOperatorSession,
  type OperatorSession,
  type Session,
  type SessionEvent,
} from '../../src/syspro/enet/session.ts';
import { createODataClient, type ODataClient } from '../../src/syspro/odata/odata-client.ts';
import {
  createPurchaseOrderSource,
  type FoundPurchaseOrder,
  type PurchaseOrderSettings,
} from '../../src/syspro/purchase-orders/purchase-order-source.ts';
import { findElement, textOf } from '../../src/syspro/xml-element.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { allOf, sysproError } from './show-error.ts';

const company: PurchaseOrderSettings = {
  code: 'main',
  syspro: { localCurrency: 'USD', currencies: {}, address: { city: 'addr3Loc', state: 'addr4', country: 'addr5' } },
  streams: { 'purchase-orders': {} },
};

let database: TestDatabase;
let sql: Client;
let http: HttpClient;
let sandbox: SysproSandbox | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  sql = new Client({ connectionString: database.url });
  await sql.connect();
  http = createHttpClient({ system: 'SYSPRO', connectTimeout: 5000, requestTimeout: 20_000 });
});

afterEach(async () => {
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

function odataOf({ odataUrl }: SysproSandbox, password = 'edibot-odata', pageSize = 500): ODataClient {
  return createODataClient({
    http,
    baseUrl: odataUrl,
    company: 'A',
    basic: { username: 'EDIBOT', password },
    pageSize,
  });
}

async function scanAll(odata: ODataClient, limit: number): Promise<FoundPurchaseOrder[]> {
  const source = createPurchaseOrderSource({ odata, company });
  const readings: FoundPurchaseOrder[] = [];
  let afterKey: string | undefined;
  do {
    const page = await source.scan({ from: '2000-01-01', to: '2100-01-01', limit, afterKey });
    readings.push(...page.readings);
    afterKey = page.next;
  } while (afterKey !== undefined);
  return readings;
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
    const readings = await scanAll(odataOf(await start()), 60);
    expected = await storedOrders();
    expect(expected.length).toBeGreaterThanOrEqual(400);
    expect(readings.flatMap((reading) => (reading.outcome === 'unusable' ? reading.findings : []))).toEqual([]);
    const seen = readings.map((reading) => {
      const lines = reading.outcome === 'document' ? reading.document.lines : [];
      const goods = lines.filter((line) => line.kind === 'stocked' || line.kind === 'non-stocked').length;
      return { number: reading.key.key, lines: lines.length, goods, day: reading.orderDate };
    });
    expect(seen).toEqual(expected);
    hashes = readings.map((reading) => reading.hash);
  });

  test.each<[string, Partial<SysproSandboxOptions>, number]>([
    ['in small pages', {}, 7],
    ['of a service that stops short at 37 rows without a word', { pageCap: 37, paging: 'truncate' }, 500],
    ['of a service that stops at 37 rows with a next link', { pageCap: 37, paging: 'next-link' }, 500],
    ['of a service with midnights at +02:00 and a PostDate column', { dateOffset: '+02:00', postDate: true }, 100],
    ['of a service with midnights at -05:00', { dateOffset: '-05:00' }, 100],
  ])('are the same %s', async (_name, options, pageSize) => {
    const readings = await scanAll(odataOf(await start(options), 'edibot-odata', pageSize), pageSize);
    expect(readings.map((reading) => reading.hash)).toEqual(hashes);
  });

  test('are the same by their keys', async () => {
    const source = createPurchaseOrderSource({ odata: odataOf(await start()), company });
    const readings = await source.readByKeys([...expected.map((order) => order.number), 'NO-SUCH-ORDER']);
    expect(readings.map((reading) => ('hash' in reading ? reading.hash : reading.outcome))).toEqual([
      ...hashes,
      'absent',
    ]);
  });

  test('come by their day whatever the offset', async () => {
    const day = expected[0]?.day ?? '';
    const wanted = expected.filter((order) => order.day === day).map((order) => order.number);
    for (const dateOffset of ['Z', '+13:00', '-11:00']) {
      const source = createPurchaseOrderSource({ odata: odataOf(await start({ dateOffset })), company });
      const { readings } = await source.scan({ from: day, to: day, limit: 1000 });
      expect(readings.map((reading) => reading.key.key)).toEqual(wanted);
      await sandbox?.close();
      sandbox = undefined;
    }
  });

  test('keep their currencies: local by its symbol, foreign by its own price', async () => {
    const orders = (await scanAll(odataOf(await start()), 500)).flatMap((r) =>
      r.outcome === 'document' ? [r.document] : [],
    );
    expect(new Set(orders.map((order) => order.currency))).toEqual(new Set(['USD', 'CAD']));
    const unpriced = orders.flatMap((order) => order.lines.filter((line) => 'price' in line && line.price === '0'));
    expect(unpriced).toEqual([]);
  });

  test('the tables pass their check, and a wrong password is said plainly', async () => {
    const running = await start();
    expect((await checkTables({ odata: odataOf(running), company })).map(({ ok, detail }) => [ok, detail])).toEqual([
      [true, expect.stringMatching(/^shows \d+ tables$/)],
      [true, 'polls by OrderEntryDate'],
      [true, 'can be read'],
    ]);
    expect(await checkTables({ odata: odataOf(running, 'wrong'), company })).toMatchObject([
      { ok: false, detail: 'SYSPRO OData refused the operator or its OData password' },
    ]);
  });
});

describe('the sandbox’s e.net', () => {
  const credentials = { operator: 'EDIBOT', password: 'edibot-enet', companyId: 'A', companyPassword: '' };

  function sessionOf(
    { enetUrl }: SysproSandbox,
    events: SessionEvent[] = [],
  ): Session & Pick<OperatorSession, 'drop' | 'close'> {
    const operator = createOperatorSession({
      enet: createEnetClient({ http, baseUrl: enetUrl }),
      companies: new Map([['main', credentials]]),
      idleLogoffMs: 60_000,
      onEvent: (event) => events.push(event),
    });
    return { ...operator.company('main'), drop: operator.drop, close: operator.close };
  }

  test.each([false, true])('logs on, answers a query and logs off (replies as JSON: %s)', async (jsonReplies) => {
    const running = await start({ jsonReplies });
    const enet = createEnetClient({ http, baseUrl: running.enetUrl });
    const number = (await storedOrders())[0]?.number ?? '';
    const session = sessionOf(running);
    const reply = await session.use((token, signal) =>
      enet.query(token, 'PORQRY', `<Query><Key><PurchaseOrder>${number}</PurchaseOrder></Key></Query>`, signal),
    );
    expect(textOf(reply, 'PurchaseOrder')).toBe(number);
    expect(await session.use((token, signal) => enet.getLogonProfile(token, signal))).toMatchObject({
      operator: 'EDIBOT',
    });
    await session.close();
    expect(await enet.getVersion()).toMatch(/^\d/);
  });

  test('an order comes to the same value by OData as PORQRY says', async () => {
    const running = await start();
    const enet = createEnetClient({ http, baseUrl: running.enetUrl });
    const session = sessionOf(running);
    const source = createPurchaseOrderSource({ odata: odataOf(running), company });
    const numbers = (await storedOrders()).slice(0, 80).map((order) => order.number);
    const different: string[] = [];
    const inThirdUnit = new Set<string>();
    for (const reading of await source.readByKeys(numbers)) {
      if (reading.outcome !== 'document') throw new Error(`${reading.key.key} is ${reading.outcome}`);
      const { purchaseOrder, currency, lines } = reading.document;
      const reply = await session.use((token, signal) =>
        enet.query(
          token,
          'PORQRY',
          `<Query><Key><PurchaseOrder>${purchaseOrder}</PurchaseOrder></Key></Query>`,
          signal,
        ),
      );
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
    await session.close();
  });

  test('two sessions of one operator evict each other and heal', async () => {
    const running = await start();
    const enet = createEnetClient({ http, baseUrl: running.enetUrl });
    const events: SessionEvent[] = [];
    const ours = sessionOf(running, events);
    const theirs = sessionOf(running);
    await ours.renew();
    await theirs.renew();
    await ours.use((token, signal) => enet.getLogonProfile(token, signal));
    expect(events.map((event) => event.type)).toEqual(['logged-on', 'session-lost', 'logged-on']);
    theirs.drop();
    await ours.close();
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
