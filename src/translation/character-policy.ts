import type { DocumentProfile } from '../partners/index.ts';
import { firstOutside } from '../x12/index.ts';
import type { Cell } from './cells/source.ts';

// What NFKD does not take apart but any reader would spell so.
const spellings: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '″': '"',
  '«': '"',
  '»': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '⁄': '/',
  '×': 'x',
  '•': '-',
  '·': '.',
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  þ: 'th',
  Þ: 'TH',
};

/** Accents dropped, typographic quotes and dashes plain, any white space or control character a blank. */
export function fold(text: string): string {
  return Array.from(text.normalize('NFKD'), (character) => spellings[character] ?? character)
    .join('')
    .replace(/\p{M}/gu, '')
    .replace(/\r\n|[\p{Zs}\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
}

/**
 * A cell's text as the partner takes it. What the profile refuses stays in the text, for validation to find.
 * @returns the text without blanks around it, and which characters were replaced
 */
export function applyCharacterPolicy(
  cell: Cell,
  profile: DocumentProfile,
): { readonly text: string; readonly replaced: readonly string[] } {
  const { characters, interchange } = profile;
  let text = cell.text.trim();
  if (cell.kind === 'free') {
    for (const [character, instead] of Object.entries(characters.replace)) text = text.replaceAll(character, instead);
    if (characters.fold) text = fold(text);
  }
  if (characters.upperCase) text = text.toUpperCase();
  if (cell.kind === 'code') return { text, replaced: [] };
  const replaced = new Set<string>();
  const { separators, unsupported } = characters;
  const delimiters = Object.values(interchange.delimiters);
  const result = Array.from(text, (character) => {
    if (delimiters.includes(character)) {
      if (separators === 'refuse') return character;
      replaced.add(character);
      return separators.replace;
    }
    if (firstOutside(character, characters.set) === undefined || unsupported === 'refuse') return character;
    replaced.add(character);
    return unsupported.replace;
  }).join('');
  const spaced = characters.blanks === 'single' ? result.replace(/ {2,}/g, ' ') : result;
  return { text: spaced.trim(), replaced: [...replaced] };
}
