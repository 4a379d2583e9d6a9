import { X509Certificate } from 'node:crypto';
import type { AgentOptions } from 'node:https';

/** The server's certificate is another than the one that was pinned. Nothing was sent. */
class NotPinned extends Error {
  override readonly name = 'NotPinned';
  readonly code = 'CERT_NOT_PINNED';
}

/**
 * TLS for a server that shows exactly one certificate. It is the only one trusted, by its own signature or by nobody's, so
 * that a public authority's word counts for nothing; its host name is not looked at, its dates are. That it is the server's
 * own is compared besides: a pinned authority would otherwise vouch for all it has signed.
 * @param pem one certificate
 * @throws RangeError for a text that is not exactly one certificate
 */
export function pinned(pem: string): AgentOptions {
  const { fingerprint256 } = certificateOf(pem);
  return {
    ca: pem,
    // Without, only a certificate that signed itself could be the end of a chain.
    allowPartialTrustChain: true,
    checkServerIdentity(_host, shown) {
      return shown.fingerprint256 === fingerprint256 ? undefined : new NotPinned('another certificate is pinned');
    },
  };
}

function certificateOf(pem: string): X509Certificate {
  const count = pem.match(/-----BEGIN CERTIFICATE-----/g)?.length ?? 0;
  if (count !== 1) throw new RangeError(`the pinned file holds ${count} certificates in PEM and not one`);
  try {
    return new X509Certificate(pem);
  } catch {
    throw new RangeError('the pinned file holds no certificate that can be read');
  }
}
