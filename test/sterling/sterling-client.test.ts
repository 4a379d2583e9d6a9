import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { SterlingClient } from '../../src/sterling/sterling-client.ts';
import { apiNotFound, ask, certificate, location, serving } from './ask.ts';
import { connect, startServer, type Answer } from './https-server.ts';

const put = (client: SterlingClient): Promise<{ documentId: string }> =>
  client.putDocument({ name: 'a.x12', bytes: new Uint8Array([0x49, 0x53, 0x41, 0xe9]) });

describe('putDocument', () => {
  test('posts base64 with the name and type, and the account', async () => {
    const { received } = await ask(location('https://h:1/B2BAPIs/svc/documents/h%3An1%3A17%3A1'), put);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ method: 'POST', path: 'documents/' });
    expect(received[0]?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('apiuser:canary-7f3e9b').toString('base64')}`,
      'content-type': 'application/json',
      accept: 'application/json',
    });
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      payload: 'SVNB6Q==',
      documentName: 'a.x12',
      contentType: 'application',
      contentSubtype: 'edi-x12',
    });
  });

  test('posts only its own bytes of a larger buffer', async () => {
    const bytes = new Uint8Array([1, 2, 3, 4]).subarray(1, 3);
    const { received } = await ask(location('/B2BAPIs/svc/documents/1'), (client) =>
      client.putDocument({ name: 'a', bytes, contentType: 'text/plain' }),
    );
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
      payload: 'AgM=',
      contentType: 'text',
      contentSubtype: 'plain',
    });
  });

  const id = 'h:n1:17:1';
  test.each<[string, Answer]>([
    ['201, encoded', location('https://h:1/B2BAPIs/svc/documents/h%3An1%3A17%3A1')],
    ['201, plain', location('https://h:1/B2BAPIs/svc/documents/h:n1:17:1')],
    ['200', { status: 200, body: { Location: 'https://h:1/B2BAPIs/svc/documents/h%3An1%3A17%3A1' } }],
    ['a slash at the end', location('https://h:1/B2BAPIs/svc/documents/h%3An1%3A17%3A1/')],
    ['a relative Location', location('/B2BAPIs/svc/documents/h%3An1%3A17%3A1')],
    [
      'in the header, body empty',
      { status: 201, headers: { location: 'https://h:1/B2BAPIs/svc/documents/h%3An1%3A17%3A1' } },
    ],
    [
      'in the header, body without it',
      { status: 201, body: {}, headers: { location: '/B2BAPIs/svc/documents/h:n1:17:1' } },
    ],
    [
      'both, the body first',
      { status: 201, body: { Location: '/svc/documents/h:n1:17:1' }, headers: { location: '/svc/documents/2' } },
    ],
  ])('takes the id from Location: %s', async (_, answer) => {
    expect((await ask(answer, put)).result).toEqual({ documentId: id });
  });

  test.each<[string, Answer]>([
    ['no body', { status: 201 }],
    ['no Location', { status: 201, body: { id: 1 } }],
    ['a blank Location', location('')],
    ['a Location of the collection', location('https://h/B2BAPIs/svc/documents/')],
    ['a Location of something else', location('https://h/login/start')],
    ['a Location that does not decode', location('https://h/B2BAPIs/svc/documents/%E0%A4%A')],
    ['a page', { status: 200, body: '<html><title>Log on</title></html>' }],
    ['an array', { status: 200, body: [] }],
    ['null', { status: 200, body: null }],
  ])('a success with %s leaves the outcome unknown', async (_, answer) => {
    await expect(ask(answer, put)).rejects.toMatchObject({ code: 'STERLING-ANSWER-UNREADABLE', outcome: 'unknown' });
  });
});

describe('addMessage', () => {
  const message = { documentId: 'h:n1:17:1', mailboxPath: '/ACME/Outbound', name: 'a.x12' };
  test.each([
    [{ count: 1 }, { extractableCount: 1 }],
    ['always' as const, { extractableAlways: true }],
    [{ until: new Date('2026-11-05T07:08:09Z') }, { extractableUntil: '20261105T0708' }],
  ])('sends exactly one extractability: %j', async (extractability, field) => {
    const { result, received } = await ask(location('https://h/B2BAPIs/svc/mailboxmessages/78'), (client) =>
      client.addMessage({ ...message, extractability }),
    );
    expect(result).toEqual({ messageId: '78' });
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({ ...message, ...field });
  });
});

// As published for a real server: see section 9.3 of the API's sample exchanges.
const published = {
  _id: '78',
  _title: 'MailboxMessage(78)',
  $ref: 'https://h/B2BAPIs/svc/mailboxmessages/78',
  href: 'https://h/B2BAPIs/svc/mailboxmessages/78',
  actions: {
    href: 'https://h/B2BAPIs/svc/mailboxmessages/78/actions',
    $ref: 'https://h/B2BAPIs/svc/mailboxmessages/78/actions',
  },
  mailboxPath: '/ACME/Outbound',
  mailboxId: 333,
  name: 'a.x12',
  id: 78,
  creationDate: '2020-03-14T17:19:20.000+0000',
  extractableAlways: { code: true, display: 'Yes' },
  size: 17966,
  documentId: 'restclient1:node1:170d8cdabf4:17',
};
const understood = {
  id: '78',
  name: 'a.x12',
  mailboxPath: '/ACME/Outbound',
  documentId: 'restclient1:node1:170d8cdabf4:17',
  size: 17966,
  createdAt: new Date('2020-03-14T17:19:20Z'),
  extractableAlways: true,
};

describe('getMessage', () => {
  const get = (client: SterlingClient): ReturnType<SterlingClient['getMessage']> => client.getMessage('78');

  test('reads the published form', async () => {
    const { result, received } = await ask({ body: published }, get);
    expect(result).toEqual(understood);
    expect(received[0]).toMatchObject({ method: 'GET', path: 'mailboxmessages/78', body: '' });
  });

  test.each([
    [
      'plain values',
      { extractableAlways: true, extractableCount: 3 },
      { extractableAlways: true, extractableCount: 3 },
    ],
    ['coded text', { extractableAlways: { code: 'false', display: 'No' } }, { extractableAlways: false }],
    ['numbers as text', { extractableCount: '0', size: '17966' }, { extractableCount: 0 }],
    ['nulls', { extractableAlways: null, documentId: null }, { extractableAlways: undefined, documentId: undefined }],
    ['an offset with colon', { creationDate: '2020-03-14T19:19:20.000+02:00' }, {}],
    ['another offset', { creationDate: '2020-03-14T12:19:20.000-0500' }, {}],
    ['a date nobody can read', { creationDate: 'yesterday' }, { createdAt: undefined }],
    ['a date whose zone is not told', { creationDate: '2020-03-14T17:19:20.000' }, { createdAt: undefined }],
    ['only id', { _id: undefined }, {}],
    ['an id beyond exact numbers', { _id: '9007199254740993', id: 9007199254740992 }, { id: '9007199254740993' }],
  ])('reads %s', async (_, change, expected) => {
    const { result } = await ask({ body: { ...published, ...change } }, get);
    expect(result).toEqual({ ...understood, ...expected });
  });

  test('reads a compressed answer', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const { result, received } = await ask({ body: gzipSync(JSON.stringify(published)), headers }, get);
    expect(result).toEqual(understood);
    expect(received[0]?.headers['accept-encoding']).toContain('gzip');
  });

  test('is undefined when the API says there is none', async () => {
    expect((await ask(apiNotFound, get)).result).toBeUndefined();
  });

  test.each<[string, Answer]>([
    ['an item without name', { body: { ...published, name: undefined } }],
    ['an item without id', { body: { ...published, id: undefined, _id: undefined } }],
    ['a list', { body: [published] }],
    ['an unreadable count', { body: { ...published, extractableCount: 'some' } }],
  ])('does not guess at %s', async (_, answer) => {
    await expect(ask(answer, get)).rejects.toMatchObject({ code: 'STERLING-ANSWER-UNREADABLE', status: 200 });
  });
});

describe('findMessages', () => {
  const wanted = { name: 'a.x12', mailboxPath: '/ACME/Outbound' };
  const find = (client: SterlingClient): ReturnType<SterlingClient['findMessages']> => client.findMessages(wanted);
  test('asks by name', async () => {
    const { result, received } = await ask(serving([]), (client) =>
      client.findMessages({ ...wanted, name: 'a b&c~2F.x12' }),
    );
    expect(result).toEqual([]);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ method: 'GET', path: 'mailboxmessages/' });
    expect([...(received[0]?.query ?? [])]).toEqual([
      ['name', 'a b&c~2F.x12'],
      ['_range', '0-999'],
    ]);
  });

  test('takes only the exact name in the exact mailbox', async () => {
    const others = [
      { ...published, _id: '1', name: 'A.X12' },
      { ...published, _id: '2', name: 'aa.x12' },
      { ...published, _id: '3', mailboxPath: '/ACME/Outbound/Old' },
      { ...published, _id: '4', mailboxPath: '/acme/outbound' },
    ];
    const { result } = await ask(serving([...others, published]), find);
    expect(result).toEqual([understood]);
  });

  test('finds every one of a repeated name', async () => {
    const { result } = await ask(serving([published, { ...published, _id: '79' }]), find);
    expect(result.map((message) => message.id)).toEqual(['78', '79']);
  });

  test('reads on to the end, also when the server caps its pages lower than asked', async () => {
    const many = Array.from({ length: 250 }, (_, n) => ({ ...published, _id: `${1000 + n}`, name: `a.x12${n}` }));
    const { result, received } = await ask(serving([...many, published], 100), find);
    expect(result).toEqual([understood]);
    expect(received.map(({ query }) => query.get('_range'))).toEqual(['0-999', '100-1099', '200-1199', '251-1250']);
  });

  test('ends on a server that ignores the range', async () => {
    const { result, received } = await ask({ body: [published] }, find);
    expect(result).toEqual([understood]);
    expect(received).toHaveLength(2);
  });

  test('ends on a server that answers 404 beyond the last page', async () => {
    const { result } = await ask(
      ({ query }) => (query.get('_range')?.startsWith('0-') ? { body: [published] } : apiNotFound),
      find,
    );
    expect(result).toEqual([understood]);
  });

  test.each([
    ['errorDescription', apiNotFound],
    ['errorDiscription', { status: 404, body: { errorDiscription: 'none' } }],
    ['errorCode alone', { status: 404, body: { errorCode: 404 } }],
  ])('404 with %s is an empty list', async (_, answer) => {
    expect((await ask(answer, find)).result).toEqual([]);
  });

  // "Absent" lets a message be posted again, so nothing but the API's own word may mean it.
  test.each<[string, Answer, string]>([
    ['a 404 page', { status: 404, body: '<html><title>Not found</title></html>' }, 'STERLING-WRONG-ADDRESS'],
    ['an empty 404', { status: 404 }, 'STERLING-WRONG-ADDRESS'],
    ['another server’s JSON 404', { status: 404, body: { status: 404, error: 'Not Found' } }, 'STERLING-WRONG-ADDRESS'],
    ['a 200 page', { status: 200, body: '<html>Log on</html>' }, 'STERLING-ANSWER-UNREADABLE'],
    ['an empty 200', { status: 200 }, 'STERLING-ANSWER-UNREADABLE'],
    ['an object', { body: { items: [] } }, 'STERLING-ANSWER-UNREADABLE'],
    ['an item without mailbox', { body: [{ ...published, mailboxPath: undefined }] }, 'STERLING-ANSWER-UNREADABLE'],
    ['a 400', { status: 400, body: { errorCode: 400, errorDescription: 'API000001: bad' } }, 'STERLING-REFUSED'],
    ['a 500', { status: 500, body: { errorCode: 500, errorDescription: 'API000002: bad' } }, 'STERLING-SERVER-ERROR'],
    ['a redirect', { status: 302, headers: { location: 'https://h/login' } }, 'STERLING-WRONG-ADDRESS'],
    ['a reset', 'reset', 'STERLING-NO-ANSWER'],
  ])('%s is no empty list', async (_, answer, code) => {
    await expect(ask(answer, find)).rejects.toMatchObject({ name: 'SterlingError', code });
  });
});

describe('documents', () => {
  test('reads a payload as the bytes it was', async () => {
    const { result, received } = await ask({ body: { response: 'SVNB\r\n6Q==' } }, (client) =>
      client.getPayload('h:n1:17:1'),
    );
    expect([...result]).toEqual([0x49, 0x53, 0x41, 0xe9]);
    expect(received[0]).toMatchObject({ method: 'POST', path: 'documents/h%3An1%3A17%3A1/actions/getpayload' });
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({ isPlainText: false });
  });

  test('does not take text for a payload', async () => {
    const read = ask({ body: { response: 'ISA*00*' } }, (client) => client.getPayload('1'));
    await expect(read).rejects.toMatchObject({ code: 'STERLING-ANSWER-UNREADABLE' });
  });

  test.each<[string, Answer, boolean]>([
    ['a number', { body: { rowsAffected: 1 } }, true],
    ['text', { body: { rowsAffected: '1' } }, true],
    ['none', { body: { rowsAffected: 0 } }, false],
    ['no body', { status: 200 }, true],
    ['not found', apiNotFound, false],
  ])('deletes: rowsAffected %s', async (_, answer, expected) => {
    const { result, received } = await ask(answer, (client) => client.deleteDocument('h:n1:17:1'));
    expect(result).toBe(expected);
    expect(received[0]).toMatchObject({ method: 'DELETE', path: 'documents/h%3An1%3A17%3A1', body: '' });
  });

  test('a delete answered with something else is unknown', async () => {
    const deleted = ask({ body: { done: true } }, (client) => client.deleteDocument('1'));
    await expect(deleted).rejects.toMatchObject({ code: 'STERLING-ANSWER-UNREADABLE', outcome: 'unknown' });
  });
});

describe('mailboxes and routing rules', () => {
  test('finds the mailbox of exactly this path', async () => {
    const rows = [
      { _id: '332', path: '/ACME/outbound', description: '' },
      { _id: '333', path: '/ACME/Outbound', description: 'To Acme', mailboxType: { code: 'R', display: 'Regular' } },
      { _id: '334', path: '/ACME/Outbound/Old', description: 'x' },
    ];
    const { result, received } = await ask({ body: rows }, (client) => client.findMailbox('/ACME/Outbound'));
    expect(result).toEqual({ id: '333', path: '/ACME/Outbound', description: 'To Acme' });
    expect(received[0]?.query.get('path')).toBe('/ACME/Outbound');
  });

  test('no mailbox but similar ones', async () => {
    const rows = [{ _id: '332', path: '/ACME/outbound', description: '' }];
    expect((await ask({ body: rows }, (client) => client.findMailbox('/ACME/Outbound'))).result).toBeUndefined();
  });

  const rule = {
    _id: 'RR_ACME_OUT',
    name: 'RR_ACME_OUT',
    mailboxes: [{ path: '/ACME/Outbound' }],
    messageNamePattern: 'ACME_*',
    runRuleAs: 'apiuser',
    evaluationMode: { code: 'automatic', display: 'Automatic' },
    actionType: { code: 'bp', display: 'Business Process' },
    action: 'EDI_Outbound_Core',
  };
  const find = (client: SterlingClient): ReturnType<SterlingClient['findRoutingRule']> =>
    client.findRoutingRule('RR_ACME_OUT');
  const read = {
    name: 'RR_ACME_OUT',
    mailboxes: [{ path: '/ACME/Outbound' }],
    messageNamePattern: 'ACME_*',
    evaluationMode: 'automatic',
    actionType: 'bp',
    action: 'EDI_Outbound_Core',
    runAs: 'apiuser',
  };

  test.each([
    ['coded values', {}, {}],
    ['plain values', { evaluationMode: 'manual' }, { evaluationMode: 'manual' }],
    [
      'no mailboxes and no pattern',
      { mailboxes: undefined, messageNamePattern: undefined },
      { mailboxes: [], messageNamePattern: undefined },
    ],
    ['a blank pattern', { messageNamePattern: '' }, { messageNamePattern: undefined }],
    ['paths as text', { mailboxes: ['/ACME/Outbound'] }, {}],
  ])('reads a rule with %s', async (_, change, expected) => {
    const { result, received } = await ask(
      {
        body: [
          { ...rule, name: 'RR_ACME_OUT2' },
          { ...rule, ...change },
        ],
      },
      find,
    );
    expect(result).toEqual({ ...read, ...expected });
    expect(received[0]).toMatchObject({ method: 'GET', path: 'routingrules/' });
    expect(received[0]?.query.get('name')).toBe('RR_ACME_OUT');
  });

  test('a rule whose mailboxes cannot be read is not taken for one of all mailboxes', async () => {
    await expect(ask({ body: [{ ...rule, mailboxes: ['333'] }] }, find)).rejects.toMatchObject({
      code: 'STERLING-ANSWER-UNREADABLE',
    });
  });
});

test('the base address may lack its last slash', async () => {
  await using server = await startServer(certificate, () => ({ body: [] }));
  using connected = connect(server.baseUrl.replace(/\/$/, ''), certificate.authority);
  await connected.client.checkAccess();
  expect(server.received[0]).toMatchObject({ method: 'GET', path: 'mailboxes/' });
});
