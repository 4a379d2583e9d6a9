import { describe, expect, test } from 'vitest';
import { fateOf, isDealtWith, type Standing } from '../../src/documents/fate.ts';
import { finalCause, noticedCause, pollsAreAlive } from '../../src/documents/gap.ts';
import { tally } from '../../src/documents/tally.ts';

const polled = { watermark: '2026-11-20', overlapFrom: '2026-11-17', deepOverlapFrom: '2026-10-06' };
const standing: Standing = { id: 1, disposition: null, cause: null, stage: null, posted: false, attention: false };

describe('why a record is missing', () => {
  const [hour, minute] = [3_600_000, 60_000];

  test.each([
    ['2026-11-20', false, 'TOO-NEW', 'NOT-POLLED', 'POLL-MISSED'],
    ['2026-11-19', false, 'NOT-POLLED', 'NOT-POLLED', 'POLL-MISSED'],
    ['2026-11-17', false, 'NOT-POLLED', 'NOT-POLLED', 'POLL-MISSED'],
    ['2026-11-16', false, 'BEFORE-OVERLAP', 'BEFORE-OVERLAP', 'BEFORE-OVERLAP'],
    ['2026-10-05', false, 'OUT-OF-REACH', 'OUT-OF-REACH', 'OUT-OF-REACH'],
    ['2026-10-05', true, 'BEFORE-OVERLAP', 'BEFORE-OVERLAP', 'BEFORE-OVERLAP'],
    [undefined, false, 'NO-DATE', 'NO-DATE', 'NO-DATE'],
  ] as const)('dated %s (open: %s): %s while polls run, %s while they do not, %s after one', (...row) => {
    const [date, open, noticed, dead, after] = row;
    expect(noticedCause({ open, ...(date && { date }) }, polled)).toBe(noticed);
    expect(finalCause(noticed, { polledSince: false, alive: true })).toBe(noticed);
    expect(finalCause(noticed, { polledSince: false, alive: false })).toBe(dead);
    expect(finalCause(noticed, { polledSince: true, alive: true })).toBe(after);
  });

  test('a stream never polled says so, whatever the date', () => {
    const { watermark: _, ...never } = polled;
    expect(noticedCause({ open: true, date: '2026-11-20' }, never)).toBe('NEVER-POLLED');
    expect(finalCause('NEVER-POLLED', { polledSince: true, alive: true })).toBe('NEVER-POLLED');
  });

  test('polls are alive while one of the last two that were due was complete, half an hour more or less', () => {
    const now = new Date('2026-11-20T12:00:00Z');
    const ago = (milliseconds: number): Date => new Date(now.getTime() - milliseconds);
    expect(pollsAreAlive(ago(2.5 * hour), hour, now)).toBe(true);
    expect(pollsAreAlive(ago(2.5 * hour + minute), hour, now)).toBe(false);
    expect(pollsAreAlive(undefined, hour, now)).toBe(false);
  });
});

describe('what became of a document', () => {
  test.each([
    [{ stage: 'posted', posted: true }, 'sent'],
    [{ stage: 'rejected', posted: true }, 'sent'],
    // A later send of it that waits for a person, or was given up, does not undo the first.
    [{ stage: 'translated', posted: true, attention: true }, 'sent'],
    [{ stage: 'cancelled', posted: true }, 'sent'],
    [{ stage: 'discovered' }, 'being-sent'],
    [{ stage: 'discovered', attention: true }, 'parked'],
    [{ stage: 'cancelled' }, 'cancelled'],
    [{ disposition: 'unreleased', cause: 'CANCELLED' }, 'cancelled'],
    [{ disposition: 'unreleased', cause: 'STATUS-1' }, 'unreleased'],
    [{ disposition: 'not-edi', cause: 'NO-PARTNER' }, 'not-edi'],
    [{ disposition: 'sent-otherwise', cause: 'MARK-SENT', stage: 'cancelled' }, 'sent-otherwise'],
    [{}, undefined],
  ] as const)('%j is %s', (changes, fate) => {
    expect(fateOf({ ...standing, ...changes })).toBe(fate);
  });

  test('is dealt with once it was claimed, or went by other means', () => {
    expect(isDealtWith({ disposition: null, stage: 'cancelled' })).toBe(true);
    expect(isDealtWith({ disposition: 'sent-otherwise', stage: null })).toBe(true);
    expect(isDealtWith({ disposition: 'before-go-live', stage: null })).toBe(false);
  });
});

test('a tally adds up what is of one kind, with the oldest and the newest', () => {
  const line = { outcome: 'sent', partner: 'ACME', count: 1, open: 0 };
  expect(
    tally([
      { ...line, oldest: '2026-11-03', newest: '2026-11-03' },
      { ...line, partner: 'BETA', open: 1 },
      { ...line, count: 2, open: 1, oldest: '2026-11-01', newest: '2026-11-02' },
      { ...line, cause: 'X' },
    ]),
  ).toEqual([
    { ...line, count: 3, open: 1, oldest: '2026-11-01', newest: '2026-11-03' },
    { ...line, cause: 'X' },
    { ...line, partner: 'BETA', open: 1 },
  ]);
});
