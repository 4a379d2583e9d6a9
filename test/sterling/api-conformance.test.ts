import { expect, test } from 'vitest';
import type { SterlingClient } from '../../src/sterling/sterling-client.ts';
import { violations } from './api-reference.ts';
import { connect, createCertificate, startServer, type Answer, type Received } from './https-server.ts';

const certificate = await createCertificate();

const message = { documentId: 'host:node1:170d8cdabf4:17', mailboxPath: '/ACME/Out bound', name: 'A_850_~2F&=_1.x12' };

// Every method, with every form its arguments have. The type makes a new method of the client a compile error here.
const calls: Record<keyof SterlingClient, ((client: SterlingClient) => Promise<unknown>)[]> = {
  putDocument: [
    (client) => client.putDocument({ name: 'a.x12', bytes: Buffer.from('ISA') }),
    (client) => client.putDocument({ name: 'a.x12', bytes: new Uint8Array(0), contentType: 'application/edi-x12' }),
    (client) => client.putDocument({ name: 'a.x12', bytes: Buffer.alloc(100_000, 0xff) }),
  ],
  getPayload: [(client) => client.getPayload(message.documentId)],
  deleteDocument: [(client) => client.deleteDocument(message.documentId)],
  addMessage: [
    (client) => client.addMessage({ ...message, extractability: { count: 1 } }),
    (client) => client.addMessage({ ...message, extractability: { count: 0 } }),
    (client) => client.addMessage({ ...message, extractability: 'always' }),
    (client) => client.addMessage({ ...message, extractability: { until: new Date() } }),
  ],
  findMessages: [(client) => client.findMessages(message)],
  getMessage: [(client) => client.getMessage('78'), (client) => client.getMessage('7/8?x')],
  findMailbox: [(client) => client.findMailbox('/ACME/Out bound')],
  findRoutingRule: [(client) => client.findRoutingRule('RR ACME+OUT')],
  checkAccess: [(client) => client.checkAccess()],
};

test.each(Object.entries(calls))('%s sends only what the reference has', async (method, forms) => {
  await using server = await startServer(certificate, answerWell);
  using connected = connect(server.baseUrl, certificate.authority);
  expect(Object.keys(connected.client)).toContain(method);
  for (const call of forms) await call(connected.client);
  expect(server.received.length).toBeGreaterThanOrEqual(forms.length);
  expect(server.received.flatMap((request) => violations(request))).toEqual([]);
});

test('every method of the client is tried', () => {
  using connected = connect('https://127.0.0.1:1/B2BAPIs/svc/');
  expect(Object.keys(connected.client).sort()).toEqual(Object.keys(calls).sort());
});

test('the table itself finds what is wrong', () => {
  const headers = { authorization: 'Basic eA==', accept: 'application/json', 'content-type': 'application/json' };
  const request = { method: 'GET', path: 'mailboxmessages/', query: new URLSearchParams(), headers, body: '' };
  const bad: Received[] = [
    { ...request, path: 'mailboxmessages' },
    { ...request, path: 'businessprocesses/' },
    { ...request, query: new URLSearchParams('mailboxPath=/a') },
    { ...request, body: '{}' },
    { ...request, headers: { ...headers, accept: undefined } },
    { ...request, path: 'documents/a:b/actions/getpayload', method: 'POST', body: '{"isPlainText":false}' },
    { ...request, method: 'POST', body: JSON.stringify({ ...message, extractableCount: 1, extractableAlways: true }) },
    { ...request, method: 'POST', body: JSON.stringify({ ...message, extractableCount: '1' }) },
    { ...request, method: 'POST', body: JSON.stringify({ ...message, extractableCount: 1, routingRule: 'RR' }) },
  ];
  expect(bad.filter((one) => violations(one).length === 0)).toEqual([]);
});

function answerWell({ method, path }: Received): Answer {
  if (path.endsWith('/actions/getpayload')) return { body: { response: 'SVNB' } };
  if (method === 'POST') return { status: 201, body: { Location: `https://host/B2BAPIs/svc/${path}1` } };
  if (method === 'DELETE') return { body: { rowsAffected: 1 } };
  return path.endsWith('/') ? { body: [] } : { body: { _id: '78', name: 'a', mailboxPath: '/a' } };
}
