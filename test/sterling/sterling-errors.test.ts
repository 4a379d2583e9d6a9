import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import type { SterlingClient } from '../../src/sterling/sterling-client.ts';
import { SterlingError } from '../../src/sterling/sterling-error.ts';
import { account, connect, createCertificate, startServer, type Answer } from './https-server.ts';

const certificate = await createCertificate();
const message = { documentId: '1', mailboxPath: '/ACME/Outbound', name: 'a.x12', extractability: { count: 1 } };
const post = (client: SterlingClient): Promise<unknown> => client.addMessage(message);
const read = (client: SterlingClient): Promise<unknown> => client.checkAccess();

/** The error a call ends in; a call that ends well fails the test. */
async function errorOf(call: Promise<unknown>): Promise<SterlingError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SterlingError);
  if (!(error instanceof SterlingError)) throw new TypeError('not a SterlingError');
  // Whatever happened: a next step, and no secret.
  expect(error.fix).not.toBe('');
  const basic = Buffer.from(`${account.username}:${account.password}`).toString('base64');
  for (const secret of [account.password, basic]) {
    expect(`${error.message} ${error.fix} ${error.stack} ${JSON.stringify(error)}`).not.toContain(secret);
  }
  expect(error.cause).toBeUndefined();
  return error;
}

async function errorOfAnswer(
  answer: Answer,
  call: (client: SterlingClient) => Promise<unknown>,
): Promise<SterlingError> {
  await using server = await startServer(certificate, () => answer);
  using connected = connect(server.baseUrl, certificate.authority);
  return await errorOf(call(connected.client));
}

const page = '<html><head><title>Error 4xx</title></head><body>long explanation</body></html>';

test.each<[number, unknown, string, string]>([
  [
    400,
    { errorCode: 400, errorDescription: 'API000123: Mailbox /ACME/Outbound is bad' },
    'STERLING-REFUSED',
    'refused',
  ],
  [400, page, 'STERLING-REFUSED', 'refused'],
  [401, page, 'STERLING-CREDENTIALS', 'not-received'],
  [401, undefined, 'STERLING-CREDENTIALS', 'not-received'],
  [401, { errorCode: 401, errorDescription: 'no' }, 'STERLING-CREDENTIALS', 'not-received'],
  [403, { errorCode: 403, errorDescription: 'API000124: no permission' }, 'STERLING-FORBIDDEN', 'not-received'],
  [404, { errorCode: 404, errorDescription: 'API000125: no such mailbox' }, 'STERLING-NOT-FOUND', 'refused'],
  [404, page, 'STERLING-WRONG-ADDRESS', 'not-received'],
  [405, page, 'STERLING-REFUSED', 'refused'],
  [408, undefined, 'STERLING-SERVER-ERROR', 'unknown'],
  [413, page, 'STERLING-REFUSED', 'refused'],
  [429, undefined, 'STERLING-BUSY', 'not-received'],
  [302, undefined, 'STERLING-WRONG-ADDRESS', 'unknown'],
  [500, { errorCode: 500, errorDescription: 'API000126: internal' }, 'STERLING-SERVER-ERROR', 'unknown'],
  [502, page, 'STERLING-SERVER-ERROR', 'unknown'],
  [503, undefined, 'STERLING-SERVER-ERROR', 'unknown'],
])('a post answered %i %j is %s, %s', async (status, body, code, outcome) => {
  expect(await errorOfAnswer({ status, body }, post)).toMatchObject({ code, outcome, status });
});

test('says what the API said, with its code', async () => {
  const body = { errorCode: 400, errorDescription: 'API000123: Mailbox /ACME/Outbound\n  is bad' };
  const error = await errorOfAnswer({ status: 400, body }, post);
  expect(error.apiCode).toBe('API000123');
  expect(error.message).toBe('Sterling POST mailboxmessages/ answered 400: API000123: Mailbox /ACME/Outbound is bad');
});

test('reads the misspelt field', async () => {
  const error = await errorOfAnswer({ status: 400, body: { errorDiscription: 'API000123: bad' } }, post);
  expect(error).toMatchObject({ apiCode: 'API000123', message: expect.stringContaining('API000123: bad') });
});

test('says a page by its title and shortens a long text', async () => {
  expect((await errorOfAnswer({ status: 400, body: page }, post)).message).toMatch(/: a page titled "Error 4xx"$/);
  expect((await errorOfAnswer({ status: 400, body: 'x'.repeat(5000) }, post)).message.length).toBeLessThan(300);
});

test('a server that echoes the request puts no secret into the message', async () => {
  const header = `Basic ${Buffer.from(`${account.username}:${account.password}`).toString('base64')}`;
  const error = await errorOfAnswer(
    { status: 400, body: { errorDescription: `bad header Authorization: ${header}` } },
    post,
  );
  expect(error.message).toContain('Basic [redacted]');
});

test('a reset after the request is unknown for a post, and no answer for a read', async () => {
  expect(await errorOfAnswer('reset', post)).toMatchObject({ code: 'STERLING-OUTCOME-UNKNOWN', outcome: 'unknown' });
  expect(await errorOfAnswer('reset', read)).toMatchObject({ code: 'STERLING-NO-ANSWER', outcome: 'unknown' });
});

test('a time-out after the request is unknown for a post, and no answer for a read', async () => {
  await using server = await startServer(certificate, () => 'hang');
  using connected = connect(server.baseUrl, certificate.authority, { connectTimeout: 2000, requestTimeout: 300 });
  expect(await errorOf(post(connected.client))).toMatchObject({ code: 'STERLING-OUTCOME-UNKNOWN', outcome: 'unknown' });
  expect(await errorOf(read(connected.client))).toMatchObject({ code: 'STERLING-NO-ANSWER', outcome: 'unknown' });
  expect(server.received.map((request) => request.method)).toEqual(['POST', 'GET', 'GET', 'GET']);
});

test('a refused connection was not received', async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  using connected = connect(`https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/B2BAPIs/svc/`);
  const error = await errorOf(post(connected.client));
  expect(error).toMatchObject({ code: 'STERLING-UNREACHABLE', outcome: 'not-received', status: undefined });
  expect(error.message).toContain('ECONNREFUSED');
});

test('a certificate by an authority not trusted is refused before anything is sent', async () => {
  await using server = await startServer(certificate, () => ({ body: [] }));
  const other = await createCertificate();
  for (const authority of [undefined, other.authority]) {
    using connected = connect(server.baseUrl, authority);
    const error = await errorOf(post(connected.client));
    expect(error).toMatchObject({ code: 'STERLING-TLS', outcome: 'not-received' });
    expect(error.fix).toContain('sterling.caFile');
  }
  expect(server.received).toEqual([]);
});

test('a certificate for another host is refused', async () => {
  const elsewhere = await createCertificate('b2b.example.com');
  await using server = await startServer(elsewhere, () => ({ body: [] }));
  using connected = connect(server.baseUrl, elsewhere.authority);
  expect(await errorOf(post(connected.client))).toMatchObject({ code: 'STERLING-TLS', outcome: 'not-received' });
  expect(server.received).toEqual([]);
});

test('a port without TLS is told as such to a read', async () => {
  await using server = await startServer(undefined, () => ({ body: [] }));
  using connected = connect(server.baseUrl, certificate.authority);
  expect(await errorOf(read(connected.client))).toMatchObject({ code: 'STERLING-TLS' });
  expect(server.received).toEqual([]);
});

test('a signal aborted before sends nothing and throws its reason', async () => {
  await using server = await startServer(certificate, () => ({ body: [] }));
  using connected = connect(server.baseUrl, certificate.authority);
  const reason = new Error('stop');
  await expect(connected.client.addMessage(message, AbortSignal.abort(reason))).rejects.toBe(reason);
  expect(server.received).toEqual([]);
});

test('a post aborted on the way is unknown', async () => {
  const stop = new AbortController();
  await using server = await startServer(certificate, () => {
    stop.abort();
    return 'hang';
  });
  using connected = connect(server.baseUrl, certificate.authority);
  const error = await errorOf(connected.client.addMessage(message, stop.signal));
  expect(error).toMatchObject({ code: 'STERLING-OUTCOME-UNKNOWN', outcome: 'unknown' });
});

const partner = {
  community: 'c',
  authenticationType: 'External',
  givenName: 'a',
  surname: 'b',
  emailAddress: 'a@b.example',
  phone: '1',
} as const;

test.each([
  [
    'putDocument',
    (client: SterlingClient, signal: AbortSignal) =>
      client.putDocument({ name: 'a', bytes: new Uint8Array(1) }, signal),
  ],
  ['getPayload', (client: SterlingClient, signal: AbortSignal) => client.getPayload('1', signal)],
  ['deleteDocument', (client: SterlingClient, signal: AbortSignal) => client.deleteDocument('1', signal)],
  [
    'findMessages',
    (client: SterlingClient, signal: AbortSignal) => client.findMessages({ name: 'a', mailboxPath: '/a' }, signal),
  ],
  ['getMessage', (client: SterlingClient, signal: AbortSignal) => client.getMessage('1', signal)],
  ['listMailbox', (client: SterlingClient, signal: AbortSignal) => client.listMailbox('1', signal)],
  ['resubmitMessage', (client: SterlingClient, signal: AbortSignal) => client.resubmitMessage('1', signal)],
  [
    'postBatch',
    (client: SterlingClient, signal: AbortSignal) =>
      client.postBatch({ name: 'a', mailboxPath: '/a', bytes: new Uint8Array(1) }, signal),
  ],
  [
    'createMailbox',
    (client: SterlingClient, signal: AbortSignal) => client.createMailbox({ path: '/a', description: 'a' }, signal),
  ],
  ['listMailboxes', (client: SterlingClient, signal: AbortSignal) => client.listMailboxes(signal)],
  [
    'createRoutingRule',
    (client: SterlingClient, signal: AbortSignal) =>
      client.createRoutingRule({ name: 'a', mailboxIds: ['1'], process: 'p', runAs: 'u' }, signal),
  ],
  ['listRoutingRules', (client: SterlingClient, signal: AbortSignal) => client.listRoutingRules(signal)],
  ['listTradingPartners', (client: SterlingClient, signal: AbortSignal) => client.listTradingPartners(signal)],
  ['findTradingPartner', (client: SterlingClient, signal: AbortSignal) => client.findTradingPartner('a', signal)],
  [
    'createTradingPartner',
    (client: SterlingClient, signal: AbortSignal) =>
      client.createTradingPartner({ ...partner, partnerName: 'a', username: 'abcde' }, signal),
  ],
  [
    'updateTradingPartner',
    (client: SterlingClient, signal: AbortSignal) => client.updateTradingPartner('a', partner, signal),
  ],
  ['listCommunities', (client: SterlingClient, signal: AbortSignal) => client.listCommunities(signal)],
  ['findCommunity', (client: SterlingClient, signal: AbortSignal) => client.findCommunity('a', signal)],
  ['listCodeLists', (client: SterlingClient, signal: AbortSignal) => client.listCodeLists(signal)],
  ['readCodes', (client: SterlingClient, signal: AbortSignal) => client.readCodes({ name: 'a', version: 1 }, signal)],
  [
    'createCodeList',
    (client: SterlingClient, signal: AbortSignal) => client.createCodeList({ name: 'a', codes: [] }, signal),
  ],
  ['addCodes', (client: SterlingClient, signal: AbortSignal) => client.addCodes({ name: 'a', version: 1 }, [], signal)],
  ['findMailbox', (client: SterlingClient, signal: AbortSignal) => client.findMailbox('/a', signal)],
  ['findRoutingRule', (client: SterlingClient, signal: AbortSignal) => client.findRoutingRule('a', signal)],
  ['checkAccess', (client: SterlingClient, signal: AbortSignal) => client.checkAccess(signal)],
])('%s stops when its signal is aborted', async (_, call) => {
  const stop = new AbortController();
  await using server = await startServer(certificate, () => {
    stop.abort();
    return 'hang';
  });
  using connected = connect(server.baseUrl, certificate.authority);
  expect((await errorOf(call(connected.client, stop.signal))).outcome).toBe('unknown');
  expect(server.received).toHaveLength(1);
});
