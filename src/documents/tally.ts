import type { LocalDate } from './local-date.ts';

/** How many records of one kind there are. */
export interface TallyLine {
  /** What becomes of them: `would-be-sent`, `would-be-marked`, or a fate. */
  readonly outcome: string;
  /** Absent where no partner claims the party. */
  readonly partner?: string;
  /** The code of why, where there is one. */
  readonly cause?: string;
  /** SYSPRO's status; absent where it does not matter or the stream has none. */
  readonly status?: string;
  readonly count: number;
  /** How many of them are open in SYSPRO. */
  readonly open: number;
  readonly oldest?: LocalDate;
  readonly newest?: LocalDate;
}

/** Adds lines up, those of one outcome, partner, cause and status into one, in that order. */
export function tally(lines: Iterable<TallyLine>): TallyLine[] {
  const sums = new Map<string, TallyLine>();
  for (const line of lines) {
    const kind = JSON.stringify([line.outcome, line.partner ?? '', line.cause ?? '', line.status ?? '']);
    const sum = sums.get(kind);
    sums.set(kind, sum ? added(sum, line) : line);
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

function added(sum: TallyLine, line: TallyLine): TallyLine {
  const dates = [sum.oldest, sum.newest, line.oldest, line.newest].filter((date) => date !== undefined).toSorted();
  const oldest = dates.at(0);
  const newest = dates.at(-1);
  return {
    ...sum,
    count: sum.count + line.count,
    open: sum.open + line.open,
    ...(oldest !== undefined && { oldest }),
    ...(newest !== undefined && { newest }),
  };
}
