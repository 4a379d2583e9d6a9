import { ApplicationFailure, Context } from '@temporalio/activity';
import type { Finding } from '../documents/finding.ts';
import {
  markMessageSent,
  openPosting,
  recordAbsent,
  recordAttemptFailed,
  recordPosted,
  type Posting,
} from '../ledger/posting.ts';
import type { Authorship } from '../ledger/trail.ts';
import type { DocumentProfile } from '../partners/profile.ts';
import type { Extractability } from '../sterling/mailbox-messages.ts';
import { SterlingError } from '../sterling/sterling-error.ts';
import type { SterlingDependencies } from './dependencies.ts';
import { failureOf } from './failure.ts';
import type { Parked } from './parked.ts';

export type TransmitResult =
  | { readonly outcome: 'posted'; readonly message: string; readonly mailbox: string }
  | { readonly outcome: 'cancelled' }
  | Parked;

/** Has a person asked, with everything found. */
type Park = (findings: readonly Finding[]) => Promise<Parked>;

/**
 * One step towards having a rendered transmission in its mailbox exactly once. It does one thing the ledger allows (post, or look the name
 * up, or find that nothing may be done yet) and leaves the rest to the next try of the activity.
 */
export function createPostingStep({ config, db, now, worker, sterling }: SterlingDependencies) {
  const { requestTimeout, serverTimeout } = config.sterling;
  // Two requests, each ended by the client after requestTimeout; the rest is for the ledger's own steps between them.
  const limits = { attempt: 2 * requestTimeout + 10_000, server: serverTimeout };

  return async function postingStep(
    by: Authorship,
    transmission: number,
    { extractable, messagesStay }: Pick<DocumentProfile['sterling'], 'extractable' | 'messagesStay'>,
    park: Park,
  ): Promise<TransmitResult> {
    const posting = await openPosting(
      db,
      { ...by, worker },
      transmission,
      messagesStay === 'unknown' ? 0 : messagesStay,
      limits,
    );
    if (posting.cancelled) return { outcome: 'cancelled' };
    switch (posting.step.step) {
      case 'done':
        return posted(posting, posting.sterlingMessage ?? '');
      case 'wait':
        throw notYet(posting.step.until, now());
      case 'look-up':
        return lookUp(by, posting, posting.step.attempt);
      case 'ask':
        return park([undecidable(posting)]);
      case 'post':
        return post(by, posting, posting.step.attempt, extractabilityOf(extractable, by.at), park);
    }
  };

  async function post(
    by: Authorship,
    posting: Posting,
    attempt: number,
    extractability: Extractability,
    park: Park,
  ): Promise<TransmitResult> {
    const signal = Context.current().cancellationSignal;
    const { mailbox: mailboxPath, messageName: name } = posting;
    try {
      const documentId =
        posting.sterlingDocument ?? (await sterling.putDocument({ name, bytes: posting.content }, signal)).documentId;
      if (!(await markMessageSent(db, posting.transmission, attempt, documentId))) {
        throw ApplicationFailure.retryable('the attempt was overtaken; its successor decides', 'POSTING-FENCED');
      }
      const { messageId } = await sterling.addMessage({ documentId, mailboxPath, name, extractability }, signal);
      await recordPosted(db, { ...by, at: now() }, posting, attempt, messageId, 'answered');
      return posted(posting, messageId);
    } catch (error) {
      if (!(error instanceof SterlingError)) throw error;
      await recordAttemptFailed(db, { ...by, at: now() }, posting, attempt, error);
      if (error.outcome === 'refused') return park([refusal(posting, error)]);
      throw failureOf(error);
    }
  }

  async function lookUp(by: Authorship, posting: Posting, attempt: number): Promise<TransmitResult> {
    const { mailbox: mailboxPath, messageName: name } = posting;
    const [found] = await sterling.findMessages({ name, mailboxPath }, Context.current().cancellationSignal);
    if (found) {
      await recordPosted(db, { ...by, at: now() }, posting, attempt, found.id, 'found');
      return posted(posting, found.id);
    }
    await recordAbsent(db, by, posting, attempt);
    throw ApplicationFailure.create({
      type: 'POSTING-ABSENT',
      message: `the message of attempt ${attempt} is not in the mailbox`,
      nextRetryDelay: 1,
    });
  }
}

function posted({ mailbox }: Posting, message: string): TransmitResult {
  return { outcome: 'posted', message, mailbox };
}

function extractabilityOf(setting: 'always' | { count: number } | { until: number }, at: Date): Extractability {
  if (setting === 'always' || 'count' in setting) return setting;
  return { until: new Date(at.getTime() + setting.until) };
}

/** An earlier attempt may still take effect: the next try comes when nobody can be at it any more. */
function notYet(until: Date, at: Date): ApplicationFailure {
  const pause = Math.max(until.getTime() - at.getTime(), 0) + 1_000;
  return ApplicationFailure.create({
    type: 'POSTING-UNDECIDED',
    message: `the outcome of the last attempt is unknown; it is looked up when neither side can still be at work on it, at ${until.toISOString()}`,
    nextRetryDelay: pause,
  });
}

function refusal({ mailbox, messageName }: Posting, error: SterlingError): Finding {
  return {
    code: error.code,
    severity: 'error',
    record: `Sterling mailbox ${mailbox}`,
    field: messageName,
    message: error.message,
    fix: error.fix,
  };
}

function undecidable({ mailbox, messageName }: Posting): Finding {
  return {
    code: 'POSTING-UNDECIDABLE',
    severity: 'error',
    record: `Sterling mailbox ${mailbox}`,
    field: messageName,
    message:
      'may or may not have been posted: the request got no answer, the message is not in the mailbox now, and the profile does not say that messages stay there long enough for that to prove anything',
    fix: 'Find out from the partner or in Sterling’s own records whether it arrived. If it did not, retry with postAgain; if it did, cancel.',
  };
}
