import type { X12Finding } from './finding.ts';
import { isaElements } from './isa-elements.ts';
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
