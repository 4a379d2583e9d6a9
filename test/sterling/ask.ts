import type { SterlingClient } from '../../src/sterling/sterling-client.ts';
import { connect, createCertificate, startServer, type Answer, type Received } from './https-server.ts';

export const certificate = await createCertificate();

/** Asks a server that gives one answer to everything, or one to each request; the requests it received come back too. */
export async function ask<T>(
  answer: Answer | ((request: Received) => Answer),
  call: (client: SterlingClient) => Promise<T>,
): Promise<{ result: T; received: readonly Received[] }> {
  await using server = await startServer(certificate, typeof answer === 'function' ? answer : () => answer);
  using connected = connect(server.baseUrl, certificate.authority);
  return { result: await call(connected.client), received: server.received };
}

/** Serves rows by `_range`, at most so many a page. */
export const serving =
  (rows: readonly unknown[], most = 1000) =>
  ({ query }: Received): Answer => {
    const [first = 0, last = 0] = (query.get('_range') ?? '').split('-').map(Number);
    return { body: rows.slice(first, Math.min(last + 1, first + most)) };
  };

/** The answer of a create. */
export const location = (url: string): Answer => ({ status: 201, body: { Location: url } });

export const apiNotFound = { status: 404, body: { errorCode: 404, errorDescription: 'API000464: none' } };

/** The refusal of a create, in the API's own words. */
export const refusedAs = (errorDescription: string): Answer => ({
  status: 400,
  body: { errorCode: 400, errorDescription },
});

/** The JSON a request carried. */
export function sent(request: Received | undefined): unknown {
  return JSON.parse(request?.body ?? '');
}
