import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';

/** Asks for a document to be sent once more, with new control numbers. */
export interface ResendMessage {
  readonly reason: string;
  readonly requestedBy: string;
  /** Chosen by the caller so that asking twice is one re-send; made from the run when a person in the Temporal UI leaves it out. */
  readonly id?: string;
  /** `stored` (the default) sends what was sent last; `current` reads SYSPRO again. */
  readonly data?: 'stored' | 'current';
}

/** Has a parked document tried again, after its cause was corrected. */
export interface RetryMessage {
  readonly requestedBy: string;
  readonly reason?: string;
  /** For a post whose outcome nobody can find out: a person has made sure that it did not arrive. */
  readonly postAgain?: boolean;
  /** For the same: a person has made sure that it did arrive. It is recorded as posted, by that word. */
  readonly arrived?: boolean;
}

/** Gives up a document for good that is parked, waits to leave with others, or queues. */
export interface CancelMessage {
  readonly requestedBy: string;
  readonly reason: string;
  /** Gives up the interchange it left in, with all the documents in it: its set cannot be taken out any more. */
  readonly wholeInterchange?: boolean;
}

// An Update answers and can be refused; a Signal of the same name is for the Temporal UI and for delivery to a closed document.
export const resendUpdate = defineUpdate<string, [ResendMessage]>('resend');
export const resendSignal = defineSignal<[ResendMessage]>('resend');
export const retryUpdate = defineUpdate<void, [RetryMessage]>('retry');
export const retrySignal = defineSignal<[RetryMessage]>('retry');
export const cancelUpdate = defineUpdate<void, [CancelMessage]>('cancel');
export const cancelSignal = defineSignal<[CancelMessage]>('cancel');
/** That a document which leaves with others has news in the ledger. */
export const interchangeSignal = defineSignal<[object]>('interchange');
/** That the ledger has something new on the document: an answer, a pick-up, the end of a hold. What it is, the ledger says. */
export const newsSignal = defineSignal<[object]>('news');
export const statusQuery = defineQuery<DocumentStatus>('status');

/** Where a document's workflow is, in words for a person. */
export interface DocumentStatus {
  readonly phase: DocumentPhase;
  readonly waitingFor: string;
  readonly sends: number;
}

/** sending: a step is at work or retried; waiting: checked, leaves with others; queued: the partner is on hold or in a blackout; parked: waits for a person; following: sent, open for answers and re-sends. */
export type DocumentPhase = 'sending' | 'waiting' | 'queued' | 'parked' | 'following';
