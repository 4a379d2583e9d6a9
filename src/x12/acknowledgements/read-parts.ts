import { shown, type X12Finding, type X12FindingCode } from '../finding.ts';
import {
  repetitionsOf,
  type Composite,
  type GroupHeader,
  type InterchangeHeader,
  type Qualified,
  type Segment,
  type TransactionSet,
} from '../types.ts';

/** Whose answer it is, and in which interchange, group and set it came. */
export interface AnswerEnvelope {
  /** ISA05 and ISA06. */
  readonly sender: Qualified;
  /** ISA07 and ISA08. */
  readonly receiver: Qualified;
  /** ISA13. */
  readonly interchange: string;
  /** ISA09, YYMMDD. */
  readonly date: string;
  /** ISA10, HHMM. */
  readonly time: string;
  /** ISA15. */
  readonly usage: string;
  /** Absent for a TA1, which stands outside any group. */
  readonly group?: {
    /** GS01. */
    readonly functionalId: string;
    /** GS02. */
    readonly sender: string;
    /** GS03. */
    readonly receiver: string;
    /** GS06. */
    readonly control: string;
    /** GS08. */
    readonly version: string;
  };
  /** ST01 and ST02. */
  readonly set?: { readonly id: string; readonly control: string };
}

/** Something being read, whose lists still grow. */
export type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? I[] : T[K] };

/** The envelope of an answer. */
export function envelopeOf(interchange: InterchangeHeader, group?: GroupHeader, set?: TransactionSet): AnswerEnvelope {
  const { sender, receiver, control, date, time, usage } = interchange;
  return {
    sender,
    receiver,
    interchange: control,
    date,
    time,
    usage,
    ...(group
      ? {
          group: {
            functionalId: group.functionalId,
            sender: group.sender,
            receiver: group.receiver,
            control: group.control,
            version: group.version,
          },
        }
      : {}),
    ...(set ? { set: { id: set.id, control: set.control } } : {}),
  };
}

/** The text of an element, 1 for the first; what is composite or repeats is put together again by the separators it came with. */
export function textOf(segment: Segment | undefined, element: number, component = '>', repetition = '^'): string {
  const value = segment?.elements[element - 1] ?? '';
  if (typeof value === 'string') return value.trim();
  return repetitionsOf(value)
    .map((components) => components.join(component))
    .join(repetition)
    .trim();
}

/** The components of an element's first repetition, each trimmed; a plain text is one component. */
export function componentsOf(segment: Segment | undefined, element: number): Composite {
  const value = segment?.elements[element - 1];
  return value === undefined ? [] : (repetitionsOf(value)[0] ?? []).map((text) => text.trim());
}

/** Elements from one on, without the empty ones: the error codes of AK5, IK5 and AK9. */
export function textsFrom(segment: Segment, element: number): string[] {
  return segment.elements
    .map((_, index) => textOf(segment, index + 1))
    .filter((text, i) => i + 1 >= element && text !== '');
}

/** A whole number, or undefined where the text is none. */
export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** An answer's segments as they are gone through, with a place to put what is wrong. */
export class AnswerReading {
  readonly findings: X12Finding[] = [];

  /** `index`: the segment's among those of the set, 0 for the first after ST. */
  find(
    code: X12FindingCode,
    segment: string,
    index: number,
    message: string,
    more: { readonly element?: number; readonly value?: string; readonly severity?: 'error' | 'warning' } = {},
  ): void {
    const { element, value, severity = 'error' } = more;
    this.findings.push({
      code,
      severity,
      segment,
      position: index + 2,
      ...(element === undefined ? {} : { element }),
      ...(value === undefined ? {} : { value: shown(value) }),
      message,
    });
  }

  /** A number an answer has to give; undefined, with a finding, where it does not. */
  number(segment: Segment, index: number, element: number): number | undefined {
    const text = textOf(segment, element);
    const number = wholeNumber(text);
    if (number === undefined)
      this.find('X12-ACK-MALFORMED', segment.id, index, text === '' ? 'is empty' : 'is not a whole number', {
        element,
        value: text,
      });
    return number;
  }
}
