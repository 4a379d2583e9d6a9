import { delimiterFaults, hasRepetition, separationFaults } from '../delimiters.ts';
import { elementCountFault } from '../validation/envelope-elements.ts';
import { delimitersOf, headerOf, isIsa } from './interchange-header.ts';
import { checkTrailer } from './read-trailer.ts';
import type { ReadEvent } from './read-event.ts';
import { ReadFindings } from './read-findings.ts';
import type { ReadLimits } from './read-limits.ts';
import type { SegmentId } from '../segment-ids.ts';
import type { TokenReceiver } from './tokenizer.ts';
import { SetAssembly } from './set-assembly.ts';
import type { Delimiters, Element, GroupHeader, InterchangeHeader, Segment } from '../types.ts';

/** Puts segments together into sets, groups and interchanges, and finds what is wrong with their envelopes. */
export class EnvelopeAssembly implements TokenReceiver {
  readonly #emit: (event: ReadEvent) => void;
  readonly #limits: ReadLimits;
  readonly #findings: ReadFindings;
  #interchanges = 0;
  #interchange: InterchangeHeader | undefined;
  #group: GroupHeader | undefined;
  #set: SetAssembly | undefined;
  /** The groups of the interchange and the sets of the group so far, and their control numbers (GS06 with the GS01s that have it). */
  #groups = 0;
  #sets = 0;
  readonly #groupNumbers = new Map<string, Set<string>>();
  readonly #setNumbers = new Set<string>();

  constructor(emit: (event: ReadEvent) => void, limits: ReadLimits) {
    this.#emit = emit;
    this.#limits = limits;
    this.#findings = new ReadFindings((finding) => emit({ kind: 'finding', finding }), limits.findings);
  }

  isa(text: string, offset: number): Delimiters | undefined {
    const place = { segment: 'ISA', offset, value: text };
    if (!isIsa(text)) {
      const message = 'is not 106 characters with an element separator at each of its sixteen places';
      this.#findings.add('X12-ISA-LENGTH', place, message);
      return undefined;
    }
    const delimiters = this.#delimiters(text, offset);
    if (!delimiters) return undefined;
    const interchange = headerOf(text, delimiters);
    if (!/^\d{9}$/.test(interchange.control))
      this.#findings.add(
        'X12-CONTROL-NUMBER',
        { ...place, element: 13, value: interchange.control },
        'has an ISA13 that is not nine digits',
      );
    this.#interchanges += 1;
    this.#interchange = interchange;
    this.#groups = 0;
    this.#groupNumbers.clear();
    this.#emit({ kind: 'interchange', interchange, offset });
    return delimiters;
  }

  /** The delimiters of an ISA. Without a repetition separator that separates, the interchange is read as if it had none. */
  #delimiters(text: string, offset: number): Delimiters | undefined {
    const place = { segment: 'ISA', offset };
    const given = delimitersOf(text);
    const { repetition, ...needed } = given;
    const [version, isa11 = ''] = [text.slice(84, 89), text[82]];
    if ((repetition !== undefined || isa11 === 'U') && delimiterFaults(given, version).length === 0) return given;
    const unreadable = separationFaults(needed);
    for (const fault of unreadable) this.#findings.add('X12-DELIMITERS', place, `the delimiters ${fault}`);
    if (unreadable.length > 0) return undefined;
    const at = { ...place, element: 11, value: isa11 };
    if (repetition === undefined) {
      if (!hasRepetition(version) && isa11 !== 'U')
        this.#findings.add('X12-ENVELOPE', at, `is not U, which version ${version} has there; it separates nothing`);
      return needed;
    }
    const faults = separationFaults({ ...needed, repetition });
    for (const fault of faults) {
      const message = `the delimiters ${fault}; what follows is read without a repetition separator`;
      this.#findings.add('X12-DELIMITERS', at, message);
    }
    return needed;
  }

  segment(id: SegmentId, elements: Element[], offset: number): boolean {
    if (!id.envelope) {
      this.#data(id, elements, offset);
      return false;
    }
    const texts = elements.filter((element) => typeof element === 'string');
    switch (id.id) {
      case 'ST':
        this.#openSet(texts, offset);
        return false;
      case 'SE':
        this.#closeSet(texts, offset);
        return false;
      case 'GS':
        this.#openGroup(texts, offset);
        return false;
      case 'GE':
        this.#closeGroup(texts, offset);
        return false;
      default:
        this.#leaveGroup(offset);
        checkTrailer('IEA', offset, texts, this.#groups, this.#interchange?.control ?? '', this.#findings);
        this.#endInterchange();
        return true;
    }
  }

  #data({ id, wellFormed }: SegmentId, elements: Element[], offset: number): void {
    const set = this.#set;
    if (!wellFormed)
      this.#findings.add(
        'X12-SEGMENT-ID',
        { segment: id, offset, position: set?.next, value: id },
        'is not a segment identifier',
      );
    const segment: Segment = { id, elements };
    if (set) {
      const position = set.next;
      if (!set.add(segment, offset))
        this.#findings.add('X12-LIMIT', { segment: id, offset, position }, 'and what follows it are too many segments');
    } else if (id === 'TA1' && this.#interchange && !this.#group && this.#groups === 0)
      this.#emit({ kind: 'acknowledgment', interchange: this.#interchange, segment });
    else this.#envelope(id, offset, 'stands outside any transaction set');
  }

  #openGroup(elements: readonly string[], offset: number): void {
    if (this.#group) {
      this.#envelope('GE', offset, 'is missing before the next GS');
      this.#closeGroup(undefined, offset);
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
    if (elements.length !== 8) this.#envelope('GS', offset, `has ${elements.length} elements, not 8`);
    this.#groupNumber(functionalId, control, offset);
    const group = { functionalId, sender, receiver, date, time, control, agency, version };
    this.#group = group;
    this.#sets = 0;
    this.#setNumbers.clear();
    if (this.#interchange) this.#emit({ kind: 'group', interchange: this.#interchange, group, offset });
  }

  /** GS06 is to be unique across an interchange. In groups of two kinds it still tells them apart, with GS01. */
  #groupNumber(functionalId: string, control: string, offset: number): void {
    const kinds = this.#groupNumbers.get(control);
    if (!kinds) {
      this.#groupNumbers.set(control, new Set([functionalId]));
      return;
    }
    const place = { segment: 'GS', offset, element: 6, value: control };
    const [which, severity] = kinds.has(functionalId)
      ? (['', 'error'] as const)
      : ([' of another GS01', 'warning'] as const);
    const message = `has a GS06 that an earlier group${which} of the interchange has`;
    this.#findings.add('X12-CONTROL-NUMBER', place, message, severity);
    kinds.add(functionalId);
  }

  #closeGroup(elements: readonly string[] | undefined, offset: number): void {
    if (this.#set) {
      this.#envelope('SE', offset, `is missing before ${elements ? 'GE' : 'the end of the group'}`);
      this.#closeSet(undefined, offset);
    }
    const group = this.#group;
    if (!group) return this.#envelope('GE', offset, 'has no GS before it');
    if (elements) checkTrailer('GE', offset, elements, this.#sets, group.control, this.#findings);
    this.#groups += 1;
    this.#group = undefined;
    if (this.#interchange) this.#emit({ kind: 'group-end', interchange: this.#interchange, group });
  }

  #openSet(elements: readonly string[], offset: number): void {
    if (this.#set) {
      this.#envelope('SE', offset, 'is missing before the next ST');
      this.#closeSet(undefined, offset);
    }
    if (!this.#group) return this.#envelope('ST', offset, 'has no GS before it');
    const fault = elementCountFault('ST', elements);
    if (fault) this.#findings.add(fault.code, { segment: 'ST', offset, ...fault }, fault.message);
    const [id = '', control = '', implementation] = elements;
    const set = new SetAssembly(id, control, implementation, offset, this.#limits.segments, this.#findings.errors);
    if (this.#setNumbers.has(control)) {
      const place = { segment: 'ST', offset, element: 2, value: control };
      this.#findings.add('X12-CONTROL-NUMBER', place, 'has an ST02 that an earlier set of the group has');
    }
    this.#setNumbers.add(control);
    this.#set = set;
  }

  #closeSet(elements: readonly string[] | undefined, offset: number): void {
    const [set, group, interchange] = [this.#set, this.#group, this.#interchange];
    if (!set) return this.#envelope('SE', offset, 'has no ST before it');
    if (elements) checkTrailer('SE', offset, elements, set.next, set.control, this.#findings);
    this.#sets += 1;
    this.#set = undefined;
    if (group && interchange) this.#emit(set.event(interchange, group, this.#findings.errors));
  }

  #leaveGroup(offset: number): void {
    if (!this.#group) return;
    this.#envelope('GE', offset, 'is missing before the end of the interchange');
    this.#closeGroup(undefined, offset);
  }

  #endInterchange(): void {
    const interchange = this.#interchange;
    this.#interchange = undefined;
    if (interchange) this.#emit({ kind: 'interchange-end', interchange });
  }

  nextIsa(offset: number): void {
    this.#envelope('IEA', offset, 'is missing before the next ISA');
    this.#leaveGroup(offset);
    this.#endInterchange();
  }

  outside(value: string, offset: number): void {
    this.#findings.add('X12-TEXT-OUTSIDE', { segment: '', offset, value }, 'stands outside any interchange');
  }

  byteOrderMark(offset: number): void {
    const message = 'a byte order mark stands before the interchange: it is passed over, and not everybody does that';
    this.#findings.add('X12-BYTE-ORDER-MARK', { segment: '', offset, value: 'U+FEFF' }, message, 'warning');
  }

  blanks(offset: number): void {
    const place = { segment: '', offset };
    const message = 'blanks stand between segments: they are passed over, and not everybody does that';
    this.#findings.add('X12-SEGMENT-ID', place, message, 'warning');
  }

  lineBreak(id: string, offset: number): void {
    const message = 'ends with a line break before its terminator: it is passed over, and not everybody does that';
    this.#findings.add('X12-CHARACTER', { segment: id, offset }, message, 'warning');
  }

  cutOff(value: string, offset: number): void {
    const place = { segment: value.slice(0, 3), offset, value };
    this.#findings.add('X12-ENVELOPE', place, 'has no segment terminator: the text is cut off');
  }

  tooLong(value: string, offset: number): void {
    const place = { segment: value.slice(0, 3), offset, position: this.#set?.next, value };
    const message = `is longer than ${this.#limits.segmentLength} characters and was not read`;
    this.#findings.add('X12-LIMIT', place, message);
    this.#set?.skip();
  }

  tooMany(id: string, offset: number): void {
    const place = { segment: id, offset, position: this.#set?.next };
    const message = `has more than ${this.#limits.elements} elements; those beyond were not read`;
    this.#findings.add('X12-LIMIT', place, message);
  }

  end(offset: number): void {
    if (this.#interchange) {
      this.#leaveGroup(offset);
      this.#envelope('IEA', offset, 'is missing at the end of the text');
      this.#endInterchange();
    }
    if (this.#interchanges === 0 && this.#findings.none)
      this.#findings.add('X12-NO-INTERCHANGE', { segment: 'ISA', offset: 0 }, 'is not in the text');
  }

  #envelope(segment: string, offset: number, message: string): void {
    this.#findings.add('X12-ENVELOPE', { segment, offset }, message);
  }
}
