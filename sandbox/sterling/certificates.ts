// oxlint-disable-next-line import/no-unassigned-import -- @peculiar/x509 needs this polyfill loaded before it
import 'reflect-metadata';
import { createPrivateKey, webcrypto, X509Certificate as ParsedCertificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

export interface ServerCertificate {
  /** File with the certificate authority's certificate: what a client has to trust. */
  readonly caFile: string;
  /** The server's certificate and key, PEM. */
  readonly cert: string;
  readonly key: string;
}

/**
 * The certificates a server can show.
 * - `usual`: that of `serverCertificate`
 * - `renewed`: by the same authority for the same names, with another key
 * - `self-signed`: for the same names, by nobody a client trusts
 */
export const certificateKinds = ['usual', 'renewed', 'self-signed'] as const;
export type CertificateKind = (typeof certificateKinds)[number];

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = 86_400_000;
const caLifetime = 3650 * day;
// Clients in the field refuse server certificates that live longer than 398 days.
const serverLifetime = 397 * day;
/** What expires sooner than this is renewed at the next start. */
const renewBefore = 7 * day;

/**
 * The stand-in's certificate authority and the server certificate it signed, from `directory`, made or renewed where
 * missing, about to expire, or not made for these names. Files: `ca.pem`, `ca.key`, `server.pem`, `server.key`; the keys
 * are readable for their owner alone.
 *
 * @param names host names and IP addresses clients call the server by
 * @param now milliseconds since 1970
 */
export async function serverCertificate(
  directory: string,
  names: readonly string[],
  now = Date.now(),
): Promise<ServerCertificate> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const caFile = join(directory, 'ca.pem');
  const files = {
    caCert: caFile,
    caKey: join(directory, 'ca.key'),
    cert: join(directory, 'server.pem'),
    key: join(directory, 'server.key'),
  };

  let ca = await readPair(files.caCert, files.caKey);
  if (ca === undefined || expiresSoon(ca.cert, now)) {
    ca = await createAuthority(now);
    await writePair(files.caCert, files.caKey, ca);
  }
  let server = await readPair(files.cert, files.key);
  if (
    server === undefined ||
    expiresSoon(server.cert, now) ||
    !signedBy(server.cert, ca.cert) ||
    !isFor(server.cert, names)
  ) {
    server = await createServerCertificate(ca, names, now);
    await writePair(files.cert, files.key, server);
  }
  return { caFile, cert: server.cert, key: server.key };
}

/**
 * Another certificate than the usual one, made anew each time and kept nowhere.
 * @param directory where the authority is
 */
export async function otherCertificate(
  directory: string,
  names: readonly string[],
  kind: Exclude<CertificateKind, 'usual'>,
): Promise<Pair> {
  const now = Date.now();
  if (kind === 'self-signed') return createSelfSigned(names, now);
  const ca = await readPair(join(directory, 'ca.pem'), join(directory, 'ca.key'));
  if (ca === undefined) throw new Error(`${directory} has no certificate authority`);
  return createServerCertificate(ca, names, now);
}

async function createSelfSigned(names: readonly string[], now: number): Promise<Pair> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const cert = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Sterling sandbox, self-signed',
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(now - day),
    notAfter: new Date(now + serverLifetime),
    extensions: [alternativeNames(names)],
  });
  return { cert: cert.toString('pem'), key: await privateKeyPem(keys.privateKey) };
}

function alternativeNames(names: readonly string[]): SubjectAlternativeNameExtension {
  return new SubjectAlternativeNameExtension(names.map((value) => ({ type: isIP(value) ? 'ip' : 'dns', value })));
}

interface Pair {
  readonly cert: string;
  readonly key: string;
}

async function createAuthority(now: number): Promise<Pair> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const cert = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Sterling sandbox CA',
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(now - day),
    notAfter: new Date(now + caLifetime),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: cert.toString('pem'), key: await privateKeyPem(keys.privateKey) };
}

async function createServerCertificate(ca: Pair, names: readonly string[], now: number): Promise<Pair> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const issuer = new X509Certificate(ca.cert);
  const caKey = PemConverter.decodeFirst(ca.key);
  const cert = await X509CertificateGenerator.create({
    subject: 'CN=Sterling sandbox',
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey: await webcrypto.subtle.importKey('pkcs8', caKey, algorithm, false, ['sign']),
    signingAlgorithm: algorithm,
    notBefore: new Date(now - day),
    notAfter: new Date(Math.min(now + serverLifetime, issuer.notAfter.getTime())),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      alternativeNames(names),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return { cert: cert.toString('pem'), key: await privateKeyPem(keys.privateKey) };
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

function expiresSoon(cert: string, now: number): boolean {
  return new ParsedCertificate(cert).validToDate.getTime() < now + renewBefore;
}

function signedBy(cert: string, ca: string): boolean {
  return new ParsedCertificate(cert).verify(new ParsedCertificate(ca).publicKey);
}

function isFor(cert: string, names: readonly string[]): boolean {
  const parsed = new ParsedCertificate(cert);
  return names.every((name) => (isIP(name) ? parsed.checkIP(name) : parsed.checkHost(name)) !== undefined);
}

// Undefined also for what a start that was killed half-way left behind: half a file, or a key that is not the certificate's.
async function readPair(certFile: string, keyFile: string): Promise<Pair | undefined> {
  const [cert, key] = await Promise.all([readIfThere(certFile), readIfThere(keyFile)]);
  return cert !== undefined && key !== undefined && belongTogether(cert, key) ? { cert, key } : undefined;
}

function belongTogether(cert: string, key: string): boolean {
  try {
    return new ParsedCertificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function writePair(certFile: string, keyFile: string, pair: Pair): Promise<void> {
  await writeFile(keyFile, pair.key, { mode: 0o600 });
  await writeFile(certFile, pair.cert);
}
