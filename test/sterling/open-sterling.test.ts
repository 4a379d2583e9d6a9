import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadConfig, type Config } from '../../src/config.ts';
import { openSterling } from '../../src/worker/open-sterling.ts';
import { createCertificate } from './certificates.ts';
import { account, startServer } from './https-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'open-sterling-'));
afterAll(() => rmSync(folder, { recursive: true }));
const certificate = await createCertificate();
const elsewhere = await createCertificate('b2b.example.com');
for (const [name, text] of Object.entries({
  'authority.pem': certificate.authority,
  'pinned.pem': elsewhere.cert,
  'both.pem': elsewhere.cert + elsewhere.authority,
}))
  writeFileSync(join(folder, name), text);

/** The configuration of a file with these lines under `sterling`. */
function configured(url: string, ...lines: string[]): Config {
  const file = join(folder, 'config.yaml');
  const sterling = [`url: ${url}`, `username: ${account.username}`, 'password: { env: SECRET }', ...lines];
  const company = [
    '- code: MAIN',
    '  name: Main',
    '  usage: test',
    "  goLive: '2026-11-01T00:00:00Z'",
    '  syspro:',
    '    enet:',
    '      url: http://syspro.example.com:30661/SYSPROWCFService/Rest',
    '      operator: EDI',
    '      password: { env: SECRET }',
    "      companyId: '1'",
    '    odata: { url: http://syspro.example.com:30000, company: MAIN, username: edi, password: { env: SECRET } }',
    '  streams: {}',
  ];
  writeFileSync(
    file,
    ['sterling:', ...sterling.map((l) => `  ${l}`), 'partners: partners', 'companies:', ...company.map((l) => `  ${l}`)]
      .join('\n')
      .concat('\n'),
  );
  return loadConfig(file, { SECRET: account.password });
}

test.each([
  ['an authority', certificate, 'caFile: authority.pem'],
  ['a pinned certificate, for another host', elsewhere, 'pinnedCertificateFile: pinned.pem'],
])('speaks to Sterling as configured with %s', async (_, shown, line) => {
  await using server = await startServer(shown, () => ({ body: [] }));
  const sterling = openSterling(configured(server.baseUrl, line));
  await sterling.client.checkAccess();
  sterling.close();
  const basic = Buffer.from(`${account.username}:${account.password}`).toString('base64');
  expect(server.received[0]?.headers.authorization).toBe(`Basic ${basic}`);
});

test('a certificate other than the pinned one is not spoken to', async () => {
  await using server = await startServer(certificate, () => ({ body: [] }));
  const sterling = openSterling(configured(server.baseUrl, 'pinnedCertificateFile: pinned.pem'));
  await expect(sterling.client.checkAccess()).rejects.toMatchObject({ code: 'STERLING-TLS', outcome: 'not-received' });
  sterling.close();
  expect(server.received).toEqual([]);
});

describe('says which file cannot be used', () => {
  test.each([
    ['caFile: nowhere.pem', 'sterling.caFile', /cannot be read \(ENOENT\)/],
    ['pinnedCertificateFile: nowhere.pem', 'sterling.pinnedCertificateFile', /cannot be read \(ENOENT\)/],
    ['pinnedCertificateFile: both.pem', 'sterling.pinnedCertificateFile', /holds 2 certificates/],
  ])('%s', (line, field, message) => {
    const config = configured('https://b2b.example.com:5075/B2BAPIs/svc/', line);
    const found = { code: 'CONFIG', field, message: expect.stringMatching(message) as unknown };
    expect(() => openSterling(config)).toThrow(
      expect.objectContaining({ name: 'ConfigInvalid', findings: [expect.objectContaining(found)] }),
    );
  });
});
