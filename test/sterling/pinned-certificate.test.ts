import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttpClient } from '../../src/http/http-client.ts';
import { createSterlingClient } from '../../src/sterling/sterling-client.ts';
import { createAuthority, createCertificate, createKeys, type Certificate } from './certificates.ts';
import { account, connect, startServer, type TestServer } from './https-server.ts';

const timeouts = { connectTimeout: 2000, requestTimeout: 5000 };
const serve = (certificate: Certificate, port?: number): Promise<TestServer> =>
  startServer(certificate, () => ({ body: [] }), port);

/** Asks with a certificate pinned: whether it was answered, else the error's facts. */
async function askPinned(server: TestServer, pinnedCertificate: string): Promise<unknown> {
  const http = createHttpClient({ system: 'Sterling', basic: account, pinnedCertificate, ...timeouts });
  const repeats = { pause: () => Promise.resolve(), now: () => 0 };
  try {
    const client = createSterlingClient({ http, baseUrl: server.baseUrl, repeats });
    await client.checkAccess();
    return 'answered';
  } catch (error) {
    return error;
  } finally {
    http.close();
  }
}

const refused = (reason: RegExp): unknown =>
  expect.objectContaining({
    code: 'STERLING-TLS',
    outcome: 'not-received',
    message: expect.stringMatching(reason),
    fix: expect.stringContaining('sterling.pinnedCertificateFile'),
  });

describe('the pinned certificate is answered', () => {
  test('when it signed itself', async () => {
    const certificate = await createCertificate('127.0.0.1', { by: 'self' });
    await using server = await serve(certificate);
    expect(await askPinned(server, certificate.cert)).toBe('answered');
  });

  test('when an authority nobody named signed it', async () => {
    const certificate = await createCertificate();
    await using server = await serve(certificate);
    expect(await askPinned(server, certificate.cert)).toBe('answered');
  });

  test('whatever host it is made out to', async () => {
    const certificate = await createCertificate('b2b.example.com');
    await using server = await serve(certificate);
    expect(await askPinned(server, certificate.cert)).toBe('answered');
  });

  test('also with its authority sent along', async () => {
    const certificate = await createCertificate();
    await using server = await serve({ ...certificate, cert: `${certificate.cert}\n${certificate.authority}` });
    expect(await askPinned(server, certificate.cert)).toBe('answered');
  });
});

describe('another is refused, before anything is sent', () => {
  test('of the same authority, for the right host', async () => {
    const by = await createAuthority();
    const mine = await createCertificate('127.0.0.1', { by });
    await using server = await serve(await createCertificate('127.0.0.1', { by }));
    expect(await askPinned(server, mine.cert)).toEqual(refused(/UNABLE_TO_|SELF_SIGNED_/));
    expect(server.received).toEqual([]);
  });

  const known = getCACertificates('default');
  afterEach(() => setDefaultCACertificates(known));

  test('of an authority everybody trusts', async () => {
    const by = await createAuthority();
    setDefaultCACertificates([...known, by.pem]);
    const mine = await createCertificate('127.0.0.1', { by });
    await using server = await serve(await createCertificate('127.0.0.1', { by }));
    // Without a pin it is trusted, or the refusal would prove nothing.
    using trusting = connect(server.baseUrl);
    await trusting.client.checkAccess();
    expect(server.received).toHaveLength(1);
    expect(await askPinned(server, mine.cert)).toEqual(refused(/UNABLE_TO_|SELF_SIGNED_/));
    expect(server.received).toHaveLength(1);
  });

  test('signed by the one that is pinned', async () => {
    const by = await createAuthority();
    await using server = await serve(await createCertificate('127.0.0.1', { by }));
    expect(await askPinned(server, by.pem)).toEqual(refused(/CERT_NOT_PINNED/));
    expect(server.received).toEqual([]);
  });

  test('with the pinned one in its chain', async () => {
    const by = await createAuthority();
    const mine = await createCertificate('127.0.0.1', { by });
    const other = await createCertificate('127.0.0.1', { by });
    await using server = await serve({ ...other, cert: `${other.cert}\n${mine.cert}` });
    expect(await askPinned(server, mine.cert)).toEqual(refused(/UNABLE_TO_|CERT_/));
    expect(server.received).toEqual([]);
  });

  test('of the same key, such as a renewed one', async () => {
    const [by, keys] = [await createAuthority(), await createKeys()];
    const mine = await createCertificate('127.0.0.1', { by, keys });
    await using server = await serve(await createCertificate('127.0.0.1', { by, keys }));
    expect(await askPinned(server, mine.cert)).toEqual(refused(/UNABLE_TO_|SELF_SIGNED_/));
    expect(server.received).toEqual([]);
  });

  test('that signed itself with the same key and name', async () => {
    const keys = await createKeys();
    const mine = await createCertificate('127.0.0.1', { by: 'self', keys });
    await using server = await serve(await createCertificate('127.0.0.1', { by: 'self', keys }));
    // By its signature and names it looks like one the pinned one made; only that it is another tells.
    expect(await askPinned(server, mine.cert)).toEqual(refused(/CERT_NOT_PINNED|SELF_SIGNED|UNABLE_TO_/));
    expect(server.received).toEqual([]);
  });

  test('and the pinned one itself once it has expired', async () => {
    const certificate = await createCertificate('127.0.0.1', { by: 'self', expired: true });
    await using server = await serve(certificate);
    expect(await askPinned(server, certificate.cert)).toEqual(refused(/CERT_HAS_EXPIRED/));
    expect(server.received).toEqual([]);
  });

  test('also where the connection before it was to the pinned one', async () => {
    const by = await createAuthority();
    const mine = await createCertificate('127.0.0.1', { by: 'self' });
    const http = createHttpClient({ system: 'Sterling', basic: account, pinnedCertificate: mine.cert, ...timeouts });
    const first = await serve(mine);
    const url = new URL(first.baseUrl);
    expect((await http.request({ url })).status).toBe(200);
    await first[Symbol.asyncDispose]();
    await using second = await serve(await createCertificate('127.0.0.1', { by }), Number(url.port));
    await expect(http.request({ url })).rejects.toMatchObject({ outcome: 'not-sent' });
    expect(second.received).toEqual([]);
    http.close();
  });
});

test.each([
  ['nothing', () => '', /holds 0 certificates/],
  ['a key', (one: Certificate) => one.key, /holds 0 certificates/],
  ['two certificates', (one: Certificate) => `${one.cert}\n${one.authority}`, /holds 2 certificates/],
  ['a damaged one', (one: Certificate) => one.cert.replace(/[A-Za-z0-9+/]{40}/, 'A'.repeat(40)), /can be read/],
])('%s cannot be pinned', async (_, file, message) => {
  const pinnedCertificate = file(await createCertificate());
  expect(() => createHttpClient({ system: 'Sterling', pinnedCertificate, ...timeouts })).toThrow(message);
});

test('an authority and a pinned certificate exclude each other', async () => {
  const { cert, authority } = await createCertificate();
  const both = { certificateAuthority: authority, pinnedCertificate: cert };
  expect(() => createHttpClient({ system: 'Sterling', ...both, ...timeouts })).toThrow(RangeError);
});
