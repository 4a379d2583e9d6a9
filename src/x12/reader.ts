import { delimiterFaults, hasRepetition } from './delimiters.ts';
import { shown, type X12Finding, type X12FindingCode } from './finding.ts';
import type { Delimiters, Element, FunctionalGroup, Interchange, Segment, TransactionSet } from './types.ts';

export interface ReadResult {
  /** What could be read, in order; an interchange with findings is as complete as the text allowed. */
  readonly interchanges: readonly Interchange[];
  readonly findings: readonly X12Finding[];
}

// The offsets of the seventeen separators of an ISA: after ISA and after each of ISA01 to ISA15.
const isaSeparators = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103] as const;
const isaLength = 106;

/**
 * Reads every interchange of a text. Delimiters are taken by position (offsets 3, 82, 104, 105), never assumed; line
 * breaks after a terminator are tolerated. Never throws: what is wrong is among the findings, each with its offset.
 */
export function readInterchanges(text: string): ReadResult {
  const findings: X12Finding[] = [];
  const interchanges: Interchange[] = [];
  let offset = 0;
  while (offset < text.length) {
    const start = findIsa(text, offset);
    const between = text.slice(offset, start === -1 ? undefined : start);
    if (between.trim() !== '') {
      findings.push({
        code: 'X12-TEXT-OUTSIDE',
        severity: 'error',
        segment: '',
        offset,
        value: shown(between.trim()),
        message: 'stands outside any interchange',
      });
    }
    if (start === -1) break;
    const reading = new InterchangeReading(text, start, findings);
    const interchange = reading.read();
    if (interchange) interchanges.push(interchange);
    offset = reading.end;
  }
  if (interchanges.length === 0 && findings.length === 0) {
    findings.push({
      code: 'X12-NO-INTERCHANGE',
      severity: 'error',
      segment: 'ISA',
      offset: 0,
      message: 'is not in the text',
    });
  }
  return { interchanges, findings };
}

function findIsa(text: string, from: number): number {
  const pattern = /ISA[^A-Za-z0-9\s]/g;
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

type OpenSet = { -readonly [K in keyof TransactionSet]: TransactionSet[K] } & { segments: Segment[]; offset: number };
type OpenGroup = { -readonly [K in keyof FunctionalGroup]: FunctionalGroup[K] } & {
  sets: TransactionSet[];
  offset: number;
};

/** One interchange being read: the state between its segments. */
class InterchangeReading {
  /** Where the interchange ends in the text. */
  end: number;
  readonly #text: string;
  readonly #start: number;
  readonly #findings: X12Finding[];
  readonly #groups: FunctionalGroup[] = [];
  readonly #acknowledgments: Segment[] = [];
  #group: OpenGroup | undefined;
  #set: OpenSet | undefined;

  constructor(text: string, start: number, findings: X12Finding[]) {
    this.#text = text;
    this.#start = start;
    this.#findings = findings;
    this.end = start + 3;
  }

  read(): Interchange | undefined {
    const isa = this.#text.slice(this.#start, this.#start + isaLength);
    const separator = isa[3] ?? '';
    if (isa.length < isaLength || isaSeparators.some((at) => isa[at] !== separator)) {
      this.#find(
        'X12-ISA-LENGTH',
        'ISA',
        this.#start,
        'is not 106 characters with an element separator at each of its sixteen places',
        isa,
      );
      return undefined;
    }
    const field = (from: number, to: number): string => isa.slice(from, to);
    const version = field(84, 89);
    const delimiters: Delimiters = {
      element: separator,
      component: field(104, 105),
      segment: field(105, 106),
      ...(hasRepetition(version) ? { repetition: field(82, 83) } : {}),
    };
    const faults = delimiterFaults(delimiters, version);
    for (const fault of faults) this.#find('X12-DELIMITERS', 'ISA', this.#start, `the delimiters ${fault}`);
    if (faults.length > 0) return undefined;
    const control = field(90, 99);
    if (!/^\d{9}$/.test(control))
      this.#find('X12-CONTROL-NUMBER', 'ISA', this.#start, 'has an ISA13 that is not nine digits', control);
    this.#readSegments(delimiters, control);
    return {
      authorization: { qualifier: field(4, 6), id: field(7, 17).trimEnd() },
      security: { qualifier: field(18, 20), id: field(21, 31).trimEnd() },
      sender: { qualifier: field(32, 34), id: field(35, 50).trimEnd() },
      receiver: { qualifier: field(51, 53), id: field(54, 69).trimEnd() },
      date: field(70, 76),
      time: field(77, 81),
      version,
      control,
      acknowledgmentRequested: field(100, 101),
      usage: field(102, 103),
      delimiters,
      acknowledgments: this.#acknowledgments,
      groups: this.#groups,
    };
  }

  #readSegments(delimiters: Delimiters, control: string): void {
    const text = this.#text;
    let at = this.#start + isaLength;
    while (at < text.length) {
      // A line break, or the CR of a CR LF, between segments is customary. It is never data: no character set has it.
      while (text[at] === '\r' || text[at] === '\n') at += 1;
      if (at >= text.length) break;
      let stop = text.indexOf(delimiters.segment, at);
      if (stop === -1) {
        if (text.slice(at).trim() === '') break;
        this.#find(
          'X12-ENVELOPE',
          text.slice(at, at + 3),
          at,
          'has no segment terminator: the text is cut off',
          text.slice(at),
        );
        stop = text.length;
      }
      const raw = text.slice(at, stop).replace(/\r$/, '');
      const [id = '', ...elements] = raw.split(delimiters.element);
      if (id === 'ISA') {
        this.#find('X12-ENVELOPE', 'IEA', at, 'is missing before the next ISA');
        this.end = at;
        this.#close(at);
        return;
      }
      this.end = Math.min(stop + 1, text.length);
      if (id === 'IEA') {
        this.#close(at);
        this.#trailer('IEA', at, elements, this.#groups.length, control);
        return;
      }
      this.#segment(id, elements, at, delimiters);
      at = this.end;
    }
    this.end = text.length;
    this.#close(text.length);
    this.#find('X12-ENVELOPE', 'IEA', text.length, 'is missing at the end of the text');
  }

  #segment(id: string, elements: readonly string[], at: number, delimiters: Delimiters): void {
    if (id === 'GS') return this.#openGroup(elements, at);
    if (id === 'GE') return this.#closeGroup(elements, at);
    if (id === 'ST') return this.#openSet(elements, at);
    if (id === 'SE') return this.#closeSet(elements, at);
    if (!/^[A-Z][A-Z0-9]{1,2}$/.test(id)) this.#find('X12-SEGMENT-ID', id, at, 'is not a segment identifier', id);
    const segment: Segment = { id, elements: elements.map((raw) => elementOf(raw, delimiters)) };
    if (this.#set) this.#set.segments.push(segment);
    else if (id === 'TA1' && !this.#group && this.#groups.length === 0) this.#acknowledgments.push(segment);
    else this.#find('X12-ENVELOPE', id, at, 'stands outside any transaction set');
  }

  #openGroup(elements: readonly string[], at: number): void {
    if (this.#group) {
      this.#find('X12-ENVELOPE', 'GE', at, 'is missing before the next GS');
      this.#closeGroup(undefined, at);
    }
    const [
      functionalId = '',
      sender = '',
      receiver = '',
      date = '',
      time = '',
      control = '',
      agency = '',
      version = '',
    ] = elements;
    if (elements.length !== 8) this.#find('X12-ENVELOPE', 'GS', at, `has ${elements.length} elements, not 8`);
    if (this.#groups.some((group) => group.functionalId === functionalId && group.control === control)) {
      this.#find('X12-CONTROL-NUMBER', 'GS', at, 'has a GS06 that an earlier group of the interchange has', control);
    }
    this.#group = { functionalId, sender, receiver, date, time, control, agency, version, sets: [], offset: at };
  }

  #closeGroup(elements: readonly string[] | undefined, at: number): void {
    if (this.#set) {
      this.#find('X12-ENVELOPE', 'SE', at, `is missing before ${elements ? 'GE' : 'the end of the group'}`);
      this.#closeSet(undefined, at);
    }
    const group = this.#group;
    if (!group) return this.#find('X12-ENVELOPE', 'GE', at, 'has no GS before it');
    if (elements) this.#trailer('GE', at, elements, group.sets.length, group.control);
    const { offset: _, ...complete } = group;
    this.#groups.push(complete);
    this.#group = undefined;
  }

  #openSet(elements: readonly string[], at: number): void {
    if (this.#set) {
      this.#find('X12-ENVELOPE', 'SE', at, 'is missing before the next ST');
      this.#closeSet(undefined, at);
    }
    const [id = '', control = '', implementation] = elements;
    if (!this.#group) {
      this.#find('X12-ENVELOPE', 'ST', at, 'has no GS before it');
      return;
    }
    if (this.#group.sets.some((set) => set.control === control)) {
      this.#find('X12-CONTROL-NUMBER', 'ST', at, 'has an ST02 that an earlier set of the group has', control);
    }
    this.#set = { id, control, ...(implementation === undefined ? {} : { implementation }), segments: [], offset: at };
  }

  #closeSet(elements: readonly string[] | undefined, at: number): void {
    const set = this.#set;
    if (!set) return this.#find('X12-ENVELOPE', 'SE', at, 'has no ST before it');
    if (elements) this.#trailer('SE', at, elements, set.segments.length + 2, set.control);
    const { offset: _, ...complete } = set;
    this.#group?.sets.push(complete);
    this.#set = undefined;
  }

  #close(at: number): void {
    if (!this.#group) return;
    this.#find('X12-ENVELOPE', 'GE', at, 'is missing before the end of the interchange');
    this.#closeGroup(undefined, at);
  }

  #trailer(id: string, at: number, elements: readonly string[], count: number, control: string): void {
    const [stated = '', number = ''] = elements;
    if (!/^\d+$/.test(stated) || Number(stated) !== count)
      this.#find('X12-COUNT', id, at, `counts ${stated || 'nothing'} where there are ${count}`, stated, 1);
    if (number !== control)
      this.#find(
        'X12-CONTROL-NUMBER',
        id,
        at,
        `has ${number || 'no number'} where its header has ${control}`,
        number,
        2,
      );
  }

  #find(
    code: X12FindingCode,
    segment: string,
    offset: number,
    message: string,
    value?: string,
    element?: number,
  ): void {
    this.#findings.push({
      code,
      severity: 'error',
      segment,
      offset,
      element,
      value: value === undefined ? undefined : shown(value),
      message,
    });
  }
}

function elementOf(raw: string, delimiters: Delimiters): Element {
  if (delimiters.repetition !== undefined && raw.includes(delimiters.repetition)) {
    return { repetitions: raw.split(delimiters.repetition).map((one) => componentsOf(one, delimiters)) };
  }
  return componentsOf(raw, delimiters);
}

function componentsOf(raw: string, delimiters: Delimiters): string | readonly string[] {
  return raw.includes(delimiters.component) ? raw.split(delimiters.component) : raw;
}
