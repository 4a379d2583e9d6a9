import { delimiterFaults } from '../delimiters.ts';
import { checkEnvelopeElements } from '../validation/envelope-elements.ts';
import { shown, type X12Finding } from '../finding.ts';
import { isaElements } from '../isa-elements.ts';
import { SegmentWriter } from './segment-writer.ts';
import type { Element, FunctionalGroup, Interchange } from '../types.ts';

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
 * @throws X12Unwritable when a field of the envelope does not fit or a control number is used twice, when the delimiters cannot be
 *   used or one stands inside a value, or when a segment of the envelope stands among a set's
 */
export function writeInterchange(interchange: Interchange, options: WriteOptions = {}): string {
  const findings: X12Finding[] = [];
  const suffix = options.suffix ?? '';
  checkDelimiters(interchange, suffix, findings);
  checkNumbers(interchange.groups, findings);
  const out = new SegmentWriter(interchange.delimiters, suffix, findings);
  const envelope = (id: 'TA1' | 'GS' | 'ST', elements: readonly Element[]): void => {
    checkEnvelopeElements(id, elements, (finding) => findings.push(finding));
    out.write(id, elements);
  };
  const isa = isaElements(interchange, findings);
  out.isa(isa);
  for (const { id, elements } of interchange.acknowledgments) {
    if (id === 'TA1') envelope('TA1', elements);
    else {
      const message = 'stands outside any transaction set, where only TA1 may';
      findings.push({ code: 'X12-ENVELOPE', severity: 'error', segment: shown(id), message });
    }
  }
  for (const group of interchange.groups) {
    envelope('GS', [
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
      envelope('ST', [set.id, set.control, set.implementation ?? '']);
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
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new X12Unwritable(errors);
  return out.text();
}

function checkDelimiters({ delimiters, version }: Interchange, suffix: string, findings: X12Finding[]): void {
  const faults = delimiterFaults(delimiters, version).map((fault) => `the delimiters ${fault}`);
  if (!/^[\r\n]*$/.test(suffix)) faults.push(`the suffix ${JSON.stringify(suffix)} is not a line break`);
  for (const message of faults) findings.push({ code: 'X12-DELIMITERS', severity: 'error', segment: 'ISA', message });
}

/** An answer names a set by GS01, GS06 and ST02. */
function checkNumbers(groups: readonly FunctionalGroup[], findings: X12Finding[]): void {
  const twice = (segment: 'GS' | 'ST', element: number, value: string, message: string): void =>
    void findings.push({
      code: 'X12-CONTROL-NUMBER',
      severity: 'error',
      segment,
      element,
      value: shown(value),
      message,
    });
  const seen = new Set<string>();
  for (const { functionalId, control, sets } of groups) {
    if (seen.has(`${functionalId}\0${control}`))
      twice('GS', 6, control, 'has a GS06 that an earlier group of the interchange has');
    seen.add(`${functionalId}\0${control}`);
    const inGroup = new Set<string>();
    for (const set of sets) {
      if (inGroup.has(set.control)) twice('ST', 2, set.control, 'has an ST02 that an earlier set of the group has');
      inGroup.add(set.control);
    }
  }
}
