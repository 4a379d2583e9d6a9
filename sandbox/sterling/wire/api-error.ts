/**
 * An answer other than success, as the API gives it: `{"errorCode": <HTTP status>, "errorDescription": "API000NNN: …"}`.
 * Conflicts such as "already exists" are 400, not 409.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  constructor(status: number, apiCode: ApiCode, text: string) {
    super(`${apiCodes[apiCode]}: ${text}`);
    this.status = status;
  }

  /** The body on the wire. */
  get body(): { readonly errorCode: number; readonly errorDescription: string } {
    return { errorCode: this.status, errorDescription: this.message };
  }
}

/**
 * [INF] That descriptions begin with API and six digits is seen in the field; which number means what is not published.
 * These numbers are ours, from a range of their own so that nobody takes them for the product's.
 */
const apiCodes = {
  badRequest: 'API000901',
  notFound: 'API000902',
  duplicate: 'API000903',
  unknownMailbox: 'API000904',
  unknownDocument: 'API000905',
  extractability: 'API000906',
  notExtractable: 'API000907',
  mediaType: 'API000908',
  unknownCommunity: 'API000909',
  forbidden: 'API000910',
  tooMany: 'API000911',
  server: 'API000999',
} as const;

export type ApiCode = keyof typeof apiCodes;

/** 400: a field of the request is missing or wrong. */
export function badRequest(text: string): ApiError {
  return new ApiError(400, 'badRequest', text);
}

/** 404: no such item, or no such resource. */
export function notFound(text: string): ApiError {
  return new ApiError(404, 'notFound', text);
}
