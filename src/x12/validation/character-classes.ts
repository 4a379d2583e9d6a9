import type { CharacterSet } from '../characters.ts';
import { firstOutside } from '../characters.ts';

/** What all characters of a value have in common, as bits. */
export const inSet = 1;
export const digits = 2;
export const codeCharacters = 4;
export const numberCharacters = 8;
export const noDelimiter = 16;

/** The classes of each ASCII character, for one character set and the delimiters no value may contain. */
export function characterClasses(set: CharacterSet, delimiters: readonly string[]): Uint8Array {
  const classes = set === 'basic' ? basicClasses.slice() : extendedClasses.slice();
  for (const delimiter of delimiters) {
    const code = delimiter.charCodeAt(0);
    if (code < classes.length) classes[code] = (classes[code] ?? 0) & ~noDelimiter;
  }
  return classes;
}

/** What all characters of a text have in common; nothing, where there is one beyond ASCII. */
export function commonClasses(text: string, classes: Uint8Array): number {
  let common = inSet | digits | codeCharacters | numberCharacters | noDelimiter;
  let all = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    all |= code;
    common &= classes[code & 0x7f] ?? 0;
  }
  return all > 0x7f ? 0 : common;
}

function classesOf(set: CharacterSet): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => {
    const character = String.fromCharCode(code);
    return (
      (firstOutside(character, set) === undefined ? inSet : 0) |
      (/\d/.test(character) ? digits : 0) |
      (/[A-Z0-9]/.test(character) ? codeCharacters : 0) |
      (/[-.\d]/.test(character) ? numberCharacters : 0) |
      noDelimiter
    );
  });
}

const basicClasses: Readonly<Uint8Array> = classesOf('basic');
const extendedClasses: Readonly<Uint8Array> = classesOf('extended');
