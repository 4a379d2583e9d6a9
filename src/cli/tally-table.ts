import type { TallyLine } from '../documents/tally.ts';
import { table } from './table.ts';

/** What would become of how many records, as a table. */
export function tallyTable(lines: readonly TallyLine[]): string {
  return table(
    ['What', 'Partner', 'Cause', 'Status', 'How many', 'Open', 'Oldest', 'Newest'],
    lines.map(({ outcome, partner, cause, status, count, open, oldest, newest }) => [
      outcome,
      partner ?? '',
      cause ?? '',
      status ?? '',
      String(count),
      String(open),
      oldest ?? '',
      newest ?? '',
    ]),
  );
}

/** How many records of an outcome there are, or of all. */
export function countOf(lines: readonly TallyLine[], outcome?: string): number {
  return lines.reduce((sum, line) => sum + (outcome === undefined || line.outcome === outcome ? line.count : 0), 0);
}
