/** X12's basic character set (capitals, digits, some punctuation) or the extended one (all of printable ASCII). */
export type CharacterSet = 'basic' | 'extended';

const outside: Record<CharacterSet, RegExp> = {
  basic: /[^A-Z0-9 !"&'()*+,\-./:;?=]/u,
  extended: /[^\x20-\x7e]/u,
};

/** The first character of a text that is outside the set, or undefined. A surrogate pair counts as one character. */
export function firstOutside(text: string, set: CharacterSet): string | undefined {
  return outside[set].exec(text)?.[0];
}

/** A character as a message can show it: itself and its code point. */
export function nameOfCharacter(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /^[\p{C}\p{Z}]$/u.test(character) ? `U+${code}` : `${character} (U+${code})`;
}
