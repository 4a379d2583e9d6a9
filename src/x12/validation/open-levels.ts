/** The levels of a ship notice that have not ended: the last HL and those above it, outermost first. */
export class OpenLevels<Level extends { readonly number: string; readonly code: string }> {
  readonly #levels: Level[] = [];
  /** Of each HL01 among them, the place of the outermost. */
  readonly #places = new Map<string, number>();
  /** How many there are of each HL03, in the order of the outermost of each. */
  readonly #counts = new Map<string, number>();

  push(level: Level): void {
    if (!this.#places.has(level.number)) this.#places.set(level.number, this.#levels.length);
    this.#counts.set(level.code, (this.#counts.get(level.code) ?? 0) + 1);
    this.#levels.push(level);
  }

  /** Ends those below the one with this HL01, which is returned; all of them, where there is none. */
  downTo(number: string): Level | undefined {
    const place = this.#places.get(number) ?? -1;
    while (this.#levels.length > place + 1) this.#pop();
    return this.#levels[place];
  }

  /** Their HL03s, each once. */
  codes(): string[] {
    return [...this.#counts.keys()];
  }

  #pop(): void {
    const level = this.#levels.pop();
    if (!level) return;
    if (this.#places.get(level.number) === this.#levels.length) this.#places.delete(level.number);
    const left = (this.#counts.get(level.code) ?? 0) - 1;
    if (left > 0) this.#counts.set(level.code, left);
    else this.#counts.delete(level.code);
  }
}
