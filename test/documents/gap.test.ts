import { describe, expect, test } from 'vitest';
import { fateOf, isDealtWith, type Standing } from '../../src/documents/fate.ts';
import { gapCause, reachOf } from '../../src/documents/gap.ts';
import { tally } from '../../src/documents/tally.ts';

const polled = { watermark: '2026-11-20', overlapFrom: '2026-11-17', deepOverlapFrom: '2026-10-06' };
const standing: Standing = { id: 1, disposition: null, cause: null, stage: null, posted: false, attention: false };

describe('why a record is missing', () => {
  test.each([
    ['2026-11-20', false, 'newest', 'TOO-NEW', 'POLL-MISSED'],
    ['2026-11-19', false, 'in-overlap', 'NOT-POLLED', 'POLL-MISSED'],
    ['2026-11-17', false, 'in-overlap', 'NOT-POLLED', 'POLL-MISSED'],
    ['2026-11-16', false, 'deep-only', 'BEFORE-OVERLAP', 'BEFORE-OVERLAP'],
    ['2026-10-05', false, 'out-of-reach', 'OUT-OF-REACH', 'OUT-OF-REACH'],
    ['2026-10-05', true, 'deep-only', 'BEFORE-OVERLAP', 'BEFORE-OVERLAP'],
    [undefined, false, 'no-date', 'NO-DATE', 'NO-DATE'],
  ] as const)('dated %s (open: %s) is %s: %s, after a poll %s', (date, open, reach, before, after) => {
    expect(reachOf({ open, ...(date && { date }) }, polled)).toBe(reach);
    expect([gapCause(reach, false), gapCause(reach, true)]).toEqual([before, after]);
  });

  test('a stream never polled says so, whatever the date', () => {
    const { watermark: _, ...never } = polled;
    expect(reachOf({ open: true, date: '2026-11-20' }, never)).toBe('never-polled');
    expect(gapCause('never-polled', true)).toBe('NEVER-POLLED');
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
