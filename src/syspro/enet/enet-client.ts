import type { HttpClient } from '../../http/http-client.ts';
import { TransportError } from '../../http/transport-error.ts';
import { SysproError, unanswered } from '../syspro-error.ts';
import { businessObjectReply, callFailed, decodeAnswer, isErrorText, logonRefused } from './enet-answer.ts';
import { SessionToken } from './session-token.ts';
import { findElement, parseXml, textOf, type XmlElement } from '../xml-element.ts';

export interface EnetCredentials {
  readonly operator: string;
  readonly password: string;
  readonly companyId: string;
  /** Blank where the company has none. */
  readonly companyPassword: string;
}

/** Who is logged on to what, as GetLogonProfile tells it. */
export interface LogonProfile {
  readonly operator?: string;
  readonly companyName?: string;
  /** SYSPRO's code of the local currency, which may be a symbol. */
  readonly localCurrency?: string;
  readonly sysproVersion?: string;
  readonly enetVersion?: string;
}

/** The e.net service, one method per endpoint. Each throws {@link SysproError}. */
export interface EnetClient {
  /** Opens a session, and so ends any other session of the operator. */
  logon(credentials: EnetCredentials, signal?: AbortSignal): Promise<SessionToken>;
  logoff(session: SessionToken, signal?: AbortSignal): Promise<void>;
  /** The version of the service, such as `7.0.0.6`. Needs no session and touches none. */
  getVersion(signal?: AbortSignal): Promise<string>;
  getLogonProfile(session: SessionToken, signal?: AbortSignal): Promise<LogonProfile>;
  /** Runs a query object (its name's fourth letter is Q) and returns the root of its reply. */
  query(session: SessionToken, businessObject: string, xmlIn: string, signal?: AbortSignal): Promise<XmlElement>;
  /**
   * Runs a set-up object (its name's fourth letter is S) and returns the root of its reply, which may well be one that refuses every item:
   * {@link readSetupReply} tells. After a call without an answer nobody knows whether it was done; an `Update` sets the same values
   * when it is repeated, an `Add` does not.
   */
  setup(session: SessionToken, operation: SetupOperation, call: SetupCall, signal?: AbortSignal): Promise<XmlElement>;
}

/** What a set-up object does with its items. */
export type SetupOperation = 'Add' | 'Update';

/** A call of a set-up object: what it does it to, and how. */
export interface SetupCall {
  readonly businessObject: string;
  /** `ValidateOnly` and the like. */
  readonly parametersXml: string;
  /** The items. */
  readonly xmlIn: string;
}

export interface EnetClientOptions {
  readonly http: HttpClient;
  /** The REST base: `http://syspro:31002/SYSPROWCFService/Rest`. */
  readonly baseUrl: string;
}

// http.sys refuses a request line above 16 KB by default (inferred: the recorded server is Microsoft-HTTPAPI/2.0).
const longestAddress = 16_000;

/** The e.net service over REST: everything is a GET whose parameters, passwords included, stand in the query string. */
export function createEnetClient({ http, baseUrl }: EnetClientOptions): EnetClient {
  const base = baseUrl.replace(/\/+$/, '');

  async function get(
    path: string,
    parameters: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<string> {
    const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    const url = new URL(query.length === 0 ? `${base}/${path}` : `${base}/${path}?${query.join('&')}`);
    if (url.href.length > longestAddress) {
      throw new SysproError('SYSPRO-REQUEST-TOO-LONG', {
        retryable: false,
        message: `the request for ${path} does not fit into an address of ${longestAddress} characters`,
        fix: 'Ask for less at once.',
      });
    }
    const response = await http.request({ url, signal }).catch((error: unknown) => {
      throw error instanceof TransportError ? unanswered(error, 'SYSPRO e.net', 'syspro.enet') : error;
    });
    if (response.status !== 200) throw badStatus(response.status, path);
    const contentType = response.headers['content-type'];
    return decodeAnswer(response.body, typeof contentType === 'string' ? contentType : '');
  }

  return {
    async logon({ operator, password, companyId, companyPassword }, signal) {
      const text = await get(
        'Logon',
        { Operator: operator, OperatorPassword: password, CompanyId: companyId, CompanyPassword: companyPassword },
        signal,
      );
      if (isErrorText(text)) throw logonRefused(text, [password, companyPassword]);
      if (!/^\s*[0-9A-Za-z-]{16,64}\s*$/.test(text)) {
        const message = findMessage(text);
        if (message !== undefined) throw logonRefused(message, [password, companyPassword]);
        throw new SysproError('SYSPRO-ANSWER-UNREADABLE', {
          retryable: true,
          message: `the answer of SYSPRO e.net to the logon is no session id (${text.length} characters)`,
          fix: 'Check that syspro.enet.url is the REST address of the e.net service, not its SOAP address or a web page.',
        });
      }
      // Kept with its trailing blanks: the recorded client echoes them, and no version is known to mind.
      return new SessionToken(text);
    },
    async logoff(session, signal) {
      const text = await get('Logoff', { UserId: session.verbatim }, signal);
      if (isErrorText(text)) throw callFailed(text, [session.verbatim]);
    },
    async getVersion(signal) {
      const version = (await get('GetVersion', {}, signal)).trim();
      if (/^[\w.]{1,40}$/.test(version)) return version;
      throw new SysproError('SYSPRO-ANSWER-UNREADABLE', {
        retryable: true,
        message: 'the answer to GetVersion is no version number',
        fix: 'Check that syspro.enet.url is the REST address of the e.net service.',
      });
    },
    async getLogonProfile(session, signal) {
      const text = await get('GetLogonProfile', { UserId: session.verbatim }, signal);
      const root = businessObjectReply(text, 'GetLogonProfile', [session.verbatim]);
      const profile = findElement(root, 'OperatorCode') && parentOf(root, 'OperatorCode');
      return {
        operator: textOf(profile, 'OperatorCode'),
        companyName: textOf(profile, 'CompanyName'),
        localCurrency: textOf(profile, 'LocalCurrencyCode'),
        sysproVersion: textOf(profile, 'SysproVersion'),
        enetVersion: textOf(profile, 'EnetVersion'),
      };
    },
    async query(session, businessObject, xmlIn, signal) {
      const parameters = { UserId: session.verbatim, BusinessObject: businessObject, XmlIn: xmlIn };
      return businessObjectReply(await get('Query/Query', parameters, signal), businessObject, [session.verbatim]);
    },
    async setup(session, operation, { businessObject, parametersXml, xmlIn }, signal) {
      const text = await get(
        `Setup/${operation}`,
        {
          UserId: session.verbatim,
          BusinessObject: businessObject,
          XmlParameters: parametersXml,
          XmlIn: xmlIn,
        },
        signal,
      );
      return businessObjectReply(text, businessObject, [session.verbatim]);
    },
  };
}

/** The element that has a child of the name: the depth of the profile's elements is not published. */
function parentOf(element: XmlElement, name: string): XmlElement | undefined {
  if (textOf(element, name) !== undefined) return element;
  for (const child of element.children) {
    const found = parentOf(child, name);
    if (found) return found;
  }
  return undefined;
}

function findMessage(text: string): string | undefined {
  const root = parseXml(text);
  return root && findElement(root, 'Message')?.text;
}

function badStatus(status: number, path: string): SysproError {
  const message = `SYSPRO e.net answered ${path} with HTTP ${status}`;
  if (status >= 500) {
    return new SysproError('SYSPRO-FAILED', {
      retryable: true,
      message,
      fix: 'Read the event log of the e.net service.',
    });
  }
  if (status === 404 || status === 405 || (status >= 300 && status < 400)) {
    return new SysproError('SYSPRO-ADDRESS', {
      retryable: false,
      message,
      fix: 'Check that syspro.enet.url is the REST base of the e.net service, ending in /SYSPROWCFService/Rest.',
    });
  }
  return new SysproError('SYSPRO-REFUSED', {
    retryable: status === 429,
    message,
    fix: 'Check what stands between us and the e.net service: it answers 200 by itself, also to a refusal.',
  });
}
