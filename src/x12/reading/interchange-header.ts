import { hasRepetition } from '../delimiters.ts';
import type { Delimiters, InterchangeHeader } from '../types.ts';

/** The characters of an ISA, its segment terminator among them. */
export const isaLength = 106;

// The offsets of the sixteen element separators of an ISA: after ISA and after each of ISA01 to ISA15.
const separators = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103] as const;

/** Whether a text is 106 characters with an element separator at each of the sixteen places of an ISA. */
export function isIsa(text: string): boolean {
  return text.length === isaLength && separators.every((at) => text[at] === text[3]);
}

/** The delimiters by their places in an ISA: offsets 3, 82 (ISA12 from 00402 on), 104 and 105. */
export function delimitersOf(isa: string): Delimiters {
  const [element = '', repetition = '', component = '', segment = ''] = [isa[3], isa[82], isa[104], isa[105]];
  return hasRepetition(isa.slice(84, 89))
    ? { element, component, segment, repetition }
    : { element, component, segment };
}

/** What an ISA of the right length says; the identifiers without the blanks they are padded with. */
export function headerOf(isa: string, delimiters: Delimiters): InterchangeHeader {
  return {
    authorization: { qualifier: isa.slice(4, 6), id: isa.slice(7, 17).trimEnd() },
    security: { qualifier: isa.slice(18, 20), id: isa.slice(21, 31).trimEnd() },
    sender: { qualifier: isa.slice(32, 34), id: isa.slice(35, 50).trimEnd() },
    receiver: { qualifier: isa.slice(51, 53), id: isa.slice(54, 69).trimEnd() },
    date: isa.slice(70, 76),
    time: isa.slice(77, 81),
    version: isa.slice(84, 89),
    control: isa.slice(90, 99),
    acknowledgmentRequested: isa.slice(100, 101),
    usage: isa.slice(102, 103),
    delimiters,
  };
}

/** Whether an ISA begins at a place of a text that has at least four characters from there on. */
export function beginsIsa(text: string, at: number): boolean {
  return (
    text.charCodeAt(at) === 0x49 &&
    text.charCodeAt(at + 1) === 0x53 &&
    text.charCodeAt(at + 2) === 0x41 &&
    /^[^A-Za-z0-9\s]/.test(text.charAt(at + 3))
  );
}
