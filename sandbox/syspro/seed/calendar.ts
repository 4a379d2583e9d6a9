const day = 86_400_000;

/** The calendar day of an instant in UTC, `YYYY-MM-DD`. The sandbox's company works in UTC. */
export function calendarDay(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** The day that is `days` after the given one (before it, when negative). */
export function addDays(date: string, days: number): string {
  return calendarDay(new Date(Date.parse(`${date}T00:00:00Z`) + days * day));
}
