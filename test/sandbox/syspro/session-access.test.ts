import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { jsonOf, startSysproUnderTest, type SysproUnderTest } from './syspro-under-test.ts';

let syspro: SysproUnderTest;
let clock = new Date('2026-03-20T10:00:00Z');

beforeAll(async () => {
  syspro = await startSysproUnderTest({
    orders: 0,
    invoices: 0,
    dispatchNotes: 0,
    now: () => clock,
    idleTimeout: 60_000,
    odataAuthentication: 'session',
    companies: [
      { id: 'A', name: 'First', password: '' },
      { id: 'B', name: 'Second', password: '' },
    ],
  });
});
afterAll(() => syspro.stop());
beforeEach(async () => {
  await syspro.control('DELETE', 'faults');
  await syspro.control('POST', 'sessions/evict');
  await syspro.control('DELETE', 'requests');
});

const read = (path: string, authorization: string): Promise<Response> =>
  fetch(`${syspro.sandbox.odataUrl}/${path}`, { headers: { authorization } });
const status = async (path: string, id: string): Promise<number> => (await read(path, `Bearer ${id}`)).status;

describe('OData by the id of an e.net session', () => {
  test('takes it, with its blanks or without, and nothing else', async () => {
    const id = await syspro.logon();
    expect(await status('A/InvWhControl', id)).toBe(200);
    expect(await status('A/InvWhControl', id.trim())).toBe(200);
    expect(await status('A/$metadata', id)).toBe(200);
    const refused = await read('A/InvWhControl', `Bearer ${'0'.repeat(34)}`);
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect((await syspro.odata('A/InvWhControl')).status).toBe(401);
    expect((await read('A/InvWhControl', id)).status).toBe(401);
  });

  test('a session reads its own company only', async () => {
    const id = await syspro.logon({ CompanyId: 'B' });
    expect(await status('B/InvWhControl', id)).toBe(200);
    expect(await status('A/InvWhControl', id)).toBe(401);
  });

  test('reading keeps a session from idling out, and an eviction ends it here as well', async () => {
    const id = await syspro.logon();
    for (let i = 0; i < 3; i++) {
      clock = new Date(clock.getTime() + 50_000);
      expect(await status('A/InvWhControl', id)).toBe(200);
    }
    await syspro.control('POST', 'faults', { kind: 'evict', target: 'odata', after: 1 });
    expect(await status('A/InvWhControl', id)).toBe(200);
    expect(await status('A/InvWhControl', id)).toBe(401);
  });

  test('in another header, with nothing before it', async () => {
    const other = await startSysproUnderTest({
      orders: 0,
      invoices: 0,
      dispatchNotes: 0,
      odataAuthentication: 'session',
      odataSessionHeader: { name: 'X-Session', prefix: '' },
    });
    try {
      const id = (await other.logon()).trim();
      const headers = { 'x-session': id };
      expect((await fetch(`${other.sandbox.odataUrl}/A/InvWhControl`, { headers })).status).toBe(200);
      expect((await other.odata('A/InvWhControl')).status).toBe(401);
    } finally {
      await other.stop();
    }
  });
});

test('what became of sessions is counted by operator and company', async () => {
  const call = async (id: string): Promise<string> => (await syspro.enet('GetLogonProfile', { UserId: id })).text();
  const first = await syspro.logon();
  const second = await syspro.logon({ CompanyId: 'B' });
  expect(await call(first)).toMatch(/^ERROR/);
  expect(await call(first)).toMatch(/^ERROR/);
  await syspro.enet('Logoff', { UserId: second });
  const third = await syspro.logon();
  clock = new Date(clock.getTime() + 61_000);
  expect(await call(third)).toMatch(/^ERROR/);
  await syspro.logon();
  await syspro.control('POST', 'sessions/evict', { operator: 'edibot' });
  const { sessions } = await jsonOf<{ sessions: unknown }>(syspro.control('GET', 'requests'));
  expect(sessions).toEqual({
    'EDIBOT A': { logon: 3, logoff: 0, evicted: 1, 'thrown-out': 1, expired: 1, refused: 3 },
    'EDIBOT B': { logon: 1, logoff: 1, evicted: 0, 'thrown-out': 0, expired: 0, refused: 0 },
  });
});
