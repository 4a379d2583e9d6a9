import { z } from 'zod';
import {
  addCodes,
  codeListKey,
  codesOf,
  codeSets,
  deleteCode,
  findCodeList,
  type CodeListRow,
} from '../store/code-lists.ts';
import { badRequest, notFound } from '../wire/api-error.ts';
import { bodyFields, noFields, text } from '../wire/body.ts';
import { pageOf, parameter, projected } from '../wire/listing.ts';
import { links } from '../wire/representation.ts';
import { affected, baseUrl, created, type ItemRoute, type ListRoute, type Resource } from './resource.ts';

// The interface description says CodeList is a number; clients in the field send the list's key, and are right.
const newCodes = z.strictObject({ CodeList: text, codeSet: codeSets.min(1) });

/**
 * `codelistcodes/`: single codes, whose key is the list's, then `|sender code|receiver code`. The list filters by listName
 * (needed), listVersion, senderCode and receiverCode.
 */
export const codeListCodes: Resource = (app, services) => {
  const { db } = services;

  app.post('/codelistcodes/', async (request, reply) => {
    const { CodeList, codeSet } = bodyFields(newCodes, request.body);
    const list = await findCodeList(db, CodeList);
    if (list === undefined) throw badRequest(`CodeList: ${CodeList} does not exist`);
    await addCodes(db, list, codeSet, 'refuse');
    // [INF] That of several codes the first is the one the answer names.
    const [first] = codeSet;
    return created(
      request,
      reply,
      services,
      'codelistcodes',
      `${codeListKey(list)}|${first?.senderCode}|${first?.receiverCode}`,
    );
  });

  app.get<ListRoute>('/codelistcodes/', async (request) => {
    const { offset, limit } = pageOf(request.query, {}, 'sender_code', services.behaviour.maximumPage);
    const name = parameter(request.query, 'listName');
    if (name === undefined) throw badRequest('listName is required');
    const list = await findCodeList(db, `${name}|||${parameter(request.query, 'listVersion') ?? '-1'}`);
    if (list === undefined) throw notFound(`Code list ${name} does not exist`);
    const sender = parameter(request.query, 'senderCode');
    const receiver = parameter(request.query, 'receiverCode');
    const codes = (await codesOf(db, list)).filter(
      (code) =>
        (sender === undefined || code.senderCode === sender) &&
        (receiver === undefined || code.receiverCode === receiver),
    );
    const items = codes.slice(offset, offset + limit).map((code) => representation(baseUrl(request), list, code));
    return projected(request.query, items);
  });

  app.get<ItemRoute>('/codelistcodes/:id', async (request) => {
    const { list, sender, receiver } = await parts(request.params.id);
    const code = (await codesOf(db, list)).find((c) => c.senderCode === sender && c.receiverCode === receiver);
    if (code === undefined) throw notFound(`Code ${request.params.id} does not exist`);
    return representation(baseUrl(request), list, code);
  });

  app.delete<ItemRoute>('/codelistcodes/:id', async (request) => {
    bodyFields(noFields, request.body);
    const { list, sender, receiver } = await parts(request.params.id);
    return affected(await deleteCode(db, list, sender, receiver), `Code ${request.params.id}`);
  });

  async function parts(id: string): Promise<{ list: CodeListRow; sender: string; receiver: string }> {
    const pieces = id.split('|');
    const list = await findCodeList(db, pieces.slice(0, 4).join('|'));
    if (list === undefined || pieces.length !== 6) throw notFound(`Code ${id} does not exist`);
    return { list, sender: pieces[4] ?? '', receiver: pieces[5] ?? '' };
  }
};

function representation(base: string, list: CodeListRow, code: { senderCode: string; receiverCode: string }): object {
  const key = `${codeListKey(list)}|${code.senderCode}|${code.receiverCode}`;
  return {
    ...links(base, 'codelistcodes', 'CodeListCode', key),
    listName: list.name,
    listVersion: list.version,
    ...code,
  };
}
