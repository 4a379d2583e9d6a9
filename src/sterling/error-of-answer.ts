import type { TransportError } from '../http/transport-error.ts';
import { fieldsOf } from './wire-values.ts';
import { SterlingError, type SterlingErrorDetails } from './sterling-error.ts';

/** The parts of a request that may stand in a message: no query, no body, no address. */
export interface RequestLabel {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base address: `mailboxmessages/`. */
  readonly path: string;
  /** Whether it can change anything on the server. */
  readonly changes: boolean;
}

const checkAddress =
  'Check sterling.url: it ends in /B2BAPIs/svc/, and its port is that of the API server (HTTPS: base port + 75, or 35003 in the container chart).';
const lookFirst =
  'Whether Sterling acted on it is not known: look for the message by its name before anything is sent again.';

/** Resources whose items are named for people or firms, and whose texts may hold what is known of them. */
const privateResources: ReadonlySet<string> = new Set(['tradingpartners']);

function isPrivate({ path }: RequestLabel): boolean {
  return privateResources.has(path.split('/', 1)[0] ?? '');
}

/** A request in words: `PUT tradingpartners/…`, for the key is the partner's name. */
function requestText(label: RequestLabel): string {
  const { method, path } = label;
  const [resource = '', key = ''] = path.split('/');
  return `${method} ${isPrivate(label) && key !== '' ? `${resource}/…` : path}`;
}

/** The error of a request that got no answer at all. */
export function errorOfTransport(label: RequestLabel, error: TransportError): SterlingError {
  const what = `Sterling ${requestText(label)} got no answer (${error.reason})`;
  const notSent = error.outcome === 'not-sent';
  // A post that may have been sent is first of all that, whatever broke the connection.
  if (!notSent && label.changes) {
    return new SterlingError({ code: 'STERLING-OUTCOME-UNKNOWN', outcome: 'unknown', message: what, fix: lookFirst });
  }
  const outcome = notSent ? 'not-received' : 'unknown';
  if (tlsReasons.test(error.reason)) {
    return new SterlingError({
      code: 'STERLING-TLS',
      outcome,
      message: `${what}: no trusted TLS connection`,
      fix: 'Set sterling.caFile to the authority that signed Sterling’s certificate, and use the host name the certificate is made out to; or set sterling.pinnedCertificateFile to the very certificate Sterling shows, and anew when it is renewed. The port must speak TLS 1.2 or later.',
    });
  }
  if (notSent) {
    return new SterlingError({
      code: 'STERLING-UNREACHABLE',
      outcome,
      message: what,
      fix: `${checkAddress} See that the API server runs and that the network lets this machine reach it.`,
    });
  }
  return new SterlingError({
    code: 'STERLING-NO-ANSWER',
    outcome,
    message: what,
    fix: 'It is a read and is safe to repeat. If it keeps failing, see whether the API server is overloaded, or raise sterling.requestTimeout.',
  });
}

// The names Node gives to failures of certificate checks and of the handshake.
const tlsReasons = /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_|ERR_SSL_|EPROTO)|secureConnect/;

/**
 * The error an answer other than a success (2xx) means.
 * @param redact takes secrets of the request out of a text
 */
export function errorOfAnswer(
  label: RequestLabel,
  status: number,
  text: string,
  redact: (text: string) => string,
): SterlingError {
  const answer = readErrorBody(redact(text), redact);
  const { apiCode } = answer;
  const details = isPrivate(label)
    ? { status, apiCode, message: messageOf(label, status, apiCode), privateText: answer.text }
    : { status, apiCode, message: messageOf(label, status, answer.text) };
  const meaning = meaningOf(label, status, answer.fromApi);
  // The product has no code for it: clients go by the words, in an answer of 400 and not of 409.
  const alreadyExists = meaning.outcome === 'refused' && answer.fromApi && existsWords.test(text);
  return new SterlingError({ ...details, ...meaning, alreadyExists });
}

const existsWords = /already exists|duplicate routing ?rule/i;

/** The error of a success that cannot be read: the request may have taken effect. */
export function unreadable(label: RequestLabel, status: number, reason: string): SterlingError {
  return new SterlingError({
    code: 'STERLING-ANSWER-UNREADABLE',
    outcome: 'unknown',
    status,
    message: messageOf(label, status, reason),
    fix: label.changes ? lookFirst : checkAddress,
  });
}

/** The error of a list that does not end: every page had new rows. */
export function endless(label: RequestLabel, pages: number): SterlingError {
  return new SterlingError({
    code: 'STERLING-ANSWER-UNREADABLE',
    outcome: 'unknown',
    message: `Sterling ${requestText(label)} gave new rows for ${pages} pages: the list does not end`,
    fix: checkAddress,
  });
}

function messageOf(label: RequestLabel, status: number, text?: string): string {
  return `Sterling ${requestText(label)} answered ${status}${text === undefined ? '' : `: ${text}`}`;
}

function meaningOf(
  label: RequestLabel,
  status: number,
  fromApi: boolean,
): Pick<SterlingErrorDetails, 'code' | 'outcome' | 'fix'> {
  if (status === 401) {
    return {
      code: 'STERLING-CREDENTIALS',
      outcome: 'not-received',
      fix: 'Check sterling.username and the secret of sterling.password; the account may also be locked or its password expired.',
    };
  }
  if (status === 403) {
    return {
      code: 'STERLING-FORBIDDEN',
      outcome: 'not-received',
      fix: 'Give the account of sterling.username the permission "API User", and permission on each mailbox it posts to or reads.',
    };
  }
  if (status === 429) {
    // [INF] not an answer of the product, but of a gateway before it.
    return { code: 'STERLING-BUSY', outcome: 'not-received', fix: 'Send fewer requests at once, or raise the limit.' };
  }
  if (status === 404 && !fromApi) {
    // Answered by something other than the API: a wrong address, or a proxy whose API server is restarting. A POST it
    // answers took no effect, and may succeed later.
    return { code: 'STERLING-WRONG-ADDRESS', outcome: 'not-received', fix: checkAddress };
  }
  if (status === 404) {
    return {
      code: 'STERLING-NOT-FOUND',
      outcome: 'refused',
      fix: 'Check that the mailbox, message or document it names exists and is visible to the account of sterling.username.',
    };
  }
  // 408 and 425 may be a gateway that gave up on a request it had already passed on.
  if (status >= 400 && status < 500 && status !== 408 && status !== 425) {
    return { code: 'STERLING-REFUSED', outcome: 'refused', fix: 'Correct what the answer names, then send again.' };
  }
  if (status >= 300 && status < 400) {
    return { code: 'STERLING-WRONG-ADDRESS', outcome: 'unknown', fix: checkAddress };
  }
  return {
    code: 'STERLING-SERVER-ERROR',
    outcome: 'unknown',
    fix: label.changes
      ? lookFirst
      : 'It is a read and is safe to repeat. If it keeps failing, see Sterling’s own logs.',
  };
}

interface ErrorBody {
  /** Whether it is the API's own error object, and not a page of a proxy or of another server. */
  readonly fromApi: boolean;
  readonly text: string;
  readonly apiCode?: string;
}

function readErrorBody(text: string, redact: (text: string) => string): ErrorBody {
  const apiCode = /\bAPI\d{6}\b/.exec(text)?.[0];
  const value = fieldsOf(text);
  // The product's own interface description misspells the field, and some versions send it so.
  const description = value?.['errorDescription'] ?? value?.['errorDiscription'];
  if (value && (description !== undefined || value['errorCode'] !== undefined)) {
    const said = typeof description === 'string' ? redact(description) : 'no description';
    return { fromApi: true, text: shorten(said), apiCode };
  }
  if (text.trim() === '') return { fromApi: false, text: 'no body', apiCode };
  if (/^\s*</.test(text)) {
    const title = /<title[^>]*>([^<]*)</i.exec(text)?.[1]?.trim();
    return {
      fromApi: false,
      text: title ? `a page titled "${shorten(title)}"` : 'a page, not an answer of the API',
      apiCode,
    };
  }
  return { fromApi: false, text: shorten(text), apiCode };
}

function shorten(text: string): string {
  // A server that echoes the request's headers would put the password, base64, into our logs.
  const line = text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/Basic [A-Za-z0-9+/=_-]+/gi, 'Basic [redacted]');
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
