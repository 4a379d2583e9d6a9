import { quoteAnswer, SysproError } from '../syspro-error.ts';
import { findElement, parseXml, type XmlElement } from '../xml-element.ts';

/**
 * The text of an e.net answer. Recorded answers are raw Windows-1252 octets, whatever the header says; some versions wrap
 * the same text in a JSON string, which is UTF-8.
 */
export function decodeAnswer(body: Uint8Array, contentType = ''): string {
  const utf8 = /json|utf-?8/i.test(contentType) || isUtf8Json(body);
  const text = new TextDecoder(utf8 ? 'utf-8' : 'windows-1252').decode(body);
  if (!text.trimStart().startsWith('"')) return text;
  try {
    const inner: unknown = JSON.parse(text);
    return typeof inner === 'string' ? inner : text;
  } catch {
    // Not a JSON string after all, so the quotation mark belongs to the text.
    return text;
  }
}

function isUtf8Json(body: Uint8Array): boolean {
  if (body[0] !== 0x22) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body);
    return true;
  } catch {
    return false;
  }
}

// The texts of SYSPRO are known only in part and come in its operators' languages, so these are inferred, and what they
// do not recognise is treated as the less harmful of the possibilities.
const aboutLicence = /licen[cs]|seat|concurrent|maximum (number of )?(users|operators)|user limit/i;
const aboutSession = /session|user ?id|logged (off|out)|log(ged)?[ -]?on|not logged|expired/i;
const aboutCredentials = /password|operator|company/i;
const unknownThing = (thing: string): RegExp =>
  new RegExp(
    `\\b(${thing})\\b.*\\b(not found|not exist|invalid|unknown)|\\b(invalid|unknown|no such) (${thing})\\b`,
    'i',
  );
const aboutColumn = unknownThing('column|field');
const aboutTable = unknownThing('table|object name|file');

/** Whether e.net answered with its one-line failure, at HTTP 200. */
export function isErrorText(text: string): boolean {
  return /^\s*ERROR/i.test(text);
}

/** The refusal of a logon, from its `ERROR` line. */
export function logonRefused(text: string, secrets: readonly string[]): SysproError {
  const said = quoteAnswer(text, secrets);
  if (aboutLicence.test(text)) {
    return new SysproError('SYSPRO-LICENCE', {
      retryable: true,
      message: `SYSPRO e.net refused the logon: ${said}`,
      fix: 'Free a seat, or give the operator a licence class with seats of its own.',
    });
  }
  if (aboutCredentials.test(text)) {
    return new SysproError('SYSPRO-CREDENTIALS', {
      retryable: false,
      message: `SYSPRO e.net refused the logon: ${said}`,
      fix: 'Check syspro.enet: operator, password, companyId and companyPassword. Repeated wrong passwords may lock the operator.',
    });
  }
  return new SysproError('SYSPRO-REFUSED', {
    retryable: false,
    message: `SYSPRO e.net refused the logon: ${said}`,
    fix: 'Log on to SYSPRO as this operator by hand: it shows the same obstacle.',
  });
}

/** A call's `ERROR` line: the session is gone, or the request failed; SYSPRO does not say which. */
export function callFailed(text: string, secrets: readonly string[]): SysproError {
  return new SysproError('SYSPRO-SESSION-LOST', {
    retryable: true,
    message: `SYSPRO e.net answered ${quoteAnswer(text, secrets)}`,
    fix: 'Keep the operator for this product alone: another logon with it ends the session.',
  });
}

/**
 * The XML reply of a business object.
 * @throws SysproError for an `ERROR` line, an e.net exception, or anything that is not whole XML
 */
export function businessObjectReply(text: string, businessObject: string, secrets: readonly string[]): XmlElement {
  if (isErrorText(text)) throw callFailed(text, secrets);
  const root = parseXml(text);
  // Data may well contain the word, so an exception is known by the name of its root, or by the lack of any XML.
  if (root ? /exception/i.test(root.name) : /exception/i.test(text))
    throw enetException(text, root, businessObject, secrets);
  if (root) return root;
  throw new SysproError('SYSPRO-ANSWER-UNREADABLE', {
    retryable: true,
    message: `the answer of SYSPRO e.net to ${businessObject} is not whole XML (${text.length} characters)`,
    fix: 'Check that no proxy answers instead of SYSPRO, and read the event log of the e.net service.',
  });
}

function enetException(
  text: string,
  root: XmlElement | undefined,
  businessObject: string,
  secrets: readonly string[],
): SysproError {
  const number = (root && numberOf(root)) ?? /\b\d{5,6}\b/.exec(text)?.[0];
  const message = quoteAnswer((root && findElement(root, 'Message')?.text) || text, secrets);
  if (number === '100000') {
    return new SysproError('SYSPRO-LICENCE', {
      retryable: false,
      message: `SYSPRO e.net does not offer ${businessObject} (exception ${number}: ${message})`,
      fix: `License ${businessObject} for the operator, or ${isSetup(businessObject) ? 'take its fields out of masterData.toSyspro' : 'read this stream by OData'}.`,
    });
  }
  if (businessObject === 'COMFND') {
    // A column's refusal names its table as well, so columns come first.
    const code = aboutColumn.test(message)
      ? 'SYSPRO-COLUMN-UNKNOWN'
      : aboutTable.test(message)
        ? 'SYSPRO-TABLE-UNKNOWN'
        : undefined;
    if (code !== undefined) {
      return new SysproError(code, {
        retryable: false,
        message: `SYSPRO e.net refused COMFND (exception ${number ?? '?'}: ${message})`,
        fix: 'Correct the setting that names it, or read this stream by OData.',
      });
    }
  }
  if (aboutSession.test(message)) return callFailed(`exception ${number ?? '?'}: ${message}`, secrets);
  return new SysproError('SYSPRO-REFUSED', {
    retryable: false,
    message: `SYSPRO e.net refused ${businessObject} (exception ${number ?? '?'}: ${message})`,
    fix: 'Look the number up in SYSPRO’s messages; the operator may lack the right.',
  });
}

/** By its name's fourth letter, as SYSPRO names its business objects (documented). */
function isSetup(businessObject: string): boolean {
  return businessObject[3] === 'S';
}

function numberOf(root: XmlElement): string | undefined {
  for (const name of ['ExceptionNumber', 'ErrorNumber', 'Number', 'Code']) {
    const text = findElement(root, name)?.text;
    if (text) return text;
  }
  return Object.values(root.attributes).find((value) => /^\d{5,6}$/.test(value));
}
