/** Which of Sterling's two ways a message is posted by. */
export type PostingWay = 'documents' | 'messagebatches';

/**
 * What to do next to get a transmission into its mailbox exactly once.
 *
 * A mailbox POST is not idempotent: Sterling accepts two messages of one name. So before anything is repeated, the ledger
 * must know that the earlier try did not take effect, or a look-up of the message name must have shown it, or a person
 * must have said so. A partner's answer is a witness against all of them: what was answered has arrived.
 */
export type PostingStep =
  /** Open attempt number {@link attempt} and post. */
  | { readonly step: 'post'; readonly attempt: number }
  /** An earlier attempt may still take effect; nothing can be known before {@link until}. */
  | { readonly step: 'wait'; readonly until: Date }
  /** The outcome of {@link attempt} is unknown and old enough: look the message name up. */
  | { readonly step: 'look-up'; readonly attempt: number }
  /** Looked up and not found, but the message may have been there and gone: a person decides. */
  | { readonly step: 'ask'; readonly attempt: number }
  /** Its partner has answered it, so that an attempt up to {@link attempt} arrived, whatever a look-up shows. */
  | { readonly step: 'record-arrived'; readonly attempt: number }
  | { readonly step: 'done' };

/** One recorded attempt, as the ledger has it. All times are the ledger's clock. */
export interface PostAttempt {
  readonly attempt: number;
  readonly startedAt: Date;
  /** No request of this attempt leaves after it. */
  readonly deadline: Date;
  /** From then on neither side can still be at work on it. */
  readonly lookAfter: Date;
  /** When the mailbox message was about to be requested; absent when it came not that far. */
  readonly messageSentAt?: Date;
  readonly outcome?: 'posted' | 'not-received' | 'refused' | 'unknown';
  readonly lookedUpAt?: Date;
  readonly lookUpResult?: 'found' | 'absent';
  /** A person said to post again. */
  readonly decidedAt?: Date;
}

/**
 * @param last the latest attempt, absent before the first
 * @param messagesStay milliseconds a message certainly stays visible in the mailbox after its post, 0 when nobody knows
 * @param now the ledger's clock
 * @param answered whether its partner has answered it by its control numbers, and an attempt of unknown outcome can be what was answered
 */
export function nextPostingStep(
  last: PostAttempt | undefined,
  messagesStay: number,
  now: Date,
  answered = false,
): PostingStep {
  if (!last) return { step: 'post', attempt: 1 };
  const again: PostingStep = answered
    ? { step: 'record-arrived', attempt: last.attempt }
    : { step: 'post', attempt: last.attempt + 1 };
  switch (last.outcome) {
    case 'posted':
      return { step: 'done' };
    case 'not-received':
    case 'refused':
      return again;
    case 'unknown':
    case undefined:
      break;
  }
  if (last.lookUpResult === 'found') return { step: 'done' };
  // An attempt that never got as far as the message, and cannot any more, has changed nothing a partner could see: at worst
  // it left a document in no mailbox.
  if (!last.messageSentAt)
    return last.outcome === undefined && now < last.deadline ? { step: 'wait', until: last.deadline } : again;
  if (!last.lookedUpAt)
    return now < last.lookAfter ? { step: 'wait', until: last.lookAfter } : { step: 'look-up', attempt: last.attempt };
  // Absent proves that it never arrived only if a message that had arrived would still have been there to be seen.
  const oldest = last.lookedUpAt.getTime() - last.startedAt.getTime();
  if (answered || messagesStay >= oldest || last.decidedAt) return again;
  return { step: 'ask', attempt: last.attempt };
}
