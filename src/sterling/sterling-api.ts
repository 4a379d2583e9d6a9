import { z } from 'zod';
import type { HttpClient } from '../http/http-client.ts';
import { TransportError } from '../http/transport-error.ts';
import { errorOfAnswer, errorOfTransport, unreadable, type RequestLabel } from './error-of-answer.ts';
import { fieldsOf, wholeNumber } from './wire-values.ts';
import { SterlingError } from './sterling-error.ts';

/** The conventions every resource of the B2B REST API shares; each resource's file builds on it. */
export interface SterlingApi {
  /** Reads one item. Undefined when the API itself says there is none. */
  read<T>(path: string, shape: z.ZodType<T>, signal?: AbortSignal): Promise<T | undefined>;
  /** Reads a list to its end. */
  list<T>(path: string, query: Query, item: z.ZodType<T>, signal?: AbortSignal): Promise<T[]>;
  /** Reads one page of a list: the rows of these positions, counted from 0, both included. */
  page<T>(
    path: string,
    query: Query,
    rows: { readonly first: number; readonly last: number },
    item: z.ZodType<T>,
    signal?: AbortSignal,
  ): Promise<T[]>;
  /** Creates an item and returns its id, decoded. */
  create(path: string, fields: object, signal?: AbortSignal): Promise<string>;
  /** An action that changes nothing and answers with a value. */
  ask<T>(path: string, fields: object, shape: z.ZodType<T>, signal?: AbortSignal): Promise<T>;
  /** Deletes an item. False when the API says there is none. */
  remove(path: string, signal?: AbortSignal): Promise<boolean>;
}

/** The parameters of a request, not yet encoded. */
export type Query = Readonly<Record<string, string>>;

/** How many rows a page is asked for. The server may give fewer: its own limit is not documented. */
const pageSize = 1000;

/**
 * @param baseUrl the base address, `https://host:port/B2BAPIs/svc/`; the last slash may be missing
 */
export function createSterlingApi(http: HttpClient, baseUrl: string): SterlingApi {
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);

  async function send(
    label: RequestLabel,
    options: { query?: Query; fields?: object; signal?: AbortSignal },
  ): Promise<Success> {
    options.signal?.throwIfAborted();
    const url = new URL(label.path, base);
    url.search = Object.entries(options.query ?? {})
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&');
    const response = await http
      .request({
        method: label.method,
        url,
        // The product wants both on every call, also on those without a body.
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: options.fields && JSON.stringify(options.fields),
        signal: options.signal,
      })
      .catch((error: unknown) => {
        throw error instanceof TransportError ? errorOfTransport(label, error) : error;
      });
    const text = response.body.toString('utf8');
    if (response.status < 200 || response.status > 299) throw errorOfAnswer(label, response.status, text);
    const header = response.headers['location'];
    return { label, status: response.status, text, location: Array.isArray(header) ? header[0] : header };
  }

  async function page<T>(
    path: string,
    query: Query,
    rows: { readonly first: number; readonly last: number },
    item: z.ZodType<T>,
    signal?: AbortSignal,
  ): Promise<T[]> {
    const ranged = { ...query, _range: `${rows.first}-${rows.last}` };
    const answer = await unlessNotFound(send({ method: 'GET', path, changes: false }, { query: ranged, signal }));
    return answer ? parse(answer, item.array()) : [];
  }

  return {
    page,

    async read(path, shape, signal) {
      const answer = await unlessNotFound(send({ method: 'GET', path, changes: false }, { signal }));
      return answer && parse(answer, shape);
    },

    async list<T>(path: string, query: Query, item: z.ZodType<T>, signal?: AbortSignal) {
      const items: T[] = [];
      const seen = new Set<string>();
      for (;;) {
        const first = items.length;
        const rows = await page(path, query, { first, last: first + pageSize - 1 }, item, signal);
        // A short page does not prove the end: the server may cap pages below what is asked for, and a message wrongly
        // held absent would be sent twice. The end is a page with nothing new; a server that ignores _range repeats itself.
        const fresh = rows.filter((row) => !seen.has(JSON.stringify(row)));
        if (fresh.length === 0) return items;
        for (const row of fresh) seen.add(JSON.stringify(row));
        items.push(...fresh);
      }
    },

    async create(path, fields, signal) {
      return createdId(await send({ method: 'POST', path, changes: true }, { fields, signal }));
    },

    async ask(path, fields, shape, signal) {
      return parse(await send({ method: 'POST', path, changes: false }, { fields, signal }), shape);
    },

    async remove(path, signal) {
      const answer = await unlessNotFound(send({ method: 'DELETE', path, changes: true }, { signal }));
      if (!answer) return false;
      return answer.text.trim() === '' || parse(answer, rowsAffected).rowsAffected > 0;
    },
  };
}

// Typed as text by the interface description, sent as a number by servers.
const rowsAffected = z.object({ rowsAffected: wholeNumber });

interface Success {
  readonly label: RequestLabel;
  readonly status: number;
  readonly text: string;
  /** The Location header. */
  readonly location?: string;
}

async function unlessNotFound(answer: Promise<Success>): Promise<Success | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof SterlingError && error.code === 'STERLING-NOT-FOUND') return undefined;
    throw error;
  }
}

function json(answer: Success): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    throw unreadable(answer.label, answer.status, 'is not JSON');
  }
}

function parse<T>(answer: Success, shape: z.ZodType<T>): T {
  const parsed = shape.safeParse(json(answer));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.');
  throw unreadable(
    answer.label,
    answer.status,
    `is not as expected${field ? ` at ${field}` : ''}: ${issue?.message ?? ''}`,
  );
}

/**
 * The id a create answers with: the last segment of `Location`, which stands in the body, or by some accounts in the
 * header, and may be percent-encoded (document ids hold colons).
 */
function createdId(answer: Success): string {
  const inBody = fieldsOf(answer.text)?.['Location'];
  const location = typeof inBody === 'string' ? inBody : answer.location;
  if (location === undefined) throw unreadable(answer.label, answer.status, 'has no Location');
  const [resource, id] = location.split(/[?#]/, 1)[0]?.replace(/\/+$/, '').split('/').slice(-2) ?? [];
  const decoded = id && decodeOrUndefined(id);
  // The resource must be the one created: a proxy's or log-on page's Location is no proof of anything.
  if (!decoded || `${resource}/` !== answer.label.path) {
    throw unreadable(answer.label, answer.status, 'has a Location that names no new item');
  }
  return decoded;
}

function decodeOrUndefined(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined; // Not percent-encoded text: the caller calls the answer unreadable.
  }
}
