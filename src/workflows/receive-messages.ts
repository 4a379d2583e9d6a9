import { ApplicationFailure } from '@temporalio/common';
import { log, setHandler, workflowInfo } from '@temporalio/workflow';
import type { DocumentInbox } from './document-inbox.ts';
import {
  cancelSignal,
  cancelUpdate,
  interchangeSignal,
  newsSignal,
  resendSignal,
  resendUpdate,
  retrySignal,
  retryUpdate,
  statusQuery,
} from './document-messages.ts';

/** Has a document's messages put into its inbox, from now on; what they ask for is done by its own loop. */
export function receiveMessages(inbox: DocumentInbox): void {
  // A message without an id is told apart by the run and how many came before it.
  let received = 0;
  const fallbackId = (): string => `${workflowInfo().runId}-${(received += 1)}`;
  const refuse = (reason: string | undefined): void => {
    if (reason) throw ApplicationFailure.nonRetryable(reason, 'REFUSED');
  };
  setHandler(resendUpdate, (message) => inbox.putResend(message, fallbackId()), {
    validator: (message) => refuse(inbox.refuseResend(message)),
  });
  setHandler(retryUpdate, (message) => inbox.putDecision({ kind: 'retry', message }), {
    validator: (message) => refuse(inbox.refuseDecision('retry', message)),
  });
  setHandler(cancelUpdate, (message) => inbox.putDecision({ kind: 'cancel', message }), {
    validator: (message) => refuse(inbox.refuseDecision('cancel', message)),
  });
  // A signal cannot be refused: one that cannot be taken now is logged and dropped, never turned into something else.
  setHandler(resendSignal, (message) => {
    const refusal = inbox.refuseResend(message);
    if (refusal) log.warn('re-send signal not taken', { refusal });
    else inbox.putResend(message, fallbackId());
  });
  const decide = (kind: 'retry' | 'cancel') => (message: Parameters<DocumentInbox['refuseDecision']>[1]) => {
    const refusal = inbox.refuseDecision(kind, message);
    if (refusal) log.warn(`${kind} signal not taken`, { refusal });
    else inbox.putDecision({ kind, message } as Parameters<DocumentInbox['putDecision']>[0]);
  };
  setHandler(retrySignal, decide('retry'));
  setHandler(cancelSignal, decide('cancel'));
  setHandler(interchangeSignal, () => void (inbox.hasNews = true));
  setHandler(newsSignal, () => void (inbox.hasNews = inbox.hasStanding = true));
  setHandler(statusQuery, () => ({ phase: inbox.phase, waitingFor: inbox.waitingFor, sends: inbox.sends }));
}
