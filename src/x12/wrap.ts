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
 * The text without the line breaks of wrapped lines, for the reader. A text whose segments end with a line break is returned as it
 * is: it cannot have been wrapped. In any other no line break is data, for it is outside X12's character sets.
 */
export function unwrapped(text: string): string {
  const start = text.indexOf('ISA');
  if (start === -1 || !/[\r\n]/.test(text)) return text;
  const flat = text.replace(/[\r\n]/g, '');
  // The ISA's terminator is its 106th character. Where breaks were terminators, the next segment's identifier stands there.
  const terminator = flat[flat.indexOf('ISA') + 105] ?? '';
  return /[A-Z0-9]/.test(terminator) ? text : flat;
}
