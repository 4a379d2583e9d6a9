/** A line break as files have it. */
export type LineBreak = '\n' | '\r\n';

/**
 * A text cut into lines of so many characters, wherever segments end, as some networks carry interchanges. The last line may be
 * shorter and has no break.
 */
export function wrapped(text: string, columns: number, lineBreak: LineBreak): string {
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += columns) lines.push(text.slice(at, at + columns));
  return lines.join(lineBreak);
}

/**
 * The text without the line breaks of wrapped lines, for the reader. Lines of a wrapped text have one length, but for the last, and
 * for the last before another interchange; any other text is returned as it is, with whatever breaks follow its segments or end them.
 * White space and a byte order mark before the first line are no part of it and stay.
 */
export function unwrapped(text: string): string {
  const start = text.length - text.trimStart().length;
  const lines = text.slice(start).split(/\r?\n/);
  while (lines.at(-1) === '') lines.pop();
  const columns = lines[0]?.length ?? 0;
  const isWrapped =
    lines.length > 1 &&
    lines[0]?.startsWith('ISA') === true &&
    lines.every(
      ({ length }, index) => length === columns || (length < columns && (lines[index + 1]?.startsWith('ISA') ?? true)),
    );
  if (!isWrapped) return text;
  const flat = lines.join('');
  // The ISA's terminator is its 106th character. Where breaks were terminators, the next segment's identifier stands there.
  return /[A-Z0-9]/.test(flat[105] ?? '') ? text : text.slice(0, start) + flat;
}
