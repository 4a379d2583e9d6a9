import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SterlingSandbox } from '../../../sandbox/sterling/sterling-sandbox.ts';
import { createSandboxHome, idOf, SandboxClient, single, type SandboxHome } from './sandbox-client.ts';

let home: SandboxHome;
let sandbox: SterlingSandbox;
let client: SandboxClient;

beforeAll(async () => {
  home = await createSandboxHome();
  sandbox = await home.start();
  client = await SandboxClient.connect(sandbox);
});
afterAll(async () => {
  client.close();
  await sandbox.close();
  await home.remove();
});

const dateShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/;
const payload = 'SVNBKjAwKi4uLg==';

describe('posting in two steps', () => {
  test('answers 201 with the absolute address in the body, the document id percent-encoded', async () => {
    const document = await client.send('POST', 'documents/', {
      body: { payload, documentName: 'A.x12', contentType: 'application', contentSubtype: 'edi-x12' },
    });
    expect(document.status).toBe(201);
    expect(document.headers['content-type']).toBe('application/json;charset=utf-8');
    expect(document.headers['location']).toBeUndefined();
    expect(document.json).toEqual({
      Location: expect.stringMatching(new RegExp(`^${sandbox.url}documents/[a-z]+%3A[a-z0-9]+%3A[0-9a-f]+%3A\\d+$`)),
    });

    const documentId = idOf(document);
    const body = { documentId, mailboxPath: '/ALDEFAST/Outbound', name: 'A.x12', extractableCount: 1 };
    const message = await client.send('POST', 'mailboxmessages/', { body });
    expect(message.status).toBe(201);
    expect(message.json).toEqual({
      Location: expect.stringMatching(new RegExp(`^${sandbox.url}mailboxmessages/\\d+$`)),
    });
  });

  test('answers 200 where it is set so', async () => {
    const older = await home.start({ behaviour: { createStatus: 200 } });
    const olderClient = await SandboxClient.connect(older);
    expect((await olderClient.send('POST', 'documents/', { body: { payload } })).status).toBe(200);
    olderClient.close();
    await older.close();
  });

  test('gives the payload back, and what is known of the document', async () => {
    const documentId = idOf(await client.send('POST', 'documents/', { body: { payload, subject: 'test' } }));
    const path = `documents/${encodeURIComponent(documentId)}`;
    const self = `${sandbox.url}${path}`;
    expect(await client.send('POST', `${path}/actions/getpayload`, { body: { isPlainText: false } })).toMatchObject({
      status: 200,
      json: { response: payload },
    });
    expect((await client.send('POST', `${path}/actions/getpayload`, { body: { isPlainText: true } })).json).toEqual({
      response: 'ISA*00*...',
    });
    const metadata = {
      _id: documentId,
      _title: `Document(${documentId})`,
      $ref: self,
      href: self,
      actions: { href: `${self}/actions`, $ref: `${self}/actions` },
      documentId,
      bodySize: 10,
      subject: 'test',
      storageType: 'DB',
      createTime: expect.stringMatching(dateShape),
      modifiedTime: expect.stringMatching(dateShape),
      originalDocumentId: documentId,
    };
    expect(single(await client.send('GET', `documents/?documentId=${encodeURIComponent(documentId)}`))).toEqual(
      metadata,
    );
    expect((await client.send('GET', path)).json).toEqual(metadata);

    expect((await client.send('DELETE', path)).json).toEqual({ rowsAffected: 1 });
    expect((await client.send('DELETE', path)).status).toBe(404);
    expect((await client.send('GET', path)).status).toBe(404);
  });

  test('takes text as it is where the payload is declared plain', async () => {
    const documentId = idOf(await client.send('POST', 'documents/', { body: { payload: 'ISA*é', isPlainText: true } }));
    const path = `documents/${encodeURIComponent(documentId)}/actions/getpayload`;
    expect((await client.send('POST', path, { body: {} })).json).toEqual({
      response: Buffer.from('ISA*é', 'utf8').toString('base64'),
    });
  });
});

describe('reading a message', () => {
  test('has coded values, links, dates without a colon in the offset, and nothing for what is absent', async () => {
    const { documentId, messageId } = await client.post('shape-always.x12', { extractableAlways: true });
    const self = `${sandbox.url}mailboxmessages/${messageId}`;
    const { status, json } = await client.send('GET', `mailboxmessages/${messageId}`);
    expect(status).toBe(200);
    expect(json).toEqual({
      _id: messageId,
      _title: `MailboxMessage(${messageId})`,
      $ref: self,
      href: self,
      actions: { href: `${self}/actions`, $ref: `${self}/actions` },
      mailboxPath: '/ALDEFAST/Outbound',
      mailboxId: expect.any(Number),
      name: 'shape-always.x12',
      id: Number(messageId),
      creationDate: expect.stringMatching(dateShape),
      extractableAlways: { code: true, display: 'Yes' },
      size: 'ISA*00*shape-always.x12~'.length,
      documentId,
    });
  });

  test('lists are bare arrays', async () => {
    await client.post('shape-count.x12', { extractableCount: 2 });
    const item = single(await client.send('GET', 'mailboxmessages/?name=shape-count.x12'));
    expect(item).toMatchObject({ name: 'shape-count.x12', extractableCount: 2 });
    expect(item).not.toHaveProperty('extractableAlways');
    expect((await client.send('GET', 'mailboxmessages/?name=nothing')).json).toEqual([]);
  });
});

test('mailbox contents: sub-mailboxes and messages in one list, plain values, details on demand', async () => {
  const { documentId, messageId } = await client.post('997.x12', { mailboxPath: '/ALDEFAST/Inbound' });
  const mailbox = single(await client.send('GET', 'mailboxes/?path=%2FALDEFAST%2FInbound'));
  expect(mailbox).toMatchObject({
    _id: expect.stringMatching(/^\d+$/),
    path: '/ALDEFAST/Inbound',
    mailboxType: { code: 'R', display: 'Regular' },
    permission: '/ALDEFAST/Inbound Mailbox',
  });
  const id = String(mailbox['_id']);
  expect((await client.send('GET', `mailboxcontents/?parentMailboxId=${id}&detail=true&_range=0-999`)).json).toEqual([
    {
      id: Number(messageId),
      name: '997.x12',
      type: 'message',
      creationDate: expect.stringMatching(dateShape),
      size: 'ISA*00*997.x12~'.length,
      documentId,
      extractableAlways: true,
    },
  ]);
  expect((await client.send('GET', `mailboxcontents/?parentMailboxId=${id}`)).json).toEqual([
    { id: Number(messageId), name: '997.x12', type: 'message' },
  ]);
  const parent = String(single(await client.send('GET', 'mailboxes/?path=/ALDEFAST'))['_id']);
  const { json } = await client.send('GET', `mailboxcontents/?parentMailboxId=${parent}&_sort=name`);
  expect(json).toMatchObject([
    { name: 'Inbound', type: 'mailbox' },
    { name: 'Outbound', type: 'mailbox' },
    { name: 'Test', type: 'mailbox' },
  ]);
  expect((await client.send('GET', 'mailboxcontents/')).status).toBe(400);
  expect((await client.send('GET', 'mailboxcontents/?parentMailboxId=999999')).status).toBe(404);
});

test('routing rules: written plain with mailbox ids, read coded with mailbox paths', async () => {
  expect(single(await client.send('GET', 'routingrules/?name=RR_ALDEFAST_OUT'))).toMatchObject({
    _id: 'RR_ALDEFAST_OUT',
    name: 'RR_ALDEFAST_OUT',
    mailboxes: [{ path: '/ALDEFAST/Outbound' }],
    runRuleAs: 'apiuser',
    evaluationMode: { code: 'automatic', display: 'Automatic' },
    actionType: { code: 'bp', display: 'Business Process' },
    action: 'EDI_Outbound_Core',
  });

  const mailboxId = String(single(await client.send('GET', 'mailboxes/?path=/ALDECAST/Outbound'))['_id']);
  const rule = {
    name: 'RR ALDECAST',
    evaluationMode: 'automatic',
    actionType: 'bp',
    action: 'EDI_Outbound_Core',
    mailboxes: [mailboxId],
    messageNamePattern: 'ALDECAST_*',
    runRuleAs: 'apiuser',
  };
  expect(idOf(await client.send('POST', 'routingrules/', { body: rule }))).toBe('RR ALDECAST');
  const duplicate = await client.send('POST', 'routingrules/', { body: rule });
  expect(duplicate.status).toBe(400);
  expect(duplicate.json).toEqual({
    errorCode: 400,
    errorDescription: expect.stringMatching(/^API\d{6}: .*Duplicate RoutingRule/),
  });
  expect((await client.send('GET', 'routingrules/RR+ALDECAST')).json).toMatchObject({
    mailboxes: [{ path: '/ALDECAST/Outbound' }],
    messageNamePattern: 'ALDECAST_*',
  });
  const change = { ...rule, mailboxes: [{ path: '/ALDECAST/Test' }], evaluationMode: 'manual' };
  expect((await client.send('PUT', 'routingrules/RR%20ALDECAST', { body: change })).json).toEqual({ rowsAffected: 1 });
  expect((await client.send('GET', 'routingrules/RR%20ALDECAST')).json).toMatchObject({
    mailboxes: [{ path: '/ALDECAST/Test' }],
    evaluationMode: { code: 'manual' },
  });
  expect((await client.send('DELETE', 'routingrules/RR+ALDECAST')).json).toEqual({ rowsAffected: 1 });
  expect((await client.send('GET', 'routingrules/?name=RR ALDECAST')).json).toEqual([]);
});

test('a batch: files and mailbox paths in pairs, the id of the batch is the ids of its messages', async () => {
  const part = (disposition: string, text: string) =>
    `--b\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${text}\r\n`;
  const body = [
    part('name="upstream"; filename="B1.x12"', 'ISA*1~'),
    part('name="mailboxName"', '/ALDEFAST/Outbound'),
    part('name="upstream"; filename="B2.x12"', 'ISA*2~'),
    part('name="mailboxName"', '/ALDEFAST/Test'),
    '--b--\r\n',
  ].join('');
  const headers = { 'content-type': 'multipart/form-data; boundary=b', accept: '' };
  const posted = await client.send('POST', 'messagebatches/', { headers, body });
  expect(posted.status).toBe(201);
  const descriptor = idOf(posted);
  expect(descriptor).toMatch(/^\d+_\d+$/);
  expect(single(await client.send('GET', `messagebatches/?descriptor=${descriptor}`))).toMatchObject({
    descriptor,
    mailboxName: '/ALDEFAST/Outbound',
    messageCount: 2,
    messages: [
      { name: 'B1.x12', mailboxPath: '/ALDEFAST/Outbound', extractableAlways: { code: true, display: 'Yes' } },
      { name: 'B2.x12', mailboxPath: '/ALDEFAST/Test', size: 6 },
    ],
  });

  const stray = body.replace('/ALDEFAST/Test', '/NOBODY/Outbound').replace('B1.x12', 'B3.x12');
  expect((await client.send('POST', 'messagebatches/', { headers, body: stray })).status).toBe(400);
  expect(await client.acceptedNames()).not.toContain('B3.x12');
});

describe('trading partners', () => {
  const partner = {
    community: 'EDI_PARTNERS',
    partnerName: 'Acme Corp & Sons',
    username: 'acmeuser',
    password: 'not a secret',
    authenticationType: 'Local',
    givenName: 'EDI',
    surname: 'Desk',
    phone: '+1-555-0100',
    emailAddress: 'edi@acme.example',
    city: 'A city whose name is longer than thirty-five characters',
    timeZone: '-05',
    isInitiatingConsumer: true,
  };

  test('are created with a mailbox, their city cut at 35, and read with coded values and no password', async () => {
    const created = await client.send('POST', 'tradingpartners/', { body: partner });
    expect(created.json).toEqual({ Location: `${sandbox.url}tradingpartners/Acme%20Corp%20%26%20Sons` });
    const read = single(await client.send('GET', 'tradingpartners/?searchFor=acme'));
    expect(read).toMatchObject({
      partnerName: 'Acme Corp & Sons',
      code: 'AcmeCorpSons',
      city: 'A city whose name is longer than th',
      timeZone: { code: '-05' },
      authenticationType: { code: 'Local' },
      isInitiatingConsumer: { code: true, display: 'Yes' },
    });
    expect(read).not.toHaveProperty('password');
    expect((await client.send('GET', 'mailboxes/?path=/Acme Corp %26 Sons')).json).toHaveLength(1);
    const again = await client.send('POST', 'tradingpartners/', { body: { ...partner, username: 'another' } });
    expect(again).toMatchObject({ status: 400, json: { errorCode: 400 } });
  });

  test('belong to a community that exists', async () => {
    const body = { ...partner, partnerName: 'Stray', code: 'STRAY', username: 'stray', community: 'NONE' };
    expect((await client.send('POST', 'tradingpartners/', { body })).status).toBe(400);
    expect(idOf(await client.send('POST', 'communities/', { body: { name: 'NONE', sshListening: true } }))).toBe(
      'NONE',
    );
    expect(single(await client.send('GET', 'communities/?commName=NONE'))).toMatchObject({
      name: 'NONE',
      sshListening: { code: true, display: 'Yes' },
    });
    expect((await client.send('POST', 'tradingpartners/', { body })).status).toBe(201);
  });
});

describe('errors', () => {
  test('a mailbox that exists already', async () => {
    const body = { path: '/ALDEFAST/Outbound', description: 'again' };
    expect(await client.send('POST', 'mailboxes/', { body })).toMatchObject({
      status: 400,
      json: {
        errorCode: 400,
        errorDescription: expect.stringMatching(/^API\d{6}: Mailbox \/ALDEFAST\/Outbound already exists$/),
      },
    });
  });

  test.each([
    ['an unknown resource', 'GET', 'businessprocesses/'],
    ['a collection without its slash', 'GET', 'mailboxes'],
    ['an item that does not exist', 'GET', 'mailboxmessages/999999999'],
    ['an id that is no number', 'GET', 'mailboxmessages/12x'],
    ['a verb the resource does not have', 'PUT', 'mailboxcontents/'],
    ['the wrong name of an action', 'POST', 'mailboxmessages/1/actions/extract'],
  ] as const)('%s is 404', async (_, method, path) => {
    const { status, json } = await client.send(method, path, method === 'GET' ? {} : { body: {} });
    expect(status).toBe(404);
    expect(json).toEqual({ errorCode: 404, errorDescription: expect.stringMatching(/^API\d{6}: /) });
  });

  test.each([
    ['no JSON', '{"payload":'],
    ['a list', []],
    ['a missing field', {}],
    ['a payload that is not base64', { payload: 'ISA*00*' }],
    ['a misspelt field', { payload: 'SVNB', documentname: 'A' }],
    ['a field of another type', { payload: 'SVNB', lifeSpan: '60' }],
  ])('a document with %s is 400', async (_, body) => {
    expect(await client.send('POST', 'documents/', { body })).toMatchObject({ status: 400, json: { errorCode: 400 } });
  });

  test('a form that is not JSON is refused', async () => {
    const xml = { headers: { 'content-type': 'application/xml' }, body: '<a/>' };
    expect((await client.send('POST', 'documents/', xml)).status).toBe(415);
    expect((await client.send('GET', 'mailboxes/', { headers: { accept: 'application/xml' } })).status).toBe(406);
  });

  test('a wrong password gets the challenge and a page, whatever the address', async () => {
    for (const path of ['documents/', 'nothing/']) {
      const { status, headers, text } = await client.send('GET', path, { password: 'wrong' });
      expect(status).toBe(401);
      expect(headers['www-authenticate']).toMatch(/^Basic realm="/);
      expect(headers['content-type']).toMatch(/^text\/html/);
      expect(text).toMatch(/^<html>/);
    }
  });
});
