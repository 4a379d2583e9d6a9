import { createPrivateKey, X509Certificate as ParsedCertificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { createAuthority, createSelfSigned, createServerCertificate, type Pair } from './issue-certificates.ts';

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

const day = 86_400_000;
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
