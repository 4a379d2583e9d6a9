import { elementRow } from '../enet/element-row.ts';
import { lineTypeOfElement } from '../line-type.ts';
import type { TableRow } from '../table-reader.ts';
import { childOf, codeOf, findElement, type XmlElement } from '../xml-element.ts';
import { salesOrderOf } from './invoice-rows.ts';
import type { OrderRows, PostedRows } from './read-invoice-rows.ts';

/** The columns sales orders are read for, by what SORQID is asked for instead of their tables. */
export interface SorqidColumns {
  /** Of SorMaster. */
  readonly order: readonly string[];
  /** Of SorDetail. */
  readonly line: readonly string[];
}

/** Columns of SorMaster that SORQID's header has under another name. */
const headerNames: Readonly<Record<string, string>> = {
  CustomerName: 'ShipCustomerName',
  ShipPostalCode: 'ShipPostalcode',
};

/** The documents of a reply, however deep: the name of its root is not published. */
export function sorqidDocuments(reply: XmlElement): XmlElement[] {
  return reply.name.toLowerCase() === 'salesorderinvoicedocument' ? [reply] : reply.children.flatMap(sorqidDocuments);
}

/** Whether a document is of an invoice. It does not say its type: that is what was asked for. */
export function isDocumentOf(document: XmlElement, header: TableRow): boolean {
  const told = childOf(document, 'Header');
  return codeOf(told, 'DocumentNumber') === header['Invoice'] && codeOf(told, 'Customer') === header['Customer'];
}

/**
 * What a document of SORQID says of the sales order it bills, in the shape of SorMaster's and SorDetail's rows. It does not tell
 * stocked from non-stocked goods; ArTrnDetail does. Undefined where the document leaves out an element that is needed (an
 * empty one is not left out) or is not of the one order the invoice is for: which elements it has depends on the release.
 */
export function sorqidRows(document: XmlElement, posted: PostedRows, columns: SorqidColumns): OrderRows | undefined {
  const salesOrder = salesOrderOf(posted);
  const header = findElement(document, 'Header');
  if (salesOrder === undefined || header === undefined || codeOf(header, 'SalesOrder') !== salesOrder) return undefined;
  const order = wholeRow(header, columns.order, headerNames);
  const lines = document.children.map((element) => lineOf(element, columns.line));
  if (order === undefined || lines.includes('incomplete')) return undefined;
  const orderLines = lines.filter((line) => line !== undefined && line !== 'incomplete');
  return { orders: [order], orderLines: eachOnce(orderLines) };
}

function lineOf(element: XmlElement, columns: readonly string[]): TableRow | undefined | 'incomplete' {
  const lineType = lineTypeOfElement(element.name);
  if (lineType === undefined) return undefined;
  const needed = columns.filter((column) => column !== 'LineType' && isOfKind(column, lineType));
  const row = wholeRow(element, needed);
  return row === undefined ? 'incomplete' : { ...row, LineType: lineType };
}

/** M… columns are of goods, N… columns of all others; a comment alone says which line it belongs to. */
function isOfKind(column: string, lineType: string): boolean {
  if (column === 'NCommentFromLin') return lineType === '6';
  if (/^M[A-Z]/.test(column)) return lineType === '1';
  return column === 'NComment' ? lineType !== '1' : true;
}

/** Undefined where an element is left out. */
function wholeRow(
  element: XmlElement,
  columns: readonly string[],
  names: Readonly<Record<string, string>> = {},
): TableRow | undefined {
  const { row, carried } = elementRow(element, columns, { names });
  return columns.every((column) => carried.has(column)) ? row : undefined;
}

/** A line of the order may be billed twice on one invoice. */
function eachOnce(lines: readonly TableRow[]): TableRow[] {
  return [...new Map(lines.map((row) => [`${row['SalesOrder']} ${row['SalesOrderLine']}`, row])).values()];
}
