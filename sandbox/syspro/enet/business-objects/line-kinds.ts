import { textOf, type XmlElement } from '../xml.ts';
import type { TextRow } from './text-rows.ts';

/** The options that leave out lines of a type, and their names in the objects that shorten them. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  '1': ['IncludeStockedLines'],
  '7': ['IncludeNonStockedLines'],
  '4': ['IncludeFreightLines'],
  '5': ['IncludeMiscellaneousLines', 'IncludeMiscLines'],
  '6': ['IncludeCommentLines'],
};

/** Whether the request's options leave lines of this type in; they do unless one says N. */
export function isKindAsked(options: XmlElement, line: TextRow): boolean {
  return (kinds[line.LineType ?? ''] ?? []).every((name) => textOf(options, name).trim() !== 'N');
}

/** The element a line is given in, by its type. */
export function lineKind(line: TextRow): 'Merchandise' | 'CommentLine' | 'MiscCharge' | 'Freight' {
  if (line.LineType === '4') return 'Freight';
  if (line.LineType === '5') return 'MiscCharge';
  return line.LineType === '6' ? 'CommentLine' : 'Merchandise';
}
