import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startSterlingSandbox, type SterlingSandbox } from '../../sandbox/sterling/sterling-sandbox.ts';
import { checkSterling } from '../../src/sterling/check-sterling.ts';
import type { Extractability } from '../../src/sterling/mailbox-messages.ts';
import { messageName } from '../../src/sterling/message-name.ts';
import { wouldMatch } from '../../src/sterling/routing-rules.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { account, connect, type TestClient } from './https-server.ts';

// The client against the stand-in for Sterling, which another hand made from the same reference.

let database: TestDatabase;
let folder: string;
let sandbox: SterlingSandbox;
let connected: TestClient;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'sterling-'));
  sandbox = await startSterlingSandbox({ port: 0, databaseUrl: database.url, tlsDir: folder, ...account });
  connected = connect(sandbox.url, readFileSync(sandbox.caFile, 'utf8'), {
    connectTimeout: 5000,
    requestTimeout: 1500,
  });
});
afterAll(async () => {
  connected[Symbol.dispose]();
  await sandbox.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => control('DELETE', '/faults'));

async function control(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown> {
  const response = await connected.http.request({
    method,
    url: new URL(`${sandbox.controlUrl}${path}`),
    headers: body && { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return method === 'GET' && !path.endsWith('/faults') ? JSON.parse(response.body.toString()) : undefined;
}

const fault = (kind: string, resource: string, more: object = {}): Promise<unknown> =>
  control('POST', '/faults', { kind, resource, ...more });

/** Everything the sandbox ever accepted under a name. */
const witnessed = async (name: string): Promise<{ id: number; mailboxPath: string; sha256: string }[]> =>
  z
    .array(z.object({ id: z.number(), mailboxPath: z.string(), sha256: z.string() }))
    .parse(await control('GET', `/messages?name=${encodeURIComponent(name)}`));

const mailboxPath = '/ALDEFAST/Outbound';
const bytes = Buffer.from('ISA*00*caf\u00e9~', 'latin1');
let sends = 0;

/** A name no other test has. */
function nextName(): string {
  sends += 1;
  return messageName({ company: 'MAIN', transactionSet: '850', key: `000/ ${sends}`, sendSequence: 1 });
}

async function post(name: string, extractability: Extractability = { count: 1 }): Promise<string> {
  const { documentId } = await connected.client.putDocument({ name, bytes });
  return (await connected.client.addMessage({ documentId, mailboxPath, name, extractability })).messageId;
}

describe('a post', () => {
  test('is found by its name, read by its id, and holds the bytes that were sent', async () => {
    const name = nextName();
    const messageId = await post(name);
    const [found, ...others] = await connected.client.findMessages({ name, mailboxPath });
    expect(others).toEqual([]);
    expect(found).toMatchObject({ id: messageId, name, mailboxPath, size: bytes.length, extractableCount: 1 });
    expect(Math.abs(Date.now() - (found?.createdAt?.getTime() ?? 0))).toBeLessThan(60_000);
    expect(await connected.client.getMessage(messageId)).toEqual(found);
    expect(Buffer.from(await connected.client.getPayload(found?.documentId ?? ''))).toEqual(bytes);
  });

  test('is not found in another mailbox, nor under another case', async () => {
    const name = nextName();
    await post(name);
    expect(await connected.client.findMessages({ name, mailboxPath: '/ALDECAST/Outbound' })).toEqual([]);
    expect(await connected.client.findMessages({ name: name.toLowerCase(), mailboxPath })).toEqual([]);
  });

  test.each<[string, Extractability, object]>([
    ['always', 'always', { extractableAlways: true }],
    ['three times', { count: 3 }, { extractableCount: 3 }],
    [
      'until a day',
      { until: new Date('2031-02-03T04:05:00Z') },
      { extractableUntil: new Date('2031-02-03T04:05:00Z') },
    ],
  ])('may be taken %s', async (_, extractability, expected) => {
    const message = await connected.client.getMessage(await post(nextName(), extractability));
    expect(message).toMatchObject(expected);
  });

  test('shows the pick-up, and then that it is gone', async () => {
    const id = await post(nextName());
    await control('POST', `/messages/${id}/extract`);
    expect(await connected.client.getMessage(id)).toMatchObject({ extractableCount: 0 });
    await control('POST', `/messages/${id}/delete`);
    expect(await connected.client.getMessage(id)).toBeUndefined();
  });

  test('to a mailbox there is not is refused', async () => {
    const name = nextName();
    const { documentId } = await connected.client.putDocument({ name, bytes });
    const refused = connected.client.addMessage({
      documentId,
      mailboxPath: '/NOBODY/Outbound',
      name,
      extractability: { count: 1 },
    });
    await expect(refused).rejects.toMatchObject({ outcome: 'refused', apiCode: expect.stringMatching(/^API\d{6}$/) });
    expect(await connected.client.deleteDocument(documentId)).toBe(true);
    expect(await connected.client.deleteDocument(documentId)).toBe(false);
  });
});

describe('a post that goes wrong', () => {
  // Committed or not, the client cannot tell: it says so, and the look-up tells.
  test.each([
    ['reset-after-commit', 1],
    ['hang-after-commit', 1],
    ['500-after-commit', 1],
    ['reset-before', 0],
    ['hang', 0],
    ['500', 0],
    ['503', 0],
  ])('%s: its outcome is unknown, and a look-up finds %i', async (kind, committed) => {
    const name = nextName();
    await fault(kind, 'mailboxmessages/', { method: 'POST' });
    await expect(post(name)).rejects.toMatchObject({ name: 'SterlingError', outcome: 'unknown' });
    expect(await connected.client.findMessages({ name, mailboxPath })).toHaveLength(committed);
    expect(await witnessed(name)).toHaveLength(committed);
  });

  test.each(['reset-after-commit', 'reset-before'])(
    'looked up before every repeat, %s makes one message',
    async (kind) => {
      const name = nextName();
      await fault(kind, 'mailboxmessages/', { method: 'POST' });
      await expect(post(name)).rejects.toMatchObject({ outcome: 'unknown' });
      const found = await connected.client.findMessages({ name, mailboxPath });
      if (found.length === 0) await post(name);
      expect(await witnessed(name)).toHaveLength(1);
    },
  );

  test('a document whose post was reset leaves no message', async () => {
    const name = nextName();
    await fault('reset-after-commit', 'documents/', { method: 'POST' });
    await expect(post(name)).rejects.toMatchObject({ outcome: 'unknown' });
    expect(await witnessed(name)).toEqual([]);
    await post(name);
    expect(await witnessed(name)).toHaveLength(1);
  });

  test('401: certainly not received', async () => {
    const name = nextName();
    await fault('401', 'mailboxmessages/', { method: 'POST' });
    await expect(post(name)).rejects.toMatchObject({ code: 'STERLING-CREDENTIALS', outcome: 'not-received' });
    expect(await witnessed(name)).toEqual([]);
  });

  test('a 400 page: refused', async () => {
    await fault('html-400', 'mailboxmessages/', { method: 'POST' });
    await expect(post(nextName())).rejects.toMatchObject({ code: 'STERLING-REFUSED', outcome: 'refused', status: 400 });
  });
});

describe('other forms of an answer', () => {
  test('a create answered 200', async () => {
    await fault('status-200', 'mailboxmessages/');
    expect(await post(nextName())).toMatch(/^\d+$/);
  });

  test('an empty list answered 404', async () => {
    await fault('empty-404', 'mailboxmessages/');
    expect(await connected.client.findMessages({ name: nextName(), mailboxPath })).toEqual([]);
  });

  test('rowsAffected as text', async () => {
    const { documentId } = await connected.client.putDocument({ name: 'orphan', bytes });
    await fault('string-rows', 'documents');
    expect(await connected.client.deleteDocument(documentId)).toBe(true);
  });

  test('a misspelt error', async () => {
    await fault('misspelt-error', 'mailboxmessages');
    const refused = connected.client.addMessage({
      documentId: 'none',
      mailboxPath,
      name: nextName(),
      extractability: 'always',
    });
    await expect(refused).rejects.toMatchObject({
      outcome: 'refused',
      message: expect.stringMatching(/: API\d{6}: ./),
    });
  });
});

describe('the check of a site', () => {
  const binding = {
    partner: 'aldefast',
    company: 'MAIN',
    documents: 'purchase-order',
    usage: 'production',
    mailbox: mailboxPath,
    routingRule: 'RR_ALDEFAST_OUT',
    messageNames: ['MAIN_850_1_1.x12'],
  } as const;

  test('finds mailbox and rule, and that the rule would match', async () => {
    const checks = await checkSterling(connected.client, [binding]);
    expect(checks.filter((line) => !line.ok)).toEqual([]);
    expect(checks).toHaveLength(4);
    const rule = await connected.client.findRoutingRule('RR_ALDEFAST_OUT');
    expect(rule).toMatchObject({ mailboxes: [{ path: mailboxPath }], evaluationMode: 'automatic' });
    expect(rule && wouldMatch(rule, '/ALDECAST/Outbound', 'a.x12')).toBe(false);
  });

  test('finds what is missing', async () => {
    const checks = await checkSterling(connected.client, [
      { ...binding, mailbox: '/ALDEFAST/outbound' },
      { ...binding, routingRule: 'RR_NONE' },
    ]);
    expect(checks.filter((line) => !line.ok).map((line) => line.name)).toEqual([
      'Sterling mailbox /ALDEFAST/outbound',
      'Sterling routing rule RR_ALDEFAST_OUT',
      'Sterling routing rule RR_NONE',
    ]);
  });

  test('knows a wrong password', async () => {
    await fault('401', 'mailboxes');
    const checks = await checkSterling(connected.client, [binding]);
    expect(checks.map((line) => line.ok)).toEqual([true, false, false]);
    expect(checks[1]?.detail).toContain('STERLING-CREDENTIALS');
  });
});

describe('a batch', () => {
  test('is one message with the bytes that were sent, always extractable, found as any other', async () => {
    const name = nextName();
    const all = Buffer.from(Array.from({ length: 256 }, (_, n) => n));
    const { messageId } = await connected.client.postBatch({ mailboxPath, name, bytes: all });
    const [found, ...others] = await connected.client.findMessages({ name, mailboxPath });
    expect(others).toEqual([]);
    expect(found).toMatchObject({ id: messageId, name, mailboxPath, size: 256, extractableAlways: true });
    expect(Buffer.from(await connected.client.getPayload(found?.documentId ?? '')).equals(all)).toBe(true);
  });

  test.each([
    ['reset-after-commit', 1],
    ['reset-before', 0],
    ['500-after-commit', 1],
  ])('%s: its outcome is unknown, and a look-up finds %i', async (kind, committed) => {
    const name = nextName();
    await fault(kind, 'messagebatches/', { method: 'POST' });
    await expect(connected.client.postBatch({ mailboxPath, name, bytes })).rejects.toMatchObject({
      outcome: 'unknown',
    });
    expect(await connected.client.findMessages({ name, mailboxPath })).toHaveLength(committed);
    expect(await witnessed(name)).toHaveLength(committed);
  });

  test('to a mailbox there is not is refused', async () => {
    const posted = connected.client.postBatch({ mailboxPath: '/NOBODY', name: nextName(), bytes });
    await expect(posted).rejects.toMatchObject({ outcome: 'refused' });
  });
});

describe('what is made', () => {
  test('a mailbox with those above it, once; its rule; and what is in it', async () => {
    const path = '/MADE/By Us/Inbound';
    const { client } = connected;
    const make = (): Promise<string> => client.createMailbox({ path, description: 'From a partner' });
    expect([await make(), await make()]).toEqual(['created', 'exists']);
    const mailbox = await client.findMailbox(path);
    expect(mailbox).toMatchObject({ path, description: 'From a partner' });
    expect((await client.listMailboxes()).map((one) => one.path)).toEqual(
      expect.arrayContaining(['/MADE', '/MADE/By Us', path, mailboxPath]),
    );
    const other = await client.findMailbox(mailboxPath);
    const rule = {
      name: 'RR MADE',
      mailboxIds: [mailbox?.id ?? '', other?.id ?? ''],
      messageNamePattern: 'X_*',
      process: 'EDI',
      runAs: 'apiuser',
    } as const;
    expect([await client.createRoutingRule(rule), await client.createRoutingRule(rule)]).toEqual(['created', 'exists']);
    expect(await client.listRoutingRules()).toContainEqual({
      name: 'RR MADE',
      mailboxes: [{ path: mailboxPath }, { path }],
      messageNamePattern: 'X_*',
      evaluationMode: 'automatic',
      actionType: 'bp',
      action: 'EDI',
      runAs: 'apiuser',
    });
    const name = nextName();
    const { messageId } = await client.postBatch({ mailboxPath: path, name, bytes });
    const above = await client.findMailbox('/MADE/By Us');
    // The mailbox below is in the listing of the one above, and is no message.
    expect(await client.listMailbox(above?.id ?? '')).toEqual([]);
    const entries = await client.listMailbox(mailbox?.id ?? '');
    expect(entries).toMatchObject([{ id: messageId, name, size: bytes.length, extractableAlways: true }]);
    expect(await client.resubmitMessage(messageId)).toBe(true);
    expect(await client.resubmitMessage('999999')).toBe(false);
  });

  test('a trading partner, changed by what was read of it', async () => {
    const { client } = connected;
    const [community] = await client.listCommunities();
    expect(await client.findCommunity(community?.name ?? '')).toEqual(community);
    const partner = {
      partnerName: 'Made by Us',
      code: 'MADE',
      community: community?.name ?? '',
      authenticationType: 'Local',
      username: 'madebyus',
      password: 'begin-with-1',
      givenName: 'Ann',
      surname: 'Doe',
      emailAddress: 'edi@made.example',
      phone: '+1-555-0100',
      city: 'Llanfairpwllgwyngyllgogerychwyrndrobwll',
      countryOrRegion: 'GB',
      isInitiatingConsumer: true,
    } as const;
    expect([await client.createTradingPartner(partner), await client.createTradingPartner(partner)]).toEqual([
      'created',
      'exists',
    ]);
    await expect(client.createTradingPartner({ ...partner, partnerName: 'Another' })).rejects.toMatchObject({
      outcome: 'refused',
      alreadyExists: true,
    });
    const read = await client.findTradingPartner('Made by Us');
    expect(read).toMatchObject({
      code: 'MADE',
      city: partner.city.slice(0, 35),
      settings: { isInitiatingConsumer: true },
    });
    expect(await client.findTradingPartner('made by us')).toBeUndefined();
    const { settings } = read ?? { settings: {} };
    const { community: belongs, givenName, surname, emailAddress } = partner;
    const update = { community: belongs, authenticationType: 'Local', givenName, surname, emailAddress } as const;
    expect(await client.updateTradingPartner('Made by Us', { ...update, phone: '+1-555-0199', settings })).toBe(true);
    expect(await client.updateTradingPartner('Nobody', { ...update, phone: '1' })).toBe(false);
    const listed = (await client.listTradingPartners()).find(({ partnerName }) => partnerName === 'Made by Us');
    expect(listed).toMatchObject({ phone: '+1-555-0199', settings: { isInitiatingConsumer: true } });
    // What is left out keeps its value, what is emptied has none.
    expect(listed).toHaveProperty('city');
    await client.updateTradingPartner('Made by Us', { ...update, phone: '1', settings, emptied: ['city'] });
    expect(await client.findTradingPartner('Made by Us')).not.toHaveProperty('city', expect.any(String));
  });

  test('a code list and its codes', async () => {
    const { client } = connected;
    const first = { senderCode: 'EA', receiverCode: 'PCE', description: 'Each', texts: ['a', undefined, 'c'] };
    expect(await client.createCodeList({ name: 'UNITS MADE', comments: 'Units', codes: [first] })).toBe('created');
    const [list] = (await client.listCodeLists()).filter(({ name }) => name === 'UNITS MADE');
    expect(list).toMatchObject({ name: 'UNITS MADE', version: 1 });
    if (!list) return;
    await client.addCodes(list, [{ senderCode: 'CS', receiverCode: 'CAR' }]);
    const codes = await client.readCodes(list);
    expect(codes.toSorted((a, b) => a.senderCode.localeCompare(b.senderCode))).toEqual([
      { senderCode: 'CS', receiverCode: 'CAR' },
      first,
    ]);
  });
});

describe('a read that fails', () => {
  test('is repeated by the client, a look-up included', async () => {
    const name = nextName();
    await post(name);
    for (const kind of ['500', '503', 'reset-before']) {
      await fault(kind, 'mailboxmessages/', { method: 'GET' });
      expect(await connected.client.findMessages({ name, mailboxPath })).toHaveLength(1);
    }
    await fault('500', 'mailboxmessages/', { method: 'GET', count: 3 });
    await expect(connected.client.findMessages({ name, mailboxPath })).rejects.toMatchObject({
      code: 'STERLING-SERVER-ERROR',
    });
  });
});
