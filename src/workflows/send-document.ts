import { condition, continueAsNew, log, setCurrentDetails, sleep, workflowInfo } from '@temporalio/workflow';
import type { Queued } from '../activities/documents/queued.ts';
import { transactionSetOf } from '../documents/document-key.ts';
import type { Stage } from '../documents/stage.ts';
import type { DocumentInbox, Resend } from './document-inbox.ts';
import { documentSteps } from './document-steps.ts';
import type { DocumentInput, documentWorkflow } from './document.ts';
import { flag, show, unflag } from './show-document.ts';

/** One send, from reading the record again to its being in the mailbox, with whatever decisions that takes. */
export async function sendDocument(
  input: DocumentInput,
  inbox: DocumentInbox,
  resend: Resend | undefined,
): Promise<Stage> {
  const steps = documentSteps(input);
  // Once it has joined others it is not read and translated again, unless it is taken out from among them.
  const progress: Progress = { joined: false, settled: false };
  for (;;) {
    inbox.phase = 'sending';
    const result = await tryToSend(input, inbox, resend, progress);
    if (result.outcome !== 'parked') {
      show(result.stage, result.note);
      if (result.outcome === 'posted') inbox.sends += 1;
      return result.stage;
    }

    inbox.phase = 'parked';
    inbox.parkedFor = result.cause;
    inbox.waitingFor = `a person: ${result.cause}`;
    const { number, partner } = input;
    log.warn('document needs attention', {
      set: transactionSetOf[input.key.type],
      number,
      partner,
      code: result.cause,
    });
    flag(
      `**Needs attention: ${result.cause}** (${result.findings} findings; see \`syspro-sterling show ${input.number}\`)\n\nCorrect the cause, then send the update \`retry\`, or \`cancel\` to give up.`,
    );
    inbox.sharedBy = result.sets ?? 1;
    const travels = result.sets !== undefined;
    // An answer of the partner's proves that it arrived.
    const mayDecideItself = travels || result.cause === 'POSTING-UNDECIDABLE';
    await condition(() => inbox.hasDecision || (mayDecideItself && inbox.hasNews));
    const decision = inbox.takeDecision();
    if (!decision) {
      // Decided by the partner, or by what somebody said of another document of the interchange.
      unflag();
      continue;
    }
    const done = await steps.recordDecision({ key: input.key, resend, kind: decision.kind, ...decision.message });
    unflag();
    if (decision.kind === 'cancel' && !(travels && !done.cancelled)) {
      show('cancelled', `Cancelled by ${decision.message.requestedBy}`);
      return 'cancelled';
    }
  }
}

/** What of a send need not be done again when it is tried again. */
interface Progress {
  joined: boolean;
  /** The record had its time to settle before the document queued. */
  settled: boolean;
}

type SendResult =
  | { readonly outcome: 'posted' | 'cancelled'; readonly stage: Stage; readonly note: string }
  /** @property sets how many sets are in its interchange, where it left with others */
  | { readonly outcome: 'parked'; readonly cause: string; readonly findings: number; readonly sets?: number };

const cancelledBeforePosting = {
  outcome: 'cancelled',
  stage: 'cancelled',
  note: 'Cancelled before it was posted',
} as const satisfies SendResult;

async function tryToSend(
  input: DocumentInput,
  inbox: DocumentInbox,
  resend: Resend | undefined,
  progress: Progress,
): Promise<SendResult> {
  const { key, partner } = input;
  const steps = documentSteps(input);

  if (progress.joined) {
    const left = await leaveWithOthers(input, inbox, resend);
    if (left) return left;
    progress.joined = false;
  }

  if (resend?.data !== 'stored') {
    const reading = await readUntilSettled(input, inbox, resend, progress);
    if (reading.outcome === 'parked') return reading;
    if (reading.outcome === 'withdrawn')
      return { outcome: 'cancelled', stage: 'cancelled', note: `Withdrawn in SYSPRO: ${reading.cause}` };
    if (reading.outcome === 'posted') return { outcome: 'posted', stage: reading.stage, note: 'Posted earlier' };
  }

  inbox.waitingFor = 'the translation';
  inbox.hasNews = false;
  const translated = await steps.translateDocument({ key, resend });
  if (translated.outcome === 'parked') return translated;
  if (translated.outcome === 'cancelled') return cancelledBeforePosting;
  if (translated.outcome === 'queued') {
    progress.settled = true;
    // Read again: what is sent after days is what SYSPRO has then.
    return (await waitQueued(input, inbox, resend, translated)) ?? tryToSend(input, inbox, resend, progress);
  }
  if (translated.outcome === 'joined') {
    progress.joined = true;
    return tryToSend(input, inbox, resend, progress);
  }

  inbox.waitingFor = 'Sterling';
  inbox.hasNews = false;
  let posted = await steps.transmitDocument({ key, resend });
  while (posted.outcome === 'queued') {
    const cancelled = await waitQueued(input, inbox, resend, posted);
    if (cancelled) return cancelled;
    inbox.waitingFor = 'Sterling';
    inbox.hasNews = false;
    posted = await steps.transmitDocument({ key, resend });
  }
  if (posted.outcome === 'parked') return posted;
  if (posted.outcome === 'cancelled') return cancelledBeforePosting;
  log.info('document posted', {
    set: transactionSetOf[key.type],
    number: input.number,
    partner,
    interchange: translated.interchange,
    mailbox: posted.mailbox,
    messageId: posted.message,
  });
  return {
    outcome: 'posted',
    stage: 'posted',
    note: `Interchange ${translated.interchange} ${entryText(posted)}`,
  };
}

/** Where a message is. One that is known to have arrived, though Sterling never said so, has no number here. */
function entryText({ message, mailbox }: { readonly message: string; readonly mailbox: string }): string {
  return message === '' ? `has arrived in ${mailbox}` : `is message ${message} in ${mailbox}`;
}

// A hint that was lost is made up for within the hour.
const newsPatience = 3_600_000;

/**
 * Waits while the partner is on hold or in a blackout: until its end, or until the ledger has news. Nothing is wrong with the document, so
 * nobody is asked and no flag is raised. Whoever calls has forgotten older news before the step that found it held: news may come while that ends.
 * @returns that it was cancelled meanwhile; undefined where it is to be tried again
 */
async function waitQueued(
  input: DocumentInput,
  inbox: DocumentInbox,
  resend: Resend | undefined,
  { why, wait }: Queued,
): Promise<SendResult | undefined> {
  inbox.phase = 'queued';
  inbox.waitingFor = why;
  setCurrentDetails(`Held: ${why}`);
  await condition(() => inbox.hasNews || inbox.hasDecision, Math.min(wait ?? newsPatience, newsPatience));
  inbox.phase = 'sending';
  const decision = inbox.takeDecision();
  if (decision?.kind === 'cancel') {
    await documentSteps(input).recordDecision({ key: input.key, resend, kind: 'cancel', ...decision.message });
    return { outcome: 'cancelled', stage: 'cancelled', note: `Cancelled by ${decision.message.requestedBy}` };
  }
  // A hold of months must not outgrow its history. What was decided is in the ledger, so a fresh run goes on with it.
  if (workflowInfo().continueAsNewSuggested && !inbox.hasResend)
    await continueAsNew<typeof documentWorkflow>(resend ? { ...input, mode: 'resend', resend } : input);
  return undefined;
}

/**
 * Waits until a document that leaves with others has left. Signals are hints; what became of it, the ledger says.
 * @returns undefined where it was taken out from among them, to be read and checked again
 */
async function leaveWithOthers(
  input: DocumentInput,
  inbox: DocumentInbox,
  resend: Resend | undefined,
): Promise<SendResult | undefined> {
  const { key, number, partner } = input;
  const steps = documentSteps(input);
  for (;;) {
    inbox.hasNews = false;
    const found = await steps.followInterchange({ key, resend });
    switch (found.outcome) {
      case 'left':
        return undefined;
      case 'cancelled':
        return cancelledBeforePosting;
      case 'parked':
        return found;
      case 'posted':
        log.info('document posted', {
          set: transactionSetOf[key.type],
          number,
          partner,
          interchange: found.interchange,
          mailbox: found.mailbox,
          messageId: found.message,
        });
        return {
          outcome: 'posted',
          stage: 'posted',
          note: `With others in interchange ${found.interchange}, which ${entryText(found)}`,
        };
      case 'waiting':
        inbox.waitingFor = `others to leave with, until ${found.leavesBy} at the latest`;
        break;
      case 'sealed':
        inbox.waitingFor = `interchange ${found.interchange}, sealed with ${found.sets} sets, to be posted`;
        break;
    }
    if (found.held !== undefined) inbox.waitingFor = found.held;
    show('translated', found.held === undefined ? `Waits for ${inbox.waitingFor}` : `Held: ${found.held}`);
    inbox.phase = found.held === undefined ? 'waiting' : 'queued';
    await condition(() => inbox.hasNews || inbox.hasDecision, newsPatience);
    inbox.phase = 'sending';
    const decision = inbox.takeDecision();
    if (decision?.kind !== 'cancel') continue;
    const { cancelled } = await steps.recordDecision({ key, resend, kind: 'cancel', ...decision.message });
    if (cancelled)
      return { outcome: 'cancelled', stage: 'cancelled', note: `Cancelled by ${decision.message.requestedBy}` };
    log.warn('too late to cancel: the document is sealed into an interchange', { number, partner });
  }
}

/** Reads the record until two readings, the settling time apart, are equal, so that nobody's half-finished edit leaves. */
async function readUntilSettled(
  input: DocumentInput,
  inbox: DocumentInbox,
  resend: Resend | undefined,
  progress: Progress,
): Promise<Settled> {
  const steps = documentSteps(input);
  let wait = resend || progress.settled ? 0 : input.settle;
  let waitingFor = 'the record to settle in SYSPRO';
  for (;;) {
    if (wait > 0) {
      inbox.waitingFor = waitingFor;
      await sleep(wait, { summary: `${input.number} waits for ${waitingFor}` });
    }
    inbox.waitingFor = 'SYSPRO';
    const reading = await steps.fetchDocument({ key: input.key, resend, settle: input.settle });
    if (reading.outcome !== 'unsettled') return reading;
    wait = reading.wait;
    waitingFor = reading.for ?? 'the record to settle in SYSPRO';
    // An order that stays open in SYSPRO for weeks must not outgrow its history. Nothing has been decided yet, so a fresh run loses nothing.
    if (workflowInfo().continueAsNewSuggested && !resend && !inbox.hasResend)
      await continueAsNew<typeof documentWorkflow>(input);
  }
}

type Settled = Exclude<
  Awaited<ReturnType<ReturnType<typeof documentSteps>['fetchDocument']>>,
  { outcome: 'unsettled' }
>;
