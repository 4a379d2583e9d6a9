import { describe, expect, test } from 'vitest';
import type { SterlingClient } from '../../src/sterling/sterling-client.ts';
import { SterlingError } from '../../src/sterling/sterling-error.ts';
import { ask, location, refusedAs, sent, serving } from './ask.ts';
import type { Answer, Received } from './https-server.ts';

const rule = {
  name: 'RR_ACME_OUT',
  mailboxIds: ['333'] as const,
  messageNamePattern: 'ACME_*',
  process: 'EDI_Outbound_Core',
  runAs: 'apiuser',
};
const partner = {
  partnerName: 'Acme Corp',
  code: 'ACME',
  community: 'EDI_PARTNERS',
  authenticationType: 'Local',
  username: 'acmeuser',
  password: 'canary-5d1f',
  givenName: 'Ann',
  surname: 'Doe',
  emailAddress: 'edi@acme.example',
  phone: '+1-555-0100',
} as const;

/** Each thing that can be made: how, what the request is to hold, and a read that shows it. */
const kinds = [
  {
    kind: 'a mailbox',
    resource: 'mailboxes',
    make: (client: SterlingClient) => client.createMailbox({ path: '/ACME/Inbound', description: 'From Acme' }),
    body: { path: '/ACME/Inbound', description: 'From Acme', createParentMailbox: true },
    conflict: 'API000903: Mailbox /ACME/Inbound already exists',
    shown: { _id: '334', path: '/ACME/Inbound', description: 'x' },
    similar: { _id: '335', path: '/acme/inbound', description: 'x' },
    key: '334',
  },
  {
    kind: 'a routing rule',
    resource: 'routingrules',
    make: (client: SterlingClient) => client.createRoutingRule(rule),
    body: {
      name: 'RR_ACME_OUT',
      evaluationMode: 'automatic',
      actionType: 'bp',
      action: 'EDI_Outbound_Core',
      mailboxes: ['333'],
      messageNamePattern: 'ACME_*',
      runRuleAs: 'apiuser',
    },
    conflict: 'API000903: Duplicate RoutingRule: RR_ACME_OUT',
    shown: { name: 'RR_ACME_OUT', mailboxes: [{ path: '/ACME/Outbound' }] },
    similar: { name: 'rr_acme_out', mailboxes: [{ path: '/ACME/Outbound' }] },
    key: 'RR_ACME_OUT',
  },
  {
    kind: 'a trading partner',
    resource: 'tradingpartners',
    make: (client: SterlingClient) => client.createTradingPartner(partner),
    body: partner,
    conflict: 'API000903: Trading partner Acme Corp, its code or its username already exists',
    shown: { partnerName: 'Acme Corp' },
    similar: { partnerName: 'ACME CORP' },
    key: 'Acme%20Corp',
  },
  {
    kind: 'a code list',
    resource: 'codelists',
    make: (client: SterlingClient) => client.createCodeList({ name: 'UNITS', senderIdentity: 'US', codes: [] }),
    body: { codeListName: 'UNITS', senderIdentity: 'US', codes: [] },
    conflict: 'API000903: Code list UNITS already exists',
    shown: { codeListName: 'UNITS', senderIdentity: 'US', versionNumber: 1 },
    similar: { codeListName: 'UNITS', senderIdentity: 'CA', versionNumber: 1 },
    key: 'UNITS%7CUS%7C%7C1',
  },
];

describe.each(kinds)('$kind', ({ resource, make, body, conflict, shown, similar, key }) => {
  /** Answers the create as told, and reads with these rows. */
  const site =
    (created: Answer, ...rows: object[]) =>
    (request: Received): Answer => {
      if (request.method === 'POST') return created;
      return request.path.endsWith('/') ? serving(rows)(request) : { body: rows[0] };
    };

  test('is made by one request with these fields', async () => {
    const { result, received } = await ask(location(`https://h/B2BAPIs/svc/${resource}/${key}`), make);
    expect(result).toBe('created');
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ method: 'POST', path: `${resource}/` });
    expect(sent(received[0])).toEqual(body);
  });

  test.each<[string, Answer]>([
    ['200', { status: 200, body: { Location: `https://h/B2BAPIs/svc/${resource}/${key}` } }],
    ['the Location in the header', { status: 201, headers: { location: `/B2BAPIs/svc/${resource}/${key}` } }],
    ['a key no address can hold', { status: 201, body: { Location: `https://h/B2BAPIs/svc/${resource}/50% of/it` } }],
  ])('%s is created too', async (_, answer) => {
    expect((await ask(answer, make)).result).toBe('created');
  });

  test('exists where the API says so and it is there', async () => {
    const { result, received } = await ask(site(refusedAs(conflict), shown), make);
    expect(result).toBe('exists');
    expect(received.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test('is refused where only something similar is there', async () => {
    const made = ask(site(refusedAs(conflict), similar), make);
    await expect(made).rejects.toMatchObject({ code: 'STERLING-REFUSED', outcome: 'refused', alreadyExists: true });
  });

  test.each<[string, Answer, object]>([
    ['another 400', refusedAs('API000901: no'), { code: 'STERLING-REFUSED', alreadyExists: false }],
    ['a proxy’s 400 page', { status: 400, body: `<html>${conflict}</html>` }, { code: 'STERLING-REFUSED' }],
    ['a 403', { status: 403, body: { errorCode: 403, errorDescription: conflict } }, { code: 'STERLING-FORBIDDEN' }],
    ['a 500', { status: 500, body: { errorCode: 500, errorDescription: conflict } }, { outcome: 'unknown' }],
    ['a reset', 'reset', { code: 'STERLING-OUTCOME-UNKNOWN', outcome: 'unknown' }],
    ['a page', { status: 200, body: '<html></html>' }, { code: 'STERLING-ANSWER-UNREADABLE', outcome: 'unknown' }],
    ['another’s Location', location('https://h/login/start'), { code: 'STERLING-ANSWER-UNREADABLE' }],
    ['a Location of nothing', location(`https://h/B2BAPIs/svc/${resource}/`), { code: 'STERLING-ANSWER-UNREADABLE' }],
  ])('%s is neither, and asked once', async (_, answer, error) => {
    let posts = 0;
    const made = ask((request) => {
      posts += request.method === 'POST' ? 1 : 0;
      return site(answer, shown)(request);
    }, make);
    await expect(made).rejects.toMatchObject({ name: 'SterlingError', ...error });
    expect(posts).toBe(1);
  });

  test('is not held for existing when that cannot be read', async () => {
    const made = ask(({ method }) => (method === 'POST' ? refusedAs(conflict) : { status: 500 }), make);
    await expect(made).rejects.toMatchObject({ code: 'STERLING-SERVER-ERROR' });
  });
});

test('a rule for all names has no pattern', async () => {
  const { received } = await ask(location('/B2BAPIs/svc/routingrules/R'), (client) =>
    client.createRoutingRule({ ...rule, messageNamePattern: undefined }),
  );
  expect(sent(received[0])).not.toHaveProperty('messageNamePattern');
});

test('a server that names the password in its refusal does not put it into the message', async () => {
  const answer = refusedAs(`API000393: password ${partner.password} is in the list of bad ones`);
  const error = await ask(answer, (client) => client.createTradingPartner(partner)).catch((reason: unknown) => reason);
  expect(error instanceof SterlingError && error.privateMessage()).toContain('password [redacted] is');
});

test('the lists of mailboxes and rules are read whole and unfiltered', async () => {
  const mailboxes = Array.from({ length: 120 }, (_, n) => ({ _id: String(n), path: `/P${n}` }));
  const listed = await ask(serving(mailboxes, 50), (client) => client.listMailboxes());
  expect(listed.result.map(({ id, path }) => ({ _id: id, path }))).toEqual(mailboxes);
  expect(new Set(listed.received.flatMap(({ query }) => [...query.keys()]))).toEqual(new Set(['_range']));
  const rules = [{ name: 'A' }, { name: 'B', mailboxes: [{ path: '/B' }], runRuleAs: { code: 'u', display: 'U' } }];
  const { result } = await ask(serving(rules), (client) => client.listRoutingRules());
  expect(result).toEqual([
    { name: 'A', mailboxes: [] },
    { name: 'B', mailboxes: [{ path: '/B' }], runAs: 'u' },
  ]);
});

describe('resubmitMessage', () => {
  const resubmit = (client: SterlingClient): Promise<boolean> => client.resubmitMessage('78');
  test.each<[string, Answer, boolean]>([
    ['a number', { body: { rowsAffected: 1 } }, true],
    ['text', { body: { rowsAffected: '1' } }, true],
    ['none', { body: { rowsAffected: 0 } }, false],
    ['not found', { status: 404, body: { errorCode: 404, errorDescription: 'API000464: none' } }, false],
  ])('puts a message back: rowsAffected %s', async (_, answer, expected) => {
    const { result, received } = await ask(answer, resubmit);
    expect(result).toBe(expected);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ method: 'PUT', path: 'mailboxmessages/78' });
    expect(sent(received[0])).toEqual({ resubmitMessage: true });
  });

  test.each<[string, Answer]>([
    ['a reset', 'reset'],
    ['a 500', { status: 500 }],
    ['an empty 200', { status: 200 }],
    ['a page', { body: '<html></html>' }],
  ])('after %s it may or may not be back, and is not asked twice', async (_, answer) => {
    let asked = 0;
    const put = ask(() => {
      asked += 1;
      return answer;
    }, resubmit);
    await expect(put).rejects.toMatchObject({ outcome: 'unknown' });
    expect(asked).toBe(1);
  });
});
