import { meaningOf } from './guides/dictionary/code-words.ts';
import { delimiterCharacters, hasRepetition } from './delimiters.ts';
import { isCalendarDate } from './validation/element-check.ts';
import { shown, type X12Finding } from './finding.ts';
import type { InterchangeHeader } from './types.ts';

/**
 * ISA01 to ISA16, each of its length; what does not fit is among the findings, and as a warning each qualifier that is not among the
 * known ones (data elements I01, I03, I05). Whether the delimiters separate is not asked here.
 */
export function isaElements(interchange: InterchangeHeader, findings: X12Finding[]): string[] {
  const { delimiters } = interchange;
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
  const identifier = (element: number, text: string): string => {
    if (text.trim() !== '') return padded(element, text, 15);
    return exactly(element, ' '.repeat(15), /^$/, 'an identifier: it is blank');
  };
  const qualifier = (element: number, text: string, list: string): string => {
    const known = !/^[A-Z0-9]{2}$/.test(text) || meaningOf(list, text) !== undefined;
    if (!known) {
      const message = `is not among the known codes of data element ${list}`;
      const at = { segment: 'ISA', element, value: text, rule: `code list ${list}` };
      findings.push({ code: 'X12-CODE', severity: 'warning', ...at, message });
    }
    return exactly(element, text, /^[A-Z0-9]{2}$/, 'two capitals or digits');
  };
  return [
    qualifier(1, interchange.authorization.qualifier, 'I01'),
    padded(2, interchange.authorization.id, 10),
    qualifier(3, interchange.security.qualifier, 'I03'),
    padded(4, interchange.security.id, 10),
    qualifier(5, interchange.sender.qualifier, 'I05'),
    identifier(6, interchange.sender.id),
    qualifier(7, interchange.receiver.qualifier, 'I05'),
    identifier(8, interchange.receiver.id),
    exactly(9, interchange.date, isCalendarDate(interchange.date) ? /^\d{6}$/ : /$^/, 'a date YYMMDD'),
    exactly(10, interchange.time, /^([01]\d|2[0-3])[0-5]\d$/, 'a time HHMM'),
    hasRepetition(interchange.version) ? (delimiters.repetition ?? '') : 'U',
    exactly(12, interchange.version, /^\d{5}$/, 'five digits'),
    exactly(13, interchange.control, /^(?!0{9})\d{9}$/, 'nine digits that are not all zero'),
    exactly(14, interchange.acknowledgmentRequested, /^[01]$/, '0 or 1'),
    exactly(15, interchange.usage, /^[PTI]$/, 'P, T or I'),
    delimiters.component,
  ];
}
