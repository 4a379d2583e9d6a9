import {
  ActivityFailure,
  ApplicationFailure,
  continueAsNew,
  log,
  proxyActivities,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { CompanyStream, CycleStream } from '../documents/stream.ts';
import type { CycleOutcome } from '../ledger/cycles.ts';
import { heartbeatTimeout } from '../temporal/heartbeat.ts';
import { documentsQueue } from '../temporal/task-queues.ts';
import { startDocuments } from './start-documents.ts';

export interface PollCycleInput extends CompanyStream {
  readonly sysproQueue: string;
  /** A deep poll: the long overlap, records without a date, and again everything that is open in SYSPRO. */
  readonly deep?: boolean;
  /** Where an earlier run of the same cycle left off. */
  readonly progress?: StartProgress;
}

interface StartProgress {
  /** What the reading of SYSPRO came to. */
  readonly source: SourceOutcome;
  /** The last transmission offered for starting. */
  readonly after: number;
  readonly started: number;
}

export interface PollCycleResult {
  readonly cycle: string;
  readonly outcome: CycleOutcome;
  /** The code of why, where the outcome is not complete. */
  readonly cause?: string;
  readonly started: number;
}

interface SourceOutcome {
  readonly available: boolean;
  readonly cause?: string;
}

// A run starts at most so many children: each leaves three events in the history (measured: 200 make 640 events, 108 kB).
const childrenPerRun = 200;

/**
 * One poll of one stream of one company: log on, read what is new, claim it in the ledger, start a DocumentWorkflow for
 * each claim. An outage of SYSPRO is an outcome, not a failure: the next tick tries again, and what was claimed before
 * is started all the same. Nothing here waits for a document.
 */
export async function pollCycle(input: PollCycleInput): Promise<PollCycleResult> {
  const cycle = workflowInfo().firstExecutionRunId;
  const at = { cycle, company: input.company, stream: input.stream };

  const source = input.progress?.source ?? (await readSource(input, at));
  const ledger = ledgerSteps();
  await ledger.deliverEvents({ company: input.company });

  const admission = await ledger.admitStarts(at);
  if (!admission.admitted) {
    log.warn('poll cycle needs confirmation', { ...at, waiting: admission.waiting });
    return close(at, { cycle, outcome: 'needs-confirmation', cause: `WAITING-${admission.waiting}`, started: 0 });
  }
  const batch = await ledger.listUnstarted({ ...at, after: input.progress?.after ?? 0, limit: childrenPerRun });
  const started =
    (input.progress?.started ?? 0) +
    (await startDocuments(at, batch, {
      settle: admission.settle,
      followFor: admission.followFor,
      sysproQueue: input.sysproQueue,
    }));
  const last = batch.at(-1);
  if (last && batch.length === childrenPerRun) {
    return continueAsNew<typeof pollCycle>({ ...input, progress: { source, after: last.transmission, started } });
  }
  return close(at, {
    cycle,
    outcome: source.available ? 'complete' : 'source-unavailable',
    cause: source.cause,
    started,
  });
}

/** Reads everything new since the watermark, and again what was seen but not released, page by page. */
async function readSource(input: PollCycleInput, at: CycleStream): Promise<SourceOutcome> {
  const deep = input.deep ?? false;
  await ledgerSteps().openCycle({ ...at, deep });
  try {
    const steps = sysproSteps(input);
    await steps.renewSession({ company: input.company });
    let page = await steps.scanPage({ ...at, deep });
    while (page.next) page = await steps.scanPage({ ...at, deep, from: page.next });
    let reread = await steps.rereadPage({ ...at, deep, after: '' });
    while (reread.next !== undefined) reread = await steps.rereadPage({ ...at, deep, after: reread.next });
    return { available: true };
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    const cause = error.cause instanceof ApplicationFailure ? (error.cause.type ?? 'UNKNOWN') : 'TIMED-OUT';
    log.warn('SYSPRO could not be read; the next cycle tries again', { ...at, code: cause });
    return { available: false, cause };
  }
}

async function close(at: CycleStream, result: PollCycleResult): Promise<PollCycleResult> {
  await ledgerSteps().closeCycle({ ...at, ...result });
  setCurrentDetails(
    `${result.outcome}${result.cause ? ` (${result.cause})` : ''}: ${result.started} documents started`,
  );
  return result;
}

function sysproSteps({
  stream,
  sysproQueue,
}: PollCycleInput): Pick<Activities, 'renewSession' | 'scanPage' | 'rereadPage'> {
  // Bounded, queueing included: when nobody can read SYSPRO now, the cycle must end before the next tick, which would be skipped.
  const queue = {
    taskQueue: sysproQueue,
    heartbeatTimeout,
    retry: { initialInterval: '2s', maximumAttempts: 3 },
  } as const;
  const bounded = { ...queue, startToCloseTimeout: '2m', scheduleToCloseTimeout: '4m' } as const;
  // A page is as many requests as its records need: measured, some 140 for 500 invoices by OData, ten times that for 5,000. Whether
  // its worker lives is told by heartbeats, and a tick skipped because a large page goes on is none lost.
  const page = { ...queue, startToCloseTimeout: '10m', scheduleToCloseTimeout: '15m' } as const;
  return {
    renewSession: proxyActivities<Activities>({ ...bounded, summary: 'Log on to SYSPRO' }).renewSession,
    scanPage: proxyActivities<Activities>({ ...page, summary: `Read and claim a page of ${stream}` }).scanPage,
    rereadPage: proxyActivities<Activities>({ ...page, summary: `Read again ${stream} that were not released` })
      .rereadPage,
  };
}

function ledgerSteps(): Pick<
  Activities,
  'openCycle' | 'closeCycle' | 'deliverEvents' | 'admitStarts' | 'listUnstarted' | 'markStarted'
> {
  return proxyActivities<Activities>({
    taskQueue: documentsQueue,
    startToCloseTimeout: '1m',
    heartbeatTimeout,
    retry: { initialInterval: '1s', maximumInterval: '30s' },
  });
}
