/**
 * Text as PostgreSQL can keep it, in columns of text and of JSON. It has no zero character, and of a surrogate pair no half: where a partner's
 * text has one, or was cut within a pair, U+FFFD stands for it.
 */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** JSON whose texts PostgreSQL can keep. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? storableText(part) : part));
}
