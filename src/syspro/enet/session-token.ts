import { inspect } from 'node:util';

/**
 * The id of a logged-on session, which every call passes as `UserId`. Wrapped so that it cannot slip into a log, an error
 * or a payload: it shows itself only to whoever asks for {@link SessionToken.verbatim}.
 */
export class SessionToken {
  readonly #id: string;
  constructor(id: string) {
    this.#id = id;
  }
  /** Exactly as SYSPRO sent it: 32 hexadecimal digits, `00` and two blanks in every recording. */
  get verbatim(): string {
    return this.#id;
  }
  toString(): string {
    return '[SYSPRO session]';
  }
  toJSON(): string {
    return this.toString();
  }
  [inspect.custom](): string {
    return this.toString();
  }
}
