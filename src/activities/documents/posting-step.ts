import { ApplicationFailure, Context } from '@temporalio/activity';
import type { Finding } from '../../documents/finding.ts';
import type { PostingWay } from '../../documents/posting.ts';
import {
  markMessageSent,
  openPosting,
  recordAbsent,
  recordArrived,
  recordAttemptFailed,
  recordPosted,
  type Posting,
} from '../../ledger/posting.ts';
import type { QueueCause } from '../../ledger/holds.ts';
import { undecidable as undecidableCode } from '../../ledger/raise-attention.ts';
import type { Authorship } from '../../ledger/trail.ts';
import type { DocumentProfile } from '../../partners/profile.ts';
import type { Extractability } from '../../sterling/mailbox-messages.ts';
import { SterlingError } from '../../sterling/sterling-error.ts';
import { createBindingCheck, type BindingCheck } from './binding-check.ts';
import type { SterlingDependencies } from '../dependencies.ts';
import { failureOf } from '../failure.ts';
import type { Parked } from './parked.ts';
import { queue, queueCause, type Queued } from './queued.ts';

export type TransmitResult =
  /** @property message its number in Sterling; empty where it is known to have arrived, and its number is not */
  | { readonly outcome: 'posted'; readonly message: string; readonly mailbox: string }
  | { readonly outcome: 'cancelled' }
  | Queued
  | Parked;

/** Has a person asked, with everything found. */
type Park = (findings: readonly Finding[]) => Promise<Parked>;

/** What of a profile a message is posted by. */
export interface PostingSettings extends Pick<
  DocumentProfile['sterling'],
  'extractable' | 'messagesStay' | 'post' | 'blackouts' | 'routingRule'
> {
  /** The company's, for blackouts that name no zone. */
  readonly timeZone: string;
}

export type PostingStep = ReturnType<typeof createPostingStep>;

/**
 * One step towards having a rendered transmission in its mailbox exactly once. It does one thing the ledger allows (post, or look the name
 * up, or find that nothing may be done yet) and leaves the rest to the next try of the activity.
 *
 * Nothing is posted for a partner on hold or in a blackout, nor to a mailbox or rule the server has not; a look-up goes on all the same.
 * @param binding remembers what it found, so all steps of a worker share one
 */
export function createPostingStep(deps: SterlingDependencies, binding: BindingCheck = createBindingCheck(deps)) {
  const { config, db, now, worker, sterling } = deps;
  const { requestTimeout, serverTimeout, batchesAbove } = config.sterling;
  // Two requests, each ended by the client after requestTimeout; the rest is for the ledger's own steps between them.
  const limits = { attempt: 2 * requestTimeout + 10_000, server: serverTimeout };

  return async function postingStep(
    by: Authorship,
    transmission: number,
    settings: PostingSettings,
    park: Park,
  ): Promise<TransmitResult> {
    // Asked anew wherever it counts: between two of its uses lie requests to ledger and Sterling.
    const blackout = (): QueueCause | undefined => queueCause(undefined, settings.blackouts, now(), settings.timeZone);
    const open = (mayOpen: (message: Pick<Posting, 'mailbox' | 'messageName'>) => boolean): Promise<Posting> =>
      openPosting(
        db,
        { ...by, worker },
        transmission,
        settings.messagesStay === 'unknown' ? 0 : settings.messagesStay,
        limits,
        mayOpen,
      );
    let posting = await open((message) => !blackout() && binding.known(routeOf(message, settings)));
    if (isHindered(posting)) {
      const cause = keptBack(posting, blackout());
      if (cause) return queue(db, by, [transmission], cause);
      const errors = await binding.errors(routeOf(posting, settings), Context.current().cancellationSignal);
      if (errors.length > 0) return park(errors);
      let begun: QueueCause | undefined;
      posting = await open(() => !(begun = blackout()));
      const since = isHindered(posting) ? keptBack(posting, begun) : undefined;
      if (since) return queue(db, by, [transmission], since);
    }
    if (posting.cancelled) return { outcome: 'cancelled' };
    switch (posting.step.step) {
      case 'done':
        return posted(posting, posting.sterlingMessage ?? '');
      case 'wait':
        throw notYet(posting.step.until, now());
      case 'look-up':
        return lookUp(by, posting, posting.step.attempt);
      case 'record-arrived':
        await recordArrived(db, { ...by, at: now() }, posting, posting.step.attempt);
        return posted(posting, '');
      case 'ask':
        return park([undecidable(posting)]);
      case 'post':
        return post(by, posting, posting.step.attempt, settings, park);
    }
  };

  async function post(
    by: Authorship,
    posting: Posting,
    attempt: number,
    settings: PostingSettings,
    park: Park,
  ): Promise<TransmitResult> {
    try {
      const messageId = await request(by, posting, attempt, settings, Context.current().cancellationSignal);
      await recordPosted(db, { ...by, at: now() }, posting, attempt, messageId, 'answered');
      return posted(posting, messageId);
    } catch (error) {
      if (!(error instanceof SterlingError)) throw error;
      await recordAttemptFailed(db, { ...by, at: now() }, posting, attempt, error);
      if (error.outcome === 'refused') return park([refusal(posting, error)]);
      throw failureOf(error);
    }
  }

  /** Has the message made, by either way; just before its request the intent is written. @returns its number */
  async function request(
    by: Authorship,
    posting: Posting,
    attempt: number,
    settings: PostingSettings,
    signal: AbortSignal,
  ): Promise<string> {
    const { transmission, mailbox: mailboxPath, messageName: name, content: bytes } = posting;
    const { extractable } = settings;
    if (wayOf(settings, bytes.length, batchesAbove) === 'messagebatches') {
      await intend(transmission, attempt, undefined);
      return (await sterling.postBatch({ mailboxPath, name, bytes }, signal)).messageId;
    }
    const documentId = posting.sterlingDocument ?? (await sterling.putDocument({ name, bytes }, signal)).documentId;
    await intend(transmission, attempt, documentId);
    const extractability = extractabilityOf(extractable, by.at);
    return (await sterling.addMessage({ documentId, mailboxPath, name, extractability }, signal)).messageId;
  }

  async function intend(transmission: number, attempt: number, documentId: string | undefined): Promise<void> {
    if (!(await markMessageSent(db, transmission, attempt, documentId)))
      throw ApplicationFailure.retryable('the attempt was overtaken; its successor decides', 'POSTING-FENCED');
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

/** Whether the ledger would have it posted, and something kept the attempt from being opened. */
function isHindered({ step, cancelled, opened }: Posting): boolean {
  return step.step === 'post' && !cancelled && !opened;
}

function keptBack({ hold }: Posting, blackout: QueueCause | undefined): QueueCause | undefined {
  return hold ? { for: 'hold', hold } : blackout;
}

function routeOf(
  { mailbox, messageName }: Pick<Posting, 'mailbox' | 'messageName'>,
  { routingRule }: PostingSettings,
): Parameters<BindingCheck['known']>[0] {
  return { mailbox, messageName, ...(routingRule !== undefined && { routingRule }) };
}

/** A batch has no field for how often a message may be taken: it is a way only where that is always. */
function wayOf(
  { post, extractable }: Pick<PostingSettings, 'post' | 'extractable'>,
  bytes: number,
  batchesAbove: number,
): PostingWay {
  if (extractable !== 'always') return 'documents';
  if (post !== 'by-size') return post;
  return bytes > batchesAbove ? 'messagebatches' : 'documents';
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
    code: undecidableCode,
    severity: 'error',
    record: `Sterling mailbox ${mailbox}`,
    field: messageName,
    message:
      'may or may not have been posted: the request got no answer, the message is not in the mailbox now, and the profile does not say that messages stay there long enough for that to prove anything',
    fix: 'Find out from the partner or in Sterling’s own records whether it arrived. If it did not, retry with postAgain; if it did, retry with arrived. An answer of the partner’s decides it by itself.',
  };
}
