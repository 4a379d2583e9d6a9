/** Whom to tell of text between interchanges; offsets count characters from the beginning of the whole text. */
export interface OutsideReceiver {
  /** Something stands outside any interchange: {@link value} is its beginning. */
  outside(value: string, offset: number): void;
  byteOrderMark(offset: number): void;
}

// One more than findings show, so that they see that something was left out.
const kept = 81;

/** Text between interchanges: its beginning is kept, white space around it does not count. */
export class OutsideText {
  readonly #receiver: OutsideReceiver;
  #head = '';
  #offset = 0;
  #more = false;
  #marked = false;

  constructor(receiver: OutsideReceiver) {
    this.#receiver = receiver;
  }

  add(piece: string, offset: number): void {
    if (piece === '') return;
    const mark = this.#marked ? -1 : piece.indexOf('\u{feff}');
    if (mark !== -1) {
      this.#marked = true;
      this.#receiver.byteOrderMark(offset + mark);
    }
    const text = this.#head === '' ? piece.trimStart() : piece;
    if (text === '') return;
    if (this.#head === '') this.#offset = offset + piece.length - text.length;
    const room = kept - this.#head.length;
    this.#head += text.slice(0, room);
    this.#more ||= text.length > room && text.slice(room).trim() !== '';
  }

  /** Tells of the text, if there was any. */
  end(): void {
    if (this.#head !== '') this.#receiver.outside(this.#more ? this.#head : this.#head.trimEnd(), this.#offset);
    this.#head = '';
    this.#more = false;
    this.#marked = false;
  }
}
