import { z } from 'zod';
import type { Received } from './https-server.ts';

/**
 * The part of the B2B REST API's own interface description that the client may use: paths, parameters, fields and their
 * types, with the corrections that clients of real servers teach (the description lacks the paging parameters).
 * Written down from the description and not from the client, so that a wrong field in the client is found.
 */
interface Operation {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the base address; `{id}` is one percent-encoded segment. */
  readonly path: string;
  /** Parameters a list takes beside the paging ones. */
  readonly filters?: readonly string[];
  readonly body?: z.ZodType;
}

const base64 = z.base64();
const name = z.string().min(1).max(255);
const mailboxPath = z.string().regex(/^\/[^/]+(\/[^/]+)*$/);

export const operations: readonly Operation[] = [
  { method: 'GET', path: 'mailboxes/', filters: ['path'] },
  {
    method: 'GET',
    path: 'mailboxcontents/',
    filters: ['parentMailboxId', 'type', 'detail', 'name'],
  },
  { method: 'GET', path: 'mailboxmessages/', filters: ['name'] },
  { method: 'GET', path: 'mailboxmessages/{id}' },
  {
    method: 'POST',
    path: 'mailboxmessages/',
    body: z
      .strictObject({
        documentId: z.string().min(1),
        mailboxPath,
        name,
        extractableAlways: z.boolean().optional(),
        extractableCount: z.int().min(0).optional(),
        extractableUntil: z
          .string()
          .regex(/^\d{8}T\d{4}$/)
          .optional(),
      })
      .refine((body) => Object.keys(body).filter((field) => field.startsWith('extractable')).length === 1),
  },
  {
    method: 'POST',
    path: 'documents/',
    body: z.strictObject({
      payload: base64,
      documentName: z.string().optional(),
      bodyName: z.string().optional(),
      lifeSpan: z.int().optional(),
      characterEncoding: z.string().optional(),
      contentType: z.string().optional(),
      contentSubtype: z.string().optional(),
      subject: z.string().optional(),
      storageType: z.enum(['FS', 'DB']).optional(),
      isPlainText: z.boolean().optional(),
    }),
  },
  { method: 'GET', path: 'documents/', filters: ['documentId'] },
  { method: 'DELETE', path: 'documents/{id}' },
  { method: 'POST', path: 'documents/{id}/actions/getpayload', body: z.strictObject({ isPlainText: z.boolean() }) },
  { method: 'GET', path: 'routingrules/', filters: ['name'] },
];

const paging = ['_range', '_include', '_exclude', '_sort'];

/** What is wrong with a request by the reference; nothing, when it may be sent. */
export function violations({ method, path, query, headers, body }: Received): string[] {
  const operation = operations.find((known) => known.method === method && matches(known.path, path));
  if (!operation) return [`there is no ${method} ${path}`];
  const found: string[] = [];
  if (!headers.authorization?.startsWith('Basic ')) found.push('has no Basic authorization');
  for (const header of ['content-type', 'accept'] as const) {
    if (headers[header] !== 'application/json') found.push(`has ${header} ${headers[header] ?? 'missing'}`);
  }
  const isList = method === 'GET' && path.endsWith('/');
  for (const [parameter, value] of query) {
    const known = isList && [...(operation.filters ?? []), ...paging].includes(parameter);
    if (!known) found.push(`has the parameter ${parameter}`);
    if (parameter === '_range' && !/^\d+-\d+$/.test(value)) found.push(`has _range ${value}`);
  }
  if (operation.body) {
    const parsed = operation.body.safeParse(JSON.parse(body));
    if (!parsed.success) found.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  } else if (body !== '') found.push('has a body');
  return found;
}

function matches(pattern: string, path: string): boolean {
  const expected = pattern.split('/');
  const given = path.split('/');
  return (
    expected.length === given.length &&
    // A raw colon in an id, or anything else that ought to be encoded, is no id.
    expected.every((part, n) => (part === '{id}' ? /^[\w.~%-]+$/.test(given[n] ?? '') : part === given[n]))
  );
}
