import type { Received } from './https-server.ts';

/** A part of a form as a server reads it. */
export interface ReceivedPart {
  /** Absent for a plain field. */
  readonly fileName?: string;
  readonly bytes: Buffer;
  readonly text: string;
}

/** The parts of a form by name; undefined for a body that is none by RFC 7578. Written without a look at the client's writer. */
export function partsOf({
  headers,
  bytes,
}: Pick<Received, 'headers' | 'bytes'>): Record<string, ReceivedPart> | undefined {
  const boundary = /boundary=([^;]+)$/.exec(headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return undefined;
  const parts: Record<string, ReceivedPart> = {};
  const opening = `--${boundary}\r\n`;
  // latin1 keeps one character for each byte.
  const whole = bytes.toString('latin1');
  if (!whole.startsWith(opening) || !whole.endsWith(`\r\n--${boundary}--\r\n`)) return undefined;
  const pieces = whole.slice(opening.length, -`\r\n--${boundary}--\r\n`.length).split(`\r\n${opening}`);
  for (const piece of pieces) {
    const end = piece.indexOf('\r\n\r\n');
    const [, name, fileName] =
      /^Content-Disposition: form-data; name="([^"]+)"(?:; filename="([^"]+)")?(?:\r\n|$)/.exec(piece.slice(0, end)) ??
      [];
    if (end < 0 || name === undefined || name in parts) return undefined;
    const content = Buffer.from(piece.slice(end + 4), 'latin1');
    parts[name] = { ...(fileName !== undefined && { fileName }), bytes: content, text: content.toString('utf8') };
  }
  return parts;
}
