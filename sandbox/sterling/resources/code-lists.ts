import { z } from 'zod';
import { transaction } from '../database.ts';
import {
  addCodes,
  changeCodeList,
  codeListKey,
  codesOf,
  codeSets,
  createCodeList,
  deleteCode,
  deleteCodeList,
  findCodeList,
  listCodeLists,
  listText,
  type CodeListRow,
} from '../store/code-lists.ts';
import { badRequest, notFound } from '../wire/api-error.ts';
import { bodyFields, noFields, optional, text } from '../wire/body.ts';
import { pageOf, parameter, projected } from '../wire/listing.ts';
import { codedText, links, present, wireDate } from '../wire/representation.ts';
import { affected, baseUrl, created, type ItemRoute, type ListRoute, type Resource } from './resource.ts';

const status = z.union([z.literal(1), z.literal(2)]);
const newList = z.strictObject({
  codeListName: listText,
  senderIdentity: optional(listText),
  receiverIdentity: optional(listText),
  codes: codeSets,
  comments: optional(z.string()),
  createNewVersion: optional(z.boolean()),
  makeDefault: optional(z.boolean()),
  listStatus: optional(status),
});
const listChange = z.strictObject({
  setAsDefaultVersion: optional(z.boolean()),
  comments: optional(z.string()),
  listStatus: optional(status),
  codes: optional(codeSets),
});
const bulkUpdate = z.strictObject({ codes: codeSets });
const bulkDelete = z.strictObject({ codes: z.array(z.strictObject({ senderCode: text, receiverCode: text })).min(1) });

const listStatuses: Readonly<Record<string, string>> = { 1: 'Active', 2: 'Inactive' };

/**
 * `codelists/`: where cross-references live. A list's key is `name|sender|receiver|version`. The list filters by
 * codeListName and versionNumber, where -1 is the default version.
 */
export const codeLists: Resource = (app, services) => {
  const { db, clock } = services;

  app.post('/codelists/', async (request, reply) => {
    const fields = bodyFields(newList, request.body);
    const key = await transaction(db, (client) => createCodeList(client, fields, services.username, clock.now()));
    return created(request, reply, services, 'codelists', key);
  });

  app.get<ListRoute>('/codelists/', async (request) => {
    const page = pageOf(request.query, { codeListName: 'name' }, 'name, version', services.behaviour.maximumPage);
    const version = parameter(request.query, 'versionNumber');
    if (version !== undefined && !/^-?\d{1,9}$/.test(version))
      throw badRequest(`versionNumber=${version} is no number`);
    const rows = await listCodeLists(db, { name: parameter(request.query, 'codeListName'), version }, page);
    const items = await Promise.all(
      rows.map(async (row) => representation(baseUrl(request), row, await codesOf(db, row))),
    );
    return projected(request.query, items);
  });

  app.get<ItemRoute>('/codelists/:id', async (request) => {
    const row = await listOf(request.params.id);
    return representation(baseUrl(request), row, await codesOf(db, row));
  });

  app.put<ItemRoute>('/codelists/:id', async (request) => {
    const change = bodyFields(listChange, request.body);
    const row = await listOf(request.params.id);
    await transaction(db, (client) => changeCodeList(client, row, change));
    return affected(true, `Code list ${request.params.id}`);
  });

  app.delete<ItemRoute>('/codelists/:id', async (request) => {
    bodyFields(noFields, request.body);
    return affected(await deleteCodeList(db, await listOf(request.params.id)), `Code list ${request.params.id}`);
  });

  // [INF] The bodies of the bulk actions, and what they answer.
  app.post<ItemRoute>('/codelists/:id/actions/bulkupdatecodes', async (request) => {
    const { codes } = bodyFields(bulkUpdate, request.body);
    await addCodes(db, await listOf(request.params.id), codes, 'replace');
    return { response: `${codes.length} codes updated` };
  });

  app.post<ItemRoute>('/codelists/:id/actions/bulkdeletecodes', async (request) => {
    const { codes } = bodyFields(bulkDelete, request.body);
    const row = await listOf(request.params.id);
    let deleted = 0;
    for (const { senderCode, receiverCode } of codes)
      if (await deleteCode(db, row, senderCode, receiverCode)) deleted += 1;
    return { response: `${deleted} codes deleted` };
  });

  async function listOf(key: string): Promise<CodeListRow> {
    const row = await findCodeList(db, key);
    if (row === undefined) throw notFound(`Code list ${key} does not exist`);
    return row;
  }
};

function representation(base: string, row: CodeListRow, codes: readonly object[]): object {
  return {
    ...links(base, 'codelists', 'CodeList', codeListKey(row)),
    codeListName: row.name,
    versionNumber: row.version,
    senderIdentity: row.sender_identity || undefined,
    receiverIdentity: row.receiver_identity || undefined,
    listStatus: codedText(String(row.list_status), listStatuses),
    comments: present(row.comments),
    createDate: wireDate(row.created_at),
    userName: row.user_name,
    codes,
  };
}
