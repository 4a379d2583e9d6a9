/** A request the OData service refuses: `{"error":{"code":"","message":"…"}}` with its status. The wording is inferred. */
export class ODataError extends Error {
  override readonly name = 'ODataError';
  readonly status: 400 | 404;
  constructor(status: 400 | 404, message: string) {
    super(message);
    this.status = status;
  }
}

/** The refusal of a query option. */
export function invalidQuery(reason: string): ODataError {
  return new ODataError(400, `The query specified in the URI is not valid. ${reason}`);
}
