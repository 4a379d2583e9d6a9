import { EnvelopeAssembly } from '../reading/envelope-assembly.ts';
import { isIsa } from '../reading/interchange-header.ts';
import { defaultReadLimits } from '../reading/read-limits.ts';
import type { ReadEvent } from '../reading/read-event.ts';
import type { SegmentId } from '../segment-ids.ts';
import { Tokenizer, type TokenReceiver } from '../reading/tokenizer.ts';
import type { Delimiters, Element } from '../types.ts';

/** A segment as it stands in a text, of whatever set, or of none. */
export interface TextSegment {
  readonly id: string;
  readonly elements: readonly Element[];
  /** Where it begins in the text. */
  readonly offset: number;
}

/** All segments of a text, and what the reader tells of them, each event with the offset of the segment it came with. */
export interface TextSegments {
  readonly segments: readonly TextSegment[];
  readonly events: readonly { readonly event: ReadEvent; readonly offset: number }[];
}

/** Cuts a text into segments by the reader's own machine, and leaves none out that has no place in an envelope. */
export function segmentsOfText(text: string): TextSegments {
  const receiver = new Recording();
  const tokenizer = new Tokenizer(receiver, defaultReadLimits);
  tokenizer.push(text);
  tokenizer.end();
  return receiver;
}

/** Writes down segments and events on their way to the reader. */
class Recording implements TokenReceiver, TextSegments {
  readonly segments: TextSegment[] = [];
  readonly events: { event: ReadEvent; offset: number }[] = [];
  #offset = 0;
  readonly #assembly = new EnvelopeAssembly(
    (event) => void this.events.push({ event, offset: this.#offset }),
    defaultReadLimits,
  );

  isa(text: string, offset: number): Delimiters | undefined {
    this.#offset = offset;
    if (isIsa(text)) {
      const elements = text
        .slice(4, 105)
        .split(text.charAt(3))
        .map((element) => element.trimEnd());
      this.segments.push({ id: 'ISA', elements, offset });
    }
    return this.#assembly.isa(text, offset);
  }

  segment(id: SegmentId, elements: Element[], offset: number): boolean {
    this.#offset = offset;
    this.segments.push({ id: id.id, elements, offset });
    return this.#assembly.segment(id, elements, offset);
  }

  nextIsa(offset: number): void {
    this.#assembly.nextIsa(offset);
  }

  blanks(offset: number): void {
    this.#assembly.blanks(offset);
  }

  lineBreak(id: string, offset: number): void {
    this.#assembly.lineBreak(id, offset);
  }

  cutOff(value: string, offset: number): void {
    this.#assembly.cutOff(value, offset);
  }

  tooLong(value: string, offset: number): void {
    this.#assembly.tooLong(value, offset);
  }

  tooMany(id: string, offset: number): void {
    this.#assembly.tooMany(id, offset);
  }

  outside(value: string, offset: number): void {
    this.#assembly.outside(value, offset);
  }

  byteOrderMark(offset: number): void {
    this.#assembly.byteOrderMark(offset);
  }

  end(offset: number): void {
    this.#assembly.end(offset);
  }
}
