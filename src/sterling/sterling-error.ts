/**
 * What is known of a request that did not end well. It speaks of that one request: of a post it decides what may be
 * done next, a read takes no effect and may be repeated whatever it says.
 *
 * - `not-received`: it certainly took no effect, and a later repeat may succeed: no connection, no TLS, 401, 403.
 * - `refused`: a 4xx is an answer. It took no effect, and a repeat of the same request will not help.
 * - `unknown`: it may have taken effect: a 5xx, a reset, a time-out, a success nobody can read. Look before repeating.
 */
export type SterlingOutcome = 'not-received' | 'refused' | 'unknown';

/** The stable codes of the Sterling adapter; each is explained in docs/reference/sterling-settings.md. */
export type SterlingErrorCode =
  | 'STERLING-UNREACHABLE'
  | 'STERLING-TLS'
  | 'STERLING-WRONG-ADDRESS'
  | 'STERLING-CREDENTIALS'
  | 'STERLING-FORBIDDEN'
  | 'STERLING-BUSY'
  | 'STERLING-NOT-FOUND'
  | 'STERLING-REFUSED'
  | 'STERLING-NO-ANSWER'
  | 'STERLING-OUTCOME-UNKNOWN'
  | 'STERLING-SERVER-ERROR'
  | 'STERLING-ANSWER-UNREADABLE';

export interface SterlingErrorDetails {
  readonly code: SterlingErrorCode;
  readonly outcome: SterlingOutcome;
  /**
   * Never holds a secret: made of the method, the path, the status and at most 200 characters of the server's text; of a resource that
   * holds people's data neither the item's key nor the server's text.
   */
  readonly message: string;
  /** At most 200 characters of the server's text, where the message may not have it. */
  readonly privateText?: string;
  /** What to do about it. */
  readonly fix: string;
  readonly status?: number;
  /** The code the product puts before its error texts, `API000NNN`. */
  readonly apiCode?: string;
  readonly alreadyExists?: boolean;
}

/** A request to Sterling that did not do what it was for. It has no cause on purpose: see TransportError. */
export class SterlingError extends Error {
  override readonly name = 'SterlingError';
  readonly code: SterlingErrorCode;
  readonly outcome: SterlingOutcome;
  readonly fix: string;
  readonly status?: number;
  readonly apiCode?: string;
  /** Whether the API refused a create because there is such an item: in words only, which may be about another field of it. */
  readonly alreadyExists: boolean;
  // No property: loggers write all of an error's own.
  readonly #privateText: string | undefined;
  constructor(details: SterlingErrorDetails) {
    super(details.message);
    this.#privateText = details.privateText;
    this.code = details.code;
    this.outcome = details.outcome;
    this.fix = details.fix;
    this.status = details.status;
    this.apiCode = details.apiCode;
    this.alreadyExists = details.alreadyExists ?? false;
  }

  /** The message with all that the server said, which may hold a partner's data: for the ledger, never for a log or a history. */
  privateMessage(): string {
    return this.#privateText === undefined ? this.message : `${this.message}: ${this.#privateText}`;
  }
}
