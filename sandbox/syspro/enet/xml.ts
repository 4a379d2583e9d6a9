import { XMLParser, XMLValidator } from 'fast-xml-parser';
import iconv from 'iconv-lite';

/** An element of a request document. */
export interface XmlElement {
  readonly [name: string]: XmlValue | undefined;
}
type XmlValue = string | XmlElement | readonly (string | XmlElement)[];

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  // Keys may start with a blank that counts.
  trimValues: false,
  ignoreDeclaration: true,
});

/** Parses a request document. Undefined: it is not well-formed XML. */
export function parseXml(text: string): XmlElement | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || XMLValidator.validate(trimmed) !== true) return undefined;
  const document: XmlElement = parser.parse(trimmed);
  return document;
}

/** All children of that name, in order; one that is only text has its text under `#text`. */
export function children(of: XmlElement, name: string): readonly XmlElement[] {
  const value = of[name];
  if (value === undefined) return [];
  return (isList(value) ? value : [value]).map((item) => (typeof item === 'string' ? { '#text': item } : item));
}

/** The first child of that name; an empty one when there is none. */
export function child(of: XmlElement, name: string): XmlElement {
  return children(of, name)[0] ?? {};
}

/** The text of the element itself. */
export function ownText(of: XmlElement): string {
  return stringOf(of['#text']);
}

/** The text of the child element, empty when there is none. */
export function textOf(of: XmlElement, name: string): string {
  return ownText(child(of, name));
}

/** SYSPRO's filter convention: `FilterType` A all, S single, R range `from,to`, L list. */
export function filterOf(of: XmlElement, name: string): { readonly type: string; readonly values: readonly string[] } {
  const filter = child(of, name);
  return { type: stringOf(filter['@FilterType']), values: stringOf(filter['@FilterValue']).split(',') };
}

function stringOf(value: XmlValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function isList(value: XmlValue): value is readonly (string | XmlElement)[] {
  return Array.isArray(value);
}

/** An element of a reply on its own line; without text, `<Name/>`. */
export function element(name: string, text: string): string {
  return text === '' ? `<${name}/>\n` : `<${name}>${escapeXml(text)}</${name}>\n`;
}

/** An element with children. */
export function group(name: string, content: string): string {
  return `<${name}>\n${content}</${name}>\n`;
}

/**
 * A reply as SYSPRO writes it: Windows-1252, its usual root attributes, and a newline and a blank after the root.
 *
 * @param prefixes those of elements like `SALBRN:Description`, which are declared on the root; what they stand for is inferred
 */
export function reply(root: string, content: string, prefixes: readonly string[] = []): string {
  const declared = prefixes.map((prefix) => ` xmlns:${prefix}='urn:syspro:${prefix}'`).join('');
  const attributes = `Language='05' Language2='EN' CssStyle='' DecFormat='1' DateFormat='01' Role='01' Version='8.0.000' OperatorPrimaryRole='   '`;
  return `<?xml version="1.0" encoding="Windows-1252"?>\n<${root} ${attributes}${declared}>\n${content}</${root}>\n `;
}

export function encodeWindows1252(text: string): Buffer {
  return iconv.encode(text, 'win1252');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
