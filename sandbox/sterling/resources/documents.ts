import { z } from 'zod';
import { deleteDocument, findDocument, findPayload, insertDocument, type DocumentRow } from '../store/documents.ts';
import { badRequest, notFound } from '../wire/api-error.ts';
import { bodyFields, noFields, optional, text } from '../wire/body.ts';
import { pageOf, parameter, projected } from '../wire/listing.ts';
import { payloadBytes, payloadText } from '../wire/payload.ts';
import { links, present, wireDate } from '../wire/representation.ts';
import { affected, baseUrl, created, type ItemRoute, type ListRoute, type Resource } from './resource.ts';

const newDocument = z.strictObject({
  payload: text,
  documentName: optional(z.string()),
  bodyName: optional(z.string()),
  lifeSpan: optional(z.int().min(0)),
  characterEncoding: optional(z.string()),
  contentType: optional(z.string()),
  contentSubtype: optional(z.string()),
  subject: optional(z.string()),
  storageType: optional(z.enum(['FS', 'DB'])),
  isPlainText: optional(z.boolean()),
});
const getPayload = z.strictObject({ isPlainText: optional(z.boolean()) });

/** `documents/`: the store of payloads. */
export const documents: Resource = (app, services) => {
  const { db } = services;

  app.post('/documents/', async (request, reply) => {
    const { payload, isPlainText, ...fields } = bodyFields(newDocument, request.body);
    const id = services.newDocumentId();
    const bytes = payloadBytes(payload, isPlainText === true, fields.characterEncoding);
    await insertDocument(db, id, fields, bytes, services.clock.now());
    return created(request, reply, services, 'documents', id);
  });

  app.get<ListRoute>('/documents/', async (request) => {
    const id = parameter(request.query, 'documentId');
    if (id === undefined) throw badRequest('documentId is required');
    const { offset, limit } = pageOf(request.query, {}, 'id', services.behaviour.maximumPage);
    const row = await findDocument(db, id);
    const items = row === undefined ? [] : [representation(baseUrl(request), row)];
    return projected(request.query, items.slice(offset, offset + limit));
  });

  app.get<ItemRoute>('/documents/:id', async (request) => {
    const row = await findDocument(db, request.params.id);
    if (row === undefined) throw notFound(`Document ${request.params.id} does not exist`);
    return representation(baseUrl(request), row);
  });

  app.post<ItemRoute>('/documents/:id/actions/getpayload', async (request) => {
    const { isPlainText } = bodyFields(getPayload, request.body);
    const found = await findPayload(db, request.params.id);
    if (found === undefined) throw notFound(`Document ${request.params.id} does not exist`);
    return { response: payloadText(found.payload, isPlainText === true, found.character_encoding) };
  });

  // [INF] Whether the product lets a document go that a message still points to is not known; here it does, and the control
  // API's witness says so.
  app.delete<ItemRoute>('/documents/:id', async (request) => {
    bodyFields(noFields, request.body);
    return affected(await deleteDocument(db, request.params.id, services.clock.now()), `Document ${request.params.id}`);
  });
};

function representation(base: string, row: DocumentRow): object {
  return {
    ...links(base, 'documents', 'Document', row.id),
    documentId: row.id,
    documentName: present(row.document_name),
    bodyName: present(row.body_name),
    bodySize: Number(row.size),
    characterEncoding: present(row.character_encoding),
    contentType: present(row.content_type),
    contentSubtype: present(row.content_subtype),
    subject: present(row.subject),
    lifeSpan: row.life_span === null ? undefined : Number(row.life_span),
    storageType: row.storage_type,
    createTime: wireDate(row.created_at),
    modifiedTime: wireDate(row.created_at),
    originalDocumentId: row.id,
  };
}
