import { formInReply } from '../custom-forms.ts';
import { elementRow, type CarriedRow } from '../enet/element-row.ts';
import { lineTypeOfElement } from '../line-type.ts';
import type { TableRow } from '../table-reader.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../xml-element.ts';

/** What SORQDN tells of one dispatch note. */
export interface SorqdnReply {
  readonly header: CarriedRow;
  readonly lines: readonly CarriedRow[];
  /** MdnDetailLot rows; undefined where the reply does not surely tell all lots, to all decimals. */
  readonly lots?: readonly TableRow[];
  /** The custom form, where the reply has one. */
  readonly form?: TableRow;
}

export interface SorqdnColumns {
  readonly header: readonly string[];
  readonly lines: readonly string[];
  /** What the lot table calls quantity and expiry; absent where lots are not read. */
  readonly lots?: { readonly quantity: string; readonly expiry: string };
}

/**
 * Reads the reply to SORQDN, whose elements have the names of the columns: the header's flat in the root, each line in a
 * `DispatchNoteLine` with one element for its kind. How lots are nested is not published; they are known by their own columns.
 * Undefined where the reply is of no dispatch note.
 */
export function sorqdnReply(root: XmlElement, columns: SorqdnColumns): SorqdnReply | undefined {
  const note = withChild(root, 'DispatchNote');
  if (note === undefined) return undefined;
  const number = childOf(note, 'DispatchNote')?.raw.trimEnd() ?? '';
  const contents = childrenOf(note, 'DispatchNoteLine').flatMap((line) => line.children);
  const lines = contents.filter((content) => lineTypeOfElement(content.name) !== undefined);
  const lots = columns.lots && lotsOf(lines, number, columns.lots);
  const form = formInReply(root);
  return {
    header: carriedRow(note, columns.header),
    lines: lines.map((line) => lineRow(line, columns.lines)),
    ...(lots && { lots }),
    ...(form && { form }),
  };
}

/** The first element that has a child of a name, at any depth. */
function withChild(element: XmlElement, name: string): XmlElement | undefined {
  if (childOf(element, name) !== undefined) return element;
  for (const child of element.children) {
    const found = withChild(child, name);
    if (found) return found;
  }
  return undefined;
}

/** A line, and what there is to miss of it: a comment has columns of its own, and of freight and charges nothing is read. */
function lineRow(line: XmlElement, columns: readonly string[]): CarriedRow {
  const { row, carried } = carriedRow(line, columns);
  const lineType = lineTypeOfElement(line.name);
  const wanted = (column: string): boolean => {
    if (column === 'DispatchNoteLine') return true;
    return lineType === '1' ? !column.startsWith('NComment') : lineType === '6' && column.startsWith('NComment');
  };
  return {
    // Goods are stocked or not, as their own LineType says.
    row: lineType === '1' ? row : { ...row, LineType: lineType ?? '' },
    carried: new Set(columns.filter((column) => carried.has(column) || !wanted(column))),
  };
}

function carriedRow(element: XmlElement, columns: readonly string[]): CarriedRow {
  return elementRow(element, columns, { takes: (column, raw) => !isEdited(column, raw) });
}

/**
 * Whether a quantity is shown with fewer than the six decimals it is kept with: edited for the reader's eye, it may have been
 * rounded, and the document would differ from the one the tables give.
 */
function isEdited(column: string, raw: string): boolean {
  return /Qty/.test(column) && raw.trim() !== '' && !/\.\d{6}/.test(raw);
}

function lotsOf(
  lines: readonly XmlElement[],
  note: string,
  { quantity, expiry }: NonNullable<SorqdnColumns['lots']>,
): TableRow[] | undefined {
  const goods = lines.filter((line) => line.name.toLowerCase() === 'merchandise');
  const rows: TableRow[] = [];
  for (const line of goods) {
    const lots = line.children.flatMap(lotElements);
    // A line whose stock is traced and that has no lots has them where we do not know to look.
    if (lots.length === 0 && mayHaveLots(line)) return undefined;
    for (const lot of lots) {
      const { row, carried } = carriedRow(lot, ['Lot', 'StockQtyToShip', 'ExpiryDate', 'LotExpiryDate']);
      if (!carried.has('StockQtyToShip')) return undefined;
      const number = textOf(line, 'DispatchNoteLine') ?? '0';
      const day = row['ExpiryDate'] ?? row['LotExpiryDate'];
      rows.push({
        DispatchNote: note,
        DispatchNoteLine: number,
        ...(row['Lot'] !== undefined && { Lot: row['Lot'] }),
        ...(row['StockQtyToShip'] !== undefined && { [quantity]: row['StockQtyToShip'] }),
        ...(day !== undefined && { [expiry]: day }),
      });
    }
  }
  return rows;
}

/** The elements of single lots in an element, itself included. */
function lotElements(element: XmlElement): XmlElement[] {
  return childOf(element, 'Lot') === undefined ? element.children.flatMap(lotElements) : [element];
}

/** MTraceableType: blank or N where stock is not traced by lots. */
function mayHaveLots(line: XmlElement): boolean {
  const traceable = childOf(line, 'MTraceableType');
  return traceable === undefined || !['', 'N'].includes(traceable.text.toUpperCase());
}
