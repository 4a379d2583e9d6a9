import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SterlingSandbox } from '../../../sandbox/sterling/sterling-sandbox.ts';
import { createSandboxHome, SandboxClient, type SandboxHome } from './sandbox-client.ts';

let home: SandboxHome;
let sandbox: SterlingSandbox;
let client: SandboxClient;

beforeAll(async () => {
  home = await createSandboxHome();
  sandbox = await home.start();
  client = await SandboxClient.connect(sandbox);
});
beforeEach(async () => {
  await client.send('DELETE', '/faults');
});
afterAll(async () => {
  client.close();
  await sandbox.close();
  await home.remove();
});

const posts = { method: 'POST', resource: 'mailboxmessages/' };
const countOf = async (name: string): Promise<number> =>
  (await client.acceptedNames()).filter((n) => n === name).length;

describe('after the commit', () => {
  test('a reset leaves exactly one message and no answer, and the next post gets one', async () => {
    await client.addFaults({ kind: 'reset-after-commit', ...posts });
    await expect(client.post('reset-after.x12')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await countOf('reset-after.x12')).toBe(1);
    expect((await client.send('GET', 'mailboxmessages/?name=reset-after.x12')).json).toHaveLength(1);
    await client.post('reset-after.x12');
    expect(await countOf('reset-after.x12')).toBe(2);
  });

  test('a 500 leaves exactly one message', async () => {
    await client.addFaults({ kind: '500-after-commit', ...posts });
    await expect(client.post('500-after.x12')).rejects.toThrow('500');
    expect(await countOf('500-after.x12')).toBe(1);
  });

  test('silence leaves exactly one message', async () => {
    const { documentId } = await client.post('before-silence.x12');
    await client.addFaults({ kind: 'hang-after-commit', ...posts });
    const body = { documentId, mailboxPath: '/ALDEFAST/Outbound', name: 'silence.x12' };
    const post = client.send('POST', 'mailboxmessages/', { body, timeout: 1000 });
    await expect(post).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(await countOf('silence.x12')).toBe(1);
  });

  test('a refused post uses none up, and a read is none', async () => {
    await client.addFaults({ kind: 'reset-after-commit', resource: 'mailboxmessages' });
    expect((await client.send('POST', 'mailboxmessages/', { body: {} })).status).toBe(400);
    expect((await client.send('GET', 'mailboxmessages/')).status).toBe(200);
    expect((await client.send('GET', '/faults')).json).toHaveLength(1);
  });
});

describe('in place of an answer', () => {
  test('a reset before leaves no message', async () => {
    await client.addFaults({ kind: 'reset-before', ...posts });
    await expect(client.post('reset-before.x12')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await countOf('reset-before.x12')).toBe(0);
  });

  test('silence lasts as long as the client waits, and leaves no message', async () => {
    await client.addFaults({ kind: 'hang', resource: 'mailboxes' });
    await expect(client.send('GET', 'mailboxes/', { timeout: 300 })).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  test.each([
    ['500', 500, /^\{"errorCode":500,"errorDescription":"API\d{6}: /],
    ['503', 503, /^<html>/],
    ['401', 401, /^<html>.*401/],
    ['html-400', 400, /^<html>/],
  ])('%s, as often as asked for', async (kind, status, body) => {
    await client.addFaults({ kind, count: 2, method: 'GET', resource: 'routingrules' });
    for (let n = 0; n < 2; n++) {
      const answer = await client.send('GET', 'routingrules/');
      expect(answer.status).toBe(status);
      expect(answer.text).toMatch(body);
    }
    expect((await client.send('GET', 'routingrules/')).status).toBe(200);
  });

  test('nothing is stored', async () => {
    await client.addFaults({ kind: '500', ...posts });
    await expect(client.post('500.x12')).rejects.toThrow('500');
    expect(await countOf('500.x12')).toBe(0);
  });
});

describe('in another form', () => {
  test('a create that answers 200', async () => {
    await client.addFaults({ kind: 'status-200', resource: 'documents/' });
    const body = { payload: 'SVNB' };
    expect((await client.send('POST', 'documents/', { body })).status).toBe(200);
    expect((await client.send('POST', 'documents/', { body })).status).toBe(201);
  });

  test('rows as text', async () => {
    await client.addFaults({ kind: 'string-rows' });
    const { messageId } = await client.post('rows.x12');
    expect((await client.send('DELETE', `mailboxmessages/${messageId}`)).json).toEqual({ rowsAffected: '1' });
  });

  test('the misspelt error field', async () => {
    await client.addFaults({ kind: 'misspelt-error' });
    expect((await client.send('POST', 'documents/', { body: {} })).json).toEqual({
      errorCode: 400,
      errorDiscription: expect.stringMatching(/^API\d{6}: /),
    });
  });

  test('an empty list that answers 404', async () => {
    await client.addFaults({ kind: 'empty-404' });
    expect((await client.send('GET', 'mailboxmessages/?name=none')).json).toMatchObject({ errorCode: 404 });
    expect((await client.send('GET', 'mailboxmessages/?name=none')).json).toEqual([]);
  });

  test('slowness and a refusal together', async () => {
    await client.addFaults({ kind: 'slow', ms: 300 }, { kind: '500' });
    const started = performance.now();
    expect((await client.send('GET', 'mailboxes/')).status).toBe(500);
    expect(performance.now() - started).toBeGreaterThan(290);
  });
});

test('faults are matched by method and by route', async () => {
  await client.addFaults({ kind: '500', method: 'POST', resource: 'documents/{id}/actions/getpayload' });
  const { documentId } = await client.post('route.x12');
  expect((await client.send('GET', `documents/${encodeURIComponent(documentId)}`)).status).toBe(200);
  const path = `documents/${encodeURIComponent(documentId)}/actions/getpayload`;
  expect((await client.send('POST', path, { body: {} })).status).toBe(500);
  expect((await client.send('POST', path, { body: {} })).status).toBe(200);
});

test('a fault nobody knows is refused', async () => {
  expect((await client.send('POST', '/faults', { body: [{ kind: 'explode' }] })).status).toBe(400);
  expect((await client.send('POST', '/faults', { body: { kind: '500', methods: 'GET' } })).status).toBe(400);
});

test('statistics count requests, statuses and those without an answer', async () => {
  const fresh = await home.start();
  const own = await SandboxClient.connect(fresh);
  await own.addFaults({ kind: 'reset-after-commit', ...posts });
  await own.post('stats.x12').catch(() => undefined);
  await own.post('stats.x12');
  await own.send('GET', 'nothing/');
  expect((await own.send('GET', '/stats')).json).toMatchObject({
    requests: {
      'POST documents/': { count: 2, statuses: { 201: 2 } },
      'POST mailboxmessages/': { count: 2, statuses: { 201: 1, none: 1 } },
    },
    inFlight: 0,
    faultsApplied: { 'reset-after-commit': 1 },
  });
  own.close();
  await fresh.close();
});

test('a request without an answer does not keep the sandbox from closing', async () => {
  const own = await home.start();
  const ownClient = await SandboxClient.connect(own);
  await ownClient.addFaults({ kind: 'hang' });
  const hung = ownClient.send('GET', 'mailboxes/').catch((error: unknown) => error);
  // The fault is used up when the request has arrived.
  await vi.waitUntil(async () => (await ownClient.send('GET', '/faults')).text === '[]');
  await own.close();
  expect(await hung).toMatchObject({ code: 'ECONNRESET' });
  ownClient.close();
});
