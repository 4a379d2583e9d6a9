import { z } from 'zod';
import type { HttpClient, HttpRequest } from '../http/http-client.ts';
import { TransportError } from '../http/transport-error.ts';
import { endless, errorOfAnswer, errorOfTransport, unreadable, type RequestLabel } from './error-of-answer.ts';
import { Multipart } from './multipart.ts';
import { repeatRead, type Repeats } from './repeat-read.ts';
import { fieldsOf, wholeNumber } from './wire-values.ts';
import { SterlingError } from './sterling-error.ts';

/** The conventions every resource of the B2B REST API shares; each resource's file builds on it. */
export interface SterlingApi {
  /** Reads one item. Undefined when the API itself says there is none. */
  read<T>(path: string, shape: z.ZodType<T>, signal?: AbortSignal): Promise<T | undefined>;
  /** Reads a list to its end. */
  list<T>(path: string, query: Query, item: z.ZodType<T>, signal?: AbortSignal): Promise<T[]>;
  /** Reads at most one row of a list, to see that it can be read. */
  probe(path: string, signal?: AbortSignal): Promise<void>;
  /** Creates an item and returns its id, decoded. */
  create(path: string, body: object | Multipart, signal?: AbortSignal): Promise<string>;
  /**
   * Changes an item. False when the API says there is none.
   * @param ifEmpty what a success with an empty body is taken for: `done` only where the item is read again afterwards, for any
   * server on the way can say nothing
   */
  update(path: string, fields: object, signal?: AbortSignal, ifEmpty?: 'done' | 'unreadable'): Promise<boolean>;
  /** Creates an item that is known by what it was made of: its key may hold what no address can. */
  make(path: string, fields: object, signal?: AbortSignal): Promise<void>;
  /** A POST that changes something, of whose answer no more is known than that it is an object. */
  add(path: string, fields: object, signal?: AbortSignal): Promise<void>;
  /** An action that changes nothing and answers with a value. */
  ask<T>(path: string, fields: object, shape: z.ZodType<T>, signal?: AbortSignal): Promise<T>;
  /** Deletes an item. False when the API says there is none. */
  remove(path: string, signal?: AbortSignal): Promise<boolean>;
}

/** The parameters of a request, not yet encoded. */
export type Query = Readonly<Record<string, string>>;

/** How many rows a page is asked for. The server may give fewer: its own limit is not documented. */
const pageSize = 1000;

/** Beyond any mailbox: a list that goes on for longer never gives the same row twice. */
const maximumPages = 10_000;

/**
 * @param baseUrl the base address, `https://host:port/B2BAPIs/svc/`; the last slash may be missing
 * @param repeats how reads are repeated that got no answer; what changes anything never is
 */
export function createSterlingApi(http: HttpClient, baseUrl: string, repeats: Repeats): SterlingApi {
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);

  function send(label: RequestLabel, options: RequestOptions): Promise<Success> {
    if (label.changes) return sendOnce(label, options);
    return repeatRead(() => sendOnce(label, options), repeats, options.signal);
  }

  async function sendOnce(label: RequestLabel, options: RequestOptions): Promise<Success> {
    options.signal?.throwIfAborted();
    const url = new URL(label.path, base);
    url.search = Object.entries(options.query ?? {})
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&');
    const response = await http
      .request({
        method: label.method,
        url,
        ...content(options.body),
        signal: options.signal,
      })
      .catch((error: unknown) => {
        throw error instanceof TransportError ? errorOfTransport(label, error) : error;
      });
    const text = response.body.toString('utf8');
    if (response.status < 200 || response.status > 299)
      throw errorOfAnswer(label, response.status, text, (said) => withoutPassword(said, options.body));
    const header = response.headers['location'];
    return { label, status: response.status, text, location: Array.isArray(header) ? header[0] : header };
  }

  /** One page: each row as it was read, and as the text it was, by which rows are told apart. */
  async function page<T>(
    path: string,
    query: Query,
    rows: { readonly first: number; readonly last: number },
    item: z.ZodType<T>,
    signal?: AbortSignal,
  ): Promise<{ readonly row: T; readonly key: string }[]> {
    const ranged = { ...query, _range: `${rows.first}-${rows.last}` };
    const answer = await unlessNotFound(send({ method: 'GET', path, changes: false }, { query: ranged, signal }));
    if (!answer) return [];
    const raw = json(answer);
    const keys = parse(answer, z.array(z.unknown()), raw).map((row) => JSON.stringify(row));
    return parse(answer, item.array(), raw).map((row, n) => ({ row, key: keys[n] ?? '' }));
  }

  return {
    async probe(path, signal) {
      await page(path, {}, { first: 0, last: 0 }, z.unknown(), signal);
    },

    async read(path, shape, signal) {
      const answer = await unlessNotFound(send({ method: 'GET', path, changes: false }, { signal }));
      return answer && parse(answer, shape);
    },

    async list<T>(path: string, query: Query, item: z.ZodType<T>, signal?: AbortSignal) {
      const items: T[] = [];
      const seen = new Set<string>();
      for (let pages = 0; pages < maximumPages; pages += 1) {
        const first = items.length;
        const rows = await page(path, query, { first, last: first + pageSize - 1 }, item, signal);
        // A short page does not prove the end: the server may cap pages below what is asked for, and a message wrongly
        // held absent would be sent twice. The end is a page with nothing new; a server that ignores _range repeats itself.
        const fresh = rows.filter(({ key }) => !seen.has(key));
        if (fresh.length === 0) return items;
        for (const { row, key } of fresh) {
          seen.add(key);
          items.push(row);
        }
      }
      throw endless({ method: 'GET', path, changes: false }, maximumPages);
    },

    async create(path, body, signal) {
      return createdId(await send({ method: 'POST', path, changes: true }, { body, signal }));
    },

    async update(path, body, signal, ifEmpty = 'unreadable') {
      const answer = await unlessNotFound(send({ method: 'PUT', path, changes: true }, { body, signal }));
      if (!answer) return false;
      const isDone = answer.status === 204 || (ifEmpty === 'done' && answer.text.trim() === '');
      return isDone || parse(answer, rowsAffected).rowsAffected > 0;
    },

    async make(path, body, signal) {
      const answer = await send({ method: 'POST', path, changes: true }, { body, signal });
      // As for an id: a log-on page's Location is no proof of anything.
      if (!new RegExp(`/${path}[^/]`).test(locationOf(answer)))
        throw unreadable(answer.label, answer.status, 'has a Location that names no new item');
    },

    async add(path, body, signal) {
      parse(await send({ method: 'POST', path, changes: true }, { body, signal }), anyObject);
    },

    async ask(path, body, shape, signal) {
      return parse(await send({ method: 'POST', path, changes: false }, { body, signal }), shape);
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
const anyObject = z.record(z.string(), z.unknown());

interface RequestOptions {
  readonly query?: Query;
  /** Sent as JSON unless it is already in pieces of its own. */
  readonly body?: object | Multipart;
  readonly signal?: AbortSignal;
}

/** A server may say what it does not like about a password. */
function withoutPassword(text: string, body: RequestOptions['body']): string {
  const password = body && 'password' in body ? body.password : undefined;
  if (typeof password !== 'string' || password === '') return text;
  const html = password.replace(
    /[&<>"']/g,
    (sign) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' }[sign]};`,
  );
  // As it is, as JSON, HTML and addresses write it.
  const spellings = [password, JSON.stringify(password).slice(1, -1), html, encodeURIComponent(password)];
  return spellings.reduce((rest, spelling) => rest.replaceAll(spelling, '[redacted]'), text);
}

function content(body: object | Multipart | undefined): Pick<HttpRequest, 'headers' | 'body'> {
  // Clients that upload to real servers send the credentials and this one header, nothing else.
  if (body instanceof Multipart) return { headers: { 'content-type': body.contentType }, body: body.bytes };
  // The product wants both on every call, also on those without a body.
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return { headers, body: body && JSON.stringify(body) };
}

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

function parse<T>(answer: Success, shape: z.ZodType<T>, value: unknown = json(answer)): T {
  const parsed = shape.safeParse(value);
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
  const [resource, id] = locationOf(answer).split(/[?#]/, 1)[0]?.replace(/\/+$/, '').split('/').slice(-2) ?? [];
  const decoded = id && decodeOrUndefined(id);
  // The resource must be the one created: a proxy's or log-on page's Location is no proof of anything.
  if (!decoded || `${resource}/` !== answer.label.path) {
    throw unreadable(answer.label, answer.status, 'has a Location that names no new item');
  }
  return decoded;
}

function locationOf(answer: Success): string {
  const inBody = fieldsOf(answer.text)?.['Location'];
  const location = typeof inBody === 'string' ? inBody : answer.location;
  if (location === undefined) throw unreadable(answer.label, answer.status, 'has no Location');
  return location;
}

function decodeOrUndefined(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined; // Not percent-encoded text: the caller calls the answer unreadable.
  }
}
