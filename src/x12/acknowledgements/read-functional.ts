import type { Composite, GroupHeader, InterchangeHeader, Segment, TransactionSet } from '../types.ts';
import { checkCounts } from './check-counts.ts';
import type {
  AcknowledgedSet,
  ElementError,
  ErrorContext,
  FunctionalAcknowledgement,
  SegmentError,
} from './functional-acknowledgement.ts';
import { AnswerReading, componentsOf, envelopeOf, textOf, textsFrom, wholeNumber, type Growing } from './read-parts.ts';
import { isAccepted, isKnownReason, reasonOf, verdictOf, type CodedReason, type Verdict } from './verdict.ts';

/**
 * Reads a 997 or 999 by the identifiers of its segments, never by their place. Reads as much as there is; what is wrong with it is
 * among its findings. Never throws.
 */
export function readFunctionalAcknowledgement(
  interchange: InterchangeHeader,
  group: GroupHeader,
  set: TransactionSet,
): FunctionalAcknowledgement {
  return new FunctionalReading(set, interchange).read(interchange, group);
}

class FunctionalReading {
  readonly #set: TransactionSet;
  readonly #delimiters: InterchangeHeader['delimiters'];
  readonly #reading = new AnswerReading();
  readonly #sets: Growing<AcknowledgedSet>[] = [];
  #open: Growing<AcknowledgedSet> | undefined;
  #segment: Growing<SegmentError> | undefined;
  #element: Growing<ElementError> | undefined;
  #header: Segment | undefined;
  #trailer: { segment: Segment; index: number } | undefined;
  /** Whether another AK9 does not accept. */
  #denied = false;

  constructor(set: TransactionSet, { delimiters }: InterchangeHeader) {
    this.#set = set;
    this.#delimiters = delimiters;
  }

  read(interchange: InterchangeHeader, inGroup: GroupHeader): FunctionalAcknowledgement {
    this.#set.segments.forEach((segment, index) => this.#take(segment, index));
    this.#close(this.#set.segments.length);
    const group = this.#group();
    return {
      kind: this.#set.id === '999' ? '999' : '997',
      envelope: envelopeOf(interchange, inGroup, this.#set),
      group,
      sets: this.#sets,
      ofAcknowledgement: group.functionalId === 'FA' || this.#sets.some(({ id }) => id === '997' || id === '999'),
      findings: this.#reading.findings,
    };
  }

  #take(segment: Segment, index: number): void {
    const { id } = segment;
    if (id === 'AK1') {
      if (this.#header) this.#malformed(id, index, 'occurs again: only the first is read');
      else this.#header = segment;
    } else if (id === 'AK2') {
      this.#close(index);
      this.#openSet(segment, index);
    } else if (id === 'AK3' || id === 'IK3') this.#openSegment(segment, index);
    else if (id === 'AK4' || id === 'IK4') this.#openElement(segment, index);
    else if (id === 'CTX') this.#context(segment, index);
    else if (id === 'AK5' || id === 'IK5') this.#closeSet(segment, index);
    else if (id === 'AK9') {
      this.#close(index);
      if (this.#trailer) {
        this.#malformed(id, index, 'occurs again: only the first is read');
        this.#denied ||= !isAccepted(verdictOf('715', textOf(segment, 1)));
      } else this.#trailer = { segment, index };
    } else this.#malformed(id, index, 'is not a segment of an acknowledgement');
  }

  #openSet(segment: Segment, index: number): void {
    const [id, control, implementation] = [1, 2, 3].map((element) => textOf(segment, element)) as [
      string,
      string,
      string,
    ];
    if (control === '') this.#malformed('AK2', index, 'is empty: which set it means is not known', 2);
    this.#open = {
      id,
      control,
      ...(implementation === '' ? {} : { implementation }),
      verdict: verdictOf('717', ''),
      errors: [],
      segments: [],
    };
    this.#sets.push(this.#open);
  }

  #openSegment(segment: Segment, index: number): void {
    this.#element = undefined;
    this.#segment = undefined;
    if (!this.#open) return this.#malformed(segment.id, index, 'stands outside any set: no AK2 is open');
    const position = textOf(segment, 2) === '' ? undefined : this.#reading.number(segment, index, 2);
    const [loop, code] = [textOf(segment, 3), textOf(segment, 4)];
    this.#segment = {
      segment: textOf(segment, 1),
      ...(position === undefined ? {} : { position }),
      ...(loop === '' ? {} : { loop }),
      ...(code === '' ? {} : { error: this.#reason(segment.id === 'IK3' ? '620' : '720', code, segment.id, index, 4) }),
      elements: [],
      contexts: [],
    };
    if (position === undefined && textOf(segment, 2) === '')
      this.#malformed(segment.id, index, 'is empty: which segment it means is not known', 2);
    this.#open.segments.push(this.#segment);
  }

  #openElement(segment: Segment, index: number): void {
    this.#element = undefined;
    if (!this.#segment)
      return this.#malformed(segment.id, index, `stands outside any segment error: no ${segment.id[0]}K3 is open`);
    const place = placeOf(componentsOf(segment, 1));
    if (place.element === undefined)
      this.#malformed(segment.id, index, 'does not tell which element it means', 1, textOf(segment, 1));
    const [dataElement, code] = [textOf(segment, 2), textOf(segment, 3)];
    if (code === '') this.#malformed(segment.id, index, 'is empty: what is wrong is not told', 3);
    const value = textOf(segment, 4, this.#delimiters.component, this.#delimiters.repetition);
    this.#element = {
      ...place,
      ...(dataElement === '' ? {} : { dataElement }),
      error:
        code === ''
          ? { dataElement: '723', code, words: 'no error was told' }
          : this.#reason(segment.id === 'IK4' ? '621' : '723', code, segment.id, index, 3),
      ...(value === '' ? {} : { value }),
      contexts: [],
    };
    this.#segment.elements.push(this.#element);
  }

  #context(segment: Segment, index: number): void {
    const at = this.#element ?? this.#segment;
    if (!at) return this.#malformed('CTX', index, 'stands outside any segment or element error');
    const [id, loop] = [textOf(segment, 2), textOf(segment, 4)];
    const position = wholeNumber(textOf(segment, 3));
    at.contexts.push({
      names: namesOf(segment),
      ...(id === '' ? {} : { segment: id }),
      ...(position === undefined ? {} : { position }),
      ...(loop === '' ? {} : { loop }),
      ...placeOf(componentsOf(segment, 5)),
    });
  }

  #closeSet(segment: Segment, index: number): void {
    if (!this.#open) {
      this.#malformed(segment.id, index, 'has no AK2 before it: which set it means is not known');
      // Kept as that of a set without a number: a rejection must not be lost.
      this.#open = { id: '', control: '', verdict: verdictOf('717', ''), errors: [], segments: [] };
      this.#sets.push(this.#open);
    }
    const errors = segment.id === 'IK5' ? '618' : '718';
    const code = textOf(segment, 1);
    if (code === '') this.#malformed(segment.id, index, 'is empty: there is no verdict on the set', 1);
    else this.#reason('717', code, segment.id, index, 1);
    this.#open.verdict = verdictOf('717', code);
    this.#open.errors = textsFrom(segment, 2).map((error) => this.#reason(errors, error, segment.id, index));
    this.#open = this.#segment = this.#element = undefined;
  }

  /** Ends a set that no AK5 has ended: its verdict is not known. */
  #close(index: number): void {
    if (this.#open) this.#malformed('AK5', index, `is missing for set ${this.#open.control}: its verdict is not told`);
    this.#open = this.#segment = this.#element = undefined;
  }

  #group(): FunctionalAcknowledgement['group'] {
    const [functionalId, control, version] = [1, 2, 3].map((element) => textOf(this.#header, element)) as [
      string,
      string,
      string,
    ];
    if (!this.#header) this.#malformed('AK1', 0, 'is missing: which group it means is not known');
    else if (functionalId === '' || control === '')
      this.#malformed('AK1', 0, 'does not name the group', functionalId === '' ? 1 : 2);
    const named = { functionalId, control, ...(version === '' ? {} : { version }) };
    if (!this.#trailer) {
      this.#malformed('AK9', this.#set.segments.length, 'is missing: there is no verdict on the group');
      return { ...named, verdict: verdictOf('715', ''), errors: [] };
    }
    const { segment, index } = this.#trailer;
    const code = textOf(segment, 1);
    if (code === '') this.#malformed('AK9', index, 'is empty: there is no verdict on the group', 1);
    else this.#reason('715', code, 'AK9', index, 1);
    const [stated, received, accepted] = [2, 3, 4].map((element) => this.#reading.number(segment, index, element));
    const said = verdictOf('715', code);
    const verdict: Verdict =
      this.#denied && isAccepted(said)
        ? { ...said, outcome: 'undecided', words: `${said.words}, and another AK9 does not say so` }
        : said;
    checkCounts(verdict, { stated, received, accepted }, this.#sets, index, this.#reading);
    return {
      ...named,
      verdict,
      errors: textsFrom(segment, 5).map((error) => this.#reason('716', error, 'AK9', index)),
      ...(stated === undefined ? {} : { stated }),
      ...(received === undefined ? {} : { received }),
      ...(accepted === undefined ? {} : { accepted }),
    };
  }

  #reason(list: string, code: string, segment: string, index: number, element?: number): CodedReason {
    const reason = reasonOf(list, code);
    if (!isKnownReason(reason)) {
      this.#reading.find('X12-ACK-CODE', segment, index, `is not among the known codes of data element ${list}`, {
        ...(element === undefined ? {} : { element }),
        value: code,
        severity: 'warning',
      });
    }
    return reason;
  }

  #malformed(segment: string, index: number, message: string, element?: number, value?: string): void {
    this.#reading.find('X12-ACK-MALFORMED', segment, index, message, {
      ...(element === undefined ? {} : { element }),
      ...(value === undefined ? {} : { value }),
    });
  }
}

/** C030, or the plain position release 004010 takes too. */
function placeOf(components: Composite): { element?: number; component?: number; repetition?: number } {
  const [element, component, repetition] = [0, 1, 2].map((at) => wholeNumber(components[at]));
  return {
    ...(element === undefined ? {} : { element }),
    ...(component === undefined ? {} : { component }),
    ...(repetition === undefined ? {} : { repetition }),
  };
}

/** CTX01, which may repeat: each a name, or a name and what it refers to. */
function namesOf(segment: Segment): ErrorContext['names'] {
  const value = segment.elements[0] ?? '';
  const repetitions =
    typeof value === 'string'
      ? [[value]]
      : 'repetitions' in value
        ? value.repetitions.map((one) => [one].flat())
        : [value];
  return repetitions.map(([name = '', reference = '']) => ({ name, ...(reference === '' ? {} : { reference }) }));
}
