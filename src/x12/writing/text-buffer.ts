const asciiCodes = 128;

/** A text being written. What is ASCII, nearly everything, is kept as bytes, so that it is not put together from thousands of pieces. */
export class TextBuffer {
  #before = '';
  #bytes = new Uint8Array(2048);
  #length = 0;

  /** Adds one ASCII character. */
  addCode(code: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#length] = code;
    this.#length += 1;
  }

  /**
   * Adds a text.
   * @param marks by ASCII code
   * @returns whether one of its characters is marked
   */
  add(text: string, marks: Uint8Array): boolean {
    const end = this.#length + text.length;
    if (end > this.#bytes.length) this.#grow(text.length);
    const bytes = this.#bytes;
    let [all, marked] = [0, 0];
    for (let from = 0, to = this.#length; to < end; from += 1, to += 1) {
      const code = text.charCodeAt(from);
      all |= code;
      marked |= marks[code & (asciiCodes - 1)] ?? 0;
      bytes[to] = code;
    }
    if (all >= asciiCodes) return this.#addBeyondAscii(text, marks);
    this.#length = end;
    return marked !== 0;
  }

  toString(): string {
    return this.#before + this.#written();
  }

  #addBeyondAscii(text: string, marks: Uint8Array): boolean {
    this.#before += this.#written() + text;
    this.#length = 0;
    return Array.from(text).some((character) => (marks[character.charCodeAt(0)] ?? 0) !== 0);
  }

  #written(): string {
    return new TextDecoder().decode(this.#bytes.subarray(0, this.#length));
  }

  #grow(by: number): void {
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + by));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
