import { describe, expect, test } from 'vitest';
import { realRepeats, type Repeats } from '../../src/sterling/repeat-read.ts';
import type { HttpClient } from '../../src/http/http-client.ts';
import { createSterlingClient, type SterlingClient } from '../../src/sterling/sterling-client.ts';
import { apiNotFound, certificate, location, refusedAs } from './ask.ts';
import { connect, startServer, type Answer, type Received } from './https-server.ts';

interface Watched extends Repeats {
  readonly pauses: number[];
}

/** Repeats whose pauses take no time but by their own clock. */
function watched(): Watched {
  const pauses: number[] = [];
  return {
    pauses,
    pause(milliseconds) {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
    now: () => pauses.reduce((sum, pause) => sum + pause, 0),
  };
}

interface Asked<T> {
  readonly result: PromiseSettledResult<T>;
  readonly received: readonly Received[];
}

/** Calls with answers given one after the other; the last goes on. */
async function call<T>(
  answers: readonly Answer[],
  use: (client: SterlingClient) => Promise<T>,
  repeats: Repeats = watched(),
): Promise<Asked<T>> {
  let asked = 0;
  await using server = await startServer(certificate, () => {
    asked += 1;
    return answers[Math.min(asked, answers.length) - 1] ?? 'hang';
  });
  using connected = connect(server.baseUrl, certificate.authority, undefined, repeats);
  const [result] = await Promise.allSettled([use(connected.client)]);
  return { result, received: server.received };
}

const message = { _id: '78', name: 'a.x12', mailboxPath: '/ACME/Outbound' };
const lookUp = (client: SterlingClient): ReturnType<SterlingClient['findMessages']> => client.findMessages(message);
const read = (client: SterlingClient): ReturnType<SterlingClient['getMessage']> => client.getMessage('78');
const passing: [string, Answer, string][] = [
  ['a reset', 'reset', 'STERLING-NO-ANSWER'],
  ['a 500', { status: 500 }, 'STERLING-SERVER-ERROR'],
  ['a 503 page', { status: 503, body: '<html></html>' }, 'STERLING-SERVER-ERROR'],
  ['a 429', { status: 429 }, 'STERLING-BUSY'],
];

describe.each(passing)('after %s', (_, failure, code) => {
  test('a read is repeated, and again, with longer and longer pauses', async () => {
    for (const failures of [1, 2]) {
      const repeats = watched();
      const { result, received } = await call([...Array(failures).fill(failure), { body: message }], read, repeats);
      expect(result).toMatchObject({ status: 'fulfilled', value: { id: '78' } });
      expect(received).toHaveLength(failures + 1);
      expect(repeats.pauses).toHaveLength(failures);
      expect(repeats.pauses).toEqual(repeats.pauses.toSorted((a, b) => a - b));
    }
  });

  test('a read fails with the third', async () => {
    const { result, received } = await call([failure], read);
    expect(result).toMatchObject({ status: 'rejected', reason: { code } });
    expect(received).toHaveLength(3);
  });

  test('an action that changes nothing is repeated with its body', async () => {
    const { result, received } = await call([failure, { body: { response: 'SVNB' } }], (c) => c.getPayload('a:b'));
    expect(result).toMatchObject({ status: 'fulfilled' });
    expect(received.map(({ body }) => body)).toEqual(Array(2).fill('{"isPlainText":false}'));
  });

  const bytes = new Uint8Array(3);
  const partner = {
    community: 'c',
    authenticationType: 'External',
    givenName: 'a',
    surname: 'b',
    emailAddress: 'a@b',
    phone: '1',
  } as const;
  // Every method that changes something. A new one that is missing here is found by the test below.
  const changes: Record<string, (client: SterlingClient) => Promise<unknown>> = {
    putDocument: (c) => c.putDocument({ name: 'a', bytes }),
    deleteDocument: (c) => c.deleteDocument('1'),
    addMessage: (c) => c.addMessage({ ...message, documentId: '1', extractability: 'always' }),
    resubmitMessage: (c) => c.resubmitMessage('1'),
    postBatch: (c) => c.postBatch({ ...message, bytes }),
    createMailbox: (c) => c.createMailbox({ path: '/a', description: 'a' }),
    createRoutingRule: (c) => c.createRoutingRule({ name: 'a', mailboxIds: ['1'], process: 'p', runAs: 'u' }),
    createTradingPartner: (c) => c.createTradingPartner({ ...partner, partnerName: 'a', username: 'abcde' }),
    updateTradingPartner: (c) => c.updateTradingPartner('a', partner),
    createCodeList: (c) => c.createCodeList({ name: 'a', codes: [] }),
    addCodes: (c) => c.addCodes({ name: 'a', version: 1 }, []),
  };

  test.each(Object.entries(changes))('%s is not repeated', async (__, change) => {
    const { result, received } = await call([failure, location('/B2BAPIs/svc/x/1')], change);
    expect(result).toMatchObject({
      status: 'rejected',
      reason: { code: expect.stringMatching(/^STERLING-/) as unknown },
    });
    expect(received).toHaveLength(1);
  });

  test('no other method sends anything but reads', async () => {
    using connected = connect('https://127.0.0.1:1/B2BAPIs/svc/');
    const others = Object.keys(connected.client).filter((name) => !(name in changes));
    expect(others.filter((name) => !/^(find|get|list|read|check)/.test(name))).toEqual([]);
  });
});

test.each<[string, Answer]>([
  ['a 400', refusedAs('API000901: bad')],
  ['a 401', { status: 401 }],
  ['a 403', { status: 403 }],
  ['a 404 page', { status: 404, body: '<html></html>' }],
  ['a redirect', { status: 302, headers: { location: '/login' } }],
  ['a page', { body: '<html></html>' }],
])('%s is an answer: the read is not repeated', async (_, answer) => {
  const { result, received } = await call([answer, { body: message }], read);
  expect(result.status).toBe('rejected');
  expect(received).toHaveLength(1);
});

test('a server that cannot be reached is tried again, one whose certificate is not trusted is not', async () => {
  const repeats = watched();
  using nobody = connect('https://127.0.0.1:1/B2BAPIs/svc/', undefined, undefined, repeats);
  await expect(read(nobody.client)).rejects.toMatchObject({ code: 'STERLING-UNREACHABLE' });
  expect(repeats.pauses).toHaveLength(2);
  await using server = await startServer(certificate, () => ({ body: message }));
  const once = watched();
  using distrusting = connect(server.baseUrl, undefined, undefined, once);
  await expect(read(distrusting.client)).rejects.toMatchObject({ code: 'STERLING-TLS' });
  expect(once.pauses).toEqual([]);
});

test('a read that took half a minute is not repeated', async () => {
  const times = [0, 31_000];
  const repeats = { ...watched(), now: () => times.shift() ?? 31_000 };
  const { result, received } = await call(['reset', { body: message }], read, repeats);
  expect(result).toMatchObject({ status: 'rejected', reason: { code: 'STERLING-NO-ANSWER' } });
  expect(received).toHaveLength(1);
});

// "Absent" lets a message be posted again, so no repeat may turn a failure into it.
describe('a look-up', () => {
  test('is absent only by an answer of the API', async () => {
    expect((await call([{ status: 500 }, { body: [] }], lookUp)).result).toEqual({ status: 'fulfilled', value: [] });
    expect((await call(['reset', apiNotFound], lookUp)).result).toEqual({ status: 'fulfilled', value: [] });
  });

  test.each<[string, Answer[]]>([
    ['three failures', [{ status: 500 }, 'reset', { status: 503 }]],
    ['a failure and a page', [{ status: 500 }, { status: 404, body: '<html></html>' }]],
    ['a failure and an empty answer', ['reset', { status: 200 }]],
    ['a failure and a refusal', [{ status: 429 }, refusedAs('API000901: bad')]],
    ['a first page and three failures', [{ body: [message] }, { status: 500 }]],
  ])('is not, after %s', async (_, answers) => {
    const { result } = await call(answers, lookUp);
    expect(result).toMatchObject({ status: 'rejected', reason: { name: 'SterlingError' } });
  });

  test('finds the message when a page was repeated', async () => {
    const { result } = await call([{ status: 500 }, { body: [message] }, 'reset', { body: [] }], lookUp);
    expect(result).toMatchObject({ status: 'fulfilled', value: [{ id: '78' }] });
  });
});

describe('a signal', () => {
  test('aborted in a pause ends the read with its last error', async () => {
    const stop = new AbortController();
    const repeats: Repeats = {
      ...watched(),
      pause(_, signal) {
        expect(signal).toBe(stop.signal);
        stop.abort();
        return Promise.resolve();
      },
    };
    const { result, received } = await call(
      [{ status: 500 }],
      (client) => client.getMessage('78', stop.signal),
      repeats,
    );
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'STERLING-SERVER-ERROR' } });
    expect(received).toHaveLength(1);
  });

  test('ends the real pause at once', async () => {
    const stop = new AbortController();
    const begun = performance.now();
    const pause = realRepeats.pause(60_000, stop.signal);
    stop.abort();
    await pause;
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  test('the real pause takes its time', async () => {
    const begun = realRepeats.now();
    await realRepeats.pause(30);
    expect(realRepeats.now() - begun).toBeGreaterThanOrEqual(25);
  });
});

test('a list without end is given up', async () => {
  let asked = 0;
  const http: HttpClient = {
    request() {
      asked += 1;
      const body = Buffer.from(JSON.stringify([{ ...message, _id: String(asked) }]));
      return Promise.resolve({ status: 200, headers: {}, body });
    },
    close: () => undefined,
  };
  const client = createSterlingClient({ http, baseUrl: 'https://h/B2BAPIs/svc/', repeats: watched() });
  await expect(lookUp(client)).rejects.toMatchObject({
    code: 'STERLING-ANSWER-UNREADABLE',
    message: expect.stringContaining('does not end') as unknown,
  });
  expect(asked).toBe(10_000);
});
