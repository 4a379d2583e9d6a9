import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { stackSecrets } from '../../local/secrets.ts';
import { stackConfiguration } from '../../local/stack-config.ts';
import { loadConfig } from '../../src/config.ts';
import { configSchema } from '../../src/config/schema.ts';
import { testFolder } from '../support/folder.ts';

const memory = {
  firstStart: '2026-11-23T08:00:00.000Z',
  ports: { postgres: 5432, temporal: 7233, temporalUi: 8233, syspro: 31002, sterling: 5443 },
};
const sandboxes = {
  enetUrl: 'http://127.0.0.1:31002/SYSPROWCFService/Rest',
  odataUrl: 'http://127.0.0.1:31002/SYSPRO8Odata/SYSPROOData',
  sterlingUrl: 'https://localhost:5443/B2BAPIs/svc/',
  sterlingCaFile: './tls/ca.pem',
  sysproControlUrl: 'http://127.0.0.1:31002/sandbox',
  sterlingControlUrl: 'https://localhost:5443/sandbox',
};

test('the generated configuration is one the product accepts, secrets included', () => {
  const folder = testFolder();
  const secrets = stackSecrets(join(folder, 'secrets'));
  const file = join(folder, 'syspro-sterling.yaml');
  writeFileSync(file, stackConfiguration(memory, sandboxes));
  const config = loadConfig(file, {});
  const [company] = config.companies;
  expect(company).toMatchObject({ usage: 'production', goLive: new Date('2026-10-24T08:00:00.000Z') });
  expect(company?.streams['purchase-orders']).toMatchObject({ every: 300_000, settle: 1_000, stopAbove: 1_000 });
  expect(config.secret(config.sterling.password)).toBe(secrets.sterling.value);
  expect(readFileSync(file, 'utf8')).not.toContain(secrets.sterling.value);
});

test('secrets are made once, are all different, and only their owner can read them', () => {
  const folder = join(testFolder(), 'secrets');
  const first = stackSecrets(folder);
  expect(stackSecrets(folder)).toEqual(first);
  expect(new Set(Object.values(first).map(({ value }) => value)).size).toBe(Object.keys(first).length);
});

test('the configuration of the containers’ sandboxes is one the product accepts', () => {
  const file = new URL('../../docker/sandbox/syspro-sterling.yaml', import.meta.url);
  expect(configSchema.safeParse(parse(readFileSync(file, 'utf8'))).error?.issues).toBeUndefined();
});
