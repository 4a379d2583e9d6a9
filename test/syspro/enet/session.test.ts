import { afterEach, expect, test } from 'vitest';
import { createEnetClient, type EnetClient } from '../../../src/syspro/enet/enet-client.ts';
import {
  createOperatorSession,
  type OperatorSession,
  type Session,
  type SessionEvent,
} from '../../../src/syspro/enet/session.ts';
import type { SessionClock } from '../../../src/syspro/enet/session-clock.ts';
import type { SessionToken } from '../../../src/syspro/enet/session-token.ts';
import { allOf, sysproError } from '../show-error.ts';
import { startWireServer, type WireServer } from '../wire-server.ts';

const credentials = { operator: 'EDI', password: 'canary-pw', companyId: 'A', companyPassword: '' };

/** An e.net service with one session per operator, as far as these tests need it. */
interface Enet {
  readonly client: EnetClient;
  readonly server: WireServer;
  /** The endpoints called, in order. */
  readonly calls: string[];
  /** Ends the session from outside, as another logon or an administrator does. */
  evict(): void;
  /** Queries wait until the returned function is called. */
  hold(): () => void;
  logonFails: boolean;
  alwaysError: boolean;
  mostAtOnce: number;
}

let cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of cleanUp) await close();
  cleanUp = [];
});

async function startEnet(): Promise<Enet> {
  let live: string | undefined;
  let count = 0;
  let atOnce = 0;
  let gate = Promise.resolve();
  const calls: string[] = [];
  const server = await startWireServer(({ path, query }, response) => {
    const name = path.split('/').slice(2).join('/');
    calls.push(name);
    if (name === 'Logon') {
      if (enet.logonFails) {
        response.end('ERROR: Invalid operator password');
        return;
      }
      live = `${(count += 1).toString(16).toUpperCase().padStart(32, '0')}00  `;
      response.end(live);
      return;
    }
    if (query.get('UserId') !== live || enet.alwaysError) {
      response.end('ERROR: Invalid UserId');
      return;
    }
    if (name === 'Logoff') {
      live = undefined;
      response.end('0');
      return;
    }
    atOnce += 1;
    enet.mostAtOnce = Math.max(enet.mostAtOnce, atOnce);
    const answer = (): void => {
      atOnce -= 1;
      response.end('<PorDetail><PurchaseOrder>1</PurchaseOrder></PorDetail>');
    };
    void gate.then(answer);
  });
  cleanUp.push(() => server.close());
  const enet: Enet = {
    client: createEnetClient({ http: server.http, baseUrl: `${server.url}/Rest` }),
    server,
    calls,
    evict: () => (live = 'EVICTED'),
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
    logonFails: false,
    alwaysError: false,
    mostAtOnce: 0,
  };
  return enet;
}

function open(
  enet: Enet,
  more: { clock?: SessionClock; events?: SessionEvent[]; mayLogOn?: () => Promise<void> } = {},
): Session & Pick<OperatorSession, 'drop' | 'close'> {
  const operator = createOperatorSession({
    enet: enet.client,
    companies: new Map([['a', credentials]]),
    idleLogoffMs: 60_000,
    clock: more.clock,
    mayLogOn: more.mayLogOn,
    onEvent: (event) => more.events?.push(event),
  });
  const close = (): Promise<void> => operator.close();
  cleanUp.unshift(close);
  return { ...operator.company('a'), drop: () => operator.drop(), close };
}

const query = (enet: Enet) => (token: SessionToken, signal: AbortSignal) =>
  enet.client.query(token, 'PORQRY', '<Query/>', signal);

/** Waits until the server has seen so many calls. */
async function seen(enet: Enet, count: number): Promise<void> {
  while (enet.calls.length < count) await new Promise((resolve) => setImmediate(resolve));
}

test('the first call logs on, and all calls run one at a time in one session', async () => {
  const enet = await startEnet();
  const session = open(enet);
  const answers = await Promise.all([1, 2, 3, 4].map(() => session.use(query(enet))));
  expect(answers.map((answer) => answer.name)).toEqual(Array(4).fill('PorDetail'));
  expect(enet.calls).toEqual(['Logon', ...Array<string>(4).fill('Query/Query')]);
  expect(enet.mostAtOnce).toBe(1);
});

test('renew logs on when there is no session, and once for all who ask at the same time', async () => {
  const enet = await startEnet();
  const session = open(enet);
  await Promise.all([session.renew(), session.renew(), session.renew()]);
  expect(enet.calls).toEqual(['Logon']);
});

test('renew replaces a session nobody is using', async () => {
  const enet = await startEnet();
  const session = open(enet);
  await session.renew();
  await session.renew();
  expect(enet.calls).toEqual(['Logon', 'Logoff', 'Logon']);
});

test('renew leaves a session alone while a call is in flight', async () => {
  const enet = await startEnet();
  const session = open(enet);
  await session.renew();
  const release = enet.hold();
  const call = session.use(query(enet));
  await seen(enet, 2);
  await session.renew();
  release();
  await call;
  expect(enet.calls).toEqual(['Logon', 'Query/Query']);
});

test('renew that waits for a first call takes the session this one brings', async () => {
  const enet = await startEnet();
  const session = open(enet);
  await Promise.all([session.use(query(enet)), session.renew()]);
  expect(enet.calls).toEqual(['Logon', 'Query/Query']);
});

test('an evicted session is healed by one fresh logon, and the query repeated', async () => {
  const enet = await startEnet();
  const events: SessionEvent[] = [];
  const session = open(enet, { events });
  await session.renew();
  enet.evict();
  expect((await session.use(query(enet))).name).toBe('PorDetail');
  expect(enet.calls).toEqual(['Logon', 'Query/Query', 'Logon', 'Query/Query']);
  expect(events.map((event) => event.type)).toEqual(['logged-on', 'session-lost', 'logged-on']);
});

test('a query that meets ERROR again after the fresh logon is refused, not tried for ever', async () => {
  const enet = await startEnet();
  const session = open(enet);
  enet.alwaysError = true;
  const error = await sysproError(session.use(query(enet)));
  expect(error).toMatchObject({ code: 'SYSPRO-REFUSED', retryable: true });
  expect(error.message).toContain('Invalid UserId');
  expect(enet.calls).toEqual(['Logon', 'Query/Query', 'Logon', 'Query/Query']);
});

test('a call that must not be repeated is not', async () => {
  const enet = await startEnet();
  const session = open(enet);
  await session.renew();
  enet.evict();
  expect((await sysproError(session.useOnce(query(enet)))).code).toBe('SYSPRO-SESSION-LOST');
  expect(enet.calls).toEqual(['Logon', 'Query/Query']);
  expect((await session.useOnce(query(enet))).name).toBe('PorDetail');
});

test('a refused logon fails the call without showing the password, and the next call logs on again', async () => {
  const enet = await startEnet();
  const session = open(enet);
  enet.logonFails = true;
  const error = await sysproError(session.use(query(enet)));
  expect(error.code).toBe('SYSPRO-CREDENTIALS');
  expect(allOf(error)).not.toContain('canary');
  enet.logonFails = false;
  expect((await session.use(query(enet))).name).toBe('PorDetail');
});

test('before each logon the holder of the lock is asked', async () => {
  const enet = await startEnet();
  let may = true;
  const session = open(enet, {
    mayLogOn: () => (may ? Promise.resolve() : Promise.reject(new Error('the lock is lost'))),
  });
  await session.renew();
  may = false;
  enet.evict();
  await expect(session.use(query(enet))).rejects.toThrow('the lock is lost');
  expect(enet.calls).toEqual(['Logon', 'Query/Query']);
});

test('an idle session is logged off, and a call in between puts that off', async () => {
  const enet = await startEnet();
  const timers: { callback: () => void; ms: number; stopped: boolean }[] = [];
  const clock: SessionClock = {
    now: () => 0,
    after(ms, callback) {
      const timer = { ms, callback, stopped: false };
      timers.push(timer);
      return () => (timer.stopped = true);
    },
  };
  const session = open(enet, { clock });
  await session.use(query(enet));
  await session.use(query(enet));
  // The timer starts once the call's own promise has settled.
  await new Promise((resolve) => setImmediate(resolve));
  expect(timers.map(({ ms, stopped }) => ({ ms, stopped }))).toEqual([
    { ms: 60_000, stopped: true },
    { ms: 60_000, stopped: false },
  ]);
  timers[1]?.callback();
  await seen(enet, 4);
  expect(enet.calls).toEqual(['Logon', 'Query/Query', 'Query/Query', 'Logoff']);
  await session.use(query(enet));
  expect(enet.calls.slice(4)).toEqual(['Logon', 'Query/Query']);
});

test('close waits for the calls, logs off once, and takes no more', async () => {
  const enet = await startEnet();
  const session = open(enet);
  const call = session.use(query(enet));
  await Promise.all([session.close(), session.close()]);
  expect((await call).name).toBe('PorDetail');
  expect(enet.calls).toEqual(['Logon', 'Query/Query', 'Logoff']);
  expect((await sysproError(session.use(query(enet)))).code).toBe('SYSPRO-SESSION-ENDED');
  expect((await sysproError(session.renew())).code).toBe('SYSPRO-SESSION-ENDED');
});

test('closing a session that never logged on calls nobody', async () => {
  const enet = await startEnet();
  await open(enet).close();
  expect(enet.calls).toEqual([]);
});

test('a dropped session cancels the call in flight and never uses its token again', async () => {
  const enet = await startEnet();
  const session = open(enet);
  await session.renew();
  const release = enet.hold();
  const inFlight = sysproError(session.use(query(enet)));
  const waiting = sysproError(session.use(query(enet)));
  await seen(enet, 2);
  session.drop();
  expect((await inFlight).code).toBe('SYSPRO-SESSION-ENDED');
  expect((await waiting).code).toBe('SYSPRO-SESSION-ENDED');
  release();
  await session.close();
  expect((await sysproError(session.use(query(enet)))).code).toBe('SYSPRO-SESSION-ENDED');
  expect(enet.calls).toEqual(['Logon', 'Query/Query']);
});

test('a dropped session frees its caller even where the call does not heed the signal', async () => {
  const enet = await startEnet();
  const session = open(enet);
  const never = sysproError(session.use(() => new Promise<never>(() => undefined)));
  await seen(enet, 1);
  session.drop();
  expect((await never).code).toBe('SYSPRO-SESSION-ENDED');
});

test('a cancelled call ends alone: the session goes on', async () => {
  const enet = await startEnet();
  const session = open(enet);
  await session.renew();
  const release = enet.hold();
  const controller = new AbortController();
  const inFlight = sysproError(session.use(query(enet), controller.signal));
  const waiting = sysproError(session.use(query(enet), controller.signal));
  const other = session.use(query(enet));
  await seen(enet, 2);
  controller.abort();
  expect((await inFlight).code).toBe('SYSPRO-CANCELLED');
  expect((await waiting).code).toBe('SYSPRO-CANCELLED');
  release();
  expect((await other).name).toBe('PorDetail');
  expect(enet.calls).toEqual(['Logon', 'Query/Query', 'Query/Query']);
});
