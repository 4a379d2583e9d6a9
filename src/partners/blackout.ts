import { addDays, localDate, type LocalDate } from '../documents/local-date.ts';
import { offsetAt } from '../documents/time-zone.ts';
import type { DocumentProfile } from './profile.ts';

/** A window of each week in which nothing is posted to a partner, by the wall clock of its zone. */
export type BlackoutWindow = DocumentProfile['sterling']['blackouts'][number];

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

// Windows that follow on one another for so long leave no time to post in; the end told then is that of the search, and one looks again.
const farthest = 14 * 86_400_000;

/**
 * Whether an instant lies in a blackout, and when that is over. Pure. Windows that touch or overlap are one: the end is the first instant at
 * which something may be posted.
 *
 * A window begins when the clock first shows its time, or has skipped it, and ends when the clock shows its end for good: an hour that comes
 * twice is in it both times.
 * @param companyZone the IANA zone of windows that name none
 */
export function blackoutAt(
  windows: readonly BlackoutWindow[],
  instant: Date,
  companyZone: string,
): { readonly until: Date } | undefined {
  let end = instant.getTime();
  for (;;) {
    const longer = Math.max(...windows.map((window) => endOf(window, end, companyZone)), end);
    if (longer === end || longer - instant.getTime() > farthest) {
      end = longer;
      break;
    }
    end = longer;
  }
  return end > instant.getTime() ? { until: new Date(end) } : undefined;
}

/** When the window that an instant lies in ends; the instant itself where it lies in none. */
function endOf({ days, from, to, timeZone }: BlackoutWindow, instant: number, companyZone: string): number {
  const zone = timeZone ?? companyZone;
  const today = localDate(new Date(instant), zone);
  const ends = [addDays(today, -1), today]
    .filter((day) => days.includes(weekdayOf(day)))
    .filter((day) => beginning(day, from, zone) <= instant)
    .map((day) => ending(to > from ? day : addDays(day, 1), to, zone));
  return Math.max(...ends, instant);
}

function weekdayOf(day: LocalDate): BlackoutWindow['days'][number] {
  return weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'sun';
}

/** The first instant at which the clock shows a day and time, or a later one. */
function beginning(day: LocalDate, time: string, zone: string): number {
  const { shown, skippedAt } = instantsOf(day, time, zone);
  return shown[0] ?? skippedAt();
}

/** The first instant after the last at which the clock shows less than a day and time. */
function ending(day: LocalDate, time: string, zone: string): number {
  const { asUtc, shown, skippedAt } = instantsOf(day, time, zone);
  // Where the clock is put back to just this time, it had shown it before, and nothing less since.
  const last = shown.findLast((instant) => instant - 1 + offsetAt(instant - 1, zone) < asUtc);
  return last ?? shown[0] ?? skippedAt();
}

/** The instants, two at most, at which the clock of a zone shows a day and time; where it shows it never, when it skips it. */
function instantsOf(
  day: LocalDate,
  time: string,
  zone: string,
): { readonly asUtc: number; readonly shown: readonly number[]; readonly skippedAt: () => number } {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  // The zone's offsets on either side of any change near it.
  const [before = 0, after = 0] = [-86_400_000, 86_400_000].map((away) => offsetAt(asUtc + away, zone));
  const shown = [...new Set([asUtc - before, asUtc - after])]
    .filter((instant) => instant + offsetAt(instant, zone) === asUtc)
    .toSorted((a, b) => a - b);
  return { asUtc, shown, skippedAt: () => changeBetween(asUtc - after, asUtc - before, zone) };
}

/** The instant between two others at which a zone's offset changes. */
function changeBetween(early: number, late: number, zone: string): number {
  const offset = offsetAt(early, zone);
  let [low, high] = [early, late];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, zone) === offset) low = middle;
    else high = middle;
  }
  return high;
}
