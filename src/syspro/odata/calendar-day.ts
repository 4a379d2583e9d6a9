import type { LocalDate } from '../../documents/local-date.ts';

const dateTime = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?$/i;

/**
 * The calendar day an OData date or date-time stands for. SYSPRO keeps days (a `datetime` at midnight, without a zone), but the
 * service renders instants. Which offset it adds is not published, so the day is taken from the text where its own time is
 * midnight, else from the given zone where it is midnight there. Anything else is not a day: undefined.
 * @param timeZone IANA zone of the SYSPRO server
 */
export function calendarDay(text: string, timeZone?: string): LocalDate | undefined {
  const match = dateTime.exec(text);
  if (!match) return undefined;
  const [, day, time, offset] = match;
  if (time === undefined || /^[0:.]+$/.test(time)) return day;
  if (timeZone === undefined || offset === undefined) return undefined;
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(new Date(text));
  const [localDay, localTime] = parts.split(' ');
  return localTime === '00:00:00' ? localDay : undefined;
}
