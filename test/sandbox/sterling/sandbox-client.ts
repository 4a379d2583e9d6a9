import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import got, { type Method } from 'got';
import { z } from 'zod';
import {
  startSterlingSandbox,
  type SterlingSandbox,
  type SterlingSandboxOptions,
} from '../../../sandbox/sterling/sterling-sandbox.ts';
import { createTestDatabase } from '../../support/postgres.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body read as JSON; undefined when it is none. Its shape is for each test to state. */
  readonly json: unknown;
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly password?: string;
  /** Milliseconds. */
  readonly timeout?: number;
}

export const credentials = { username: 'apiuser', password: 'sandbox secret' };

/** Where a sandbox is. */
type Addresses = Pick<SterlingSandbox, 'url' | 'caFile' | 'controlUrl'>;

/** A plain HTTPS client of a running sandbox, knowing nothing of the resources. */
export class SandboxClient {
  readonly sandbox: Addresses;
  readonly #ca: string;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(sandbox: Addresses, ca: string) {
    this.sandbox = sandbox;
    this.#ca = ca;
  }

  static async connect(sandbox: Addresses): Promise<SandboxClient> {
    return new SandboxClient(sandbox, await readFile(sandbox.caFile, 'utf8'));
  }

  /** @param path below the API's base, or below the control API's when it begins with `/` */
  async send(method: Method, path: string, options: RequestOptions = {}): Promise<Answer> {
    const { username, password } = credentials;
    const basic = Buffer.from(`${username}:${options.password ?? password}`).toString('base64');
    const url = path.startsWith('/') ? `${this.sandbox.controlUrl}${path}` : `${this.sandbox.url}${path}`;
    const response = await got(url, {
      method,
      agent: { https: this.#agent },
      https: { certificateAuthority: this.#ca },
      headers: {
        authorization: `Basic ${basic}`,
        accept: 'application/json',
        'content-type': 'application/json',
        ...options.headers,
      },
      body: options.body === undefined ? undefined : bodyOf(options.body),
      throwHttpErrors: false,
      retry: { limit: 0 },
      timeout: { request: options.timeout ?? 10_000 },
    });
    return { status: response.statusCode, headers: response.headers, text: response.body, json: jsonOf(response.body) };
  }

  close(): void {
    this.#agent.destroy();
  }

  /** Posts a document and a message of it, and answers both ids. */
  async post(name: string, fields: Record<string, unknown> = {}): Promise<{ documentId: string; messageId: string }> {
    const payload = Buffer.from(`ISA*00*${name}~`).toString('base64');
    const documentId = idOf(await this.send('POST', 'documents/', { body: { payload, documentName: name } }));
    const body = { documentId, mailboxPath: '/ALDEFAST/Outbound', name, ...fields };
    return { documentId, messageId: idOf(await this.send('POST', 'mailboxmessages/', { body })) };
  }

  /** The names of all messages the sandbox ever accepted, in order. */
  async acceptedNames(): Promise<unknown[]> {
    const { json } = await this.send('GET', '/messages');
    return listShape.parse(json).map((message) => message['name']);
  }

  async addFaults(...faults: readonly object[]): Promise<void> {
    const { status, text } = await this.send('POST', '/faults', { body: faults });
    if (status !== 200) throw new Error(text);
  }
}

/** The id in a create's answer, decoded. */
export function idOf(answer: Answer): string {
  const { json } = answer;
  if (typeof json === 'object' && json !== null && 'Location' in json && typeof json.Location === 'string') {
    return decodeURIComponent(json.Location.split('/').at(-1) ?? '');
  }
  throw new Error(`no Location in ${answer.status} ${answer.text}`);
}

/** The one item of a list. */
export function single(answer: Answer): Readonly<Record<string, unknown>> {
  const [item, ...others] = listShape.parse(answer.json);
  if (item === undefined || others.length > 0) throw new Error(`not one item: ${answer.text}`);
  return item;
}

const listShape = z.array(z.record(z.string(), z.unknown()));

export interface SandboxHome {
  readonly databaseUrl: string;
  readonly tlsDir: string;
  /** Starts a sandbox on this database and folder; more than once is a restart. */
  start(overrides?: Partial<SterlingSandboxOptions>): Promise<SterlingSandbox>;
  /** Removes the database and the folder. */
  remove(): Promise<void>;
}

/** A fresh database and folder for sandboxes. */
export async function createSandboxHome(): Promise<SandboxHome> {
  const database = await createTestDatabase();
  const tlsDir = await mkdtemp(join(tmpdir(), 'sterling-sandbox-'));
  return {
    databaseUrl: database.url,
    tlsDir,
    start: (overrides) =>
      startSterlingSandbox({ port: 0, databaseUrl: database.url, tlsDir, ...credentials, ...overrides }),
    async remove() {
      await database.drop();
      await rm(tlsDir, { recursive: true });
    },
  };
}

function bodyOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
