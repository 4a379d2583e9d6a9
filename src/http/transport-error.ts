/**
 * What is known of a request that got no answer.
 *
 * - `not-sent`: it certainly did not reach the server's application: no address, no connection, no TLS, or given up
 *   while connecting. Repeating it is safe, whatever it was.
 * - `unknown`: it may have been received and acted upon: a reset, or a time-out after the connection stood.
 */
export type TransportOutcome = 'not-sent' | 'unknown';

/**
 * A request without an HTTP answer. Made here and nowhere else, from facts only: the HTTP library puts whole addresses
 * into its messages, and SYSPRO's addresses hold the password. So nothing of the library's error is kept but its code.
 */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly outcome: TransportOutcome;
  /** The system's or library's short code: `ECONNREFUSED`, `ETIMEDOUT`, `CERT_HAS_EXPIRED`. */
  readonly reason: string;
  constructor(system: string, outcome: TransportOutcome, reason: string) {
    super(
      `${system} gave no answer (${reason}); the request ${outcome === 'not-sent' ? 'was not sent' : 'may have arrived'}`,
    );
    this.outcome = outcome;
    this.reason = reason;
  }
}
