/** Numbers from 0 up to 1 that a seed decides (mulberry32). */
export type Random = () => number;

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

type Mutation = (text: string, random: Random) => string;

const marks = '*~>|:^\n\r\x1c\x1d\0\u{feff} é€A0';

/** A place and a place after it, not far away. */
function span(text: string, random: Random, longest = 60): [from: number, to: number] {
  const from = below(random, text.length + 1);
  return [from, Math.min(text.length, from + below(random, longest))];
}

const mutations: readonly Mutation[] = [
  // a character replaced, by any or by one that means something
  (text, random) => {
    const at = below(random, text.length + 1);
    const by = random() < 0.5 ? String.fromCharCode(below(random, 256)) : (marks[below(random, marks.length)] ?? '');
    return text.slice(0, at) + by + text.slice(at + 1);
  },
  // deleted
  (text, random) => {
    const [from, to] = span(text, random);
    return text.slice(0, from) + text.slice(to);
  },
  // doubled
  (text, random) => {
    const [from, to] = span(text, random, 200);
    return text.slice(0, to) + text.slice(from, to) + text.slice(to);
  },
  // two segments changed places
  (text, random) => {
    const lines = text.split('~');
    const [one, other] = [below(random, lines.length), below(random, lines.length)];
    const [first = '', second = ''] = [lines[one], lines[other]];
    lines[one] = second;
    lines[other] = first;
    return lines.join('~');
  },
  // a segment moved away, or repeated often
  (text, random) => {
    const lines = text.split('~');
    const at = below(random, lines.length);
    const line = lines[at] ?? '';
    lines.splice(at, 1, ...(random() < 0.5 ? [] : Array.from({ length: below(random, 40) }, () => line)));
    return lines.join('~');
  },
  // cut off
  (text, random) => text.slice(0, below(random, text.length + 1)),
  // begun later
  (text, random) => text.slice(below(random, text.length + 1)),
  // one character for another throughout: separators, often
  (text, random) => {
    const from = marks[below(random, marks.length)] ?? '*';
    return text.replaceAll(from, marks[below(random, marks.length)] ?? '~');
  },
  // noise
  (text, random) => {
    const at = below(random, text.length + 1);
    const noise = Array.from({ length: below(random, 80) }, () => String.fromCharCode(below(random, 256))).join('');
    return text.slice(0, at) + noise + text.slice(at);
  },
  // one after the other
  (text, random) => text + text.slice(below(random, text.length + 1)),
];

/** The text after one to six mutations. */
export function mutated(text: string, random: Random): string {
  let result = text;
  for (let left = 1 + below(random, 6); left > 0; left -= 1)
    result = (mutations[below(random, mutations.length)] ?? ((same) => same))(result, random);
  return result;
}

/** Any bytes. */
export function noise(random: Random): Uint8Array {
  return Uint8Array.from({ length: below(random, 2000) }, () => below(random, 256));
}
