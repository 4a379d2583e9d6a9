import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readReply } from './enet-under-test.ts';
import { jsonOf, startSysproUnderTest, type SysproUnderTest } from './syspro-under-test.ts';

let syspro: SysproUnderTest;

beforeAll(async () => {
  syspro = await startSysproUnderTest({ orders: 0, invoices: 0, dispatchNotes: 0 });
});
afterAll(() => syspro.stop());
beforeEach(() => syspro.control('DELETE', 'faults'));

const fault = async (body: object): Promise<void> => {
  const response = await syspro.control('POST', 'faults', body);
  expect(response.status).toBe(201);
};
const query = async (userId: string, businessObject: string, xmlIn = '<Query/>'): Promise<string> =>
  (await syspro.enet('Query/Query', { UserId: userId, BusinessObject: businessObject, XmlIn: xmlIn })).text();
const comfnd = (userId: string, table: string): Promise<string> =>
  query(userId, 'COMFND', `<Query><TableName>${table}</TableName></Query>`);
const counters = (): Promise<{ logons: number; faults: number; odata: Record<string, number> }> =>
  jsonOf(syspro.control('GET', 'requests'));

describe('reset-after', () => {
  test('does what was asked, and then breaks the connection without a byte', async () => {
    const before = await counters();
    await fault({ kind: 'reset-after', target: 'enet' });
    await expect(syspro.logon()).rejects.toThrow('fetch failed');
    expect((await counters()).logons).toBe(before.logons + 1);
    expect(await syspro.logon()).toHaveLength(36);
  });
});

describe('truncated', () => {
  test('cuts a body in the middle, everything else looking right', async () => {
    const whole = await (await syspro.odata('A/InvWhControl', { $orderby: 'Warehouse' })).text();
    await fault({ kind: 'truncated', target: 'odata' });
    const response = await syspro.odata('A/InvWhControl', { $orderby: 'Warehouse' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const cut = await response.text();
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(cut)));
    expect(cut.length).toBeGreaterThan(0);
    expect(cut.length).toBeLessThan(whole.length);
    expect(whole.startsWith(cut)).toBe(true);
    expect(() => JSON.parse(cut) as unknown).toThrow(SyntaxError);
  });

  test('of e.net, leaves XML that ends in the middle', async () => {
    const id = await syspro.logon();
    await fault({ kind: 'truncated', businessObject: 'comfnd' });
    expect(() => readReply('<a/>')).not.toThrow();
    const cut = await comfnd(id, 'InvWhControl');
    expect(() => readReply(cut)).toThrow('not an XML document');
    expect(readReply(await comfnd(id, 'InvWhControl')).root).toBe('InvWhControl');
  });

  test('with the whole length announced, breaks off', async () => {
    await fault({ kind: 'truncated', target: 'odata', announced: 'whole' });
    const response = await syspro.odata('A/InvWhControl');
    expect(response.status).toBe(200);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0);
    await expect(response.text()).rejects.toThrow('terminated');
    expect((await syspro.odata('A/InvWhControl')).status).toBe(200);
  });
});

test('html is a proxy’s page with 200, where an answer should be', async () => {
  await fault({ kind: 'html', count: 2 });
  const odata = await syspro.odata('A/InvWhControl');
  expect([odata.status, odata.headers.get('content-type')]).toEqual([200, 'text/html']);
  expect(await odata.text()).toMatch(/^<html>/);
  expect(await syspro.logon()).toMatch(/^<html>/);
});

describe('evict', () => {
  test('ends the session right before the request it befalls, which then fails as any with a dead session', async () => {
    const id = await syspro.logon();
    await fault({ kind: 'evict', after: 1, businessObject: 'COMFND' });
    expect(await comfnd(id, 'InvWhControl')).toContain('<InvWhControl ');
    expect(await comfnd(id, 'InvWhControl')).toBe('ERROR: Invalid or expired UserId');
    const fresh = await syspro.logon();
    expect(await comfnd(fresh, 'InvWhControl')).toContain('<InvWhControl ');
  });

  test('waits for a request that has a session', async () => {
    await syspro.control('POST', 'sessions/evict');
    await fault({ kind: 'evict' });
    const id = await syspro.logon();
    expect(await comfnd(id, 'InvWhControl')).toMatch(/^ERROR/);
    expect(await jsonOf(syspro.control('GET', 'faults'))).toEqual({ faults: [] });
  });
});

describe('licence', () => {
  test('refuses a logon with its text', async () => {
    await fault({ kind: 'licence', path: 'Logon' });
    expect(await syspro.logon()).toBe('ERROR: Maximum number of licensed users reached');
    expect(await syspro.logon()).toHaveLength(36);
  });

  test('refuses a business object with exception 100000, and lets others pass', async () => {
    const id = await syspro.logon();
    await fault({ kind: 'licence', businessObject: 'SORQID' });
    expect(await query(id, 'PORQPO')).toContain('<PorQuery ');
    const refused = await query(id, 'SORQID');
    expect(refused).toContain('<ExceptionNumber>100000</ExceptionNumber>');
    expect(refused).toContain('SORQID');
    expect(await query(id, 'SORQID')).toContain('<SalesOrderInvoiceDocuments ');
  });

  test('passes by what has no licence to refuse', async () => {
    await fault({ kind: 'licence' });
    expect((await syspro.odata('A/InvWhControl')).status).toBe(200);
    expect((await syspro.enet('GetVersion')).status).toBe(200);
    expect(await syspro.logon()).toMatch(/^ERROR/);
  });
});

describe('which requests', () => {
  test('after so many that fit, so many times, of one table by either service', async () => {
    const id = await syspro.logon();
    await fault({ kind: 'fail500', table: 'InvMaster', after: 1, count: 2 });
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) {
      expect((await syspro.odata('A/InvWhControl')).status).toBe(200);
      statuses.push((await syspro.odata('A/InvMaster', { $top: '1' })).status);
    }
    expect(statuses).toEqual([200, 500, 500]);
    await fault({ kind: 'fail500', table: 'InvMaster' });
    expect(await comfnd(id, 'InvWhControl')).toContain('<InvWhControl ');
    expect(await comfnd(id, 'InvMaster')).toContain('500 - Internal server error');
  });

  test('each fault counts the requests that it would fit, whatever befell them', async () => {
    await fault({ kind: 'fail500', target: 'odata' });
    await fault({ kind: 'html', target: 'odata', after: 1 });
    const statuses = [];
    for (let i = 0; i < 3; i++) {
      const response = await syspro.odata('A/InvWhControl');
      statuses.push(`${response.status} ${response.headers.get('content-type')?.split(';')[0]}`);
    }
    expect(statuses).toEqual(['500 text/html', '200 text/html', '200 application/json']);
  });

  test.each([
    { kind: 'flood' },
    { kind: 'slow', count: 0 },
    { kind: 'evict', target: 'sql' },
    { kind: 'slow', colour: 1 },
  ])('refuses %o', async (body) => {
    expect((await syspro.control('POST', 'faults', body)).status).toBe(400);
  });
});
