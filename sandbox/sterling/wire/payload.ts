import { badRequest } from './api-error.ts';

/**
 * The bytes of a `payload` field.
 *
 * @param payload base64 (line breaks in it are fine), or the text itself where `isPlainText`
 * @param encoding the document's characterEncoding; UTF-8 where there is none [INF]
 * @throws ApiError 400 for what is not base64, and for an encoding the stand-in does not know
 */
export function payloadBytes(payload: string, isPlainText: boolean, encoding?: string | null): Buffer {
  if (isPlainText) return Buffer.from(payload, textEncoding(encoding));
  const compact = payload.replace(/\s+/g, '');
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) throw badRequest('payload: is not base64');
  return Buffer.from(compact, 'base64');
}

/** A payload as answers carry it. */
export function payloadText(bytes: Buffer, isPlainText: boolean, encoding?: string | null): string {
  return bytes.toString(isPlainText ? textEncoding(encoding) : 'base64');
}

function textEncoding(name: string | null | undefined): BufferEncoding {
  const known = encodings[(name ?? 'UTF-8').toUpperCase()];
  if (known === undefined) throw badRequest(`characterEncoding: ${name} is not known`);
  return known;
}

const encodings: Readonly<Record<string, BufferEncoding>> = {
  'UTF-8': 'utf8',
  'ISO-8859-1': 'latin1',
  'US-ASCII': 'latin1',
  'UTF-16LE': 'utf16le',
};
