// What is kept of a segment that is too long: more than findings show.
const beginning = 100;

/** A segment whose text arrives in pieces. Of one that is too long only the beginning is kept. */
export class SegmentPieces {
  readonly #limit: number;
  #pieces: string[] = [];
  #length = 0;
  #offset = 0;
  #blank = true;
  #tooLong = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get empty(): boolean {
    return this.#length === 0;
  }

  /** Whether there is nothing but white space. */
  get blank(): boolean {
    return this.#blank;
  }

  /** @param offset of the piece in the whole text; the first one's is the segment's */
  add(piece: string, offset: number): void {
    if (this.#length === 0) this.#offset = offset;
    this.#length += piece.length;
    this.#blank &&= piece.trim() === '';
    if (this.#tooLong) return;
    this.#pieces.push(piece);
    if (this.#length <= this.#limit) return;
    this.#tooLong = true;
    this.#pieces = [this.#pieces.join('').slice(0, beginning)];
  }

  /** The segment, and none from now on. */
  take(): { readonly text: string; readonly offset: number; readonly tooLong: boolean } {
    const taken = { text: this.#pieces.join(''), offset: this.#offset, tooLong: this.#tooLong };
    this.#pieces = [];
    this.#length = 0;
    this.#blank = true;
    this.#tooLong = false;
    return taken;
  }
}
