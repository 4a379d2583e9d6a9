import { randomBytes } from 'node:crypto';

/** One part of a form: a field, or a file with its name. */
export type Part =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly fileName: string; readonly bytes: Uint8Array };

/**
 * A body of `multipart/form-data` (RFC 7578), made by hand because the bytes of a file must arrive as they are and the
 * product takes a message's name from the file's: nothing here rewrites line ends, escapes a name or guesses at a type.
 */
export class Multipart {
  readonly contentType: string;
  readonly bytes: Uint8Array;

  /** @throws RangeError for a name or value that its place in the form cannot hold */
  constructor(parts: readonly Part[]) {
    const chunks = parts.map((part) => ('bytes' in part ? fileOf(part) : fieldOf(part)));
    const boundary = boundaryFor(chunks);
    this.contentType = `multipart/form-data; boundary=${boundary}`;
    this.bytes = Buffer.concat([
      ...chunks.flatMap((chunk) => [Buffer.from(`--${boundary}\r\n`), ...chunk, Buffer.from('\r\n')]),
      Buffer.from(`--${boundary}--\r\n`),
    ]);
  }
}

function fieldOf({ name, value }: { readonly name: string; readonly value: string }): Uint8Array[] {
  if (/[\r\n]/.test(value)) throw new RangeError(`the form field ${name} has a line break`);
  return [Buffer.from(`Content-Disposition: form-data; name="${quotable(name)}"\r\n\r\n${value}`)];
}

function fileOf({
  name,
  fileName,
  bytes,
}: {
  readonly name: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}): Uint8Array[] {
  const disposition = `Content-Disposition: form-data; name="${quotable(name)}"; filename="${quotable(fileName)}"`;
  return [Buffer.from(`${disposition}\r\nContent-Type: application/octet-stream\r\n\r\n`), bytes];
}

/** A text that stands between quotes as it is: what would have to be escaped, servers unescape in different ways. */
function quotable(text: string): string {
  if (!/^[\x20-\x7e]+$/.test(text) || /["\\]/.test(text))
    throw new RangeError('a name in a form is of plain characters, without quotes and backslashes');
  return text;
}

/** A boundary no part holds. */
function boundaryFor(chunks: readonly (readonly Uint8Array[])[]): string {
  for (;;) {
    const boundary = `syspro-sterling-${randomBytes(16).toString('hex')}`;
    if (
      !chunks.flat().some((chunk) => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).includes(boundary))
    )
      return boundary;
  }
}
