import { delimiterCharacters, delimiterFaults, hasRepetition } from './delimiters.ts';
import { shown, type X12Finding } from './finding.ts';
import { SegmentWriter } from './segment-writer.ts';
import type { Interchange } from './types.ts';

/** An interchange cannot be written; {@link findings} is everything wrong with it. */
export class X12Unwritable extends Error {
  override readonly name = 'X12Unwritable';
  readonly findings: readonly X12Finding[];
  constructor(findings: readonly X12Finding[]) {
    super(
      findings
        .map((f) => `${f.segment}${f.element === undefined ? '' : String(f.element).padStart(2, '0')} ${f.message}`)
        .join('; '),
    );
    this.findings = findings;
  }
}

export interface WriteOptions {
  /** What follows each segment terminator: nothing (the default), LF or CR LF. */
  readonly suffix?: string;
}

/**
 * The text of an interchange. The ISA is exactly 106 characters with its terminator; SE01, GE01, IEA01 and the control
 * numbers of the trailers are computed; trailing empty elements and segments without data are not written. The same
 * interchange gives the same text.
 * @throws X12Unwritable when an envelope field does not fit, or a delimiter stands inside a value
 */
export function writeInterchange(interchange: Interchange, options: WriteOptions = {}): string {
  const findings: X12Finding[] = [];
  const out = new SegmentWriter(interchange.delimiters, options.suffix ?? '', findings);
  const isa = isaElements(interchange, findings);
  out.isa(isa);
  for (const acknowledgment of interchange.acknowledgments) out.write(acknowledgment.id, acknowledgment.elements);
  for (const group of interchange.groups) {
    out.write('GS', [
      group.functionalId,
      group.sender,
      group.receiver,
      group.date,
      group.time,
      group.control,
      group.agency,
      group.version,
    ]);
    for (const set of group.sets) {
      const before = out.written;
      out.write('ST', [set.id, set.control, set.implementation ?? '']);
      let position = 2;
      for (const segment of set.segments) {
        out.write(segment.id, segment.elements, position);
        position += 1;
      }
      out.write('SE', [String(out.written - before + 1), set.control]);
    }
    out.write('GE', [String(group.sets.length), group.control]);
  }
  out.write('IEA', [String(interchange.groups.length), interchange.control]);
  if (findings.length > 0) throw new X12Unwritable(findings);
  return out.text();
}

function isaElements(interchange: Interchange, findings: X12Finding[]): string[] {
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
