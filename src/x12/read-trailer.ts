import type { ReadFindings } from './read-findings.ts';

/** Checks SE, GE or IEA: its count against what is there, its control number against the header's. */
export function checkTrailer(
  segment: string,
  offset: number,
  [stated = '', number = '']: readonly string[],
  count: number,
  control: string,
  findings: ReadFindings,
): void {
  if (!/^\d+$/.test(stated) || Number(stated) !== count) {
    const message = `counts ${stated || 'nothing'} where there are ${count}`;
    findings.add('X12-COUNT', { segment, offset, element: 1, value: stated }, message);
  }
  if (number !== control) {
    const message = `has ${number || 'no number'} where its header has ${control}`;
    findings.add('X12-CONTROL-NUMBER', { segment, offset, element: 2, value: number }, message);
  }
}
