import type { TransactionSetEvent } from './read-event.ts';
import type { GroupHeader, InterchangeHeader, Segment, TransactionSet } from '../types.ts';

/** A transaction set whose segments are being read. */
export class SetAssembly {
  /** ST02. */
  readonly control: string;
  readonly #id: string;
  readonly #implementation: string | undefined;
  readonly #offset: number;
  readonly #limit: number;
  /** How many errors there had been when it began. */
  readonly #errorsBefore: number;
  readonly #segments: Segment[] = [];
  readonly #offsets: number[] = [];
  /** Segments that count and are not kept. */
  #skipped = 0;

  constructor(
    id: string,
    control: string,
    implementation: string | undefined,
    offset: number,
    limit: number,
    errorsBefore: number,
  ) {
    this.#id = id;
    this.control = control;
    this.#implementation = implementation;
    this.#offset = offset;
    this.#limit = limit;
    this.#errorsBefore = errorsBefore;
  }

  /** The place of the next segment; ST is 1. The place of SE is the count it must state. */
  get next(): number {
    return this.#segments.length + this.#skipped + 2;
  }

  /** @returns false for the first segment that is one too many; it and those after it are not kept */
  add(segment: Segment, offset: number): boolean {
    if (this.#segments.length >= this.#limit) {
      this.#skipped += 1;
      return this.#skipped > 1;
    }
    this.#segments.push(segment);
    this.#offsets.push(offset);
    return true;
  }

  /** Counts a segment that could not be read. */
  skip(): void {
    this.#skipped += 1;
  }

  /** The set as its reader tells it. @param errors how many there have been by now */
  event(interchange: InterchangeHeader, group: GroupHeader, errors: number): TransactionSetEvent {
    const set: TransactionSet = {
      id: this.#id,
      control: this.control,
      ...(this.#implementation === undefined ? {} : { implementation: this.#implementation }),
      segments: this.#segments,
    };
    return {
      kind: 'set',
      interchange,
      group,
      set,
      offset: this.#offset,
      segmentOffsets: this.#offsets,
      errors: errors - this.#errorsBefore,
    };
  }
}
