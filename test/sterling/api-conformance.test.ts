import { expect, test } from 'vitest';
import type { SterlingClient } from '../../src/sterling/sterling-client.ts';
import { operationOf, operations, violations } from './api-reference.ts';
import { connect, createCertificate, startServer, type Answer, type Received } from './https-server.ts';

const certificate = await createCertificate();

const message = { documentId: 'host:node1:170d8cdabf4:17', mailboxPath: '/ACME/Out bound', name: 'A_850_~2F&=_1.x12' };

const codes = [
  { senderCode: 'EA', receiverCode: 'PCE', description: 'Each', texts: ['a', undefined, 'c'] },
  { senderCode: '', receiverCode: 'x' },
];
const list = { name: 'UNITS', senderIdentity: 'US', receiverIdentity: 'ACME', version: 3 };
const contact = { givenName: 'Ann', surname: 'Doe', emailAddress: 'edi@acme.example', phone: '+1-555-0100' };
const address = {
  addressLine1: '1 Main St',
  addressLine2: 'Dock 4',
  city: 'Austin',
  stateOrProvince: 'TX',
  postalCode: '73301',
  countryOrRegion: 'US',
  timeZone: '-05',
};
const membership = { community: 'EDI_PARTNERS', authenticationType: 'Local' } as const;
const newPartner = {
  ...contact,
  ...membership,
  partnerName: 'Acme Corp',
  username: 'acmeuser',
  password: 'begin-with-1',
};

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
  resubmitMessage: [(client) => client.resubmitMessage('78'), (client) => client.resubmitMessage('7/8?x')],
  listMailbox: [(client) => client.listMailbox('333')],
  postBatch: [
    (client) =>
      client.postBatch({ mailboxPath: '/ACME/Out bound', name: 'A_850_~2F_1.x12', bytes: Buffer.from('ISA') }),
    (client) => client.postBatch({ mailboxPath: '/ACMÉ', name: 'a.x12', bytes: Buffer.alloc(100_000, 0xff) }),
  ],
  createMailbox: [(client) => client.createMailbox({ path: '/ACME/In bound', description: 'From Acme' })],
  listMailboxes: [(client) => client.listMailboxes()],
  createRoutingRule: [
    (client) => client.createRoutingRule({ name: 'RR A', mailboxIds: ['333'], process: 'EDI', runAs: 'apiuser' }),
    (client) =>
      client.createRoutingRule({
        name: 'RR A',
        mailboxIds: ['333', '334'],
        messageNamePattern: 'A_*',
        process: 'EDI',
        runAs: 'apiuser',
      }),
  ],
  listRoutingRules: [(client) => client.listRoutingRules()],
  listTradingPartners: [(client) => client.listTradingPartners()],
  findTradingPartner: [(client) => client.findTradingPartner('Acme Corp/é')],
  createTradingPartner: [
    (client) => client.createTradingPartner(newPartner),
    (client) =>
      client.createTradingPartner({
        ...newPartner,
        ...address,
        code: 'ACME',
        authenticationHost: 'ldap1',
        isInitiatingConsumer: true,
        isInitiatingProducer: true,
        isListeningConsumer: false,
        isListeningProducer: false,
      }),
  ],
  updateTradingPartner: [
    (client) => client.updateTradingPartner('Acme Corp', { ...contact, ...membership }),
    // With what a server showed: coded values, links, fields of creation, nested settings.
    async (client) => {
      const found = await client.findTradingPartner('Acme Corp');
      const { settings } = found ?? { settings: {} };
      expect(Object.keys(settings).length).toBeGreaterThan(3);
      return client.updateTradingPartner('Acme Corp', { ...contact, ...address, ...membership, settings });
    },
    // As others show it: numbers as text, a nested item that says where it is, nothing of what is nowhere set.
    async (client) => {
      const found = await client.findTradingPartner('Beta Ltd');
      const { settings } = found ?? { settings: {} };
      expect(Object.keys(settings).length).toBeGreaterThan(3);
      return client.updateTradingPartner('Beta Ltd', {
        ...contact,
        ...membership,
        authenticationType: 'External',
        emptied: ['addressLine2', 'countryOrRegion', 'timeZone'],
        settings,
      });
    },
  ],
  listCommunities: [(client) => client.listCommunities()],
  findCommunity: [(client) => client.findCommunity('EDI PARTNERS')],
  listCodeLists: [(client) => client.listCodeLists()],
  readCodes: [(client) => client.readCodes(list), (client) => client.readCodes({ name: 'UNITS', version: -1 })],
  createCodeList: [
    (client) => client.createCodeList({ name: 'UNITS', codes }),
    (client) => client.createCodeList({ ...list, comments: 'Units', codes: [] }),
  ],
  addCodes: [
    (client) => client.addCodes(list, codes),
    (client) => client.addCodes({ name: 'UNITS', version: 1 }, codes),
  ],
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

test('every entry of the table is used, and says where it is from', async () => {
  await using server = await startServer(certificate, answerWell);
  using connected = connect(server.baseUrl, certificate.authority);
  for (const call of Object.values(calls).flat()) await call(connected.client);
  // A create that is refused for being there already looks for what is there.
  const used = new Set(server.received.map((request) => operationOf(request)));
  expect(operations.filter((operation) => !used.has(operation)).map(({ method, path }) => `${method} ${path}`)).toEqual(
    [],
  );
  expect(operations.filter(({ section }) => !/^§\d/.test(section))).toEqual([]);
});

test('the table itself finds what is wrong', () => {
  const headers = { authorization: 'Basic eA==', accept: 'application/json', 'content-type': 'application/json' };
  const request = { method: 'GET', path: 'mailboxmessages/', query: new URLSearchParams(), headers };
  const posted = { ...message, extractableCount: 1 };
  const rule = { name: 'R', evaluationMode: 'automatic', actionType: 'bp', action: 'B', runRuleAs: 'u' };
  const put = { ...contact, ...membership };
  const form = { ...headers, accept: undefined, 'content-type': 'multipart/form-data; boundary=b' };
  const part = (name: string, content: string): string =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${content}\r\n`;
  const file = part('upstream"; filename="a.x12', 'ISA');
  const bad: (Partial<Omit<Received, 'body'>> & { body?: unknown })[] = [
    { path: 'mailboxmessages' },
    { path: 'businessprocesses/' },
    { query: new URLSearchParams('mailboxPath=/a') },
    { query: new URLSearchParams('_range=0-') },
    { path: 'mailboxcontents/' },
    { path: 'mailboxcontents/', query: new URLSearchParams('parentMailboxId=/ACME/Inbound') },
    { body: {} },
    { headers: { ...headers, accept: undefined } },
    { headers: { ...headers, authorization: 'Bearer x' } },
    { path: 'documents/a:b/actions/getpayload', method: 'POST', body: { isPlainText: false } },
    { method: 'POST', body: { ...posted, extractableAlways: true } },
    { method: 'POST', body: { ...posted, extractableCount: '1' } },
    { method: 'POST', body: { ...posted, routingRule: 'RR' } },
    { method: 'POST', body: message },
    { method: 'PUT', path: 'mailboxmessages/78', body: { resubmitMessage: 'true' } },
    { method: 'PUT', path: 'mailboxmessages/78', body: { mailboxPath: '/a' } },
    { method: 'POST', path: 'mailboxes/', body: { path: 'ACME', description: 'x' } },
    { method: 'POST', path: 'mailboxes/', body: { path: '/ACME', description: '' } },
    { method: 'POST', path: 'routingrules/', body: { ...rule, mailboxes: ['/ACME'] } },
    { method: 'POST', path: 'routingrules/', body: { ...rule, mailboxes: [333] } },
    { method: 'POST', path: 'routingrules/', body: { ...rule, runRuleAs: undefined } },
    { method: 'POST', path: 'tradingpartners/', body: put },
    { method: 'POST', path: 'tradingpartners/', body: { ...newPartner, username: 'ab' } },
    { method: 'POST', path: 'tradingpartners/', body: { ...newPartner, code: 'A B' } },
    { method: 'POST', path: 'tradingpartners/', body: { ...newPartner, password: undefined } },
    { method: 'POST', path: 'tradingpartners/', body: { ...newPartner, countryOrRegion: 'ZZ' } },
    { method: 'POST', path: 'tradingpartners/', body: { ...newPartner, timeZone: '+99' } },
    { method: 'POST', path: 'tradingpartners/', body: { ...newPartner, timeZone: '01' } },
    { method: 'POST', path: 'tradingpartners/', body: { ...newPartner, city: null } },
    { method: 'PUT', path: 'tradingpartners/Acme%20Corp', body: { ...put, phone: null } },
    { method: 'PUT', path: 'tradingpartners/Acme%20Corp', body: { ...put, partnerName: 'Acme Corp' } },
    { method: 'PUT', path: 'tradingpartners/Acme%20Corp', body: { ...put, code: 'ACME' } },
    { method: 'PUT', path: 'tradingpartners/Acme%20Corp', body: { ...put, phone: undefined } },
    { method: 'PUT', path: 'tradingpartners/Acme%20Corp', body: { ...put, timeZone: 'America/Chicago' } },
    {
      method: 'PUT',
      path: 'tradingpartners/Acme%20Corp',
      body: { ...put, useGlobalMailbox: { code: true, display: 'Yes' } },
    },
    { method: 'PUT', path: 'tradingpartners/Acme Corp', body: put },
    { method: 'POST', path: 'codelistcodes/', body: { CodeList: 'UNITS', codeSet: [] } },
    {
      method: 'POST',
      path: 'codelistcodes/',
      body: { CodeList: 'UNITS|||1', codeSet: [{ senderCode: 'a|b', receiverCode: 'c' }] },
    },
    { method: 'POST', path: 'messagebatches/', headers: form, body: file },
    { method: 'POST', path: 'messagebatches/', headers: form, body: `${file}--b--\r\n` },
    { method: 'POST', path: 'messagebatches/', headers: form, body: `${file}${part('mailboxName', 'ACME')}--b--\r\n` },
    {
      method: 'POST',
      path: 'messagebatches/',
      headers: form,
      body: `${part('upstream', 'ISA')}${part('mailboxName', '/A')}--b--\r\n`,
    },
    {
      method: 'POST',
      path: 'messagebatches/',
      headers: { ...form, accept: 'x' },
      body: `${file}${part('mailboxName', '/A')}--b--\r\n`,
    },
  ];
  const received = bad.map(({ body = '', ...change }): Received => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return { ...request, ...change, body: text, bytes: Buffer.from(text) };
  });
  expect(received.filter((one) => violations(one).length === 0)).toEqual([]);
  // And it is not merely strict: with that one thing right, each kind passes.
  const good = { ...request, method: 'POST', path: 'messagebatches/', headers: form };
  const body = `${file}${part('mailboxName', '/A')}--b--\r\n`;
  expect(violations({ ...good, body, bytes: Buffer.from(body) })).toEqual([]);
});

/** A trading partner as servers show one. */
const shownPartner = {
  _id: 'Acme Corp',
  _title: 'TradingPartner(Acme Corp)',
  href: 'https://host/B2BAPIs/svc/tradingpartners/Acme%20Corp',
  $ref: 'https://host/B2BAPIs/svc/tradingpartners/Acme%20Corp',
  actions: { href: 'https://host/a', $ref: 'https://host/a' },
  ...newPartner,
  code: 'ACME',
  countryOrRegion: { code: 'US', display: 'United States' },
  isInitiatingConsumer: { code: true, display: 'Yes' },
  keyEnabled: { code: false, display: 'No' },
  doesUseSSH: { code: true, display: 'Yes' },
  sessionTimeout: 30,
  remoteFilePattern: null,
  consumerSshConfiguration: { remoteProfile: 'ACME_SSH', _id: '5', textMode: { code: false, display: 'No' } },
};

const shownOtherwise = {
  _id: 'Beta Ltd',
  partnerName: 'Beta Ltd',
  authenticationType: { code: 'External', display: 'External' },
  authenticationHost: 'ldap1',
  isListeningConsumer: { code: 'true', display: 'Yes' },
  useGlobalMailbox: false,
  pollingInterval: { code: 5, display: '5' },
  remoteFilePattern: '',
  producerFtpConfiguration: {
    _id: '7',
    href: 'https://host/7',
    title: 'FTP',
    passive: { code: 'true', display: 'Yes' },
  },
};

function answerWell({ method, path }: Received): Answer {
  if (path.endsWith('/actions/getpayload')) return { body: { response: 'SVNB' } };
  if (method === 'POST') return { status: 201, body: { Location: `https://host/B2BAPIs/svc/${path}1` } };
  if (method === 'DELETE' || method === 'PUT') return { body: { rowsAffected: 1 } };
  if (path.startsWith('tradingpartners/') && !path.endsWith('/'))
    return { body: path.includes('Beta') ? shownOtherwise : shownPartner };
  return path.endsWith('/') ? { body: [] } : { body: { _id: '78', name: 'a', mailboxPath: '/a' } };
}
