import { describe, expect, test } from 'vitest';
import { DocumentInbox } from '../../src/workflows/document-inbox.ts';

const resend = { reason: 'lost', requestedBy: 'clerk' };
const inPhase = (phase: DocumentInbox['phase']): DocumentInbox => Object.assign(new DocumentInbox(), { phase });

describe('re-sends', () => {
  test('are taken one at a time, in order', () => {
    const inbox = new DocumentInbox();
    inbox.putResend({ ...resend, id: 'a' }, 'x');
    inbox.putResend({ ...resend, id: 'b', data: 'current' }, 'y');
    expect(inbox.takeResend()).toEqual({ ...resend, id: 'a', data: 'stored' });
    expect(inbox.takeResend()).toEqual({ ...resend, id: 'b', data: 'current' });
    expect(inbox.hasResend).toBe(false);
    expect(inbox.takeResend()).toBeUndefined();
  });

  test('of one id are one, even after it was taken', () => {
    const inbox = new DocumentInbox();
    expect(inbox.putResend({ ...resend, id: 'a' }, 'x')).toBe('a');
    inbox.putResend({ ...resend, id: 'a' }, 'y');
    inbox.takeResend();
    inbox.putResend({ ...resend, id: 'a' }, 'z');
    expect(inbox.hasResend).toBe(false);
  });

  test('without an id have the fallback’s', () => {
    expect(new DocumentInbox().putResend(resend, 'run-1')).toBe('run-1');
  });

  test('are refused while parked, and without a reason or who asks', () => {
    expect(inPhase('following').refuseResend(resend)).toBeUndefined();
    expect(inPhase('sending').refuseResend(resend)).toBeUndefined();
    expect(inPhase('parked').refuseResend(resend)).toMatch(/waits for a decision/);
    expect(inPhase('following').refuseResend({ ...resend, reason: ' ' })).toBe('a re-send needs a reason');
    expect(inPhase('following').refuseResend({ ...resend, requestedBy: '' })).toMatch(/requestedBy/);
    // As a person in the Temporal UI may leave everything out.
    expect(inPhase('following').refuseResend({} as never)).toBe('a re-send needs a reason');
  });
});

describe('decisions', () => {
  const retry = { kind: 'retry', message: { requestedBy: 'clerk' } } as const;

  test('the first one counts, once', () => {
    const inbox = inPhase('parked');
    inbox.putDecision(retry);
    inbox.putDecision({ kind: 'cancel', message: { requestedBy: 'other', reason: 'x' } });
    expect(inbox.takeDecision()).toEqual(retry);
    expect(inbox.hasDecision).toBe(false);
    expect(inbox.takeDecision()).toBeUndefined();
  });

  test('that it arrived is taken where that is asked, and not together with its contrary', () => {
    const undecided = Object.assign(inPhase('parked'), { parkedFor: 'POSTING-UNDECIDABLE' });
    const clerk = { requestedBy: 'clerk' };
    expect(undecided.refuseDecision('retry', { ...clerk, arrived: true })).toBeUndefined();
    expect(undecided.refuseDecision('retry', { ...clerk, arrived: true, postAgain: true })).toMatch(/one of the two/);
    const other = Object.assign(inPhase('parked'), { parkedFor: 'PO-NO-LINES' });
    expect(other.refuseDecision('retry', { ...clerk, arrived: true })).toMatch(/parked for PO-NO-LINES/);
    expect(other.refuseDecision('retry', clerk)).toBeUndefined();
  });

  test('are refused where nothing is parked, and where nobody signs', () => {
    expect(inPhase('parked').refuseDecision('retry', retry.message)).toBeUndefined();
    expect(inPhase('following').refuseDecision('retry', retry.message)).toBe(
      'the document is not parked: it is following',
    );
    expect(inPhase('parked').refuseDecision('retry', { requestedBy: ' ' })).toMatch(/requestedBy/);
    expect(inPhase('parked').refuseDecision('retry', {} as never)).toMatch(/requestedBy/);
  });

  test('to cancel are taken while it waits for others; one of many in an interchange says that it means all of them', () => {
    const cancel = { requestedBy: 'clerk' };
    expect(inPhase('waiting').refuseDecision('cancel', cancel)).toBeUndefined();
    expect(inPhase('waiting').refuseDecision('retry', cancel)).toBe('the document is not parked: it is waiting');
    const inbox = Object.assign(inPhase('parked'), { sharedBy: 3 });
    expect(inbox.refuseDecision('cancel', cancel)).toMatch(/one of 3 in an interchange/);
    expect(inbox.refuseDecision('cancel', { ...cancel, wholeInterchange: true })).toBeUndefined();
    expect(inbox.refuseDecision('retry', cancel)).toBeUndefined();
  });
});
