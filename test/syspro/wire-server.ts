import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createHttpClient, type HttpClient } from '../../src/http/http-client.ts';

export interface WireServer {
  readonly url: string;
  /** Path and query of each request, as sent. */
  readonly requests: string[];
  readonly headers: IncomingMessage['headers'][];
  readonly http: HttpClient;
  close(): Promise<void>;
}

export type WireAnswer = (request: { path: string; query: URLSearchParams }, response: ServerResponse) => void;

/** A real HTTP server that answers as a test says, and a client for it. */
export async function startWireServer(answer: WireAnswer): Promise<WireServer> {
  const requests: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const target = request.url ?? '';
    requests.push(target);
    headers.push(request.headers);
    const { pathname, searchParams } = new URL(target, 'http://localhost');
    answer({ path: pathname, query: searchParams }, response);
  });
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const http = createHttpClient({ system: 'SYSPRO', connectTimeout: 5000, requestTimeout: 5000 });
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    headers,
    http,
    async close() {
      http.close();
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
