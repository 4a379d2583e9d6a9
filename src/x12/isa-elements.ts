import { delimiterCharacters, delimiterFaults, hasRepetition } from './delimiters.ts';
import { shown, type X12Finding } from './finding.ts';
import type { InterchangeHeader } from './types.ts';

/** ISA01 to ISA16, each of its length; what does not fit is among the findings. */
export function isaElements(interchange: InterchangeHeader, findings: X12Finding[]): string[] {
  const { delimiters } = interchange;
  for (const fault of delimiterFaults(delimiters, interchange.version)) {
    findings.push({ code: 'X12-DELIMITERS', severity: 'error', segment: 'ISA', message: `the delimiters ${fault}` });
  }
  const reserved = delimiterCharacters(delimiters);
  const exactly = (element: number, text: string, pattern: RegExp, form: string): string => {
    if (!pattern.test(text))
      findings.push({
        code: 'X12-ENVELOPE',
        severity: 'error',
        segment: 'ISA',
        element,
        value: shown(text),
        message: `is not ${form}`,
      });
    return text;
  };
  const padded = (element: number, text: string, length: number): string => {
    const form = `at most ${length} printable characters without a delimiter`;
    const fits =
      text.length <= length && /^[\x20-\x7e]*$/.test(text) && !reserved.some((character) => text.includes(character));
    return exactly(element, fits ? text.padEnd(length) : text, fits ? /^/ : /$^/, form);
  };
  const twoCharacters = /^[A-Z0-9]{2}$/;
  return [
    exactly(1, interchange.authorization.qualifier, twoCharacters, 'two capitals or digits'),
    padded(2, interchange.authorization.id, 10),
    exactly(3, interchange.security.qualifier, twoCharacters, 'two capitals or digits'),
    padded(4, interchange.security.id, 10),
    exactly(5, interchange.sender.qualifier, twoCharacters, 'two capitals or digits'),
    padded(6, interchange.sender.id, 15),
    exactly(7, interchange.receiver.qualifier, twoCharacters, 'two capitals or digits'),
    padded(8, interchange.receiver.id, 15),
    exactly(9, interchange.date, /^\d{6}$/, 'a date YYMMDD'),
    exactly(10, interchange.time, /^([01]\d|2[0-3])[0-5]\d$/, 'a time HHMM'),
    hasRepetition(interchange.version) ? (delimiters.repetition ?? '') : 'U',
    exactly(12, interchange.version, /^\d{5}$/, 'five digits'),
    exactly(13, interchange.control, /^\d{9}$/, 'nine digits'),
    exactly(14, interchange.acknowledgmentRequested, /^[01]$/, '0 or 1'),
    exactly(15, interchange.usage, /^[PTI]$/, 'P, T or I'),
    delimiters.component,
  ];
}
