import { z } from 'zod';
import type { Behaviour } from '../behaviour.ts';
import { transaction, type Database } from '../database.ts';
import {
  deleteMessage,
  deleteOlder,
  extractMessage,
  findMessage,
  insertMessage,
  listMessages,
  moveMessage,
  updateMessage,
  type Extractability,
  type MessageRow,
} from '../store/messages.ts';
import { ApiError, notFound } from '../wire/api-error.ts';
import { bodyFields, date, noFields, optional, text } from '../wire/body.ts';
import { pageOf, parameter, projected } from '../wire/listing.ts';
import { codedBoolean, links, present, wireDate } from '../wire/representation.ts';
import { affected, baseUrl, created, numericId, type ItemRoute, type ListRoute, type Resource } from './resource.ts';

// The product's limit; 100 on DB2 for z/OS.
const maximumName = 255;

/** A message's name, also as the file name of a batch's part. */
export const messageName = text.max(maximumName, `is longer than ${maximumName} characters`);

const extractability = {
  extractableAlways: optional(z.boolean()),
  extractableCount: optional(z.int32().min(0)),
  extractableUntil: optional(date),
};
const newMessage = z.strictObject({ documentId: text, mailboxPath: text, name: messageName, ...extractability });
const messageChange = z.strictObject({ ...extractability, resubmitMessage: optional(z.boolean()) });
const move = z.strictObject({ path: text });

const sortColumns: Readonly<Record<string, string>> = {
  id: 'id',
  name: 'name',
  mailboxPath: 'mailbox_path',
  creationDate: 'created_at',
  size: 'size',
};

/** `mailboxmessages/`: documents under a name in a mailbox. The list filters by name and by nothing else. */
export const mailboxMessages: Resource = (app, services) => {
  const { db, clock, behaviour } = services;

  app.post('/mailboxmessages/', async (request, reply) => {
    const { documentId, mailboxPath, name, ...fields } = bodyFields(newMessage, request.body);
    const policy = policyOf(fields) ?? defaultPolicy;
    const message = { mailboxPath, name, documentId, extractability: policy, at: clock.now() };
    const id = await transaction(db, (client) => acceptMessage(client, message, behaviour));
    return created(request, reply, services, 'mailboxmessages', id);
  });

  app.get<ListRoute>('/mailboxmessages/', async (request) => {
    const page = pageOf(request.query, sortColumns, 'id', services.behaviour.maximumPage);
    const rows = await listMessages(db, parameter(request.query, 'name'), page);
    return projected(
      request.query,
      rows.map((row) => messageRepresentation(baseUrl(request), row)),
    );
  });

  app.get<ItemRoute>('/mailboxmessages/:id', async (request) => {
    const id = numericId(request, 'Message');
    const row = await findMessage(db, id);
    if (row === undefined) throw notFound(`Message ${id} does not exist`);
    return messageRepresentation(baseUrl(request), row);
  });

  app.put<ItemRoute>('/mailboxmessages/:id', async (request) => {
    const id = numericId(request, 'Message');
    const { resubmitMessage, ...fields } = bodyFields(messageChange, request.body);
    const change = { extractability: policyOf(fields), resubmit: resubmitMessage === true };
    return affected(await updateMessage(db, id, change), `Message ${id}`);
  });

  app.delete<ItemRoute>('/mailboxmessages/:id', async (request) => {
    const id = numericId(request, 'Message');
    bodyFields(noFields, request.body);
    return affected(await deleteMessage(db, id, clock.now()), `Message ${id}`);
  });

  // [INF] That the answer is the payload in base64, that it takes one from the count, and that at 0 it is refused.
  app.post<ItemRoute>('/mailboxmessages/:id/actions/extractmailboxmessage', async (request) => {
    const id = numericId(request, 'Message');
    bodyFields(noFields, request.body);
    const extracted = await extractMessage(db, id, clock.now());
    if (extracted === 'unknown-message') throw notFound(`Message ${id} does not exist`);
    if (extracted === 'not-extractable') throw new ApiError(400, 'notExtractable', `Message ${id} is not extractable`);
    if (extracted === 'payload-gone')
      throw new ApiError(400, 'unknownDocument', `The document of message ${id} does not exist`);
    return { response: extracted.payload.toString('base64') };
  });

  app.post<ItemRoute>('/mailboxmessages/:id/actions/movemailboxmessage', async (request) => {
    const id = numericId(request, 'Message');
    const { path } = bodyFields(move, request.body);
    const moved = await moveMessage(db, id, path);
    if (moved === 'unknown-message') throw notFound(`Message ${id} does not exist`);
    if (moved === 'unknown-mailbox') throw unknownMailbox(path, behaviour.unknownMailbox);
    return { response: `Message ${id} moved to ${path}` };
  });
};

/**
 * Accepts a message, after what the product does with older ones of its name.
 * @returns its id; @throws ApiError 400 when its mailbox or document does not exist
 */
export async function acceptMessage(
  db: Database,
  message: Parameters<typeof insertMessage>[1],
  behaviour: Behaviour,
): Promise<string> {
  const inserted = await insertMessage(db, message);
  if (inserted === 'unknown-mailbox') throw unknownMailbox(message.mailboxPath, behaviour.unknownMailbox);
  if (inserted === 'unknown-document')
    throw new ApiError(400, 'unknownDocument', `Document ${message.documentId} does not exist`);
  if (behaviour.duplicateNames !== 'allow') await deleteOlder(db, inserted.id, behaviour.duplicateNames, message.at);
  return inserted.id;
}

function unknownMailbox(path: string, status: 400 | 404 = 400): ApiError {
  return new ApiError(status, 'unknownMailbox', `Mailbox ${path} does not exist`);
}

/** [INF] What a message without a policy gets is only known of messagebatches: extractable always. */
export const defaultPolicy: Extractability = { always: true, count: null, until: null };

/** The one policy of a request, undefined when it names none. @throws ApiError 400 for more than one: they are alternatives */
function policyOf(fields: {
  readonly extractableAlways?: boolean | null;
  readonly extractableCount?: number | null;
  readonly extractableUntil?: Date | null;
}): Extractability | undefined {
  const policy = {
    always: fields.extractableAlways ?? null,
    count: fields.extractableCount ?? null,
    until: fields.extractableUntil ?? null,
  };
  const given = Object.values(policy).filter((value) => value !== null).length;
  if (given > 1) throw new ApiError(400, 'extractability', 'Multiple extractable types specified');
  return given === 0 ? undefined : policy;
}

/** A message as the API shows it. */
export function messageRepresentation(base: string, row: MessageRow): object {
  return {
    ...links(base, 'mailboxmessages', 'MailboxMessage', row.id),
    mailboxPath: row.mailbox_path,
    mailboxId: Number(row.mailbox_id),
    name: row.name,
    id: Number(row.id),
    creationDate: wireDate(row.created_at),
    extractableAlways: codedBoolean(row.extractable_always),
    extractableCount: present(row.extractable_count),
    extractableUntil: wireDate(row.extractable_until),
    size: Number(row.size),
    documentId: row.document_id,
  };
}
