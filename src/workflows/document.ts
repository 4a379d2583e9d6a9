import { ApplicationFailure } from '@temporalio/common';
import { allHandlersFinished, condition, continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { DocumentKey } from '../documents/document-key.ts';
import type { Stage } from '../documents/stage.ts';
import { DocumentInbox } from './document-inbox.ts';
import type { ResendMessage } from './document-messages.ts';
import { documentSteps } from './document-steps.ts';
import { receiveMessages } from './receive-messages.ts';
import { sendDocument } from './send-document.ts';
import { showStanding } from './show-document.ts';

export interface DocumentInput {
  readonly key: DocumentKey;
  /** The number people quote. */
  readonly number: string;
  readonly partner: string;
  readonly sysproQueue: string;
  /**
   * `initial` sends what a poll claimed, and only follows when the ledger says it was posted already. `resend` sends
   * {@link resend}. `follow` waits for messages; with it a message starts a document that is closed.
   */
  readonly mode: 'initial' | 'resend' | 'follow';
  readonly resend?: ResendMessage;
  /** Milliseconds between the two equal readings of a record. */
  readonly settle: number;
  /** Milliseconds a sent document stays open for answers and re-sends. */
  readonly followFor: number;
  /** Of mode `follow`: what an earlier run of the same document knows that the ledger does not. */
  readonly earlier?: EarlierRun;
}

interface EarlierRun {
  readonly sends: number;
  /** The re-sends that were taken: the same asked for again is none. */
  readonly resends: readonly string[];
}

export interface DocumentResult {
  readonly stage: Stage;
  readonly sends: number;
}

/**
 * One SYSPRO document on its way to its partner: read again, translated, posted, and followed. It never fails for a
 * business reason: it parks with all its findings, waits for a person, and goes on.
 */
export async function documentWorkflow(input: DocumentInput): Promise<DocumentResult> {
  const inbox = new DocumentInbox();
  // Before messages are received: one that came with the first task is taken at once.
  if (input.mode === 'follow' && input.earlier) {
    inbox.goOn(input.earlier);
    // How it stands and how long it stays open, the ledger says.
    inbox.hasStanding = true;
  }
  receiveMessages(inbox);

  let stage: Stage = 'discovered';
  if (input.mode === 'resend') inbox.putResend(resendOf(input), workflowInfo().runId);
  if (input.mode === 'initial') stage = await sendDocument(input, inbox, undefined);

  let openFor = input.followFor;
  do {
    for (let resend = inbox.takeResend(); resend; resend = inbox.takeResend()) {
      stage = await sendDocument(input, inbox, resend);
      openFor = input.followFor;
    }
    inbox.phase = 'following';
    inbox.waitingFor = 'the partner’s answer, or a re-send';
    if (inbox.hasStanding) ({ stage, openFor } = await readStanding(input, inbox));
    if (workflowInfo().continueAsNewSuggested) await followAnew(input, inbox);
  } while (await condition(() => inbox.hasResend || inbox.hasStanding, openFor));

  await condition(allHandlersFinished);
  return { stage, sends: inbox.sends };
}

/** A document followed for months must not outgrow its history. What came while messages were handled is acted on first. */
async function followAnew(input: DocumentInput, inbox: DocumentInbox): Promise<void> {
  await condition(allHandlersFinished);
  if (inbox.hasResend || inbox.hasStanding) return;
  const { resend: _, ...rest } = input;
  const earlier = { sends: inbox.sends, resends: inbox.resendsTaken };
  await continueAsNew<typeof documentWorkflow>({ ...rest, mode: 'follow', earlier });
}

/**
 * Reads in the ledger how the document stands, and shows it. A document never asks Sterling: sweeps do, and write news down for it.
 * @returns its stage, and the milliseconds it stays open yet
 */
async function readStanding(
  input: DocumentInput,
  inbox: DocumentInbox,
): Promise<{ readonly stage: Stage; readonly openFor: number }> {
  inbox.hasStanding = false;
  const {
    stage,
    flag: standing,
    details,
    received,
    openUntil,
  } = await documentSteps(input).readStanding({ key: input.key });
  showStanding(stage, standing, details);
  if (received) inbox.waitingFor = 'a re-send';
  // Never 0, which would be no time-out.
  const openFor = openUntil === undefined ? input.followFor : Math.max(Date.parse(openUntil) - Date.now(), 1);
  return { stage, openFor };
}

function resendOf({ resend }: DocumentInput): ResendMessage {
  if (!resend?.reason || !resend.requestedBy)
    throw ApplicationFailure.nonRetryable('mode resend needs resend: { reason, requestedBy }', 'RESEND-INCOMPLETE');
  return resend;
}
