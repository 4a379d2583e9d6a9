/** A mailbox that could not be looked into, or not completely. */
export interface MailboxTrouble {
  readonly mailbox: string;
  /** A stable code, or one with what it is about: `STERLING-REFUSED: message 42: …`. */
  readonly cause: string;
}

// What is said of one mailbox or one message, and not of Sterling. Any other cause is an outage: nobody can look into anything.
const ofOneMailbox =
  /^(MAILBOX-GONE|STERLING-(MAILBOX-MISSING|NOT-FOUND|REFUSED|FORBIDDEN|ANSWER-UNREADABLE)|INBOX-|FOLLOW-)/;
const namedAtMost = 10;

/** Whether a cause means that Sterling itself cannot be used now. */
export function isOutage(cause: string): boolean {
  return !ofOneMailbox.test(cause);
}

/**
 * What a sweep comes to, from the mailboxes that gave trouble.
 * @param asked how many mailboxes were to be looked into
 */
export function sweepOutcome(
  asked: number,
  troubles: readonly MailboxTrouble[],
): { readonly outcome: 'complete' | 'partial' | 'sterling-unavailable'; readonly cause?: string } {
  const [first] = troubles;
  if (!first) return { outcome: 'complete' };
  if (troubles.length >= asked && troubles.every(({ cause }) => isOutage(cause)))
    return { outcome: 'sterling-unavailable', cause: first.cause };
  const named = troubles.slice(0, namedAtMost).map(({ mailbox, cause }) => `${mailbox}: ${cause}`);
  const more = troubles.length - named.length;
  return { outcome: 'partial', cause: [...named, ...(more > 0 ? [`and ${more} more`] : [])].join('; ') };
}
