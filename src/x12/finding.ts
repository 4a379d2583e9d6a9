/** The rules findings name, each with what it means. The catalogue is docs/reference/x12-findings.md. */
export const x12FindingCodes = {
  'X12-NO-INTERCHANGE': 'no ISA segment was found',
  'X12-TEXT-OUTSIDE': 'text stands outside any interchange',
  'X12-BYTE-ORDER-MARK': 'a byte order mark stands before an interchange',
  'X12-LIMIT': 'the text is larger than the reader takes, or has more findings than it lists',
  'X12-ISA-LENGTH': 'the ISA is not 106 characters with separators where they belong',
  'X12-DELIMITERS': 'the delimiters are not different special characters',
  'X12-ENVELOPE': 'an envelope segment is missing, misplaced or malformed',
  'X12-COUNT': 'a trailer’s count is not what is there',
  'X12-CONTROL-NUMBER': 'a trailer’s control number is not the header’s, or a number is used twice',
  'X12-FUNCTIONAL-ID': 'GS01 is not the functional identifier of the set',
  'X12-VERSION': 'ISA12 and GS08 name different releases',
  'X12-SET-UNCHECKED': 'there is no guide for the transaction set in its release',
  'X12-SEGMENT-ID': 'a segment identifier is malformed',
  'X12-SEGMENT-EMPTY': 'a segment carries no data',
  'X12-SEGMENT-UNKNOWN': 'the transaction set has no such segment',
  'X12-SEGMENT-ORDER': 'the segment does not belong at this place',
  'X12-SEGMENT-TOO-MANY': 'the segment or loop occurs too often',
  'X12-SEGMENT-MISSING': 'a mandatory segment is missing',
  'X12-SEGMENT-UNCHECKED': 'the guide does not define the elements of the segment',
  'X12-ELEMENT-MISSING': 'a mandatory element is missing',
  'X12-ELEMENT-EXTRA': 'the segment has more elements than the guide',
  'X12-ELEMENT-TRAILING': 'an empty element or component ends the segment or composite',
  'X12-ELEMENT-TOO-SHORT': 'the value is shorter than the minimum',
  'X12-ELEMENT-TOO-LONG': 'the value is longer than the maximum',
  'X12-ELEMENT-TYPE': 'the value does not have the form of its data type',
  'X12-ELEMENT-DATE': 'the value is not a calendar date',
  'X12-ELEMENT-TIME': 'the value is not a time of day',
  'X12-ELEMENT-COMPOSITE': 'a simple element has components, or a composite too many',
  'X12-ELEMENT-REPEATED': 'the element may not repeat',
  'X12-CODE': 'the code is not on the list',
  'X12-RELATION': 'a relational condition between elements is broken',
  'X12-CHARACTER': 'a character is outside the character set',
  'X12-SEPARATOR-IN-DATA': 'a delimiter of the interchange stands inside a value',
  'X12-DUPLICATE': 'a value that must be unique occurs twice',
  'X12-SIGN': 'an allowance has an amount below zero',
  'X12-TOTAL': 'a total is not what the segments add up to',
  'X12-CHECK-DIGIT': 'a number with a check digit has the wrong length or the wrong digit',
  'X12-HIERARCHY': 'the HL segments are not a tree of shipment, orders, packs and items',
  'X12-REQUIRED': 'the partner insists on a segment or element that is missing',
  'X12-ACK-MALFORMED': 'an acknowledgement lacks a segment or value, or has one where it does not belong',
  'X12-ACK-CODE': 'an acknowledgement uses a code that is not known',
  'X12-ACK-COUNTS': 'the counts of an acknowledgement do not fit each other, or what was sent',
  'X12-ACK-CONTRADICTION': 'an acknowledgement says two things of the same set or group',
  'X12-ACK-UNMATCHED': 'an acknowledgement names a set that was not sent in the group',
} as const;
export type X12FindingCode = keyof typeof x12FindingCodes;

/** One thing wrong with an interchange or transaction set, located. */
export interface X12Finding {
  readonly code: X12FindingCode;
  /** A warning does not make the document invalid. */
  readonly severity: 'error' | 'warning';
  /** The segment's identifier: `PO1`. */
  readonly segment: string;
  /** The segment's place in its transaction set; ST is 1. Absent for the envelope. */
  readonly position?: number;
  /** The loops around it, outermost first, each with its occurrence: `PO1[3]/N1[1]`. */
  readonly loop?: string;
  /** 1 for the first element. */
  readonly element?: number;
  /** 1 for the first component of a composite. */
  readonly component?: number;
  /** The character offset in the text that was read. */
  readonly offset?: number;
  /** The offending value, shortened to 80 characters. */
  readonly value?: string;
  /** The rule broken, as guides write it: `P0304`, `AN 1/22`, `0..1`. */
  readonly rule?: string;
  /** What is wrong, as the end of a sentence that starts with the place. */
  readonly message: string;
}

/** A value as findings show it. */
export function shown(value: string): string {
  return value.length > 80 ? `${value.slice(0, 79)}…` : value;
}
