import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import got from 'got';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { partnersInSterling } from '../../../sandbox/seed/master-differences.ts';
import { tradingPartners } from '../../../sandbox/seed/trading-partners.ts';
import { serverCertificate } from '../../../sandbox/sterling/certificates.ts';
import { createSandboxHome, credentials, SandboxClient, single, type SandboxHome } from './sandbox-client.ts';

let home: SandboxHome;
beforeEach(async () => {
  home = await createSandboxHome();
});
afterEach(async () => {
  await home.remove();
});

async function withSandbox<T>(work: (client: SandboxClient) => Promise<T>): Promise<T> {
  const sandbox = await home.start();
  const client = await SandboxClient.connect(sandbox);
  try {
    return await work(client);
  } finally {
    client.close();
    await sandbox.close();
  }
}

test('the seed: partners, mailboxes and rules bound to them, once', async () => {
  await withSandbox(async (client) => {
    expect((await client.send('GET', 'tradingpartners/')).json).toHaveLength(partnersInSterling.length);
    for (const { code, mailbox, routingRule } of [tradingPartners[0], tradingPartners.at(-1)].filter(
      (p) => p !== undefined,
    )) {
      for (const path of [mailbox, `/${code}/Test`, `/${code}/Inbound`]) {
        expect(single(await client.send('GET', `mailboxes/?path=${path}`))).toMatchObject({ path });
      }
      expect((await client.send('GET', `routingrules/${routingRule}`)).json).toMatchObject({
        mailboxes: [{ path: mailbox }],
        evaluationMode: { code: 'automatic' },
      });
    }
    await client.send('DELETE', 'routingrules/RR_ALDEFAST_OUT');
  });
  await withSandbox(async (client) => {
    // What was deleted stays deleted.
    expect((await client.send('GET', 'routingrules/RR_ALDEFAST_OUT')).status).toBe(404);
    expect((await client.send('GET', 'routingrules/')).json).toHaveLength(2 * tradingPartners.length - 1);
  });
});

test('a restart finds its data, its witness and its certificate again, and gives new ids', async () => {
  const first = await withSandbox((client) => client.post('durable.x12', { extractableCount: 1 }));
  const certificate = await readFile(join(home.tlsDir, 'server.pem'), 'utf8');
  await withSandbox(async (client) => {
    expect((await client.send('GET', `mailboxmessages/${first.messageId}`)).json).toMatchObject({
      extractableCount: 1,
    });
    expect(await client.acceptedNames()).toEqual(['durable.x12']);
    const second = await client.post('durable-2.x12');
    expect(second.documentId).not.toBe(first.documentId);
    expect(Number(second.messageId)).toBeGreaterThan(Number(first.messageId));
  });
  expect(await readFile(join(home.tlsDir, 'server.pem'), 'utf8')).toBe(certificate);
});

describe('a server certificate', () => {
  const names = ['localhost', '127.0.0.1'];
  const longAgo = Date.now() - 400 * 86_400_000;
  const spoil = {
    'that has expired': { made: longAgo, file: undefined, text: '' },
    'that is half written': { made: Date.now(), file: 'server.pem', text: '-----BEGIN CERTIFICATE-----' },
    'whose key is not there': { made: Date.now(), file: 'server.key', text: '' },
  };

  test.each(Object.entries(spoil))('%s is replaced, the authority kept', async (_, { made, file, text }) => {
    const before = await serverCertificate(home.tlsDir, names, made);
    const ca = await readFile(before.caFile, 'utf8');
    if (file !== undefined) await writeFile(join(home.tlsDir, file), text);
    const { cert, caFile } = await serverCertificate(home.tlsDir, names);
    expect(cert).not.toBe(before.cert);
    expect(await readFile(caFile, 'utf8')).toBe(ca);
    expect(new X509Certificate(cert).verify(new X509Certificate(ca).publicKey)).toBe(true);
    expect((await serverCertificate(home.tlsDir, names)).cert).toBe(cert);
  });

  test('is made anew for another name', async () => {
    const { cert } = await serverCertificate(home.tlsDir, names);
    const wider = await serverCertificate(home.tlsDir, [...names, 'sterling']);
    expect(new X509Certificate(cert).checkHost('sterling')).toBeUndefined();
    expect(new X509Certificate(wider.cert).checkHost('sterling')).toBe('sterling');
  });
});

test('keys are their owner’s alone', async () => {
  await withSandbox((client) => client.acceptedNames());
  for (const key of ['ca.key', 'server.key']) expect((await stat(join(home.tlsDir, key))).mode & 0o077).toBe(0);
});

test('its certificate is refused without its authority, and holds for localhost with it', async () => {
  const sandbox = await home.start();
  const url = `${sandbox.url}mailboxes/`;
  await expect(got(url, { retry: { limit: 0 } })).rejects.toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  const certificateAuthority = await readFile(sandbox.caFile, 'utf8');
  const localhost = url.replace('127.0.0.1', 'localhost');
  const answer = await got(localhost, {
    ...credentials,
    headers: { accept: 'application/json' },
    https: { certificateAuthority },
    dnsLookupIpVersion: 4,
    responseType: 'json',
  });
  // Addresses in answers are under the name the client used.
  expect(answer.body).toContainEqual(expect.objectContaining({ href: expect.stringContaining('https://localhost:') }));
  await sandbox.close();
});

const readyShape = z.strictObject({ ready: z.literal(true), url: z.string(), ca: z.string(), control: z.string() });

test('the process says one line when it is ready, and closes on SIGTERM', async () => {
  const passwordFile = join(home.tlsDir, 'password');
  await writeFile(passwordFile, `${credentials.password}\n`);
  const main = fileURLToPath(new URL('../../../sandbox/sterling/main.ts', import.meta.url));
  const args = ['--port', '0', '--database', home.databaseUrl, '--tls', home.tlsDir, '--password-file', passwordFile];
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const lines = createInterface(child.stdout);
    const ready = readyShape.parse(JSON.parse(String((await once(lines, 'line'))[0])));
    expect(ready).toEqual({
      ready: true,
      url: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+\/B2BAPIs\/svc\/$/),
      ca: join(home.tlsDir, 'ca.pem'),
      control: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+\/sandbox$/),
    });
    const sandbox = { url: ready.url, caFile: ready.ca, controlUrl: ready.control };
    const client = await SandboxClient.connect(sandbox);
    await client.post('by-process.x12');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    client.close();
  } finally {
    child.kill('SIGKILL');
  }
});
