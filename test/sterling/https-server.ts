import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createHttpClient, type HttpClient } from '../../src/http/http-client.ts';
import type { Repeats } from '../../src/sterling/repeat-read.ts';
import { createSterlingClient, type SterlingClient } from '../../src/sterling/sterling-client.ts';
import type { Certificate } from './certificates.ts';

export { createCertificate, type Certificate } from './certificates.ts';

/** A request as a server received it. */
export interface Received {
  readonly method: string;
  /** Below the base address, percent-encoding kept: `mailboxmessages/`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** As text, and as it came. */
  readonly body: string;
  readonly bytes: Buffer;
}

/** What a server does with a request: answers, resets the connection, or never answers. */
export type Answer =
  { readonly status?: number; readonly body?: unknown; readonly headers?: Record<string, string> } | 'reset' | 'hang';

export interface TestServer extends AsyncDisposable {
  readonly baseUrl: string;
  readonly received: readonly Received[];
}

/** A real HTTPS server on a port of 127.0.0.1, a free one unless told which, that answers as told; without a certificate, plain HTTP. */
export async function startServer(
  certificate: Certificate | undefined,
  answer: (request: Received) => Answer,
  port = 0,
): Promise<TestServer> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'https://server');
    const bytes = await buffer(request);
    const record = {
      method: request.method ?? '',
      path: url.pathname.replace(/^\/B2BAPIs\/svc\//, ''),
      query: url.searchParams,
      headers: request.headers,
      body: bytes.toString('utf8'),
      bytes,
    };
    received.push(record);
    const given = answer(record);
    if (given === 'hang') return;
    if (given === 'reset') {
      // Below TLS: only a bare TCP connection can be reset.
      const { remotePort } = request.socket;
      for (const socket of sockets) if (socket.remotePort === remotePort) socket.resetAndDestroy();
      return;
    }
    const raw = typeof given.body === 'string' || given.body instanceof Uint8Array;
    const type = raw ? 'text/html' : 'application/json;charset=utf-8';
    response.writeHead(given.status ?? 200, { 'content-type': type, ...given.headers });
    response.end(raw || given.body === undefined ? given.body : JSON.stringify(given.body));
  };
  const listener: RequestListener = (request, response) => void handle(request, response);
  const server = certificate ? createServer(certificate, listener) : createHttpServer(listener);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('the server has no port');
  return {
    baseUrl: `https://127.0.0.1:${address.port}/B2BAPIs/svc/`,
    received,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

export const account = { username: 'apiuser', password: 'canary-7f3e9b' };

export interface TestClient extends Disposable {
  readonly client: SterlingClient;
  readonly http: HttpClient;
}

/** The real client, trusting the authority given; its repeats of reads do not wait, unless told how. */
export function connect(
  baseUrl: string,
  certificateAuthority?: string,
  timeouts = { connectTimeout: 2000, requestTimeout: 10_000 },
  repeats: Repeats = { pause: () => Promise.resolve(), now: () => performance.now() },
): TestClient {
  const http = createHttpClient({ system: 'Sterling', certificateAuthority, basic: account, ...timeouts });
  return { http, client: createSterlingClient({ http, baseUrl, repeats }), [Symbol.dispose]: () => http.close() };
}
