import { beginsIsa, isaLength } from './interchange-header.ts';
import { OutsideText, type OutsideReceiver } from './outside-text.ts';
import type { ReadLimits } from './read-limits.ts';
import { SegmentIds, type SegmentId } from '../segment-ids.ts';
import { SegmentPieces } from './segment-pieces.ts';
import { elementsOf, separatorCodes, type SeparatorCodes } from './split-elements.ts';
import type { Delimiters, Element } from '../types.ts';

/** What a tokenizer tells. Offsets count characters from the beginning of the text. */
export interface TokenReceiver extends OutsideReceiver {
  /** 106 characters, or fewer at the end of the text, that begin like an ISA. @returns the delimiters, where it is one */
  isa(text: string, offset: number): Delimiters | undefined;
  /** A segment. @returns whether the interchange ends with it */
  segment(id: SegmentId, elements: Element[], offset: number): boolean;
  /** An ISA begins where a segment was expected. */
  nextIsa(offset: number): void;
  /** Blanks stand before a segment's identifier and were passed over; told once an interchange. */
  blanks(offset: number): void;
  /** Line breaks stand before the terminator of a segment of the envelope, told next, and were passed over. */
  lineBreak(id: string, offset: number): void;
  /** A segment at the end of the text without its terminator; the segment itself follows. */
  cutOff(value: string, offset: number): void;
  /** A segment is too long and is not told. */
  tooLong(value: string, offset: number): void;
  /** The segment that is told next has more elements than are told. */
  tooMany(id: string, offset: number): void;
  /** The end of the text. */
  end(offset: number): void;
}

/**
 * Cuts a text into interchanges and their segments as its pieces arrive, wherever it is cut into pieces. Each character is
 * looked at a bounded number of times, and not more than a segment is kept.
 */
export class Tokenizer {
  readonly #receiver: TokenReceiver;
  readonly #limits: ReadLimits;
  readonly #ids = new SegmentIds();
  readonly #outside: OutsideText;
  readonly #pieces: SegmentPieces;
  /** Set inside an interchange. */
  #codes: SeparatorCodes | undefined;
  #terminator = '';
  /** Whether each segment is a line, which may end with CR LF. */
  #lines = false;
  /** Whether blanks between the segments of this interchange have been told of. */
  #blanksTold = false;
  /** What could not be told yet without the characters that follow; shorter than an ISA. */
  #carry = '';
  /** The offset of the first character of the text in hand. */
  #base = 0;

  constructor(receiver: TokenReceiver, limits: ReadLimits) {
    this.#receiver = receiver;
    this.#limits = limits;
    this.#outside = new OutsideText(receiver);
    this.#pieces = new SegmentPieces(limits.segmentLength);
  }

  push(piece: string): void {
    this.#run(this.#carry + piece, false);
  }

  end(): void {
    this.#run(this.#carry, true);
    if (this.#codes && !this.#pieces.empty) this.#lastSegment();
    this.#outside.end();
    this.#receiver.end(this.#base);
  }

  #run(text: string, final: boolean): void {
    let at = 0;
    this.#carry = '';
    while (at < text.length) at = this.#codes ? this.#inside(text, at, final) : this.#between(text, at, final);
    this.#base += text.length - this.#carry.length;
  }

  /** Looks for the next ISA. @returns where to go on; the end of the text, with a carry, where more is needed */
  #between(text: string, from: number, final: boolean): number {
    const pattern = /ISA[^A-Za-z0-9\s]/g;
    pattern.lastIndex = from;
    const start = pattern.exec(text)?.index ?? -1;
    if (start === -1) {
      // The last three characters may be the beginning of one.
      const told = final ? text.length : Math.max(from, text.length - 3);
      this.#outside.add(text.slice(from, told), this.#base + from);
      this.#carry = text.slice(told);
      return text.length;
    }
    this.#outside.add(text.slice(from, start), this.#base + from);
    if (text.length - start < isaLength && !final) {
      this.#carry = text.slice(start);
      return text.length;
    }
    this.#outside.end();
    const delimiters = this.#receiver.isa(text.slice(start, start + isaLength), this.#base + start);
    if (!delimiters) return start + 3;
    this.#codes = separatorCodes(delimiters);
    this.#terminator = delimiters.segment;
    this.#blanksTold = false;
    this.#lines = delimiters.segment === '\n';
    return start + isaLength;
  }

  /** Tells segments, up to the interchange's end or the text's. @returns where to go on */
  #inside(text: string, from: number, final: boolean): number {
    let at = from;
    if (!this.#pieces.empty) {
      const stop = text.indexOf(this.#terminator, at);
      if (stop === -1) {
        this.#keep(text, at);
        return text.length;
      }
      this.#pieces.add(text.slice(at, stop), this.#base + at);
      at = stop + 1;
      if (this.#joined()) return at;
    }
    // Looked up once, not for every segment.
    const [terminator, base] = [this.#terminator, this.#base];
    while (at < text.length) {
      const first = text.charCodeAt(at);
      // A line break, or the CR of a CR LF, between segments is customary. It is never data: no character set has it.
      if (first === 10 || first === 13) {
        at += 1;
        continue;
      }
      if (first === 32) {
        if (!this.#blanksTold) this.#receiver.blanks(base + at);
        this.#blanksTold = true;
        at += 1;
        continue;
      }
      // The first four characters tell whether another interchange begins here, whatever its delimiters.
      if (first === 0x49 && text.length - at >= 4 && beginsIsa(text, at)) {
        this.#leave();
        this.#receiver.nextIsa(base + at);
        return at;
      }
      const stop = text.indexOf(terminator, at);
      if (stop === -1) {
        if (text.length - at < 4 && !final) this.#carry = text.slice(at);
        else this.#keep(text, at);
        return text.length;
      }
      const ends = this.#segment(text, at, stop, base + at);
      at = stop + 1;
      if (ends) return at;
    }
    return at;
  }

  #keep(text: string, at: number): void {
    this.#pieces.add(text.slice(at), this.#base + at);
  }

  /** Tells the segment that came in pieces. @returns whether the interchange ends with it */
  #joined(): boolean {
    const { text, offset, tooLong } = this.#pieces.take();
    if (tooLong) {
      this.#receiver.tooLong(text, offset);
      return false;
    }
    return this.#segment(text, 0, text.length, offset);
  }

  #lastSegment(): void {
    if (this.#pieces.blank) {
      this.#pieces.take();
      return;
    }
    const { text: last, offset, tooLong } = this.#pieces.take();
    // A line break at the end of a file follows the terminator, where there is one.
    const text = last.slice(0, withoutLineBreaks(last, 0, last.length));
    this.#receiver.cutOff(text, offset);
    if (tooLong) this.#receiver.tooLong(text, offset);
    else this.#segment(text, 0, text.length, offset);
  }

  #segment(text: string, from: number, stop: number, offset: number): boolean {
    if (stop - from > this.#limits.segmentLength) {
      this.#receiver.tooLong(text.slice(from, from + 100), offset);
      return false;
    }
    const codes = this.#codes;
    if (!codes) return true;
    let to = this.#lines && stop > from && text.charCodeAt(stop - 1) === 13 ? stop - 1 : stop;
    const separator = codes.element;
    let head = from;
    while (head < to && text.charCodeAt(head) !== separator) head += 1;
    const id = this.#ids.at(text, from, head);
    if (id.envelope && isLineBreak(text.charCodeAt(to - 1))) {
      // Counts and control numbers have none: in data it would be data.
      to = withoutLineBreaks(text, head, to);
      this.#receiver.lineBreak(id.id, offset);
    }
    const elements: Element[] = [];
    if (head < to && !elementsOf(text, head + 1, to, codes, id.envelope, this.#limits.elements, elements))
      this.#receiver.tooMany(id.id, offset);
    const ends = this.#receiver.segment(id, elements, offset);
    if (ends) this.#leave();
    return ends;
  }

  #leave(): void {
    this.#codes = undefined;
  }
}

function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}

/** Where the line breaks before an end begin. */
function withoutLineBreaks(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && isLineBreak(text.charCodeAt(end - 1))) end -= 1;
  return end;
}
