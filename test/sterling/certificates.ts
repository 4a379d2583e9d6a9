// oxlint-disable-next-line import/no-unassigned-import -- the certificate library needs its effect, and first
import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** What a TLS server shows, and what vouches for it. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** The PEM of the authority to trust; of one that signed itself, its own. */
  readonly authority: string;
}

export interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly pem: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const newKeys = (): Promise<webcrypto.CryptoKeyPair> => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
const daysFromNow = (days: number): Date => new Date(Date.now() + days * 86_400_000);
const serialNumber = (): string => `01${crypto.randomUUID().replaceAll('-', '')}`;

/** An authority nobody knows. */
export async function createAuthority(): Promise<Authority> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    notBefore: daysFromNow(-2),
    notAfter: daysFromNow(2),
    serialNumber: serialNumber(),
    name: 'CN=Test authority',
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  return { certificate, keys, pem: certificate.toString('pem') };
}

export interface CertificateOptions {
  /** Who signs; `self` for nobody else, an authority of its own when left out. */
  readonly by?: Authority | 'self';
  readonly keys?: webcrypto.CryptoKeyPair;
  readonly expired?: boolean;
}

/** A certificate for the host. */
export async function createCertificate(
  host = '127.0.0.1',
  { by, keys: given, expired = false }: CertificateOptions = {},
): Promise<Certificate> {
  const keys = given ?? (await newKeys());
  const signer = by === 'self' ? undefined : (by ?? (await createAuthority()));
  const subject = 'CN=Test server';
  const certificate = await x509.X509CertificateGenerator.create({
    notBefore: daysFromNow(-1),
    notAfter: daysFromNow(expired ? -0.5 : 1),
    serialNumber: serialNumber(),
    subject,
    issuer: signer?.certificate.subject ?? subject,
    publicKey: keys.publicKey,
    signingKey: (signer?.keys ?? keys).privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.SubjectAlternativeNameExtension([{ type: /^[\d.]+$/.test(host) ? 'ip' : 'dns', value: host }]),
    ],
  });
  const key = x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  const cert = certificate.toString('pem');
  return { key, cert, authority: signer?.pem ?? cert };
}

/** Keys for certificates that share them. */
export const createKeys = newKeys;
