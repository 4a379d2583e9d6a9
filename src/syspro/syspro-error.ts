import type { TransportError } from '../http/transport-error.ts';

/** What can go wrong with SYSPRO, by stable code. Catalogued in docs/reference/syspro-settings.md. */
export type SysproErrorCode =
  /** No HTTP answer: no address, no connection, a reset or a time-out. */
  | 'SYSPRO-UNREACHABLE'
  /** The server's certificate is not trusted. */
  | 'SYSPRO-TLS-UNTRUSTED'
  /** Nothing of SYSPRO is at the configured address. */
  | 'SYSPRO-ADDRESS'
  /** The operator or one of its passwords was refused. */
  | 'SYSPRO-CREDENTIALS'
  /** No free seat, or the operator is not licensed for the business object. */
  | 'SYSPRO-LICENCE'
  /** The session is gone: evicted, expired, or the call itself failed in a way that looks the same. */
  | 'SYSPRO-SESSION-LOST'
  /** This process gave the operator's session up (lock lost, or shut down). */
  | 'SYSPRO-SESSION-ENDED'
  /** The caller cancelled the call. */
  | 'SYSPRO-CANCELLED'
  | 'SYSPRO-TABLE-UNKNOWN'
  | 'SYSPRO-COLUMN-UNKNOWN'
  /** An answer came that cannot be read: a proxy's page, a cut-off body. */
  | 'SYSPRO-ANSWER-UNREADABLE'
  /** SYSPRO answered that it will not do this. */
  | 'SYSPRO-REFUSED'
  /** SYSPRO, or its web server, failed: HTTP 5xx. */
  | 'SYSPRO-FAILED'
  /** The request does not fit into an address the service accepts. */
  | 'SYSPRO-REQUEST-TOO-LONG';

interface SysproErrorDetails {
  /** Whether the same call may succeed later without anybody changing anything here. */
  readonly retryable: boolean;
  readonly message: string;
  /** What the integration engineer does about it. */
  readonly fix: string;
}

/**
 * Any failure of a call to SYSPRO. Holds facts only: SYSPRO's addresses carry passwords and session ids in their query
 * string, so nothing of an address, and no error of the HTTP library, ever gets in here, not even as a cause.
 */
export class SysproError extends Error {
  override readonly name = 'SysproError';
  readonly code: SysproErrorCode;
  readonly retryable: boolean;
  readonly fix: string;
  constructor(code: SysproErrorCode, details: SysproErrorDetails) {
    super(details.message);
    this.code = code;
    this.retryable = details.retryable;
    this.fix = details.fix;
  }
}

/** Whether an error is a {@link SysproError}, of one of the codes where any are given. */
export function isSysproError(error: unknown, ...codes: readonly SysproErrorCode[]): error is SysproError {
  return error instanceof SysproError && (codes.length === 0 || codes.includes(error.code));
}

const untrusted = /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_CERT_ALTNAME_INVALID)/;

/**
 * A request without an answer, as a {@link SysproError}.
 * @param service what the message calls the other side: `SYSPRO OData`
 * @param setting the prefix of the settings to look at: `syspro.odata`
 */
export function unanswered(error: TransportError, service: string, setting: string): SysproError {
  const { reason } = error;
  if (reason === 'ERR_ABORTED' || reason === 'ABORTED') {
    return new SysproError('SYSPRO-CANCELLED', {
      retryable: true,
      message: `the call to ${service} was cancelled`,
      fix: 'Nothing: whoever cancelled it starts it again.',
    });
  }
  if (untrusted.test(reason)) {
    return new SysproError('SYSPRO-TLS-UNTRUSTED', {
      retryable: true,
      message: `the certificate of ${service} is not trusted (${reason})`,
      fix: `Name the certificate authority that signed it (${setting}.caFile), or use the host name the certificate was made for.`,
    });
  }
  if (/^(EPROTO|ERR_SSL_)/.test(reason)) {
    return new SysproError('SYSPRO-UNREACHABLE', {
      retryable: true,
      message: `${service} does not speak TLS as we do (${reason})`,
      fix: `Check that ${setting}.url says https:// only where the port speaks HTTPS, and that the server offers TLS 1.2 or later.`,
    });
  }
  return new SysproError('SYSPRO-UNREACHABLE', {
    retryable: true,
    message: `${service} gave no answer (${reason})`,
    fix: `Check that the service runs, that ${setting}.url names its host and port, and that no firewall is in between.`,
  });
}

/**
 * What SYSPRO said, fit to be shown: one line of at most 200 characters without addresses, session ids and the given secrets.
 */
export function quoteAnswer(text: string, secrets: readonly string[] = []): string {
  let quoted = text;
  for (const secret of secrets) {
    for (const form of formsOf(secret)) quoted = quoted.replaceAll(form, '…');
  }
  quoted = quoted
    .replace(/[a-z][a-z0-9+.-]*:\/\/\S*/gi, '…')
    .replace(/\b[0-9A-Fa-f]{32,}\b/g, '…')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return quoted.length > 200 ? `${quoted.slice(0, 199)}…` : quoted;
}

/** A secret as an answer might echo it: as it is, as it stood in the address, and decoded in the wrong character set. */
function formsOf(secret: string): string[] {
  const encoded = encodeURIComponent(secret);
  const misread = new TextDecoder('windows-1252').decode(Buffer.from(secret, 'utf8'));
  return [secret, secret.trim(), encoded, encoded.replaceAll('%20', '+'), misread].filter((form) => form.trim() !== '');
}
