import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SterlingClient } from '../../src/sterling/sterling-client.ts';
import type { TradingPartnerUpdate } from '../../src/sterling/trading-partners.ts';
import { apiNotFound, ask, sent, serving } from './ask.ts';
import type { Answer } from './https-server.ts';

const self = 'https://h/B2BAPIs/svc/tradingpartners/Acme%20Corp';
const shown = {
  _id: 'Acme Corp',
  _title: 'TradingPartner(Acme Corp)',
  $ref: self,
  href: self,
  actions: { href: `${self}/actions`, $ref: `${self}/actions` },
  partnerName: 'Acme Corp',
  code: 'ACME',
  community: 'EDI_PARTNERS',
  username: 'acmeuser',
  authenticationType: { code: 'Local', display: 'Local' },
  givenName: 'Ann',
  surname: 'Doe',
  emailAddress: 'edi@acme.example',
  phone: '+1-555-0100',
  addressLine1: '1 Main St',
  addressLine2: '',
  city: 'Austin',
  stateOrProvince: null,
  postalCode: 73301,
  countryOrRegion: { code: 'US', display: 'United States' },
  timeZone: { code: '-05', display: 'Bogota, Lima, Quito' },
  sessionTimeout: 30,
  isInitiatingConsumer: { code: true, display: 'Yes' },
  isListeningConsumer: { code: false, display: 'No' },
  keyEnabled: { code: false, display: 'No' },
  doesUseSSH: true,
  remoteFilePattern: null,
  consumerSshConfiguration: { remoteProfile: 'ACME_SSH', compression: { code: 'zlib', display: 'ZLib' } },
  mailbox: { href: 'https://h/B2BAPIs/svc/mailboxes/333', title: '/ACME', _id: 333 },
};
const understood = {
  partnerName: 'Acme Corp',
  code: 'ACME',
  community: 'EDI_PARTNERS',
  username: 'acmeuser',
  authenticationType: 'Local',
  givenName: 'Ann',
  surname: 'Doe',
  emailAddress: 'edi@acme.example',
  phone: '+1-555-0100',
  addressLine1: '1 Main St',
  city: 'Austin',
  postalCode: '73301',
  countryOrRegion: 'US',
  timeZone: '-05',
  settings: {
    sessionTimeout: 30,
    isInitiatingConsumer: true,
    isListeningConsumer: false,
    keyEnabled: false,
    doesUseSSH: true,
    consumerSshConfiguration: { remoteProfile: 'ACME_SSH', compression: 'zlib' },
    mailbox: 333,
  },
};

describe('findTradingPartner', () => {
  const find = (client: SterlingClient): ReturnType<SterlingClient['findTradingPartner']> =>
    client.findTradingPartner('Acme Corp');

  test('reads one by its name, values plain, links and blanks left out', async () => {
    const { result, received } = await ask({ body: shown }, find);
    expect(result).toEqual(understood);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ method: 'GET', path: 'tradingpartners/Acme%20Corp' });
  });

  test('is undefined where the API says there is none, or shows another', async () => {
    expect((await ask(apiNotFound, find)).result).toBeUndefined();
    expect((await ask({ body: { ...shown, partnerName: 'ACME CORP' } }, find)).result).toBeUndefined();
  });

  test.each<[string, Answer]>([
    ['a list', { body: [shown] }],
    ['one without a name', { body: { ...shown, partnerName: undefined } }],
    ['a page', { body: '<html></html>' }],
  ])('does not guess at %s', async (_, answer) => {
    await expect(ask(answer, find)).rejects.toMatchObject({ code: 'STERLING-ANSWER-UNREADABLE' });
  });

  test('a 404 page does not make a partner missing', async () => {
    await expect(ask({ status: 404, body: '<html></html>' }, find)).rejects.toMatchObject({
      code: 'STERLING-WRONG-ADDRESS',
    });
  });
});

describe('listTradingPartners', () => {
  const list = (client: SterlingClient): ReturnType<SterlingClient['listTradingPartners']> =>
    client.listTradingPartners();

  test('pages to the end and relies on no search', async () => {
    const many = Array.from({ length: 230 }, (_, n) => ({ ...shown, partnerName: `P ${n}` }));
    const { result, received } = await ask(serving(many, 100), list);
    expect(result).toEqual(many.map(({ partnerName }) => ({ ...understood, partnerName })));
    expect(new Set(received.flatMap(({ query }) => [...query.keys()]))).toEqual(new Set(['_range']));
  });

  // One that is not listed is held for deleted.
  test('one without a name fails the list', async () => {
    await expect(ask({ body: [shown, { code: 'X' }] }, list)).rejects.toMatchObject({
      code: 'STERLING-ANSWER-UNREADABLE',
    });
  });
});

describe('updateTradingPartner', () => {
  const update: TradingPartnerUpdate = {
    community: 'EDI_PARTNERS',
    authenticationType: 'Local',
    givenName: 'Ann',
    surname: 'Roe',
    emailAddress: 'edi@acme.example',
    phone: '+1-555-0199',
    city: undefined,
  };
  const put =
    (given: TradingPartnerUpdate) =>
    (client: SterlingClient): Promise<boolean> =>
      client.updateTradingPartner('Acme Corp', given);
  const done = { body: { rowsAffected: 1 } };

  test('writes all it is given, and of the settings all but what creation fixes', async () => {
    const settings = { ...understood.settings, code: 'OTHER', password: 'x', username: 'y', city: 'Dallas' };
    const { result, received } = await ask(done, put({ ...update, settings }));
    expect(result).toBe(true);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ method: 'PUT', path: 'tradingpartners/Acme%20Corp' });
    const { keyEnabled: _, ...kept } = understood.settings;
    const { city: __, ...named } = update;
    // A field that is absent in what is given does not take the settings' value away.
    expect(sent(received[0])).toEqual({ ...kept, ...named, city: 'Dallas' });
  });

  test('read, changed and written loses nothing a partner may hold', async () => {
    const values = fc.oneof(fc.string(), fc.integer(), fc.boolean());
    const wrapped = values.chain((value) => fc.constantFrom<unknown>(value, { code: value, display: 'shown' }));
    const plain = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && 'code' in value ? value.code : value;
    const nested = fc.dictionary(fc.stringMatching(/^[a-z]{3,8}[A-Z]$/), wrapped, { maxKeys: 4 });
    await fc.assert(
      fc.asyncProperty(nested, nested, async (flat, inner) => {
        const row = { ...flat, ...shown, consumerFtpConfiguration: inner };
        const read = (await ask({ body: row }, (client) => client.findTradingPartner('Acme Corp'))).result;
        const { received } = await ask(done, put({ ...update, settings: read?.settings }));
        const expected = Object.fromEntries(Object.entries(flat).map(([field, value]) => [field, plain(value)]));
        const config = Object.fromEntries(Object.entries(inner).map(([field, value]) => [field, plain(value)]));
        expect(sent(received[0])).toMatchObject({ ...expected, consumerFtpConfiguration: config });
      }),
      { numRuns: 25 },
    );
  });

  test.each<[string, Answer, boolean]>([
    ['text', { body: { rowsAffected: '1' } }, true],
    ['none', { body: { rowsAffected: 0 } }, false],
    ['not found', apiNotFound, false],
  ])('rowsAffected %s', async (_, answer, expected) => {
    expect((await ask(answer, put(update))).result).toBe(expected);
  });

  test.each<[string, Answer, object]>([
    ['a reset', 'reset', { code: 'STERLING-OUTCOME-UNKNOWN', outcome: 'unknown' }],
    ['a 500', { status: 500 }, { outcome: 'unknown' }],
    ['a page', { body: '<html></html>' }, { code: 'STERLING-ANSWER-UNREADABLE', outcome: 'unknown' }],
    ['a 400', { status: 400, body: { errorDiscription: 'API000901: bad time zone' } }, { outcome: 'refused' }],
  ])('%s is not repeated', async (_, answer, error) => {
    let asked = 0;
    const written = ask(() => {
      asked += 1;
      return answer;
    }, put(update));
    await expect(written).rejects.toMatchObject(error);
    expect(asked).toBe(1);
  });
});

test('communities are listed, and found by exactly their name', async () => {
  const rows = [
    { _id: 'edi', name: 'edi', partnersInitiateConnections: { code: true, display: 'Yes' } },
    { name: 'EDI' },
  ];
  expect((await ask(serving(rows), (client) => client.listCommunities())).result).toEqual([
    { name: 'edi' },
    { name: 'EDI' },
  ]);
  const { result, received } = await ask(serving(rows), (client) => client.findCommunity('EDI'));
  expect(result).toEqual({ name: 'EDI' });
  expect(received[0]?.query.get('commName')).toBe('EDI');
  expect((await ask(serving(rows), (client) => client.findCommunity('Edi'))).result).toBeUndefined();
});
