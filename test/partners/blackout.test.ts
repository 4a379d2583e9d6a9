import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blackoutAt, type BlackoutWindow } from '../../src/partners/blackout.ts';

const everyDay: BlackoutWindow['days'] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const nightly: BlackoutWindow = { days: everyDay, from: '22:00', to: '06:00' };
const until = (windows: readonly BlackoutWindow[], at: string, zone = 'America/Chicago'): string | undefined =>
  blackoutAt(windows, new Date(at), zone)?.until.toISOString();

describe('a blackout', () => {
  test('is by the clock of the company’s zone, or of its own, over midnight', () => {
    // 22:00 in Chicago is 04:00 UTC in winter.
    expect(until([nightly], '2026-11-25T03:59:59.999Z')).toBeUndefined();
    expect(until([nightly], '2026-11-25T04:00:00.000Z')).toBe('2026-11-25T12:00:00.000Z');
    expect(until([nightly], '2026-11-25T11:59:59.999Z')).toBe('2026-11-25T12:00:00.000Z');
    expect(until([nightly], '2026-11-25T12:00:00.000Z')).toBeUndefined();
    expect(until([{ ...nightly, timeZone: 'UTC' }], '2026-11-25T00:00:00Z')).toBe('2026-11-25T06:00:00.000Z');
  });

  test('begins on its days only, and lasts into the next', () => {
    const friday: BlackoutWindow = { ...nightly, days: ['fri'] };
    expect(until([friday], '2026-11-28T05:00:00Z')).toBe('2026-11-28T12:00:00.000Z');
    expect(until([friday], '2026-11-27T05:00:00Z')).toBeUndefined();
    expect(until([friday], '2026-11-29T05:00:00Z')).toBeUndefined();
  });

  test('ends when the last of the windows that touch it does', () => {
    const weekend: BlackoutWindow[] = [
      { days: ['fri'], from: '18:00', to: '00:00' },
      { days: ['sat', 'sun'], from: '00:00', to: '00:00' },
      { days: ['mon'], from: '00:00', to: '04:30' },
    ];
    expect(until(weekend, '2026-11-28T00:00:00Z')).toBe('2026-11-30T10:30:00.000Z');
  });

  test('from a time to the same time is a day; one that never ends is looked at again within weeks', () => {
    expect(until([{ days: ['wed'], from: '07:00', to: '07:00' }], '2026-11-25T14:00:00Z')).toBe(
      '2026-11-26T13:00:00.000Z',
    );
    const end = blackoutAt([{ days: everyDay, from: '00:00', to: '00:00' }], new Date('2026-11-25T14:00:00Z'), 'UTC');
    expect(end?.until.getTime()).toBeGreaterThan(Date.parse('2026-12-05T00:00:00Z'));
  });

  test('holds both times an hour comes twice, and none where it is skipped', () => {
    // Chicago: 2:00 becomes 1:00 on 1 November 2026, and 3:00 on 8 March.
    const early: BlackoutWindow = { days: everyDay, from: '01:00', to: '01:30' };
    expect(until([early], '2026-11-01T06:00:00Z')).toBe('2026-11-01T07:30:00.000Z');
    expect(until([early], '2026-11-01T06:45:00Z')).toBe('2026-11-01T07:30:00.000Z');
    expect(until([early], '2026-11-01T07:30:00Z')).toBeUndefined();
    const skipped: BlackoutWindow = { days: everyDay, from: '02:00', to: '03:00' };
    expect(until([skipped], '2026-03-08T08:00:00Z')).toBeUndefined();
    expect(until([{ ...skipped, to: '03:30' }], '2026-03-08T08:00:00Z')).toBe('2026-03-08T08:30:00.000Z');
  });

  test('is as a clock says that is read minute by minute', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 1, 30, 59))
      .map(([hour, minute]) => [hour, minute].map((part) => String(part).padStart(2, '0')).join(':'));
    const zones = ['America/Chicago', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'];
    const window = fc.record(
      { days: fc.subarray([...everyDay], { minLength: 1 }), from: time, to: time, timeZone: fc.constantFrom(...zones) },
      { requiredKeys: ['days', 'from', 'to'] },
    );
    // Near the days on which one of the zones changes its clocks, and some others.
    const day = fc.constantFrom(
      '2026-03-08',
      '2026-03-29',
      '2026-04-05',
      '2026-10-04',
      '2026-10-25',
      '2026-11-01',
      '2026-07-15',
    );
    const instant = fc
      .tuple(day, fc.integer({ min: -36 * 60, max: 36 * 60 }))
      .map(([at, minutes]) => Date.parse(`${at}T12:00:00Z`) + minutes * 60_000);
    fc.assert(
      fc.property(fc.array(window, { maxLength: 3 }), instant, fc.constantFrom(...zones), (windows, at, zone) => {
        const found = blackoutAt(windows, new Date(at), zone);
        const oracle = slowly(windows, at, zone);
        // Beyond what the slow clock reads, only that it goes on is known.
        if (oracle === 'longer') expect(found?.until.getTime() ?? 0).toBeGreaterThanOrEqual(at + horizon);
        else expect(found?.until.getTime()).toBe(oracle);
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});

const minute = 60_000;
const horizon = 3 * 86_400_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** What a clock of a zone shows, `2026-11-25 22:00`. */
function shown(at: number, zone: string): string {
  const clock =
    clocks.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  clocks.set(zone, clock);
  return clock.format(at);
}

/**
 * Reads the clock every minute: a window has begun once the clock has shown its time or a later one, and is over once it will show nothing
 * earlier than its end any more.
 */
function slowly(windows: readonly BlackoutWindow[], at: number, companyZone: string): number | 'longer' | undefined {
  const covered = new Set<number>();
  for (const { days, from, to, timeZone } of windows) {
    const zone = timeZone ?? companyZone;
    const readings: { at: number; clock: string }[] = [];
    for (let time = at - 3 * 86_400_000; time < at + horizon + 2 * 86_400_000; time += minute)
      readings.push({ at: time, clock: shown(time, zone) });
    for (const date of new Set(readings.map(({ clock }) => clock.slice(0, 10)))) {
      const name = new Date(`${date}T12:00:00Z`).toUTCString().slice(0, 3).toLowerCase();
      if (!days.some((one) => one === name)) continue;
      const next = new Date(Date.parse(`${date}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
      const end = `${from < to ? date : next} ${to}`;
      const first = readings.findIndex(({ clock }) => clock >= `${date} ${from}`);
      const last = readings.findLastIndex(({ clock }) => clock < end);
      for (let index = first; index >= 0 && index <= last; index += 1) covered.add(readings[index]?.at ?? 0);
    }
  }
  if (!covered.has(at)) return undefined;
  for (let time = at; time < at + horizon; time += minute) if (!covered.has(time)) return time;
  return 'longer';
}
