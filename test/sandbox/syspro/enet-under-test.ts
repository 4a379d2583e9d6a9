import { Client } from 'pg';
import { insertRows, type Row } from '../../../sandbox/syspro/database.ts';
import { child, children, ownText, parseXml, type XmlElement } from '../../../sandbox/syspro/enet/xml.ts';
import type { Table } from '../../../sandbox/syspro/tables/column.ts';
import type { SysproUnderTest } from './syspro-under-test.ts';

/** A reply of e.net, as text and parsed. */
export interface EnetReply {
  readonly text: string;
  readonly root: string;
  readonly content: XmlElement;
}

/** Runs a query business object in a fresh session. COMFCH and COMBRW go by their own paths. */
export async function runQuery(syspro: SysproUnderTest, businessObject: string, xmlIn: string): Promise<EnetReply> {
  const path = { COMFCH: 'Query/Fetch', COMBRW: 'Query/Browse' }[businessObject] ?? 'Query/Query';
  const response = await syspro.enet(path, {
    UserId: await syspro.logon(),
    ...(path === 'Query/Query' && { BusinessObject: businessObject }),
    XmlIn: xmlIn,
  });
  return readReply(new TextDecoder('windows-1252').decode(await response.arrayBuffer()));
}

export function readReply(text: string): EnetReply {
  const document = parseXml(text);
  const root = Object.keys(document ?? {}).find((name) => !name.startsWith('#') && !name.startsWith('?'));
  if (document === undefined || root === undefined) throw new Error(`not an XML document: ${text.slice(0, 200)}`);
  return { text, root, content: child(document, root) };
}

/** The element at the end of a path of names, the first of each; an empty one when there is none. */
export function at(of: XmlElement, ...path: readonly string[]): XmlElement {
  return path.reduce(child, of);
}

/** Name → text of the children that have no children themselves. */
export function fields(of: XmlElement): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name of Object.keys(of)) {
    if (name.startsWith('#') || name.startsWith('@')) continue;
    const [first] = children(of, name);
    if (first !== undefined && Object.keys(first).every((key) => key === '#text')) flat[name] = ownText(first);
  }
  return flat;
}

/** Puts rows into the tables of company A, past every interface. */
export async function putRows(
  syspro: SysproUnderTest,
  tables: readonly (readonly [Table, readonly Row[]])[],
): Promise<void> {
  const client = new Client({ connectionString: syspro.databaseUrl });
  await client.connect();
  try {
    for (const [table, rows] of tables) await insertRows(client, 'A', table, rows);
  } finally {
    await client.end();
  }
}
