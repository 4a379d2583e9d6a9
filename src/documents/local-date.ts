/** A calendar date without time or zone, `YYYY-MM-DD`, as SYSPRO keeps all its dates. Texts of it sort as dates do. */
export type LocalDate = string;

/** The calendar day an instant falls on in an IANA time zone. */
export function localDate(instant: Date, timeZone: string): LocalDate {
  // The Swedish locale writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    instant,
  );
}

/** The day so many days later, or earlier. */
export function addDays(day: LocalDate, days: number): LocalDate {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Whether a text has the form of a calendar date. */
export function isLocalDate(text: string | undefined): text is LocalDate {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text);
}
