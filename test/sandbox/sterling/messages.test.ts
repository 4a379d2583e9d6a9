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

describe('what a message is refused for', () => {
  test.each([
    ['more than one policy', { extractableAlways: true, extractableCount: 1 }],
    ['a policy that is false beside another', { extractableAlways: false, extractableUntil: '20401231T2359' }],
    ['a negative count', { extractableCount: -1 }],
    ['a date that is none', { extractableUntil: 'tomorrow' }],
    ['a name longer than 255', { name: 'x'.repeat(256) }],
    ['an unknown mailbox', { mailboxPath: '/NOBODY/Outbound' }],
    ['a mailbox in another case', { mailboxPath: '/aldefast/outbound' }],
    ['an unknown document', { documentId: 'sandbox:node1:0:1' }],
    ['content of its own', { payload: 'SVNB' }],
  ])('%s', async (_, fields) => {
    const { documentId } = await client.post('before.x12');
    const accepted = await client.acceptedNames();
    const body = { documentId, mailboxPath: '/ALDEFAST/Outbound', name: 'refused.x12', ...fields };
    expect(await client.send('POST', 'mailboxmessages/', { body })).toMatchObject({
      status: 400,
      json: { errorCode: 400 },
    });
    expect(await client.acceptedNames()).toEqual(accepted);
  });
});

test('names may repeat in a mailbox, and a list finds them whatever their case', async () => {
  const first = await client.post('Twice.x12');
  const second = await client.post('Twice.x12');
  expect(first.messageId).not.toBe(second.messageId);
  expect((await client.send('GET', 'mailboxmessages/?name=twice.X12')).json).toMatchObject([
    { _id: first.messageId, name: 'Twice.x12' },
    { _id: second.messageId, name: 'Twice.x12' },
  ]);
});

test('lists filter by name alone: other parameters are ignored', async () => {
  await client.post('filter.x12', { mailboxPath: '/ALDEFAST/Test' });
  const query = 'name=filter.x12&mailboxPath=/ALDEFAST/Outbound&creationDate=2001-01-01';
  expect(single(await client.send('GET', `mailboxmessages/?${query}`))).toMatchObject({
    mailboxPath: '/ALDEFAST/Test',
  });
});

test('an underscore in a name is itself, a percent sign is the wildcard', async () => {
  await client.post('wild_1.x12');
  await client.post('wildX1.x12');
  expect((await client.send('GET', 'mailboxmessages/?name=wild_1.x12')).json).toHaveLength(1);
  expect((await client.send('GET', 'mailboxmessages/?name=wild_%25')).json).toHaveLength(1);
  expect((await client.send('GET', 'mailboxmessages/?name=wild%25')).json).toHaveLength(2);
});

test('pages, order and fields of a list', async () => {
  for (const name of ['page-c', 'page-a', 'page-b']) await client.post(name);
  const list = async (query: string): Promise<unknown> =>
    (await client.send('GET', `mailboxmessages/?name=page-%25${query}`)).json;
  expect(await list('')).toMatchObject([{ name: 'page-c' }, { name: 'page-a' }, { name: 'page-b' }]);
  expect(await list('&_sort=name&_range=1-2')).toMatchObject([{ name: 'page-b' }, { name: 'page-c' }]);
  expect(await list('&_range=3-9')).toEqual([]);
  expect(await list('&_range=0-0&_include=name,size&_exclude=_title,href,$ref,actions,_id')).toEqual([
    { name: 'page-c', size: 14 },
  ]);
  expect((await client.send('GET', 'mailboxmessages/?_range=2-1')).status).toBe(400);
  expect((await client.send('GET', 'mailboxmessages/?_sort=size;drop')).status).toBe(400);
});

describe('extractability', () => {
  const read = async (id: string): Promise<unknown> => (await client.send('GET', `mailboxmessages/${id}`)).json;
  const extract = (id: string) => client.send('POST', `mailboxmessages/${id}/actions/extractmailboxmessage`);

  test('a count goes down with each extraction and ends it at 0; reading the payload leaves it', async () => {
    const { messageId, documentId } = await client.post('count.x12', { extractableCount: 1 });
    await client.send('POST', `documents/${encodeURIComponent(documentId)}/actions/getpayload`, { body: {} });
    expect(await read(messageId)).toMatchObject({ extractableCount: 1 });
    expect(await extract(messageId)).toMatchObject({
      status: 200,
      json: { response: Buffer.from('ISA*00*count.x12~').toString('base64') },
    });
    expect(await read(messageId)).toMatchObject({ extractableCount: 0 });
    expect((await extract(messageId)).status).toBe(400);
  });

  test('of two partners extracting the last one, one gets it', async () => {
    const { messageId } = await client.post('race.x12', { extractableCount: 1 });
    const answers = await Promise.all([extract(messageId), extract(messageId), extract(messageId)]);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 400)).toHaveLength(2);
  });

  test('always, and until a time, leave no trace of an extraction; after the time there is none', async () => {
    const always = await client.post('always.x12');
    const until = await client.post('until.x12', { extractableUntil: '20401231T2359' });
    const before = [await read(always.messageId), await read(until.messageId)];
    expect(before).toMatchObject([
      { extractableAlways: { code: true } },
      { extractableUntil: '2040-12-31T23:59:00.000+0000' },
    ]);
    expect((await extract(always.messageId)).status).toBe(200);
    expect((await extract(until.messageId)).status).toBe(200);
    expect([await read(always.messageId), await read(until.messageId)]).toEqual(before);

    const past = { body: { extractableUntil: '2001-01-01T00:00:00.000+0000' } };
    expect((await client.send('PUT', `mailboxmessages/${until.messageId}`, past)).json).toEqual({ rowsAffected: 1 });
    expect((await extract(until.messageId)).status).toBe(400);
  });

  test('a change replaces the policy', async () => {
    const { messageId } = await client.post('policy.x12', { extractableCount: 1 });
    await client.send('PUT', `mailboxmessages/${messageId}`, { body: { extractableAlways: false } });
    expect(await read(messageId)).toMatchObject({ extractableAlways: { code: false, display: 'No' } });
    expect(await read(messageId)).not.toHaveProperty('extractableCount');
    await client.send('PUT', `mailboxmessages/${messageId}`, { body: { resubmitMessage: true } });
    expect(await read(messageId)).toMatchObject({ extractableAlways: { code: false } });
  });

  test('the partner’s side of it is at the control API', async () => {
    const { messageId } = await client.post('partner.x12', { extractableCount: 1 });
    expect(await client.send('POST', `/messages/${messageId}/extract`)).toMatchObject({
      status: 200,
      text: 'ISA*00*partner.x12~',
    });
    expect(await read(messageId)).toMatchObject({ extractableCount: 0 });
    expect((await client.send('POST', `/messages/${messageId}/delete`)).status).toBe(200);
    expect(await read(messageId)).toMatchObject({ errorCode: 404 });
  });
});

test('a message moves to another mailbox that exists', async () => {
  const { messageId } = await client.post('move.x12');
  const move = (path: string) =>
    client.send('POST', `mailboxmessages/${messageId}/actions/movemailboxmessage`, { body: { path } });
  expect((await move('/NOBODY')).status).toBe(400);
  expect(await move('/ALDEFAST/Test')).toMatchObject({ status: 200, json: { response: expect.any(String) } });
  expect((await client.send('GET', `mailboxmessages/${messageId}`)).json).toMatchObject({
    mailboxPath: '/ALDEFAST/Test',
  });
});

test('the witness keeps what was deleted, with the bytes and where it was accepted', async () => {
  const { messageId, documentId } = await client.post('gone.x12');
  await client.send('POST', `mailboxmessages/${messageId}/actions/movemailboxmessage`, {
    body: { path: '/ALDEFAST/Test' },
  });
  expect((await client.send('DELETE', `mailboxmessages/${messageId}`)).json).toEqual({ rowsAffected: 1 });
  await client.send('DELETE', `documents/${encodeURIComponent(documentId)}`);
  expect((await client.send('GET', 'mailboxmessages/?name=gone.x12')).json).toEqual([]);
  expect(single(await client.send('GET', '/messages?name=gone.x12'))).toEqual({
    id: Number(messageId),
    mailboxPath: '/ALDEFAST/Outbound',
    movedTo: '/ALDEFAST/Test',
    name: 'gone.x12',
    size: 16,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    creationDate: expect.stringMatching(/Z$/),
    documentId,
    deleted: expect.any(String),
    documentDeleted: expect.any(String),
  });
  expect((await client.send('GET', `/messages/${messageId}/payload`)).text).toBe('ISA*00*gone.x12~');
});

test('mailboxes: parents on demand, wildcards, and none is deleted with something in it', async () => {
  const body = { path: '/NEW/Deep/Outbound', description: 'new' };
  expect((await client.send('POST', 'mailboxes/', { body })).status).toBe(400);
  const id = idOf(
    await client.send('POST', 'mailboxes/', { body: { ...body, createParentMailbox: true, users: 'a,b' } }),
  );
  expect((await client.send('GET', 'mailboxes/?path=/new/%25&_sort=path')).json).toMatchObject([
    { path: '/NEW/Deep' },
    { path: '/NEW/Deep/Outbound', users: 'a,b' },
  ]);
  expect((await client.send('PUT', `mailboxes/${id}`, { body: { description: 'changed' } })).json).toEqual({
    rowsAffected: 1,
  });
  const { messageId } = await client.post('in-new.x12', { mailboxPath: '/NEW/Deep/Outbound' });
  expect((await client.send('DELETE', `mailboxes/${id}`)).status).toBe(400);
  await client.send('DELETE', `mailboxmessages/${messageId}`);
  expect((await client.send('DELETE', `mailboxes/${id}`)).json).toEqual({ rowsAffected: 1 });
  expect((await client.send('GET', `mailboxes/${id}`)).status).toBe(404);
});

test('posts at the same time are all accepted, each once', async () => {
  const names = Array.from({ length: 60 }, (_, n) => `concurrent-${n}.x12`);
  const posted = await Promise.all(names.map((name) => client.post(name)));
  expect(new Set(posted.map((p) => p.documentId)).size).toBe(names.length);
  expect(new Set(posted.map((p) => p.messageId)).size).toBe(names.length);
  const accepted = (await client.acceptedNames()).filter((name) => String(name).startsWith('concurrent-'));
  expect(accepted).toHaveLength(names.length);
  expect(new Set(accepted)).toEqual(new Set(names));
  expect((await client.send('GET', '/stats')).json).toMatchObject({ inFlight: 0 });
});
