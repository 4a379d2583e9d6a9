import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { companyOf, ConfigInvalid, loadConfig, type Config } from '../../src/config.ts';
import { SecretUnreadable } from '../../src/config/secret.ts';

const canary = 'canary-4c1d77';
const env = { STERLING_PASSWORD: 'sterling-secret', SYSPRO_PASSWORD: 'syspro-secret' };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The smallest configuration there is, a line each, so that a test can point at one. */
const smallest = [
  'partners: partners',
  'sterling:',
  '  url: https://b2b.example.com:5075/B2BAPIs/svc/',
  '  username: edi',
  '  password: { env: STERLING_PASSWORD }',
  'companies:',
  '  - code: MAIN',
  '    name: Example Manufacturing Inc',
  '    usage: test',
  "    goLive: '2026-11-01T00:00:00Z'",
  '    syspro:',
  '      enet:',
  '        url: http://syspro.example.com:31002/Rest',
  '        operator: EDI',
  '        password: { env: SYSPRO_PASSWORD }',
  "        companyId: '1'",
  '      odata:',
  '        url: https://syspro.example.com/SYSPROOData',
  "        company: '1'",
  '        username: EDI',
  '        password: { env: SYSPRO_PASSWORD }',
  '    streams:',
  '      purchase-orders: { every: 5m }',
];

/** The smallest configuration with some lines replaced: by one, by several, or by none. */
function changed(changes: Readonly<Record<string, string | string[]>>): string[] {
  for (const line of Object.keys(changes)) expect(smallest.map((text) => text.trim())).toContain(line);
  return smallest.flatMap((line) => {
    const replacement = changes[line.trim()];
    if (replacement === undefined) return [line];
    const indent = line.slice(0, line.length - line.trimStart().length);
    return [replacement].flat().map((text) => indent + text);
  });
}

function load(lines: readonly string[], environment: NodeJS.ProcessEnv = env): Config {
  const file = join(folder, 'config.yaml');
  writeFileSync(file, lines.join('\n'));
  return loadConfig(file, environment);
}

/** What is wrong, as `line field message`. A configuration that loads fails the test. */
function findingsOf(lines: readonly string[], environment?: NodeJS.ProcessEnv): string[] {
  const error = invalid(() => load(lines, environment));
  return error.findings.map((f) => `${f.record.replace(/^.*:/, '')} ${f.field ?? '-'}: ${f.message}`);
}

function invalid(call: () => unknown): ConfigInvalid {
  try {
    call();
  } catch (error) {
    if (error instanceof ConfigInvalid) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

describe('a configuration that is right', () => {
  test('has its defaults, with lengths of time in milliseconds', () => {
    const config = load(smallest);
    expect(config).toMatchObject({
      file: join(folder, 'config.yaml'),
      followFor: 30 * 86_400_000,
      log: { level: 'info', format: 'json' },
      postgres: { host: '127.0.0.1', port: 5432, database: 'syspro_sterling', maxConnections: 20 },
      temporal: { address: '127.0.0.1:7233', namespace: 'default' },
      sterling: { connectTimeout: 15_000, requestTimeout: 120_000, serverTimeout: 180_000 },
    });
    expect(companyOf(config, 'MAIN')).toMatchObject({
      goLive: new Date('2026-11-01T00:00:00Z'),
      timeZone: 'UTC',
      syspro: {
        enet: { requestTimeout: 60_000, idleLogoff: 600_000 },
        odata: { pageSize: 500 },
        localCurrency: 'USD',
        address: { city: 'addr3Loc', state: 'addr4', country: 'addr5' },
      },
      streams: {
        'purchase-orders': {
          every: 300_000,
          releasedStatuses: ['4'],
          settle: 60_000,
          overlap: 3 * 86_400_000,
          stopAbove: 500,
          paused: false,
        },
      },
    });
  });

  test.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['5m', 300_000],
    ['1.5h', 5_400_000],
    ['2h', 7_200_000],
    ['3d', 259_200_000],
    ['1w', 604_800_000],
  ])('reads %s as %i ms', (text, ms) => {
    expect(load(['followFor: ' + text, ...smallest]).followFor).toBe(ms);
  });

  test('reads an instant with its offset', () => {
    const config = load(changed({ "goLive: '2026-11-01T00:00:00Z'": 'goLive: 2026-11-01T00:00:00-05:00' }));
    expect(companyOf(config, 'MAIN').goLive).toEqual(new Date('2026-11-01T05:00:00Z'));
  });

  test('makes paths absolute from its own folder', () => {
    const config = load(smallest);
    expect(config.path('partners')).toBe(join(folder, 'partners'));
    expect(config.path('/etc/ca.pem')).toBe('/etc/ca.pem');
  });

  test('has no company of another code', () => {
    expect(() => companyOf(load(smallest), 'OTHER')).toThrow(RangeError);
  });
});

describe('secrets', () => {
  test('come from the environment', () => {
    const config = load(smallest);
    expect(config.secret(config.sterling.password)).toBe('sterling-secret');
  });

  test.each([
    ['one line break at the end is dropped', `${canary}\n`, canary],
    ['a Windows one too', `${canary}\r\n`, canary],
    ['nothing else is', ` ${canary} \n\n`, ` ${canary} \n`],
  ])('come from a file beside the configuration: %s', (_, content, expected) => {
    writeFileSync(join(folder, 'password'), content);
    const config = load(changed({ 'password: { env: STERLING_PASSWORD }': 'password: { file: password }' }));
    expect(config.secret(config.sterling.password)).toBe(expected);
  });

  test('are not in the configuration itself', () => {
    writeFileSync(join(folder, 'password'), canary);
    const config = load(changed({ 'password: { env: STERLING_PASSWORD }': 'password: { file: password }' }));
    expect(JSON.stringify(config)).not.toContain(canary);
  });

  test('that cannot be read are all named, with their place', () => {
    const lines = changed({ 'password: { env: STERLING_PASSWORD }': 'password: { file: nowhere }' });
    expect(findingsOf(lines, {})).toEqual([
      `5 sterling.password: refers to a secret that cannot be read: the file ${join(folder, 'nowhere')} cannot be read (ENOENT)`,
      '15 companies.0.syspro.enet.password: refers to a secret that cannot be read: the environment variable SYSPRO_PASSWORD is not set',
      '21 companies.0.syspro.odata.password: refers to a secret that cannot be read: the environment variable SYSPRO_PASSWORD is not set',
    ]);
  });

  test('a reference that is read later and fails says so', () => {
    expect(() => load(smallest).secret({ env: 'GONE' })).toThrow(SecretUnreadable);
  });

  // Every way of writing the secret itself where its place belongs.
  test.each([
    ['as the password', { 'password: { env: STERLING_PASSWORD }': `password: ${canary}` }],
    [
      'as a number',
      { 'password: { env: STERLING_PASSWORD }': 'password: 4711', 'username: edi': `username: [${canary}]` },
    ],
    ['under another key', { 'password: { env: STERLING_PASSWORD }': `password: { value: ${canary} }` }],
    [
      'beside the reference',
      { 'password: { env: STERLING_PASSWORD }': `password: { env: STERLING_PASSWORD, value: ${canary} }` },
    ],
    [
      'in the address',
      { 'url: https://b2b.example.com:5075/B2BAPIs/svc/': `url: https://edi:${canary}@b2b.example.com/` },
    ],
    [
      'in an address of SYSPRO',
      { 'url: http://syspro.example.com:31002/Rest': `url: http://edi:${canary}@syspro.example.com/` },
    ],
    [
      'in a wrong address',
      { 'url: https://b2b.example.com:5075/B2BAPIs/svc/': `url: ftp://edi:${canary}@b2b.example.com/` },
    ],
    ['as a list', { 'password: { env: STERLING_PASSWORD }': ['password:', `  - ${canary}`] }],
    ['in broken YAML', { 'password: { env: STERLING_PASSWORD }': `password: "${canary}` }],
    ['in more broken YAML', { 'password: { env: STERLING_PASSWORD }': [`password: ${canary}: ${canary}`] }],
    ['twice', { 'password: { env: STERLING_PASSWORD }': [`password: ${canary}`, `password: ${canary}`] }],
  ])('written into the file %s are refused and never repeated', (_, changes) => {
    const error = invalid(() => load(changed(changes)));
    expect(error.findings.length).toBeGreaterThan(0);
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain(canary);
  });
});

describe('what is wrong', () => {
  test('an authority for Sterling and a pinned certificate at once', () => {
    const password = 'password: { env: STERLING_PASSWORD }';
    expect(
      findingsOf(changed({ [password]: [password, 'caFile: ca.pem', 'pinnedCertificateFile: sterling.pem'] })),
    ).toEqual([
      expect.stringMatching(
        /^\d+ sterling\.pinnedCertificateFile: cannot stand beside caFile: either an authority is trusted, or one certificate$/,
      ),
    ]);
    for (const one of ['caFile: ca.pem', 'pinnedCertificateFile: sterling.pem'])
      expect(() => load(changed({ [password]: [password, one] }))).not.toThrow();
  });

  test('is all said at once, in the order of the file, each with its line', () => {
    const lines = changed({
      'partners: partners': ['partners: partners', 'colour: blue', 'followFor: 30', 'shape: round'],
      'url: https://b2b.example.com:5075/B2BAPIs/svc/': 'url: http://b2b.example.com:5074/B2BAPIs/svc/',
      'username: edi': [],
      'password: { env: STERLING_PASSWORD }': ['password: { env: NOT_SET }', 'requestTimeout: soon'],
      '- code: MAIN': '- code: MAIN STREET',
      'usage: test': 'usage: prod',
      "goLive: '2026-11-01T00:00:00Z'": ['goLive: 2026-11-01', 'timeZone: Mars/Olympus'],
      "companyId: '1'": 'companyId: 1',
      'purchase-orders: { every: 5m }': ["purchase-orders: { every: 5m, cron: '* * * * *' }", 'orders: { every: 5m }'],
    });
    expect(findingsOf(lines)).toEqual([
      '2 colour: is not a setting there',
      '3 followFor: is a length of time such as 30s, 5m, 2h or 3d',
      '4 shape: is not a setting there',
      '6 sterling.url: is an https:// address: documents and passwords never travel in the clear',
      '6 sterling.username: is missing',
      '7 sterling.password: refers to a secret that cannot be read: the environment variable NOT_SET is not set',
      '8 sterling.requestTimeout: is a length of time such as 30s, 5m, 2h or 3d',
      '10 companies.0.code: is 1 to 24 letters, digits, _ or -',
      '12 companies.0.usage: invalid option: expected one of "test"|"production"',
      '13 companies.0.goLive: invalid ISO datetime',
      '14 companies.0.timeZone: is an IANA time zone such as America/Chicago',
      '20 companies.0.syspro.enet.companyId: invalid input: expected string, received number',
      '27 companies.0.streams.purchase-orders: needs exactly one of every and cron',
      '28 companies.0.streams.orders: is not a setting there',
    ]);
  });

  test('is told with what to do, in one message', () => {
    const error = invalid(() => load(changed({ 'usage: test': 'usage: prod', 'username: edi': 'username: 7' })));
    expect(error.findings).toHaveLength(2);
    expect(error.findings.every((f) => f.code === 'CONFIG' && f.severity === 'error' && f.fix !== '')).toBe(true);
    expect(error.message.split('\n')).toHaveLength(2);
    expect(error.message).toContain('config.yaml:9: companies.0.usage');
  });

  test.each(['5', '-5m', '5 m', '5x', 'm', "''", '5m5s', '1e3s'])('a length of time is not %s', (text) => {
    expect(findingsOf([`followFor: ${text}`, ...smallest])).toEqual([
      '1 followFor: is a length of time such as 30s, 5m, 2h or 3d',
    ]);
  });

  test('a stream needs a schedule', () => {
    expect(findingsOf(changed({ 'purchase-orders: { every: 5m }': 'purchase-orders: { paused: true }' }))).toEqual([
      '23 companies.0.streams.purchase-orders: needs exactly one of every and cron',
    ]);
  });

  test.each(['MAIN', 'main'])('two companies of one code: %s', (code) => {
    const second = smallest
      .slice(6)
      .map((line) => line.replace('code: MAIN', `code: ${code}`).replace(/operator: \w+/, 'operator: OTHER'));
    expect(findingsOf([...smallest, ...second])).toEqual([
      '7 companies: has two companies with one code; case does not tell them apart',
    ]);
  });

  test('two companies may share an operator, but then mean the same one', () => {
    const second = smallest.slice(6).map((line) => line.replace('code: MAIN', 'code: WEST'));
    expect(load([...smallest, ...second]).companies).toHaveLength(2);
    const elsewhere = second.map((line) => line.replace('http://syspro.example.com', 'http://other.example.com'));
    const spelt = second.map((line) => line.replace('operator: EDI', 'operator: Edi'));
    for (const other of [elsewhere, spelt])
      expect(findingsOf([...smallest, ...other])).toEqual([
        '7 companies: has two companies with one operator, but another spelling of it, e.net address or password',
      ]);
  });

  test('OData by user name needs both of it and its password; by session neither', () => {
    expect(findingsOf(smallest.filter((line) => line !== '        username: EDI'))).toEqual([
      '18 companies.0.syspro.odata: needs username and password, or authentication: session',
    ]);
    const bySession = load(changed({ 'username: EDI': 'authentication: session' }));
    expect(bySession.companies[0]?.syspro.odata).toMatchObject({
      authentication: 'session',
      sessionHeader: { prefix: 'Bearer ' },
    });
  });

  test('a field is kept in a column or in a custom form', () => {
    const shipments = (carrier: string): string[] => [
      ...smallest,
      `      shipments: { every: 5m, fields: { carrier: ${carrier} } }`,
    ];
    expect(load(shipments('{ form: Scac }')).companies[0]?.streams.shipments?.fields.carrier).toEqual({ form: 'Scac' });
    expect(findingsOf(shipments('Scac'))).toEqual([
      '24 companies.0.streams.shipments.fields.carrier: is { column: NAME } or { form: NAME }',
    ]);
  });

  test('no companies', () => {
    expect(findingsOf([...smallest.slice(0, 5), 'companies: []'])).toHaveLength(1);
  });

  test('an empty file', () => {
    expect(findingsOf([])).toEqual(['1 sterling: is missing', '1 partners: is missing', '1 companies: is missing']);
  });

  test.each([
    ['a list', ['- a', '- b']],
    ['text', ['hello']],
  ])('%s instead of settings', (_, lines) => {
    expect(findingsOf(lines)).toHaveLength(1);
  });

  test('not YAML', () => {
    const [found] = findingsOf(changed({ 'username: edi': 'username: "edi' }));
    expect(found).toMatch(/^\d+ -: is not YAML: /);
  });

  test('the same setting twice', () => {
    const [found] = findingsOf(changed({ 'username: edi': ['username: edi', 'username: edi2'] }));
    expect(found).toMatch(/^5 -: is not YAML: /);
  });

  test('no file', () => {
    const error = invalid(() => loadConfig(join(folder, 'none.yaml'), env));
    expect(error.findings).toMatchObject([{ record: join(folder, 'none.yaml'), message: 'cannot be read (ENOENT)' }]);
    expect(error.findings[0]?.fix).toContain('--config');
  });
});

test('masterData: what cannot be, or contradicts itself, is named', () => {
  const found = (settings: string): string[] => {
    try {
      load([...smallest, `masterData: ${settings}`]);
      return [];
    } catch (error) {
      return (error as ConfigInvalid).findings.map(({ field, message }) => `${field} ${message.split(/[:,]/)[0]}`);
    }
  };
  expect(found('{ toSyspro: [phone], owners: { phone: sterling } }')).toEqual([]);
  expect(found('{ toSyspro: [timeZone] }')).toEqual(['masterData.toSyspro names timeZone']);
  expect(found('{ owners: { timeZone: syspro } }')).toEqual(['masterData.owners.timeZone cannot be syspro']);
  expect(found('{ create: { community: EDI } }')).toEqual(['masterData.create.password is missing']);
  expect(found('{ create: { community: EDI, password: { env: STERLING_PASSWORD } } }')).toEqual([]);
  expect(
    found('{ create: { community: EDI, authentication: External, password: { env: STERLING_PASSWORD } } }'),
  ).toEqual(['masterData.create.password is of no use']);
  expect(found('{ create: { community: EDI, authentication: External, timeZone: America/Chicago } }')).toEqual([
    'masterData.create.timeZone is not one of Sterling’s own time zone codes',
  ]);
});
