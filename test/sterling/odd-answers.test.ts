import { describe, expect, test } from 'vitest';
import { failureOf } from '../../src/activities/failure.ts';
import { ruleFindings } from '../../src/sterling/binding.ts';
import { wouldMatch } from '../../src/sterling/routing-rules.ts';
import { SterlingError } from '../../src/sterling/sterling-error.ts';
import type { SterlingClient } from '../../src/sterling/sterling-client.ts';
import { ask, sent } from './ask.ts';
import type { Answer, Received } from './https-server.ts';

const contact = { givenName: 'Ann', surname: 'Doe', emailAddress: 'a@b', phone: '1' };
const update = { ...contact, community: 'EDI', authenticationType: 'Local' } as const;
const create = (password: string) => (client: SterlingClient) =>
  client.createTradingPartner({ ...update, partnerName: 'Acme Inc', username: 'acme-edi', password });

async function errorOf(
  answer: Answer | ((request: Received) => Answer),
  call: (client: SterlingClient) => Promise<unknown>,
): Promise<SterlingError> {
  const error = await ask(answer, call).catch((reason: unknown) => reason);
  if (!(error instanceof SterlingError)) throw new TypeError(`not a SterlingError: ${String(error)}`);
  return error;
}

describe('what is known of a partner', () => {
  const canary = 'emailAddress ann.doe@acme.example of Ann Doe, +1-555-0100';
  const calls: [string, (client: SterlingClient) => Promise<unknown>][] = [
    ['find', (client) => client.findTradingPartner('Acme Sp. z o.o.')],
    ['update', (client) => client.updateTradingPartner('Acme Sp. z o.o.', update)],
    ['create', create('begin-with-1')],
    ['list', (client) => client.listTradingPartners()],
  ];
  test.each(calls)('is in no failure, log or message: %s', async (_, call) => {
    for (const answer of [
      { status: 500, body: { errorCode: 500, errorDescription: `API000100: ${canary}, is no address` } },
      { status: 400, body: { errorCode: 400, errorDescription: `API000100: ${canary}, is no address` } },
      { status: 502, body: canary },
      { status: 200, body: `"${canary}"` },
      'reset',
    ] as Answer[]) {
      const error = await errorOf(answer, call);
      const told = `${failureOf(error).message} ${String(error.stack)} ${JSON.stringify(Object.entries(error))}`;
      expect(told).toContain('tradingpartners/');
      expect(told).not.toMatch(/ann|doe|555|acme|o\.o\./i);
    }
  });

  test('is in the text for the ledger, and the API’s code in the failure', async () => {
    const answer = { status: 400, body: { errorCode: 400, errorDescription: `API000100: ${canary}` } };
    const error = await errorOf(answer, (client) => client.updateTradingPartner('Acme Inc', update));
    expect(error.message).toBe('Sterling PUT tradingpartners/… answered 400: API000100');
    expect(error.privateMessage()).toContain(canary);
  });
});

test.each(['a"b<c>&d12', 'back\\slash-1', "it's-100%", 'ünï-cödé'])(
  'a password that a server echoes, however it writes it, is in no text: %s',
  async (password) => {
    const hex = Array.from(password, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    const html = password
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;');
    for (const body of [
      { errorCode: 400, errorDescription: `API000393: password ${password} is in the history` },
      `{"errorCode":400,"errorDescription":"API000393: password ${hex}"}`,
      `<html><title>bad ${html.replaceAll("'", '&#39;')}</title></html>`,
      `bad ${encodeURIComponent(password)}`,
    ]) {
      const { message, stack, ...error } = await errorOf({ status: 400, body }, create(password));
      expect(message).toContain('400');
      const text = (await errorOf({ status: 400, body }, create(password))).privateMessage();
      expect(text).toContain('[redacted]');
      expect(`${text} ${String(stack)} ${JSON.stringify(error)}`).not.toContain(password);
      expect(text).not.toContain(encodeURIComponent(password));
    }
  },
);

describe('one odd row of somebody else’s', () => {
  const rules = [
    { name: 'OK', mailboxes: [{ path: '/A' }] },
    { name: 'FOREIGN', mailboxes: [{ _id: '17', href: 'x' }] },
  ];

  test('keeps no rule from being read, and takes no message as far as anybody knows', async () => {
    const { result } = await ask({ body: rules }, (client) => client.listRoutingRules());
    expect(result).toMatchObject([{ name: 'OK' }, { name: 'FOREIGN', unreadable: expect.any(String) as string }]);
    expect(result.map((rule) => wouldMatch(rule, '/A', 'a.x12'))).toEqual([true, false]);
    expect(ruleFindings('FOREIGN', result[1], [{ mailbox: '/A', messageNames: ['a.x12'] }])).toMatchObject([
      { severity: 'error', message: expect.stringContaining('mailboxes') as string },
    ]);
    expect((await ask({ body: rules }, (client) => client.findRoutingRule('OK'))).result?.name).toBe('OK');
  });

  test('is an error where it is the one that is asked for', async () => {
    expect(await errorOf({ body: rules }, (client) => client.findRoutingRule('FOREIGN'))).toMatchObject({
      code: 'STERLING-ANSWER-UNREADABLE',
      outcome: 'unknown',
    });
    expect(await errorOf({ body: [{ mailboxes: [] }] }, (client) => client.listRoutingRules())).toMatchObject({
      code: 'STERLING-ANSWER-UNREADABLE',
    });
  });

  test('keeps no trading partner from being read, and is kept by its name', async () => {
    const parties = [
      { partnerName: 'A', code: 'A' },
      { partnerName: 'B', code: 'B', phone: { code: ['555'], display: 'n/a' } },
    ];
    const { result } = await ask({ body: parties }, (client) => client.listTradingPartners());
    expect(result).toMatchObject([{ partnerName: 'A' }, { partnerName: 'B', code: 'B', settings: {} }]);
    expect(result[1]?.unreadable).toContain('phone');
    expect(JSON.stringify(result)).not.toContain('555');
    expect(await errorOf({ body: parties[1] }, (client) => client.findTradingPartner('B'))).toMatchObject({
      code: 'STERLING-ANSWER-UNREADABLE',
    });
  });

  test('of messages is never passed over: what cannot be read may be the one that is looked for', async () => {
    const answer = { body: [{ name: 'a.x12' }] };
    expect(await errorOf(answer, (client) => client.findMessages({ mailboxPath: '/A', name: 'a.x12' }))).toMatchObject({
      code: 'STERLING-ANSWER-UNREADABLE',
    });
  });
});

test('nested settings that say where they are are given back whole; a mere link by its key', async () => {
  const body = {
    partnerName: 'A',
    consumerSshConfiguration: { _id: '5', href: 'https://h/5', remoteProfile: 'ACME_SSH', directory: '/in' },
    mailbox: { _id: 333, title: '/ACME', href: 'https://h/333' },
  };
  const { result } = await ask({ body }, (client) => client.findTradingPartner('A'));
  expect(result?.settings).toEqual({
    consumerSshConfiguration: { remoteProfile: 'ACME_SSH', directory: '/in' },
    mailbox: 333,
  });
});

test.each<[string, Answer]>([
  ['an empty body', { status: 200 }],
  ['a 204', { status: 204 }],
])('%s to a change says that it was done', async (_, answer) => {
  const { result } = await ask(answer, (client) => client.updateTradingPartner('A', update));
  expect(result).toBe(true);
});

test('a field to be emptied is sent as null, one that has no value is left out', async () => {
  const { received } = await ask({ body: { rowsAffected: 1 } }, (client) =>
    client.updateTradingPartner('A', { ...update, city: undefined, emptied: ['addressLine2'] }),
  );
  expect(sent(received[0])).toEqual({ ...update, addressLine2: null });
});
