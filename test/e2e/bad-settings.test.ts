import getPort from 'get-port';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type CommandResult, type House } from '../support/house.ts';

type Check = { name: string; ok: boolean; detail: string; fix?: string };
type Change = Parameters<House['runWith']>[0];

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 120_000);
afterAll(() => house?.close());

/** What `ping` finds wrong with a changed configuration, and how many checks there were. */
async function failing(change: Change): Promise<{ failed: Check[]; all: number; code: number }> {
  const { code, out } = await house.runWith(change, 'ping', '--json');
  const checks = JSON.parse(out) as Check[];
  // The broken profile of the local stack is there in every house.
  return { code, all: checks.length, failed: checks.filter(({ ok, name }) => !ok && name !== 'Partner profiles') };
}

const enetOf = (config: Parameters<Change>[0]) => config.companies[0]?.syspro.enet;

describe('ping says what is wrong and what to do, and tests the rest all the same', () => {
  test.each<[string, Change, RegExp, RegExp]>([
    [
      'a wrong e.net password',
      (c) => Object.assign(enetOf(c) ?? {}, { password: { env: 'HOUSE_ODATA' } }),
      /SYSPRO logon EDIBOT/,
      /password/i,
    ],
    [
      'a wrong OData password',
      (c) => Object.assign(c.companies[0]?.syspro.odata ?? {}, { password: { env: 'HOUSE_SYSPRO' } }),
      /SYSPRO OData/,
      /password/i,
    ],
    [
      'a date column that does not exist',
      (c) => Object.assign(c.companies[0]?.streams['purchase-orders'] ?? {}, { dateColumn: 'PostDate' }),
      /PorMasterHdr/,
      /in the stream’s dateColumn/,
    ],
    [
      'a wrong Sterling password',
      (c) => Object.assign(c.sterling, { password: { env: 'HOUSE_ODATA' } }),
      /Sterling authentication/,
      /password|account/i,
    ],
    ['a certificate nobody trusts', (c) => delete c.sterling.caFile, /Sterling TLS/, /caFile/],
    [
      'no e.net service there',
      (c) => Object.assign(enetOf(c) ?? {}, { url: 'http://127.0.0.1:9/Rest' }),
      /SYSPRO e\.net service/,
      /url/,
    ],
  ])('%s', async (_what, change, name, fix) => {
    const { failed, all, code } = await failing(change);
    expect(code).toBe(1);
    expect(all).toBeGreaterThan(10);
    const found = failed.find((check) => name.test(check.name));
    expect(found?.detail).toBeTruthy();
    expect(found?.fix).toMatch(fix);
  });

  test('nothing, with the house as it is', async () => {
    expect((await failing(() => undefined)).failed.filter(({ name }) => name !== 'Temporal fairness')).toEqual([]);
  });
});

// Side by side, for each mostly waits.
describe.concurrent('a command that cannot run says why in a line, without a stack, and ends with 2', () => {
  const expectToSay = ({ code, err }: CommandResult, what: RegExp): void => {
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(what) as unknown });
    expect(err).not.toMatch(/\n\s+at /);
  };

  test('PostgreSQL is away', async () => {
    const port = await getPort();
    expectToSay(
      await house.runWith((c) => Object.assign(c.postgres ?? {}, { port }), 'list'),
      /PostgreSQL cannot be used.*ECONNREFUSED/,
    );
  });
  test('Temporal is away', async () => {
    const address = `127.0.0.1:${await getPort()}`;
    expectToSay(
      await house.runWith((c) => Object.assign(c.temporal ?? {}, { address }), 'poll', 'purchase-orders'),
      /Temporal at 127/,
    );
  });
  test('the ledger was not migrated, for a command that only reads', async () => {
    expectToSay(
      await house.runWith((c) => Object.assign(c.postgres ?? {}, { database: 'postgres' }), 'list'),
      /Run: syspro-sterling migrate/,
    );
  });
  test('the ledger was not migrated', async () => {
    expectToSay(
      await house.runWith((c) => Object.assign(c.postgres ?? {}, { database: 'postgres' }), 'worker'),
      /migrate/,
    );
  });
  test('the configuration is wrong in several places, all told at once', async () => {
    const result = await house.runWith((c) => {
      Object.assign(c.sterling, { url: 'http://plain', username: 7 });
      Object.assign(c.companies[0] ?? {}, { timeZone: 'Mars/Olympus' });
    }, 'ping');
    expectToSay(result, /sterling\.url[\s\S]*sterling\.username[\s\S]*timeZone/);
  });
  test('no such document', async () => {
    expectToSay(await house.run('show', '999999'), /the ledger has no document 999999/);
  });
});

test('a poll of a SYSPRO that refuses the logon ends with that outcome and code, and the worker goes on', async () => {
  await house.syspro.post('faults', { json: { kind: 'fail500', target: 'enet', count: 50 } });
  const worker = await house.startWorker();
  const { code, out } = await house.run('poll', 'purchase-orders', '--json');
  expect({ code, result: JSON.parse(out) as unknown }).toMatchObject({
    code: 1,
    result: { outcome: 'source-unavailable', cause: 'SYSPRO-FAILED' },
  });
  await house.syspro.delete('faults');
  expect((await house.run('poll', 'purchase-orders')).code).toBe(0);
  await worker.stop();
}, 90_000);
