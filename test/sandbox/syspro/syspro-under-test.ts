import type { SysproSandboxOptions } from '../../../sandbox/syspro/options.ts';
import { startSysproSandbox, type SysproSandbox } from '../../../sandbox/syspro/start-syspro-sandbox.ts';
import { createTestDatabase } from '../../support/postgres.ts';

/** The day the tests' companies are seeded on. */
export const today = '2026-03-20';

export interface SysproUnderTest {
  readonly sandbox: SysproSandbox;
  readonly databaseUrl: string;
  /** GET on the OData service, with the right credentials unless others are given. */
  odata(path: string, query?: Readonly<Record<string, string>>, credentials?: string): Promise<Response>;
  /** The rows of one answer. */
  rows<T>(path: string, query?: Readonly<Record<string, string>>): Promise<T[]>;
  enet(path: string, query?: Readonly<Record<string, string>>, init?: RequestInit): Promise<Response>;
  /** Logs on as the sandbox's operator; the answer's text. */
  logon(change?: Readonly<Record<string, string>>): Promise<string>;
  control(method: string, path: string, body?: unknown): Promise<Response>;
  stop(): Promise<void>;
}

/** A sandbox of its own, on a database of its own. */
export async function startSysproUnderTest(options: Partial<SysproSandboxOptions> = {}): Promise<SysproUnderTest> {
  const database = await createTestDatabase();
  const sandbox = await startSysproSandbox({
    port: 0,
    databaseUrl: database.url,
    orders: 40,
    now: () => new Date(`${today}T10:00:00Z`),
    ...options,
  });
  const address = (base: string, path: string, query: Readonly<Record<string, string>>): string => {
    const parts = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    return `${base}/${path}${parts.length === 0 ? '' : `?${parts.join('&')}`}`;
  };
  const under: SysproUnderTest = {
    sandbox,
    databaseUrl: database.url,
    odata: (path, query = {}, credentials = 'EDIBOT:edibot-odata') =>
      fetch(address(sandbox.odataUrl, path, query), {
        headers: credentials === '' ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
      }),
    async rows<T>(path: string, query?: Readonly<Record<string, string>>) {
      const response = await under.odata(path, query);
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${response.status} ${text}`);
      const { value }: { value: T[] } = JSON.parse(text);
      return value;
    },
    enet: (path, query = {}, init) => fetch(address(sandbox.enetUrl, path, query), init),
    async logon(change = {}) {
      const wanted = { Operator: 'EDIBOT', OperatorPassword: 'edibot-enet', CompanyId: 'A', CompanyPassword: ' ' };
      return (await under.enet('Logon', { ...wanted, ...change })).text();
    },
    control: (method, path, body) =>
      fetch(`${sandbox.controlUrl}/${path}`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      }),
    async stop() {
      await sandbox.close();
      await database.drop();
    },
  };
  return under;
}

/** The JSON of an answer of the control interface. */
export async function jsonOf<T>(response: Promise<Response>): Promise<T> {
  const value: T = JSON.parse(await (await response).text());
  return value;
}

/** The numbers of newly raised orders. */
export async function raise(under: SysproUnderTest, spec: object = {}): Promise<string[]> {
  return (await jsonOf<{ purchaseOrders: string[] }>(under.control('POST', 'purchase-orders', spec))).purchaseOrders;
}
