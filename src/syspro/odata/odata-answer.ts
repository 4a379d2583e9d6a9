import type { HttpResponse } from '../../http/http-client.ts';
import { quoteAnswer, SysproError } from '../syspro-error.ts';

/**
 * The error of an OData answer that is not 200.
 * @param asked what was asked for, such as a table's name; `$metadata` where it is the service itself
 * @param bySession the request had the operator's session token, which may be what the service refuses
 */
export function badStatus(
  response: HttpResponse,
  asked: string,
  secrets: readonly string[],
  bySession: boolean,
): SysproError {
  const { status } = response;
  const said = serviceMessage(response.body, secrets);
  const message = `SYSPRO OData answered ${asked} with HTTP ${status}${said === '' ? '' : `: ${said}`}`;
  if (status === 401 && bySession) {
    return new SysproError('SYSPRO-SESSION-LOST', {
      retryable: true,
      message: 'SYSPRO OData refused the session',
      fix: 'Keep the operator for this product alone: another logon with it ends the session. Check syspro.odata.sessionHeader.',
    });
  }
  if (status === 401) {
    return new SysproError('SYSPRO-CREDENTIALS', {
      retryable: false,
      message: `SYSPRO OData refused the operator or its OData password`,
      fix: 'Check syspro.odata.username and password: it is the OData password of Operator Maintenance, not the e.net one. A new one may need a restart of the OData service.',
    });
  }
  if (status === 403) {
    return new SysproError('SYSPRO-REFUSED', {
      retryable: false,
      message,
      fix: 'Give the SQL login behind the operator the right to read this table.',
    });
  }
  if (status >= 300 && status < 400) {
    return new SysproError('SYSPRO-ADDRESS', {
      retryable: false,
      message: `SYSPRO OData answered ${asked} with a redirect (HTTP ${status}), which is not followed`,
      fix: 'Set syspro.odata.url to the address it redirects to, usually the same with https://.',
    });
  }
  if (status === 404 && asked === '$metadata') {
    return new SysproError('SYSPRO-ADDRESS', {
      retryable: false,
      message: 'there is no SYSPRO OData service at the configured address and company',
      fix: 'Check syspro.odata.url and syspro.odata.company; together with /$metadata they make the address that was asked.',
    });
  }
  if (status === 404 || status === 414) {
    return new SysproError('SYSPRO-TABLE-UNKNOWN', {
      retryable: false,
      message,
      fix: 'The table is in $metadata but not answered for. IIS also answers 404 when a query string is over its limit: raise maxQueryString there.',
    });
  }
  if (status === 429 || status >= 500) {
    return new SysproError('SYSPRO-FAILED', {
      retryable: true,
      message,
      fix: 'Read the log of the OData service.',
    });
  }
  return new SysproError('SYSPRO-REFUSED', {
    retryable: false,
    message,
    fix: 'The service does not understand the question: compare the columns with $metadata, and report the message.',
  });
}

/** An answer with status 200 that is not what was asked for. */
export function unreadable(asked: string): SysproError {
  return new SysproError('SYSPRO-ANSWER-UNREADABLE', {
    retryable: true,
    message: `the answer of SYSPRO OData to ${asked} cannot be read`,
    fix: 'Check that no proxy or log-on page answers instead, and that syspro.odata.url is the address of the OData service.',
  });
}

/** The message of an OData error body (OData JSON 4.0, 19), or nothing: other bodies are web servers' pages. */
function serviceMessage(body: Buffer, secrets: readonly string[]): string {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    const message = propertyOf(propertyOf(parsed, 'error'), 'message');
    return typeof message === 'string' ? quoteAnswer(message, secrets) : '';
  } catch {
    // Not JSON, so not the service's own words.
    return '';
  }
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
