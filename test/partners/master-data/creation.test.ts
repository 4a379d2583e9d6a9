import { describe, expect, test } from 'vitest';
import { compareMasters, type CompareInput } from '../../../src/partners/master-data/compare.ts';
import { completePartner, proposalOf, usernameOf } from '../../../src/partners/master-data/creation.ts';
import { masterRules } from '../../../src/partners/master-data/fields.ts';
import { matchPartners } from '../../../src/partners/master-data/mapping.ts';
import { doubtfulSide } from '../../../src/partners/master-data/sides.ts';
import { personName } from '../../../src/partners/master-data/contact.ts';
import { countryAsShown } from '../../../src/partners/master-data/countries.ts';
import { recordOfSterling, updateOf } from '../../../src/partners/master-data/sterling-party.ts';
import { sterlingTimeZones } from '../../../src/partners/master-data/time-zones.ts';

const settings = { community: 'EDI', authentication: 'Local', connections: ['initiates-consumer'] } as const;
const whole = {
  name: 'Acme Inc',
  contact: 'Ann Doe',
  emailAddress: 'a@acme.example',
  phone: '555',
  countryOrRegion: 'USA',
};

describe('a proposed creation', () => {
  test('has what SYSPRO says, in Sterling’s words, and what the configuration says of new partners', () => {
    expect(completePartner(proposalOf({ code: 'ACME' }, whole, settings))).toEqual({
      partnerName: 'Acme Inc',
      code: 'ACME',
      username: 'acme-edi',
      community: 'EDI',
      authenticationType: 'Local',
      givenName: 'Ann',
      surname: 'Doe',
      emailAddress: 'a@acme.example',
      phone: '555',
      countryOrRegion: 'US',
      isInitiatingConsumer: true,
      isInitiatingProducer: false,
      isListeningConsumer: false,
      isListeningProducer: false,
    });
  });

  test('names everything that keeps it from being made', () => {
    const { missing } = proposalOf(
      { code: 'ACME' },
      { contact: 'Purchasing', countryOrRegion: 'Freedonia' },
      undefined,
    );
    expect(missing.map((text) => text.split(' ')[0])).toEqual([
      'masterData.create',
      'name',
      'contact',
      'emailAddress',
      'phone',
      'countryOrRegion',
    ]);
  });

  test('user names are 5 to 36 characters', () => {
    for (const code of ['A', 'ACME', 'ACMEFAST', 'A'.repeat(24)]) {
      expect(usernameOf(code).length).toBeGreaterThanOrEqual(5);
      expect(usernameOf(code).length).toBeLessThanOrEqual(36);
    }
  });
});

describe('an update of a trading partner', () => {
  const party = {
    partnerName: 'Acme Inc',
    code: 'ACME',
    community: 'EDI',
    authenticationType: 'External',
    givenName: 'Ann',
    surname: 'Doe',
    emailAddress: 'a',
    phone: '1',
    city: 'Austin',
    timeZone: '-05',
    settings: { doesUseSSH: true, consumerSshConfiguration: { remoteProfile: 'p' }, unheardOf: [1] },
  };

  test('changes what it is for, and gives everything else back', () => {
    const { partnerName: _, code: __, ...rest } = party;
    expect(updateOf(party, new Map([['city', 'Dallas']]))).toMatchObject({ update: { ...rest, city: 'Dallas' } });
    expect(updateOf(party, new Map([['contact', 'van Dyke, Bo']]))).toMatchObject({
      update: { givenName: 'Bo', surname: 'van Dyke', city: 'Austin', settings: party.settings },
    });
    expect(updateOf(party, new Map([['city', undefined]]))).toMatchObject({
      update: { city: undefined, timeZone: '-05' },
    });
  });

  test('is not made where something Sterling requires is nowhere', () => {
    const { phone: _, ...bare } = party;
    expect(updateOf(bare, new Map([['city', 'Dallas']]))).toEqual({
      cannot: 'Sterling requires phone of every change, and the trading partner has none',
    });
    expect(updateOf(bare, new Map([['phone', '2']]))).toMatchObject({ update: { phone: '2' } });
  });
});

test('no change is made of a partner that Sterling does not show whole, or shows in a way that cannot be given back', () => {
  const party = {
    partnerName: 'A',
    community: 'EDI',
    authenticationType: 'External',
    givenName: 'Ann',
    surname: 'Doe',
    emailAddress: 'a',
    phone: '1',
  };
  const change = new Map([['city', 'Dallas']] as const);
  expect(updateOf({ ...party, settings: { customProtocolExtensions: 'a' } }, change)).toMatchObject({
    cannot: expect.stringContaining('customProtocolName') as string,
  });
  const whole = { customProtocolName: 'P', customProtocolExtensions: 'a' };
  expect(updateOf({ ...party, settings: whole }, change)).toMatchObject({ update: { settings: whole } });
  expect(updateOf({ ...party, authenticationType: 'local', settings: {} }, change)).toMatchObject({
    cannot: expect.stringContaining('local') as string,
  });
});

test('a contact is two names of one person, or none: nothing is made up of suffixes and job titles', () => {
  expect(personName('Doe, Ann')).toEqual({ givenName: 'Ann', surname: 'Doe' });
  expect(personName('van Dyke, Bo')).toEqual({ givenName: 'Bo', surname: 'van Dyke' });
  expect(personName('O’Neil, Mary-Ann J.')).toEqual({ givenName: 'Mary-Ann J.', surname: 'O’Neil' });
  expect(personName('José María Núñez')).toEqual({ givenName: 'José María', surname: 'Núñez' });
  const guesses = [
    'Smith, Jr.',
    'John Smith, Jr',
    'John Smith III',
    'John Smith, Purchasing',
    'Smith, Purchasing',
    'Purchasing Dept',
    'Mr J Smith (Purchasing)',
    'J. Smith / A. Doe',
    'Smith & Sons, Inc.',
    'Doe,',
    'Doe, Ann, Buyer',
    'edi@acme.example',
    'Ann',
    '',
  ];
  expect(guesses.filter((guess) => personName(guess) !== undefined)).toEqual([]);
});

test('a country is told with the code that the server shows for it, if it shows one', () => {
  expect(countryAsShown('SP', [undefined, 'US', 'ES'])).toBe('ES');
  expect(countryAsShown('SP', ['US', 'Spain'])).toBe('SP');
});

test('time zone codes are those of the list: a sign and two to four digits, or 0', () => {
  expect(sterlingTimeZones.filter((code) => !/^(0|[+-]\d{2,4})$/.test(code))).toEqual([]);
});

describe('what becomes of a partner', () => {
  const who = { code: 'ACME', masterData: { sync: true, company: 'A', role: 'supplier', code: '1' } } as const;
  const party = { partnerName: 'Acme Inc', code: 'ACME', settings: {}, emailAddress: 'a' };
  const input = {
    who,
    rules: masterRules({ owners: {}, toSyspro: [] }),
    creation: settings,
    agreement: {
      party: 'A/supplier/1',
      tradingPartner: 'Acme Inc',
      fields: { emailAddress: { syspro: 'a', sterling: 'a' } },
    },
    syspro: { found: true, record: { ...whole, emailAddress: 'b' } },
    sterling: { found: true, record: recordOfSterling(party), tradingPartner: 'Acme Inc' },
  } satisfies CompareInput;
  const email = (more: Partial<CompareInput>) => {
    const comparison = compareMasters({ ...input, ...more });
    return comparison.state === 'both'
      ? comparison.verdicts.find(({ field }) => field === 'emailAddress')?.does
      : comparison.state;
  };

  test('what was agreed counts for the two parties it was agreed of', () => {
    expect(email({})).toBe('write');
    expect(email({ agreement: { ...input.agreement, party: 'A/supplier/2' } })).toBe('ask');
    expect(email({ agreement: { ...input.agreement, tradingPartner: 'Acme' } })).toBe('ask');
  });

  test('one that is missing is proposed, or said to be gone', () => {
    expect(email({ sterling: { found: false }, agreement: undefined })).toBe('create');
    expect(email({ sterling: { found: false } })).toBe('deleted');
    expect(email({ syspro: { found: false } })).toBe('deleted');
    expect(email({ syspro: { found: false }, agreement: undefined })).toBe('deleted');
    expect(email({ shared: 'Acme Inc' })).toBe('shared');
  });

  test('trading partners are found by name where the profile says one, else by code', () => {
    const named = { ...who, code: 'OTHER', masterData: { ...who.masterData, tradingPartner: 'Beta' } };
    const beta = { partnerName: 'Beta', code: 'B', settings: {} };
    const { matched, unmapped, shared } = matchPartners(
      [who, named],
      [party, beta, { ...beta, partnerName: 'Gamma', code: 'G' }],
    );
    expect([...matched]).toEqual([
      ['ACME', party],
      ['OTHER', beta],
    ]);
    expect([unmapped, [...shared]]).toEqual([['Gamma'], []]);
    const twice = { ...named, masterData: { ...named.masterData, tradingPartner: 'Acme Inc' } };
    expect([...matchPartners([who, twice], [party]).shared.keys()]).toEqual(['ACME', 'OTHER']);
  });
});

test('an outage that looks like deletion is not believed; a few deletions are', () => {
  expect(doubtfulSide({ known: 3, found: 0 })).toBe('MASTER-SIDE-EMPTY');
  expect(doubtfulSide({ known: 1, found: 0 })).toBeUndefined();
  expect(doubtfulSide({ known: 2, found: 0 })).toBeUndefined();
  expect(doubtfulSide({ known: 60, found: 30 })).toBe('MASTER-SIDE-SHRUNK');
  expect(doubtfulSide({ known: 0, found: 0 })).toBeUndefined();
  expect(doubtfulSide({ known: 60, found: 58 })).toBeUndefined();
  expect(doubtfulSide({ known: 4, found: 2 })).toBeUndefined();
});
