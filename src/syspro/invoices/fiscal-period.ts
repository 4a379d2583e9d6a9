import type { LocalDate } from '../../documents/local-date.ts';
import type { FiscalYear } from './invoice-settings.ts';

/** The posting period a day is in, as SYSPRO numbers them (ArInvoice.InvoiceYear and InvoiceMonth): twelve to a fiscal year. */
export function postingPeriod(
  day: LocalDate,
  { start, named }: FiscalYear,
): { readonly year: number; readonly period: number } {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  const begins = month >= start ? year : year - 1;
  // A fiscal year that is the calendar year begins and ends in one.
  const ends = start === 1 ? begins : begins + 1;
  return { year: named === 'by-start' ? begins : ends, period: ((month - start + 12) % 12) + 1 };
}
