import { timingSafeEqual } from 'node:crypto';

/** Answers whether an Authorization header is HTTP Basic with these credentials. */
export function basicAuthentication(username: string, password: string): (header: string | undefined) => boolean {
  const expected = Buffer.from(`${username}:${password}`);
  return (header) => {
    const given = Buffer.from(/^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header ?? '')?.[1] ?? '', 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
}

/** [INF] The realm Liberty names; only that it is Basic is known. */
export const challenge = 'Basic realm="B2BAPIs"';

/** [INF] Liberty answers 401 itself, before the API: a page, not the API's error object. */
export const unauthorizedPage = `<html><head><title>Error 401</title></head><body><h2>Error 401: SRVE0295E: Error reported: 401</h2></body></html>`;
