import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  claimStands,
  decideDisposition,
  isSettled,
  traits,
  type Release,
  type Sending,
} from '../../src/documents/disposition.ts';
import { dispositions, type Disposition } from '../../src/documents/stage.ts';

const rules = { releasedStatuses: ['4'], goLive: '2026-11-01', latest: '2026-11-20' };
const released: Release = { status: '4', cancelled: false, open: true, date: '2026-11-15', traits: [] };
const send: Sending = { kind: 'send', partner: 'ACME' };
const broken: Sending = { kind: 'broken', partner: 'ACME' };
const held = { claim: false, disposition: 'held', cause: 'PROFILES-UNREADABLE' };
const before = { claim: false, partner: 'ACME', disposition: 'before-go-live', cause: 'BEFORE-2026-11-01' };
const unreleased = (cause: string) => ({ claim: false, partner: 'ACME', disposition: 'unreleased', cause });
const ahead = { claim: false, partner: 'ACME', disposition: 'held', cause: 'DATED-AHEAD' };
const policy = (disposition: string, trait: string) => ({
  claim: false,
  partner: 'ACME',
  disposition,
  cause: `POLICY-${trait}`,
});
const closed = (cause: string) => ({ claim: false, partner: 'ACME', disposition: 'held', cause });
const claim = { claim: true, partner: 'ACME' };

describe('decideDisposition', () => {
  test.each<[string, Sending, Partial<Release>, object]>([
    ['an opted-in partner’s released order is sent', send, {}, claim],
    [
      'nobody’s supplier is not on EDI',
      { kind: 'unbound' },
      {},
      { claim: false, disposition: 'not-edi', cause: 'NO-PARTNER' },
    ],
    [
      'a partner who has not opted in is not on EDI',
      { kind: 'not-opted-in', partner: 'ACME' },
      {},
      { claim: false, partner: 'ACME', disposition: 'not-edi', cause: 'NOT-OPTED-IN' },
    ],
    ['an unreadable profile may claim the supplier, so it is held', { kind: 'unknown' }, {}, held],
    ['held even where it would be before go-live', { kind: 'unknown' }, { date: '2020-01-01' }, held],
    ['a broken profile’s order is claimed, to show what is wrong', broken, {}, claim],
    ['but not one older than go-live', broken, { date: '2026-10-31' }, before],
    ['the day before go-live is not sent', send, { date: '2026-10-31' }, before],
    ['the day of go-live is', send, { date: '2026-11-01' }, claim],
    ['before go-live counts before the status', send, { date: '2026-10-31', status: '1' }, before],
    ['a status that does not release waits', send, { status: '1' }, unreleased('STATUS-1')],
    ['a blank status waits', send, { status: '' }, unreleased('STATUS-BLANK')],
    ['a cancelled order is never sent', send, { cancelled: true }, unreleased('CANCELLED')],
    ['cancelled counts before the status', send, { cancelled: true, status: '*' }, unreleased('CANCELLED')],
    ['without a date it cannot be said to be older', send, { date: undefined }, claim],
    ['but one that is complete may be of years ago', send, { date: undefined, open: false }, closed('UNDATED')],
    [
      'complete before anybody saw it released, it needs a person',
      send,
      { status: '9', open: false },
      closed('COMPLETE-9'),
    ],
    ['complete in a status that releases, it is sent', send, { open: false }, claim],
    ['dated the last day allowed it is sent', send, { date: '2026-11-20' }, claim],
    ['dated further ahead it waits for its day, or its correction', send, { date: '2026-11-21' }, ahead],
    ['a cancelled one waits for nothing', send, { date: '2080-01-01', cancelled: true }, unreleased('CANCELLED')],
    ['an invoice is sent', send, { traits: ['invoice'] }, claim],
    [
      'a credit note waits until its partner’s profile speaks of credits',
      send,
      { traits: ['credit'] },
      policy('held', 'CREDIT'),
    ],
    [
      'what comes without a sales order waits',
      send,
      { traits: ['invoice', 'without-sales-order'] },
      policy('held', 'WITHOUT-SALES-ORDER'),
    ],
    ['a deposit is never sent', send, { traits: ['invoice', 'deposit'] }, policy('not-edi', 'DEPOSIT')],
    ['never counts before hold', send, { traits: ['credit', 'deposit'] }, policy('not-edi', 'DEPOSIT')],
    ['a profile may send credits', { ...send, policies: { credit: 'send' } }, { traits: ['credit'] }, claim],
    [
      'or hold what has no value',
      { ...send, policies: { 'zero-value': 'hold' } },
      { traits: ['invoice', 'zero-value'] },
      policy('held', 'ZERO-VALUE'),
    ],
    [
      'a held kind is not held before it is released',
      send,
      { traits: ['credit'], status: '1' },
      unreleased('STATUS-1'),
    ],
  ])('%s', (_, sending, release, expected) => {
    expect(decideDisposition(sending, { ...released, ...release }, rules)).toEqual(expected);
  });

  test('a partner’s own go-live holds where it is later, and never lets more through', () => {
    const own = (goLive: string) => decideDisposition({ ...send, goLive }, { ...released, date: '2026-11-05' }, rules);
    expect(own('2026-11-06')).toMatchObject({ disposition: 'before-go-live', cause: 'BEFORE-2026-11-06' });
    expect(own('2026-11-05')).toEqual(claim);
    const early = decideDisposition({ ...send, goLive: '2026-01-01' }, { ...released, date: '2026-10-31' }, rules);
    expect(early).toEqual(before);
  });

  test('only an opted-in or broken partner’s released record since go-live is ever claimed', () => {
    const sending = fc.constantFrom<Sending>(
      send,
      broken,
      { kind: 'unknown' },
      { kind: 'unbound' },
      { kind: 'not-opted-in', partner: 'ACME' },
      { ...send, goLive: '2026-11-10' },
    );
    const release = fc.record({
      status: fc.constantFrom('0', '1', '4', '9', '*', ''),
      cancelled: fc.boolean(),
      open: fc.boolean(),
      date: fc.constantFrom('2026-10-31', '2026-11-01', '2026-11-09', '2026-11-10', '2026-11-21', undefined),
      traits: fc.subarray([...traits]),
    });
    fc.assert(
      fc.property(sending, release, (how, record) => {
        const opted = how.kind === 'send' || how.kind === 'broken';
        const goLive = how.kind === 'send' ? (how.goLive ?? rules.goLive) : rules.goLive;
        const due = record.date === undefined ? record.open : record.date >= goLive && record.date <= rules.latest;
        const sentAlways = record.traits.every((trait) => trait === 'invoice' || trait === 'zero-value');
        expect(decideDisposition(how, record, rules).claim).toBe(
          opted && due && !record.cancelled && record.status === '4' && sentAlways,
        );
      }),
    );
  });
});

describe('a disposition that stands', () => {
  const decided = { cause: 'BEFORE-2026-11-01', date: '2026-10-31' };
  const stands = (disposition: Disposition, now: string | undefined = decided.date, cause = decided.cause): boolean =>
    isSettled({ ...decided, disposition, cause }, now);

  test('is what went by other means, and what SYSPRO dates before go-live', () => {
    expect(dispositions.filter((disposition) => stands(disposition))).toEqual(['before-go-live', 'sent-otherwise']);
  });
  test('but not before go-live when the date was a slip, unless a person confirmed it', () => {
    expect(stands('before-go-live', '2026-11-20')).toBe(false);
    expect(isSettled({ ...decided, disposition: 'before-go-live' }, undefined)).toBe(false);
    expect(stands('before-go-live', '2026-11-20', 'BASELINE')).toBe(true);
    expect(stands('sent-otherwise', '2026-11-20')).toBe(true);
  });
});

describe('a claim, when the record is read again', () => {
  test('stands while the record is the partner’s and of a kind it takes', () => {
    expect(claimStands(send, 'ACME', ['invoice'])).toBe('stands');
    expect(claimStands({ kind: 'broken', partner: 'ACME' }, 'ACME', ['deposit'])).toBe('stands');
    // Somebody has opened the profile for a moment: that is a finding of its own when it is translated.
    expect(claimStands({ kind: 'unknown' }, 'ACME', [])).toBe('stands');
    // Held by default, and claimed all the same: a person released it.
    expect(claimStands(send, 'ACME', ['credit'])).toBe('stands');
  });
  test('falls when the supplier is another partner’s now, or nobody’s', () => {
    expect(claimStands({ ...send, partner: 'OTHER' }, 'ACME', [])).toBe('other-party');
    expect(claimStands({ kind: 'not-opted-in', partner: 'OTHER' }, 'ACME', [])).toBe('other-party');
    expect(claimStands({ kind: 'unbound' }, 'ACME', [])).toBe('other-party');
  });
  test('falls when the record turns out to be of a kind the partner never takes', () => {
    expect(claimStands(send, 'ACME', ['invoice', 'deposit'])).toBe('POLICY-DEPOSIT');
    expect(claimStands({ ...send, policies: { deposit: 'send' } }, 'ACME', ['deposit'])).toBe('stands');
  });
});

test('a stream without statuses releases its records as soon as they are there', () => {
  const { releasedStatuses: _, ...statusless } = rules;
  expect(decideDisposition(send, { ...released, status: '' }, statusless)).toEqual(claim);
});
