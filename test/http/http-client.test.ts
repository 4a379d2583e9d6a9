// oxlint-disable-next-line import/no-unassigned-import -- the certificate library needs its effect, and first
import 'reflect-metadata';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { inspect } from 'node:util';
import {
  BasicConstraintsExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { afterEach, expect, test } from 'vitest';
import { createHttpClient, type HttpClient, type HttpClientOptions } from '../../src/http/http-client.ts';
import { TransportError } from '../../src/http/transport-error.ts';

const canary = 'canary-7f3a9c';
const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function client(options: Partial<HttpClientOptions> = {}): HttpClient {
  const http = createHttpClient({
    system: 'the test system',
    basic: { username: 'operator', password: canary },
    connectTimeout: 2000,
    requestTimeout: 2000,
    ...options,
  });
  closers.push(() => http.close());
  return http;
}

/** The port of a server of any kind, once it listens on the loopback address; closed after the test. */
async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

function secretUrl(base: string): URL {
  return new URL(`${base}/Logon?OperatorPassword=${canary}`);
}

/** The error of a request that must not be answered, looked through for the canary wherever an error can carry text. */
async function failure(http: HttpClient, url: URL, signal?: AbortSignal): Promise<TransportError> {
  const error: unknown = await http
    .request({ url, body: canary, method: 'POST', signal })
    .then((response) => new Error(`answered ${response.status}`))
    .catch((thrown: unknown) => thrown);
  if (!(error instanceof TransportError)) throw new Error(`no TransportError but ${inspect(error)}`);
  const encoded = Buffer.from(`operator:${canary}`).toString('base64');
  const shown = [
    error.message,
    error.stack,
    JSON.stringify(error),
    inspect(error, { depth: 10, showHidden: true }),
    String(error.cause),
  ].join('\n');
  expect(shown).not.toContain(canary);
  expect(shown).not.toContain(encoded);
  expect(shown).not.toContain(url.host);
  return error;
}

test('sends method, Basic credentials, headers and body, and returns any status as an answer', async () => {
  let seen = '';
  const handler: RequestListener = (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen = `${request.method} ${request.url} ${request.headers.authorization} ${String(request.headers['x-test'])} ${body}`;
      response.writeHead(503, { 'x-answer': 'yes' }).end('busy');
    });
  };
  const port = await listen(createHttpServer(handler));
  const response = await client().request({
    method: 'POST',
    url: new URL(`http://127.0.0.1:${port}/path?a=b%20c`),
    headers: { 'x-test': '1' },
    body: 'content',
  });
  expect(seen).toBe(`POST /path?a=b%20c Basic ${Buffer.from(`operator:${canary}`).toString('base64')} 1 content`);
  expect(response.status).toBe(503);
  expect(response.headers['x-answer']).toBe('yes');
  expect(response.body.toString()).toBe('busy');
});

test('does not follow a redirect, which would carry the credentials to another place', async () => {
  let elsewhere = 0;
  const other = await listen(createHttpServer((_request, response) => response.end(String((elsewhere += 1)))));
  const port = await listen(
    createHttpServer((_request, response) => response.writeHead(302, { location: `http://127.0.0.1:${other}/` }).end()),
  );
  expect((await client().request({ url: new URL(`http://127.0.0.1:${port}/`) })).status).toBe(302);
  expect(elsewhere).toBe(0);
});

test('a refused connection was not sent', async () => {
  const server = createTcpServer();
  const port = await listen(server);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  const error = await failure(client(), secretUrl(`http://127.0.0.1:${port}`));
  expect(error).toMatchObject({ outcome: 'not-sent', reason: 'ECONNREFUSED' });
});

test('a name that does not resolve was not sent', async () => {
  const error = await failure(client(), secretUrl('http://nowhere.invalid'));
  expect(error.outcome).toBe('not-sent');
  expect(error.reason).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
});

test('a certificate nobody vouches for was not sent, and is accepted once its authority is named', async () => {
  const { certificate, key } = await selfSigned();
  const port = await listen(
    createHttpsServer({ cert: certificate, key }, (_request, response) => response.end('hello')),
  );
  const error = await failure(client(), secretUrl(`https://127.0.0.1:${port}`));
  expect(error).toMatchObject({ outcome: 'not-sent' });
  expect(error.reason).toMatch(/SELF_SIGNED|UNABLE_TO_VERIFY/);
  const trusting = client({ certificateAuthority: certificate });
  expect((await trusting.request({ url: new URL(`https://127.0.0.1:${port}/`) })).body.toString()).toBe('hello');
});

test('a trusted certificate made for another host was not sent', async () => {
  const { certificate, key } = await selfSigned('127.0.0.2');
  const port = await listen(
    createHttpsServer({ cert: certificate, key }, (_request, response) => response.end('hello')),
  );
  const error = await failure(client({ certificateAuthority: certificate }), secretUrl(`https://127.0.0.1:${port}`));
  expect(error).toMatchObject({ outcome: 'not-sent', reason: 'ERR_TLS_CERT_ALTNAME_INVALID' });
});

test('plain HTTP where TLS is expected has an unknown outcome, because the same error can also come later', async () => {
  let reached = 0;
  const port = await listen(createHttpServer(() => (reached += 1)));
  const error = await failure(client(), secretUrl(`https://127.0.0.1:${port}`));
  expect(error.outcome).toBe('unknown');
  expect(error.reason).toMatch(/^(EPROTO|ERR_SSL_)/);
  expect(reached).toBe(0);
});

test('a reset after the request was received has an unknown outcome', async () => {
  const port = await listen(
    createHttpServer((request) => {
      request.resume().on('end', () => request.socket.destroy());
    }),
  );
  expect(await failure(client(), secretUrl(`http://127.0.0.1:${port}`))).toMatchObject({
    outcome: 'unknown',
    reason: 'ECONNRESET',
  });
});

test('a body that is cut off has an unknown outcome', async () => {
  const port = await listen(
    createHttpServer((request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half', () => request.socket.destroy());
    }),
  );
  expect((await failure(client(), secretUrl(`http://127.0.0.1:${port}`))).outcome).toBe('unknown');
});

test('an answer that does not come in time has an unknown outcome', async () => {
  const port = await listen(createHttpServer(() => undefined));
  const start = performance.now();
  const error = await failure(client({ requestTimeout: 200 }), secretUrl(`http://127.0.0.1:${port}`));
  expect(error).toMatchObject({ outcome: 'unknown', reason: 'ETIMEDOUT request' });
  expect(performance.now() - start).toBeLessThan(1500);
});

test('an answer that trickles is cut at the time-out of the whole request', async () => {
  const port = await listen(
    createHttpServer((_request, response) => {
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    }),
  );
  expect((await failure(client({ requestTimeout: 200 }), secretUrl(`http://127.0.0.1:${port}`))).outcome).toBe(
    'unknown',
  );
});

test('a TLS handshake that hangs was not sent', async () => {
  const port = await listen(createTcpServer(() => undefined));
  const error = await failure(client({ connectTimeout: 200 }), secretUrl(`https://127.0.0.1:${port}`));
  expect(error).toMatchObject({ outcome: 'not-sent', reason: 'ETIMEDOUT secureConnect' });
});

test('a cancelled request has an unknown outcome', async () => {
  const controller = new AbortController();
  const port = await listen(createHttpServer(() => controller.abort()));
  const error = await failure(client(), secretUrl(`http://127.0.0.1:${port}`), controller.signal);
  expect(error).toMatchObject({ outcome: 'unknown', reason: 'ERR_ABORTED' });
});

/** A certificate that is its own authority, for an address. */
async function selfSigned(address = '127.0.0.1'): Promise<{ certificate: string; key: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=test server',
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 3_600_000),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true),
      new SubjectAlternativeNameExtension([{ type: 'ip', value: address }]),
    ],
  });
  const key = PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  return { certificate: certificate.toString('pem'), key };
}

test('a connection is used again while it is fresh, and closed when it was idle too long', async () => {
  const connections = new Set<Socket>();
  const server = createHttpServer((_request, response) => response.end('ok'));
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  const url = new URL(`http://127.0.0.1:${await listen(server)}/`);
  const http = client({ idleTimeout: 200 });
  await http.request({ url });
  await http.request({ url });
  expect(connections.size).toBe(1);
  await expect.poll(() => connections.size).toBe(0);
  expect((await http.request({ url })).status).toBe(200);
});

test('the idle limit does not end a request that takes longer', async () => {
  const server = createHttpServer((_request, response) => void setTimeout(() => response.end('late'), 500));
  const http = client({ idleTimeout: 100 });
  const { body } = await http.request({ url: new URL(`http://127.0.0.1:${await listen(server)}/`) });
  expect(body.toString()).toBe('late');
});
