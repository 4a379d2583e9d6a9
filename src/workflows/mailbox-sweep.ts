import { continueAsNew, log, proxyActivities, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { sweepOutcome, type MailboxTrouble } from '../documents/sweep-outcome.ts';
import type { SweepOutcome } from '../ledger/sweeps.ts';
import { heartbeatTimeout } from '../temporal/heartbeat.ts';
import { sterlingQueue } from '../temporal/task-queues.ts';
import { lookInto } from './look-into.ts';
import { causeOf, ledgerSteps } from './steps.ts';

export interface SweepInput {
  /** Where an earlier run of the same sweep left off. */
  readonly progress?: SweepProgress;
}

interface SweepProgress {
  /** The mailboxes whose posted messages are still to be looked for. */
  readonly outbound: readonly string[];
  readonly inbound: number;
  readonly troubles: readonly MailboxTrouble[];
  readonly counts: SweepCounts;
}

/** What a sweep came to, summed up over its mailboxes. */
export type SweepCounts = Readonly<
  Record<
    | 'mailboxes'
    | 'taken'
    | 'unread'
    | 'handled'
    | 'answers'
    | 'unmatched'
    | 'unhandled'
    | 'watched'
    | 'changed'
    | 'overdue'
    | 'cleared'
    | 'left'
    | 'told',
    number
  >
>;

export interface SweepResult {
  readonly sweep: string;
  readonly outcome: SweepOutcome;
  /** Which mailboxes could not be looked into, and why. */
  readonly cause?: string;
  readonly counts: SweepCounts;
}

const none: SweepCounts = {
  mailboxes: 0,
  taken: 0,
  unread: 0,
  handled: 0,
  answers: 0,
  unmatched: 0,
  unhandled: 0,
  watched: 0,
  changed: 0,
  overdue: 0,
  cleared: 0,
  left: 0,
  told: 0,
};

// Messages are read and matched in steps of so many.
const handledAtOnce = 50;

/**
 * One look into Sterling's mailboxes: takes what came in and hands it to the documents it is about, then sees what became of what was
 * posted. One sweep serves all companies. An outage of Sterling is an outcome, not a failure; one mailbox that cannot be looked into
 * does not stop the others.
 */
export async function mailboxSweep(input: SweepInput): Promise<SweepResult> {
  const sweep = workflowInfo().firstExecutionRunId;
  const begun = input.progress ?? (await collect(sweep));
  let { counts, troubles } = begun;

  for (let more = true; more;) {
    setCurrentDetails(`${counts.taken} messages taken, ${counts.handled} handled`);
    const step = await ledgerSteps('5m').handleMessages({ sweep, limit: handledAtOnce });
    counts = add(counts, {
      handled: step.handled,
      answers: step.answers,
      unmatched: step.unmatched,
      unhandled: step.failed,
    });
    if (step.cause !== undefined)
      log.error('a message could not be handled; the next sweep tries again', { cause: step.cause });
    more = step.more && step.handled > 0;
    if (more && workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof mailboxSweep>({ progress: { ...begun, counts, troubles } });
  }
  counts = add(counts, { told: await deliverNews() });

  // Nothing answered when the answers were to be read: the posted messages need not be asked for as well.
  const away = begun.inbound > 0 && sweepOutcome(begun.inbound, troubles).outcome === 'sterling-unavailable';
  if (!away) {
    const looked = await lookInto(begun.outbound, (mailbox) => follow(sweep, mailbox));
    troubles = [...troubles, ...looked.troubles];
    for (const { watched, changed, overdue, left } of looked.results)
      counts = add(counts, { mailboxes: 1, watched, changed, overdue, left });
  }
  const { cleared } = await ledgerSteps().settleWatches();
  counts = add(counts, { cleared, told: await deliverNews() });

  const asked = begun.inbound + (away ? 0 : begun.outbound.length);
  const end = { ...sweepOutcome(asked, troubles), counts };
  await ledgerSteps().closeSweep({ sweep, ...end });
  setCurrentDetails(detailsOf(end));
  return { sweep, ...end };
}

/** Takes every new message of the mailboxes that answers come to. */
async function collect(sweep: string): Promise<SweepProgress> {
  const plan = await ledgerSteps().openSweep({ sweep });
  setCurrentDetails(`Looks into ${plan.inbound.length} mailboxes for answers`);
  const { results, troubles } = await lookInto(plan.inbound, (mailbox) =>
    sterlingSteps(`Take what came into ${mailbox}`).collectMessages({ sweep, mailbox }).catch(unlessStep),
  );
  let counts = none;
  for (const one of results)
    if ('taken' in one) counts = add(counts, { mailboxes: 1, taken: one.taken, unread: one.failed });
  return { outbound: plan.outbound, inbound: plan.inbound.length, troubles, counts };
}

async function follow(
  sweep: string,
  mailbox: string,
): Promise<{ watched: number; changed: number; overdue: number; left: number; cause?: string }> {
  const found = await sterlingSteps(`See what became of what was posted to ${mailbox}`)
    .followMessages({ sweep, mailbox })
    .catch(unlessStep);
  return 'watched' in found ? found : { watched: 0, changed: 0, overdue: 0, left: 0, ...found };
}

/** A step that failed for good tells why; whatever else was thrown is ours. */
function unlessStep(error: unknown): { readonly cause: string } {
  const cause = causeOf(error);
  if (cause === undefined) throw error;
  return { cause };
}

async function deliverNews(): Promise<number> {
  let told = 0;
  for (let after: string | undefined = ''; after !== undefined;) {
    const { delivered, next }: Awaited<ReturnType<Activities['deliverNews']>> = await ledgerSteps('5m').deliverNews({
      after,
    });
    told += delivered;
    after = next;
  }
  return told;
}

function sterlingSteps(summary: string): Pick<Activities, 'collectMessages' | 'followMessages'> {
  return proxyActivities<Activities>({
    taskQueue: sterlingQueue,
    summary,
    // A mailbox met for the first time may hold tens of thousands; that its worker lives is told by heartbeats.
    startToCloseTimeout: '30m',
    heartbeatTimeout,
    // The client itself repeats reads; this is for a worker that was killed. It takes up where the first one was.
    retry: { initialInterval: '2s', maximumAttempts: 2 },
  });
}

function add(counts: SweepCounts, more: Partial<SweepCounts>): SweepCounts {
  const sum = { ...counts };
  for (const [name, count] of Object.entries(more) as [keyof SweepCounts, number][]) sum[name] += count;
  return sum;
}

function detailsOf({ outcome, cause, counts }: Omit<SweepResult, 'sweep'>): string {
  const { taken, answers, unmatched, changed, overdue } = counts;
  return [
    `${outcome}${cause === undefined ? '' : ` (${cause})`}`,
    `${taken} messages taken: ${answers} answers matched, ${unmatched} not`,
    `${changed} documents further, ${overdue} overdue`,
  ].join('\n\n');
}
