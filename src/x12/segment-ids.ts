/** What is to be known of a segment's identifier when it is read. */
export interface SegmentId {
  readonly id: string;
  /** A capital, and one or two capitals or digits. */
  readonly wellFormed: boolean;
  /** GS, GE, ST, SE and IEA belong to the envelope and have no composites. */
  readonly envelope: boolean;
}

/** The identifiers met so far: each is cut out of the text and judged once, not once for every segment. */
export class SegmentIds {
  readonly #known = new Map<number, SegmentId>();

  /** The identifier that stands from one offset of a text to another. */
  at(text: string, from: number, to: number): SegmentId {
    const length = to - from;
    // Three characters of seven bits fit into one small number; what does not is no identifier anyway.
    if (length !== 2 && length !== 3) return describe(text.slice(from, to));
    const third = length === 3 ? text.charCodeAt(from + 2) : 0;
    const [first, second] = [text.charCodeAt(from), text.charCodeAt(from + 1)];
    if (first > 0x7f || second > 0x7f || third > 0x7f) return describe(text.slice(from, to));
    const key = (((length << 7) | first) << 14) | (second << 7) | third;
    const known = this.#known.get(key);
    if (known) return known;
    const described = describe(text.slice(from, to));
    this.#known.set(key, described);
    return described;
  }
}

function describe(id: string): SegmentId {
  return { id, wellFormed: isSegmentId(id), envelope: envelopeIds.has(id) };
}

/** Whether a text is a segment identifier: a capital, and one or two capitals or digits. */
export function isSegmentId(id: string): boolean {
  if (id.length !== 2 && id.length !== 3) return false;
  for (let at = 0; at < id.length; at += 1) {
    const code = id.charCodeAt(at);
    const isCapital = code >= 65 && code <= 90;
    const isDigit = code >= 48 && code <= 57;
    if (!isCapital && (!isDigit || at === 0)) return false;
  }
  return true;
}

/** Whether a segment of this identifier opens or ends an interchange, a group or a set. */
export function isEnvelopeId(id: string): boolean {
  return id === 'ISA' || envelopeIds.has(id);
}

const envelopeIds: ReadonlySet<string> = new Set(['GS', 'GE', 'ST', 'SE', 'IEA']);
