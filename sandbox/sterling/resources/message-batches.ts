import fastifyMultipart from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { transaction } from '../database.ts';
import { insertDocument } from '../store/documents.ts';
import { findMessages } from '../store/messages.ts';
import { badRequest } from '../wire/api-error.ts';
import { bodyFields, text } from '../wire/body.ts';
import { pageOf, parameter, projected } from '../wire/listing.ts';
import { links } from '../wire/representation.ts';
import { acceptMessage, defaultPolicy, messageName, messageRepresentation } from './mailbox-messages.ts';
import { baseUrl, created, type ListRoute, type Resource } from './resource.ts';

/**
 * `messagebatches/`: files straight into mailboxes, as multipart/form-data: per file a part `upstream` (its file name
 * becomes the message's name) and a part `mailboxName` (the mailbox's path). The batch's id, its descriptor, is the ids of
 * its messages joined by `_`.
 */
export const messageBatches: Resource = (app, services) => {
  const { db } = services;
  // In a scope of its own: no other resource takes multipart bodies.
  void app.register(async (batches) => {
    await batches.register(fastifyMultipart, { limits: { fileSize: maximumFile, files: 1000 } });
    batches.post('/messagebatches/', async (request, reply) => {
      const files = await filesOf(request);
      const ids = await transaction(db, async (client) => {
        const accepted: string[] = [];
        for (const { name, mailboxPath, payload } of files) {
          const documentId = services.newDocumentId();
          const at = services.clock.now();
          await insertDocument(client, documentId, { documentName: name }, payload, at);
          const message = { mailboxPath, name, documentId, extractability: defaultPolicy, at };
          accepted.push(await acceptMessage(client, message, services.behaviour));
        }
        return accepted;
      });
      return created(request, reply, services, 'messagebatches', ids.join('_'));
    });
  });

  app.get<ListRoute>('/messagebatches/', async (request) => {
    const descriptor = parameter(request.query, 'descriptor');
    if (descriptor === undefined) throw badRequest('descriptor is required');
    if (!/^\d{1,18}(_\d{1,18})*$/.test(descriptor)) throw badRequest(`descriptor=${descriptor} is not ids joined by _`);
    const { offset, limit } = pageOf(request.query, {}, 'id', services.behaviour.maximumPage);
    const rows = await findMessages(db, descriptor.split('_'));
    const base = baseUrl(request);
    const batch = {
      ...links(base, 'messagebatches', 'MessageBatch', descriptor),
      descriptor,
      mailboxName: rows[0]?.mailbox_path,
      messageCount: rows.length,
      messages: rows.map((row) => messageRepresentation(base, row)),
    };
    return projected(request.query, (rows.length === 0 ? [] : [batch]).slice(offset, offset + limit));
  });
};

/** Bytes; one client reports an upload of 300 MB. */
const maximumFile = 512 * 1024 * 1024;

interface BatchFile {
  readonly name: string;
  readonly mailboxPath: string;
  readonly payload: Buffer;
}

async function filesOf(request: FastifyRequest): Promise<BatchFile[]> {
  const files: { name: string; payload: Buffer }[] = [];
  const mailboxPaths: string[] = [];
  for await (const part of request.parts()) {
    if (part.fieldname === 'upstream' && part.type === 'file') {
      files.push({ name: bodyFields(messageName, part.filename), payload: await part.toBuffer() });
    } else if (part.fieldname === 'mailboxName' && part.type === 'field') {
      mailboxPaths.push(bodyFields(text, part.value));
    } else {
      throw badRequest(`${part.fieldname}: is neither a file upstream nor a field mailboxName`);
    }
  }
  if (files.length === 0) throw badRequest('upstream: is required');
  return files.map((file, at) => {
    const mailboxPath = mailboxPaths[at];
    if (mailboxPath === undefined) throw badRequest(`mailboxName: is missing for ${file.name}`);
    return { ...file, mailboxPath };
  });
}
