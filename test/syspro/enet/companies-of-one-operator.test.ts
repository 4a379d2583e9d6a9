import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createHttpClient, type HttpClient } from '../../../src/http/http-client.ts';
import { createEnetClient, type EnetClient } from '../../../src/syspro/enet/enet-client.ts';
import {
  createOperatorSession,
  type OperatorSession,
  type Session,
  type SessionEvent,
} from '../../../src/syspro/enet/session.ts';
import { sessionAuthentication } from '../../../src/syspro/odata/odata-authentication.ts';
import { createODataTables } from '../../../src/syspro/odata/odata-tables.ts';
import { jsonOf, startSysproUnderTest, type SysproUnderTest } from '../../sandbox/syspro/syspro-under-test.ts';
import { sysproError } from '../show-error.ts';

/*
 * Two companies read with one operator, against the stand-in, which knows one session per operator across companies and counts
 * what becomes of each.
 */

let under: SysproUnderTest;
let http: HttpClient;
let enet: EnetClient;
let operator: OperatorSession;
let events: SessionEvent[];

beforeAll(async () => {
  under = await startSysproUnderTest({
    orders: 3,
    companies: [
      { id: 'A', name: 'Great Lakes', password: '' },
      { id: 'B', name: 'Ohio Valley', password: 'b-secret' },
    ],
    odataAuthentication: 'session',
  });
  http = createHttpClient({ system: 'SYSPRO', connectTimeout: 5_000, requestTimeout: 20_000 });
  enet = createEnetClient({ http, baseUrl: under.sandbox.enetUrl });
}, 60_000);
beforeEach(async () => {
  events = [];
  const common = { operator: 'EDIBOT', password: 'edibot-enet' };
  operator = createOperatorSession({
    enet,
    companies: new Map([
      ['lakes', { ...common, companyId: 'A', companyPassword: '' }],
      ['valley', { ...common, companyId: 'B', companyPassword: 'b-secret' }],
    ]),
    idleLogoffMs: 60_000,
    onEvent: (event) => events.push(event),
  });
  await under.control('DELETE', 'requests');
});
afterEach(async () => {
  await operator.close();
  await under.control('DELETE', 'faults');
});
afterAll(async () => {
  http?.close();
  await under?.stop();
});

interface Counters {
  readonly logons: number;
  readonly logoffs: number;
  readonly evictions: number;
  readonly sessions: Readonly<Record<string, { readonly refused: number }>>;
}
const counters = (): Promise<Counters> => jsonOf<Counters>(under.control('GET', 'requests'));
const companyName = (session: Session): Promise<string | undefined> =>
  session.use(async (token, signal) => (await enet.getLogonProfile(token, signal)).companyName);
const changes = (): string[] => events.map(({ company, type }) => `${company} ${type}`);

test('each call runs in its own company’s session, and a change of company logs off before it logs on', async () => {
  const lakes = operator.company('lakes');
  const valley = operator.company('valley');
  expect([await companyName(lakes), await companyName(valley), await companyName(lakes)]).toEqual([
    'Great Lakes',
    'Ohio Valley',
    'Great Lakes',
  ]);
  expect(changes()).toEqual([
    'lakes logged-on',
    'lakes logged-off',
    'valley logged-on',
    'valley logged-off',
    'lakes logged-on',
  ]);
  await operator.close();
  expect(await counters()).toMatchObject({ logons: 3, logoffs: 3, evictions: 0 });
});

test('two companies that read pages side by side evict nobody, and change only when one has nothing more to ask', async () => {
  const read = async (code: string): Promise<(string | undefined)[]> => {
    const names: (string | undefined)[] = [];
    // One page after the other, as a scan reads them, with a little work of its own in between.
    for (let page = 0; page < 10; page += 1) {
      names.push(await companyName(operator.company(code)));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return names;
  };
  const [lakes, valley] = await Promise.all([read('lakes'), read('valley')]);
  expect(new Set(lakes)).toEqual(new Set(['Great Lakes']));
  expect(new Set(valley)).toEqual(new Set(['Ohio Valley']));
  await operator.close();
  const counted = await counters();
  expect(counted).toMatchObject({ logons: 2, logoffs: 2, evictions: 0 });
  expect(Object.values(counted.sessions).map(({ refused }) => refused)).toEqual([0, 0]);
});

test('a session that is thrown out while both read is healed by one logon, of the company whose call it was', async () => {
  await companyName(operator.company('lakes'));
  await under.control('POST', 'faults', { kind: 'evict', target: 'enet', path: 'GetLogonProfile' });
  const names = await Promise.all([
    companyName(operator.company('lakes')),
    companyName(operator.company('lakes')),
    companyName(operator.company('valley')),
  ]);
  expect(names).toEqual(['Great Lakes', 'Great Lakes', 'Ohio Valley']);
  expect(changes()).toEqual([
    'lakes logged-on',
    'lakes session-lost',
    'lakes logged-on',
    'lakes logged-off',
    'valley logged-on',
  ]);
  await operator.close();
  expect(await counters()).toMatchObject({ logons: 3, evictions: 0 });
});

test('renewing one company’s session waits for another’s call instead of ending it', async () => {
  const called = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const call = operator.company('lakes').use(async (token, signal) => {
    called.resolve();
    await release.promise;
    return (await enet.getLogonProfile(token, signal)).companyName;
  });
  await called.promise;
  const renewal = operator.company('valley').renew();
  release.resolve();
  expect(await call).toBe('Great Lakes');
  await renewal;
  expect(changes()).toEqual(['lakes logged-on', 'lakes logged-off', 'valley logged-on']);
  expect(await counters()).toMatchObject({ logons: 2, evictions: 0 });
});

test('a person who logs on as our operator ends the session once, and the next call of either company heals it', async () => {
  await companyName(operator.company('lakes'));
  await under.logon();
  expect(await companyName(operator.company('valley'))).toBe('Ohio Valley');
  // Ours could not be logged off any more: that is noticed and no obstacle.
  expect(changes()).toEqual(['lakes logged-on', 'lakes logoff-failed', 'valley logged-on']);
});

test('OData by the session’s token takes turns with e.net and is healed like it', async () => {
  const tables = (code: string, company: string) =>
    createODataTables({
      http,
      baseUrl: under.sandbox.odataUrl,
      company,
      pageSize: 2,
      authentication: sessionAuthentication((call, signal) => operator.company(code).use(call, signal), {
        name: 'Authorization',
        prefix: 'Bearer ',
      }),
    });
  const orders = (code: string, company: string): Promise<unknown[]> =>
    tables(code, company).read('PorMasterHdr', { select: ['PurchaseOrder'], key: ['PurchaseOrder'] });
  await under.control('POST', 'faults', { kind: 'evict', target: 'odata', table: 'PorMasterHdr', after: 1 });
  const [lakes, valley, name] = await Promise.all([
    orders('lakes', 'A'),
    orders('valley', 'B'),
    companyName(operator.company('lakes')),
  ]);
  expect(lakes.length).toBeGreaterThan(2);
  expect(valley.length).toBeGreaterThan(2);
  expect(name).toBe('Great Lakes');
  expect(changes().filter((change) => change.endsWith('session-lost'))).toHaveLength(1);
  expect(await counters()).toMatchObject({ evictions: 0 });
});

test('a dropped operator ends the calls of all its companies, the waiting ones at once, and its token is not used again', async () => {
  const called = Promise.withResolvers<void>();
  const never = sysproError(
    operator.company('lakes').use(() => {
      called.resolve();
      return new Promise<never>(() => undefined);
    }),
  );
  await called.promise;
  const waiting = sysproError(companyName(operator.company('valley')));
  operator.drop();
  expect([(await never).code, (await waiting).code]).toEqual(['SYSPRO-SESSION-ENDED', 'SYSPRO-SESSION-ENDED']);
  expect((await sysproError(operator.company('valley').renew())).code).toBe('SYSPRO-SESSION-ENDED');
  expect(await counters()).toMatchObject({ logons: 1, logoffs: 0 });
});

test('a company the operator does not have is refused', () => {
  expect(() => operator.company('other')).toThrow(RangeError);
});
