import { localDate, type LocalDate } from '../documents/local-date.ts';
import type { TranslationOptions } from './checked-set.ts';
import type { DateField } from './cells/text-cell.ts';

/**
 * When the set is made, at the company: its day is that of the company's time zone, never UTC's.
 * @param without the day told while nothing is made yet, at midnight: a preview, or the check before control numbers are taken
 */
export function createdDate(made: TranslationOptions['made'], without: LocalDate | undefined): DateField {
  const origin = { computed: 'when the document is made' };
  if (!made) return { date: without, time: '000000', origin };
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: made.timeZone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(made.at);
  return { date: localDate(made.at, made.timeZone), time: time.replaceAll(':', ''), origin };
}
