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
  /** The mailboxes that answers come to and were not looked into yet. */
  readonly toCollect?: readonly string[];
  /** The mailboxes whose posted messages are still to be looked for. */
  readonly outbound: readonly string[];
  /** How many mailboxes posted messages were looked for in; absent before the first. */
  readonly followed?: number;
  /** How many mailboxes answers come to. */
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
  let progress = input.progress ?? (await open(sweep));
  if (progress.toCollect?.length) progress = await collect(sweep, progress);
  if (progress.followed === undefined) progress = await handle(sweep, progress);
  progress = await followAll(sweep, progress);
  let { counts } = progress;
  const { cleared } = await ledgerSteps().settleWatches();
  counts = add(counts, { cleared, told: await deliverNews() });

  const end = { ...sweepOutcome(progress.inbound + (progress.followed ?? 0), progress.troubles), counts };
  await ledgerSteps().closeSweep({ sweep, ...end });
  setCurrentDetails(detailsOf(end));
  return { sweep, ...end };
}

async function open(sweep: string): Promise<SweepProgress> {
  const { inbound, outbound } = await ledgerSteps().openSweep({ sweep });
  return { toCollect: inbound, outbound, inbound: inbound.length, troubles: [], counts: none };
}

/** Takes every new message of the mailboxes that answers come to. */
async function collect(sweep: string, { toCollect = [], ...progress }: SweepProgress): Promise<SweepProgress> {
  setCurrentDetails(`Looks into ${toCollect.length} mailboxes for answers`);
  const { results, troubles, left } = await lookInto(
    toCollect,
    (mailbox) => sterlingSteps(`Take what came into ${mailbox}`).collectMessages({ sweep, mailbox }).catch(unlessStep),
    isLong,
  );
  let { counts } = progress;
  for (const one of results)
    if ('taken' in one) counts = add(counts, { mailboxes: 1, taken: one.taken, unread: one.failed });
  const done = { ...progress, counts, troubles: [...progress.troubles, ...troubles] };
  if (left.length > 0) await goOn({ ...done, toCollect: left });
  return done;
}

/** Reads and matches what was taken, and tells the documents. */
async function handle(sweep: string, progress: SweepProgress): Promise<SweepProgress> {
  let { counts } = progress;
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
    if (more && isLong()) await goOn({ ...progress, counts });
  }
  return { ...progress, counts: add(counts, { told: await deliverNews() }) };
}

/** Looks what became of posted messages in every mailbox that has some. */
async function followAll(sweep: string, progress: SweepProgress): Promise<SweepProgress> {
  const { inbound, outbound, followed, troubles } = progress;
  // Nothing answered when the answers were to be read: the posted messages need not be asked for as well.
  const away =
    followed === undefined && inbound > 0 && sweepOutcome(inbound, troubles).outcome === 'sterling-unavailable';
  if (away) return progress;
  const looked = await lookInto(outbound, (mailbox) => follow(sweep, mailbox), isLong);
  let { counts } = progress;
  for (const { watched, changed, overdue, left } of looked.results)
    counts = add(counts, { mailboxes: 1, watched, changed, overdue, left });
  const done = {
    ...progress,
    counts,
    outbound: looked.left,
    followed: (followed ?? 0) + outbound.length - looked.left.length,
    troubles: [...troubles, ...looked.troubles],
  };
  if (looked.left.length > 0) await goOn(done);
  return done;
}

/** Whether this run is long enough: its history must not grow without end. */
function isLong(): boolean {
  return workflowInfo().continueAsNewSuggested;
}

function goOn(progress: SweepProgress): Promise<never> {
  return continueAsNew<typeof mailboxSweep>({ progress });
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
