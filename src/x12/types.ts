/** Component data elements in order; at least two, the last not empty. One alone is written as a plain text. */
export type Composite = readonly string[];

/** An element that repeats, from release 004020 on; at least two repetitions, the last not empty. */
export interface Repeated {
  readonly repetitions: readonly (string | Composite)[];
}

/** A data element's value. An empty text is an element not sent. */
export type Element = string | Composite | Repeated;

/** A segment: its identifier and its elements, `elements[0]` being the first (BEG01). */
export interface Segment {
  readonly id: string;
  readonly elements: readonly Element[];
}

/** What stands between ST and SE: the identifier (`850`) and the segments without ST and SE. */
export interface TransactionSetBody {
  readonly id: string;
  readonly segments: readonly Segment[];
}

/** A transaction set in its group. The writer writes ST and SE from it. */
export interface TransactionSet extends TransactionSetBody {
  /** ST02 and SE02, 4 to 9 characters, unique in the group. */
  readonly control: string;
  /** ST03, implementation convention reference; from release 004020 on. */
  readonly implementation?: string;
}

/** What GS says. */
export interface GroupHeader {
  /** GS01: PO for 850, IN for 810, SH for 856, FA for 997. */
  readonly functionalId: string;
  /** GS02. */
  readonly sender: string;
  /** GS03. */
  readonly receiver: string;
  /** GS04, CCYYMMDD. */
  readonly date: string;
  /** GS05, HHMM to HHMMSSDD. */
  readonly time: string;
  /** GS06 and GE02: digits without leading zeros, unique per sender, receiver and functional identifier. */
  readonly control: string;
  /** GS07: X. */
  readonly agency: string;
  /** GS08, such as 004010 or 004010VICS. */
  readonly version: string;
}

/** A functional group, GS to GE: sets of one functional identifier and one release. */
export interface FunctionalGroup extends GroupHeader {
  readonly sets: readonly TransactionSet[];
}

/** The four characters an interchange is cut by. */
export interface Delimiters {
  readonly element: string;
  /** ISA16. */
  readonly component: string;
  /** The segment terminator, the 106th character of the ISA. */
  readonly segment: string;
  /** ISA11 from version 00402 on; before, ISA11 is `U` and separates nothing. */
  readonly repetition?: string;
}

/** A qualifier and an identifier or information, as ISA01/02, 03/04, 05/06 and 07/08 have them. */
export interface Qualified {
  readonly qualifier: string;
  /** Without the blanks ISA pads it with. */
  readonly id: string;
}

/** What ISA says. */
export interface InterchangeHeader {
  /** ISA01 and ISA02: `00` and empty when there is none. */
  readonly authorization: Qualified;
  /** ISA03 and ISA04. */
  readonly security: Qualified;
  readonly sender: Qualified;
  readonly receiver: Qualified;
  /** ISA09, YYMMDD. */
  readonly date: string;
  /** ISA10, HHMM. */
  readonly time: string;
  /** ISA12, such as 00401. */
  readonly version: string;
  /** ISA13 and IEA02: exactly nine digits. */
  readonly control: string;
  /** ISA14: 1 asks for a TA1. */
  readonly acknowledgmentRequested: string;
  /** ISA15: P production, T test, I information. */
  readonly usage: string;
  readonly delimiters: Delimiters;
}

/** An interchange, ISA to IEA. Counts and trailers are the writer's business. */
export interface Interchange extends InterchangeHeader {
  /** TA1 segments, which stand between ISA and the first GS. */
  readonly acknowledgments: readonly Segment[];
  readonly groups: readonly FunctionalGroup[];
}

/** The reference of an element as guides write it: `BEG03`. */
export function elementReference(segment: string, element: number): string {
  return `${segment}${String(element).padStart(2, '0')}`;
}

/** The segment and the element's number of a reference: `PO102` is PO1 and 2. */
export function splitReference(reference: string): [segment: string, element: number] {
  return [reference.slice(0, -2), Number(reference.slice(-2))];
}

/** The repetitions of an element, each as its components: a plain text is one repetition of one component. */
export function repetitionsOf(element: Element): readonly Composite[] {
  if (typeof element === 'string') return [[element]];
  if ('repetitions' in element) return element.repetitions.map((one) => (typeof one === 'string' ? [one] : one));
  return [element];
}

/** Whether an element carries no data. */
export function isEmptyElement(element: Element | undefined): boolean {
  return element === undefined || repetitionsOf(element).every((components) => components.every((text) => text === ''));
}
