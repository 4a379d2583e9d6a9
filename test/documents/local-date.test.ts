import { expect, test } from 'vitest';
import { addDays, isLocalDate, localDate } from '../../src/documents/local-date.ts';

test('the calendar day of an instant is the company’s, not UTC’s', () => {
  const instant = new Date('2026-11-01T03:00:00Z');
  expect(localDate(instant, 'America/Chicago')).toBe('2026-10-31');
  expect(localDate(instant, 'UTC')).toBe('2026-11-01');
  expect(localDate(instant, 'Asia/Tokyo')).toBe('2026-11-01');
});

test('days are added over the ends of months and leap days', () => {
  expect(addDays('2026-11-30', 1)).toBe('2026-12-01');
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
});

test('a date is told from the text of an instant', () => {
  expect(isLocalDate('2026-11-01')).toBe(true);
  expect(isLocalDate('2026-11-01T06:00:00Z')).toBe(false);
  expect(isLocalDate(undefined)).toBe(false);
});
