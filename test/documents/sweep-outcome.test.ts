import { expect, test } from 'vitest';
import { sweepOutcome } from '../../src/documents/sweep-outcome.ts';

const away = 'STERLING-UNREACHABLE';

test('a sweep is complete without trouble, also where nothing was to be looked into', () => {
  expect(sweepOutcome(3, [])).toEqual({ outcome: 'complete' });
  expect(sweepOutcome(0, [])).toEqual({ outcome: 'complete' });
});

test('one mailbox that cannot be looked into makes it partial, and is named', () => {
  expect(sweepOutcome(3, [{ mailbox: '/ACME/Inbound', cause: away }])).toEqual({
    outcome: 'partial',
    cause: '/ACME/Inbound: STERLING-UNREACHABLE',
  });
});

test('only an outage in every mailbox is an outage of Sterling', () => {
  const everywhere = ['/A', '/B'].map((mailbox) => ({ mailbox, cause: away }));
  expect(sweepOutcome(2, everywhere)).toEqual({ outcome: 'sterling-unavailable', cause: away });
  expect(sweepOutcome(3, everywhere)).toMatchObject({ outcome: 'partial' });
  // Its one mailbox is gone; Sterling is not.
  for (const cause of [
    'INBOX-UNREADABLE: message 4: STERLING-NO-ANSWER: no',
    'STERLING-FORBIDDEN',
    'FOLLOW-UNREADABLE: message 4',
    'MAILBOX-GONE',
    'STERLING-MAILBOX-MISSING: there is no /A',
    'STERLING-REFUSED: message 4: no',
  ])
    expect(sweepOutcome(1, [{ mailbox: '/A', cause }])).toMatchObject({ outcome: 'partial' });
});

test('a long list of mailboxes is cut', () => {
  const many = Array.from({ length: 14 }, (_, index) => ({ mailbox: `/M${index}`, cause: 'MAILBOX-GONE' }));
  expect(sweepOutcome(14, many).cause).toMatch(/^\/M0: MAILBOX-GONE; .*\/M9: MAILBOX-GONE; and 4 more$/);
});
