/**
 * Text of another party on a terminal: what would move the cursor, clear the screen, set a title or turn the direction of writing is shown as
 * a point. Line ends are such too, for they would begin a line of ours.
 */
export function printable(text: string): string {
  return text.toWellFormed().replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]/gu, '·');
}

/** The same of a text of several lines, whose line ends and tabs stay. */
export function printableLines(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .split(/([\n\t])/)
    .map((part) => (part === '\n' || part === '\t' ? part : printable(part)))
    .join('');
}
