import { XMLParser, XMLValidator } from 'fast-xml-parser';

/**
 * An element of an XML document. In e.net replies, names are matched without regard to letter case and namespace prefix: set-up and
 * transaction replies lower-case some of them, and descriptions come as `SALBRN:Description`.
 */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text directly inside it, trimmed. */
  readonly text: string;
  /** The same as it came: keys may start with a blank that counts. */
  readonly raw: string;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  trimValues: false,
});

/** The root element of a document, or undefined where the text is not well-formed XML. */
export function parseXml(text: string): XmlElement | undefined {
  const trimmed = text.trim();
  // The parser itself is lenient: of a body that was cut off it would silently return the first part.
  if (!trimmed.startsWith('<') || XMLValidator.validate(trimmed) !== true) return undefined;
  const nodes: unknown = parser.parse(trimmed);
  return elementsOf(nodes)[0];
}

/** The first child of a name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element && childrenOf(element, name)[0];
}

/** All children of a name, in document order. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  const wanted = name.toLowerCase();
  return element.children.filter((child) => child.name.toLowerCase() === wanted);
}

/** The text of the first child of a name; undefined where it is absent or empty, which SYSPRO does not tell apart. */
export function textOf(element: XmlElement | undefined, name: string): string | undefined {
  return childOf(element, name)?.text || undefined;
}

/** As {@link textOf}, only without the trailing blanks: for codes and keys, whose leading blanks are part of them. */
export function codeOf(element: XmlElement | undefined, name: string): string | undefined {
  return childOf(element, name)?.raw.trimEnd() || undefined;
}

/** The first element of a name at any depth, the element itself included. */
export function findElement(element: XmlElement, name: string): XmlElement | undefined {
  if (element.name.toLowerCase() === name.toLowerCase()) return element;
  for (const child of element.children) {
    const found = findElement(child, name);
    if (found) return found;
  }
  return undefined;
}

/** The parser's form: a list of `{ name: [children], ':@': { attributes } }` and `{ '#text': text }`. */
function elementsOf(nodes: unknown): XmlElement[] {
  return recordsOf(nodes).flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ':@' && key !== '#text');
    if (name === undefined) return [];
    const content = node[name];
    const raw = textIn(content);
    return [{ name, attributes: attributesOf(node[':@']), children: elementsOf(content), text: raw.trim(), raw }];
  });
}

function textIn(nodes: unknown): string {
  return recordsOf(nodes)
    .map((node) => node['#text'])
    .filter((text) => typeof text === 'string')
    .join('');
}

function attributesOf(value: unknown): Record<string, string> {
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)])) : {};
}

function recordsOf(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
