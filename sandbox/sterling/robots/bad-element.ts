import type { ReceivedSet } from './parse-interchange.ts';

/** An element of a set that the partner says it cannot take. */
export interface BadElement {
  readonly segment: string;
  /** Of the segment in its set, ST being 1. */
  readonly position: number;
  /** Of the element in its segment, from 1. */
  readonly element: number;
  /** The data element's number in the dictionary. */
  readonly reference: string;
  readonly value: string;
}

/** What partners complain of, by set: segment, element, and the number of the data element. */
const candidates: Readonly<Record<string, readonly (readonly [string, number, string])[]>> = {
  '850': [
    ['PO1', 3, '355'],
    ['N1', 4, '67'],
    ['BEG', 3, '324'],
  ],
  '810': [
    ['IT1', 3, '355'],
    ['N1', 4, '67'],
    ['BIG', 2, '76'],
  ],
  '856': [
    ['SN1', 3, '355'],
    ['N1', 4, '67'],
    ['BSN', 2, '396'],
  ],
};

/** The element of this set a partner rejects: one that is there, and another from set to set by its control number. */
export function badElementOf(set: ReceivedSet): BadElement | undefined {
  const found = (candidates[set.id] ?? []).flatMap(([segment, element, reference]) => {
    const at = set.segments.findIndex((s) => s[0] === segment && (s[element] ?? '') !== '');
    const value = set.segments[at]?.[element];
    return value === undefined ? [] : [{ segment, position: at + 1, element, reference, value }];
  });
  return found[Number(set.control) % found.length] ?? found[0];
}
