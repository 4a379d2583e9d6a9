// Blank to underscore: digits, capitals, and what stands between them.
const first = 32;
const span = 64;

const ones: readonly string[] = Array.from({ length: span }, (_, code) => String.fromCharCode(first + code));
const twos: readonly string[] = ones.flatMap((one) => ones.map((two) => one + two));

/**
 * The same as `text.slice(from, to)`. Most elements are codes and numbers of one or two characters: those are there already, which is
 * several times as fast as to cut them out.
 */
export function cut(text: string, from: number, to: number): string {
  const length = to - from;
  if (length === 1 || length === 2) {
    const code = text.charCodeAt(from) - first;
    if (code >= 0 && code < span) {
      if (length === 1) return ones[code] ?? '';
      const next = text.charCodeAt(from + 1) - first;
      if (next >= 0 && next < span) return twos[code * span + next] ?? '';
    }
  }
  return length === 0 ? '' : text.substring(from, to);
}
