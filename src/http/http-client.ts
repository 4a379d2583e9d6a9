import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import got, { RequestError, TimeoutError, type Method } from 'got';
import { pinned } from './pinned-certificate.ts';
import { TransportError, type TransportOutcome } from './transport-error.ts';

export interface HttpClientOptions {
  /** What the errors call the other side: `SYSPRO OData`. Never an address. */
  readonly system: string;
  /** PEM of the certificate authority to trust instead of the public ones. */
  readonly certificateAuthority?: string;
  /** Instead of an authority: PEM of the one certificate the server must show, whatever name it is made out to. */
  readonly pinnedCertificate?: string;
  readonly basic?: { readonly username: string; readonly password: string };
  /** Milliseconds for address, connection and TLS together. */
  readonly connectTimeout: number;
  /** Milliseconds a connection is kept without a request; a few seconds when left out. */
  readonly idleTimeout?: number;
  /** Milliseconds for the whole request. No request outlives it: fencing relies on that. */
  readonly requestTimeout: number;
}

export interface HttpRequest {
  readonly method?: Method;
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Cancels the request, as an activity's cancellation does. */
  readonly signal?: AbortSignal;
}

/** Any answer of the server, whatever its status. */
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface HttpClient {
  /** @throws TransportError when there was no answer */
  request(request: HttpRequest): Promise<HttpResponse>;
  /** Closes the kept-alive connections. */
  close(): void;
}

// Firewalls forget a quiet connection without a word, after which a post on it would hang and its outcome be unknown. A burst
// of documents re-uses connections within far less.
const idleTimeout = 4_000;

/**
 * One HTTP client per outside system: verified TLS, kept-alive connections, no retries and no redirects of its own.
 * @throws RangeError for a pinned certificate that is none, or beside an authority
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  if (options.pinnedCertificate !== undefined && options.certificateAuthority !== undefined)
    throw new RangeError('either an authority is trusted or one certificate is pinned, not both');
  // As the agent's options, which go before those of a request.
  const tls = options.pinnedCertificate === undefined ? {} : pinned(options.pinnedCertificate);
  const kept = { keepAlive: true, timeout: options.idleTimeout ?? idleTimeout };
  const agent = { http: new HttpAgent(kept), https: new HttpsAgent({ ...kept, ...tls }) };
  const client = got.extend({
    agent,
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    responseType: 'buffer',
    timeout: {
      lookup: options.connectTimeout,
      connect: options.connectTimeout,
      secureConnect: options.connectTimeout,
      request: options.requestTimeout,
    },
    https: { rejectUnauthorized: true, minVersion: 'TLSv1.2', certificateAuthority: options.certificateAuthority },
    ...(options.basic && { username: options.basic.username, password: options.basic.password }),
  });
  return {
    async request({ method = 'GET', url, headers, body, signal }) {
      try {
        const response = await client(url, { method, headers, body, signal });
        return { status: response.statusCode, headers: response.headers, body: Buffer.from(response.body) };
      } catch (error) {
        // The cause is left out on purpose: it holds the address. See TransportError.
        throw new TransportError(options.system, outcomeOf(error), reasonOf(error));
      }
    },
    close() {
      agent.http.destroy();
      agent.https.destroy();
    },
  };
}

const connectPhases: ReadonlySet<string> = new Set(['lookup', 'connect', 'secureConnect']);
// No connection, or none whose certificate was trusted: nothing of the request was written. Anything not named here counts
// as unknown, which is always safe; other TLS errors (EPROTO, a bad record) can also come after the request was written.
const notSentCodes =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|CERT_.*|UNABLE_TO_.*|SELF_SIGNED_.*|DEPTH_ZERO_.*|ERR_TLS_CERT_ALTNAME_INVALID|ERR_SSL_WRONG_VERSION_NUMBER)$/;

function outcomeOf(error: unknown): TransportOutcome {
  if (error instanceof TimeoutError) return connectPhases.has(error.event) ? 'not-sent' : 'unknown';
  return notSentCodes.test(reasonOf(error)) ? 'not-sent' : 'unknown';
}

function reasonOf(error: unknown): string {
  if (error instanceof TimeoutError) return `ETIMEDOUT ${error.event}`;
  return error instanceof RequestError ? error.code : 'ABORTED';
}
