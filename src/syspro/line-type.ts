import type { RowReader } from './row-reader.ts';
import type { TableRow } from './table-reader.ts';

/** What a line of an order, a dispatch note or an invoice is. */
export type LineType = 'stocked' | 'non-stocked' | 'freight' | 'miscellaneous' | 'comment';

/** LineType of PorMasterDetail, SorDetail, MdnDetail and ArTrnDetail; there may be others that are not published. */
const lineTypes: Readonly<Record<string, LineType>> = {
  '1': 'stocked',
  '4': 'freight',
  '5': 'miscellaneous',
  '6': 'comment',
  '7': 'non-stocked',
};

/** What a line is, by its column LineType; undefined, with a finding, where that is none that is known. */
export function lineTypeOf(line: RowReader): LineType | undefined {
  const type = knownLineType(line.code('LineType'));
  if (type === undefined) {
    line.report(
      'LineType',
      'SYSPRO-LINE-TYPE-UNKNOWN',
      'is none of 1, 4, 5, 6 and 7',
      'Report the line type with what SYSPRO shows for the line: it is not published.',
    );
  }
  return type;
}

/** What a LineType means; undefined for one that is not known. */
export function knownLineType(code: string | undefined): LineType | undefined {
  const type = code?.trim() ?? '';
  return Object.hasOwn(lineTypes, type) ? lineTypes[type] : undefined;
}

/** Whether a line is of goods, stocked or not. */
export function isGoods(row: TableRow): boolean {
  const type = knownLineType(row['LineType']);
  return type === 'stocked' || type === 'non-stocked';
}

/** The elements business objects put lines in: SYSPRO's descriptions and its schemas differ. */
const elements: Readonly<Record<string, '1' | '4' | '5' | '6'>> = {
  merchandise: '1',
  freight: '4',
  freightline: '4',
  misccharge: '5',
  miscchargeline: '5',
  comment: '6',
  commentline: '6',
};

/**
 * The LineType of the lines that business objects put in an element of a name; undefined where the name is of none. Goods have one
 * name whether stocked or not: where the element says LineType itself, that counts.
 */
export function lineTypeOfElement(name: string): '1' | '4' | '5' | '6' | undefined {
  const wanted = name.toLowerCase();
  return Object.hasOwn(elements, wanted) ? elements[wanted] : undefined;
}
