import { z } from 'zod';
import type { Received } from './https-server.ts';
import { partsOf } from './multipart-parts.ts';
import { tradingPartnerCreated, tradingPartnerPut } from './trading-partner-reference.ts';

/**
 * The part of the B2B REST API's own interface description that the client may use: paths, parameters, fields and their
 * types, with the corrections that clients of real servers teach (the description lacks the paging parameters, the reads of
 * one item, the file of a batch). Written down from the description and not from the client, so that a wrong field in the
 * client is found.
 */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base address; `{id}` is one percent-encoded segment. */
  readonly path: string;
  /** The section of the reference it is from. */
  readonly section: string;
  /** Parameters a list takes beside the paging ones. */
  readonly filters?: Readonly<Record<string, z.ZodType>>;
  /** Those of them it cannot do without. */
  readonly required?: readonly string[];
  readonly body?: z.ZodType;
  /** The parts of a form, each by its name. */
  readonly form?: z.ZodType;
}

const base64 = z.base64();
const some = z.string().min(1);
const name = some.max(255);
const mailboxPath = z.string().regex(/^\/[^/]+(\/[^/]+)*$/);
const numericId = z.string().regex(/^\d+$/);
const extractability = {
  extractableAlways: z.boolean().optional(),
  extractableCount: z.int().min(0).optional(),
  extractableUntil: z
    .string()
    .regex(/^\d{8}T\d{4}$/)
    .optional(),
};
const words = z.string().optional();
const code = z.string().regex(/^[^|]*$/);
const codes = z.array(
  z.strictObject({
    senderCode: code,
    receiverCode: code,
    description: words,
    ...Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`text${n + 1}`, words])),
  }),
);

export const operations: readonly Operation[] = [
  { method: 'GET', path: 'mailboxes/', section: '§3.1', filters: { path: mailboxPath } },
  {
    method: 'POST',
    path: 'mailboxes/',
    section: '§3.1',
    body: z.strictObject({
      path: mailboxPath,
      description: some,
      createParentMailbox: z.boolean().optional(),
      mailboxType: z.enum(['R', 'S', 'L']).optional(),
      linkedToMailbox: z.int().optional(),
      users: words,
      groups: words,
    }),
  },
  {
    method: 'GET',
    path: 'mailboxcontents/',
    section: '§3.2',
    filters: { parentMailboxId: numericId, type: some, detail: z.enum(['true', 'false']), name },
    required: ['parentMailboxId'],
  },
  { method: 'GET', path: 'mailboxmessages/', section: '§3.3', filters: { name } },
  { method: 'GET', path: 'mailboxmessages/{id}', section: '§1.2, §9.3' },
  {
    method: 'PUT',
    path: 'mailboxmessages/{id}',
    section: '§3.3',
    body: z.strictObject({ ...extractability, resubmitMessage: z.boolean().optional() }),
  },
  {
    method: 'POST',
    path: 'mailboxmessages/',
    section: '§3.3, §9.1',
    body: z
      .strictObject({ documentId: some, mailboxPath, name, ...extractability })
      .refine((body) => Object.keys(body).filter((field) => field.startsWith('extractable')).length === 1),
  },
  {
    method: 'POST',
    path: 'messagebatches/',
    section: '§3.5, §9.2',
    form: z.strictObject({
      upstream: z.object({ fileName: name }),
      mailboxName: z.object({ fileName: z.undefined().optional(), text: mailboxPath }),
    }),
  },
  {
    method: 'POST',
    path: 'documents/',
    section: '§3.4, §9.1',
    body: z.strictObject({
      payload: base64,
      documentName: words,
      bodyName: words,
      lifeSpan: z.int().optional(),
      characterEncoding: words,
      contentType: words,
      contentSubtype: words,
      subject: words,
      storageType: z.enum(['FS', 'DB']).optional(),
      isPlainText: z.boolean().optional(),
    }),
  },
  { method: 'DELETE', path: 'documents/{id}', section: '§1.2, §2' },
  {
    method: 'POST',
    path: 'documents/{id}/actions/getpayload',
    section: '§3.4, §9.4',
    body: z.strictObject({ isPlainText: z.boolean() }),
  },
  { method: 'GET', path: 'routingrules/', section: '§4', filters: { name: some } },
  {
    method: 'POST',
    path: 'routingrules/',
    section: '§4, §9.5',
    body: z.strictObject({
      name: some,
      actionType: z.enum(['bp', 'contract']),
      action: some.max(100),
      evaluationMode: z.enum(['automatic', 'manual']),
      // As clients of real servers send them; the description has objects.
      mailboxes: z.array(numericId).optional(),
      messageNamePattern: some.optional(),
      runRuleAs: some,
    }),
  },
  { method: 'GET', path: 'tradingpartners/', section: '§5', filters: { searchFor: z.string() } },
  { method: 'GET', path: 'tradingpartners/{id}', section: '§1.2, §1.5' },
  { method: 'POST', path: 'tradingpartners/', section: '§5.1, §9.6', body: tradingPartnerCreated },
  { method: 'PUT', path: 'tradingpartners/{id}', section: '§5.1, §5.3', body: tradingPartnerPut },
  { method: 'GET', path: 'communities/', section: '§2', filters: { commName: some } },
  {
    method: 'GET',
    path: 'codelists/',
    section: '§2, §6',
    filters: { codeListName: some, versionNumber: z.string().regex(/^(-1|\d+)$/) },
  },
  {
    method: 'POST',
    path: 'codelists/',
    section: '§6',
    body: z.strictObject({
      codeListName: some.regex(/^[^|]*$/),
      codes,
      senderIdentity: words,
      receiverIdentity: words,
      comments: words,
      createNewVersion: z.boolean().optional(),
      makeDefault: z.boolean().optional(),
      listStatus: z.union([z.literal(1), z.literal(2)]).optional(),
    }),
  },
  {
    method: 'GET',
    path: 'codelistcodes/',
    section: '§2',
    filters: {
      listName: some,
      listVersion: z.string().regex(/^(-1|\d+)$/),
      senderCode: z.string(),
      receiverCode: z.string(),
    },
  },
  {
    method: 'POST',
    path: 'codelistcodes/',
    section: '§6, §1.5',
    body: z.strictObject({ CodeList: z.string().regex(/^[^|]+\|[^|]*\|[^|]*\|-?\d+$/), codeSet: codes }),
  },
];

// §1.4.
const paging: Readonly<Record<string, z.ZodType>> = {
  _range: z.string().regex(/^\d+-\d+$/),
  _include: some,
  _exclude: some,
  _sort: some,
};

/** The entry a request belongs to. */
export function operationOf({ method, path }: Pick<Received, 'method' | 'path'>): Operation | undefined {
  return operations.find((known) => known.method === method && matches(known.path, path));
}

/** What is wrong with a request by the reference; nothing, when it may be sent. */
export function violations(request: Received): string[] {
  const { method, path, query } = request;
  const operation = operationOf(request);
  if (!operation) return [`there is no ${method} ${path}`];
  const found = headerViolations(request, operation);
  const isList = method === 'GET' && path.endsWith('/');
  const parameters: Readonly<Record<string, z.ZodType>> = isList ? { ...operation.filters, ...paging } : {};
  for (const [parameter, value] of query) {
    const shape = parameters[parameter];
    if (!shape?.safeParse(value).success) found.push(`has the parameter ${parameter}=${value}`);
  }
  found.push(...(operation.required ?? []).filter((one) => !query.has(one)).map((one) => `lacks the parameter ${one}`));
  return [...found, ...bodyViolations(request, operation)];
}

/** §1.1: both headers on every call; a form has its own type and nothing else. */
function headerViolations({ headers }: Received, { form }: Operation): string[] {
  const found = headers.authorization?.startsWith('Basic ') ? [] : ['has no Basic authorization'];
  const { accept = 'missing', 'content-type': type = 'missing' } = headers;
  if (form) {
    if (accept !== 'missing') found.push(`has accept ${accept}`);
    if (!/^multipart\/form-data; boundary=[\w-]+$/.test(type)) found.push(`has content-type ${type}`);
    return found;
  }
  if (accept !== 'application/json') found.push(`has accept ${accept}`);
  if (type !== 'application/json') found.push(`has content-type ${type}`);
  return found;
}

function bodyViolations(request: Received, { body, form }: Operation): string[] {
  if (!body && !form) return request.body === '' ? [] : ['has a body'];
  if (request.body === '') return ['has no body'];
  const parsed = form ? form.safeParse(partsOf(request)) : body?.safeParse(JSON.parse(request.body));
  return (parsed?.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
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
