import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ActivityFailure,
  ApplicationFailure,
  continueAsNew,
  log,
  proxyActivities,
  setCurrentDetails,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities, UnstartedDocument } from '../activities/index.ts';
import type { StreamName } from '../config.ts';
import type { CycleOutcome } from '../ledger/cycles.ts';
import { documentAttributes } from '../temporal/document-attributes.ts';
import { heartbeatTimeout } from '../temporal/heartbeat.ts';
import { documentsQueue, fairnessKey } from '../temporal/task-queues.ts';
import { documentWorkflow, type DocumentInput } from './document.ts';

export interface PollCycleInput {
  readonly company: string;
  readonly stream: StreamName;
  readonly sysproQueue: string;
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
const startsAtOnce = 50;

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
    (await startDocuments(input, at, batch, { settle: admission.settle, followFor: admission.followFor }));
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

type CycleKey = { readonly cycle: string; readonly company: string; readonly stream: StreamName };

/** Reads everything new since the watermark, and again what was seen but not released, page by page. */
async function readSource(input: PollCycleInput, at: CycleKey): Promise<SourceOutcome> {
  await ledgerSteps().openCycle(at);
  try {
    const steps = sysproSteps(input);
    await steps.renewSession({ company: input.company });
    let page = await steps.scanPage({ ...at });
    while (page.next) page = await steps.scanPage({ ...at, from: page.next });
    let reread = await steps.rereadPage({ ...at, after: '' });
    while (reread.next !== undefined) reread = await steps.rereadPage({ ...at, after: reread.next });
    return { available: true };
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    const cause = error.cause instanceof ApplicationFailure ? (error.cause.type ?? 'UNKNOWN') : 'TIMED-OUT';
    log.warn('SYSPRO could not be read; the next cycle tries again', { ...at, code: cause });
    return { available: false, cause };
  }
}

/** Starts a workflow for each claimed document and marks it started. One that runs already only gets its mark. */
async function startDocuments(
  input: PollCycleInput,
  at: CycleKey,
  documents: readonly UnstartedDocument[],
  settings: Pick<DocumentInput, 'settle' | 'followFor'>,
): Promise<number> {
  let started = 0;
  for (let first = 0; first < documents.length; first += startsAtOnce) {
    const offered = documents.slice(first, first + startsAtOnce);
    // Awaited to the last one: a parent that returns before a start is confirmed leaves a child that never existed.
    const results = await Promise.all(offered.map((document) => startDocument(input, document, settings)));
    const marked = offered.filter((_, index) => results[index] !== 'failed').map((document) => document.transmission);
    started += results.filter((result) => result === 'started').length;
    if (marked.length > 0) await ledgerSteps().markStarted({ ...at, transmissions: marked });
  }
  return started;
}

async function startDocument(
  { sysproQueue }: PollCycleInput,
  { workflowId, key, number, partner, date }: UnstartedDocument,
  settings: Pick<DocumentInput, 'settle' | 'followFor'>,
): Promise<'started' | 'running' | 'failed'> {
  try {
    await startChild(documentWorkflow, {
      workflowId,
      taskQueue: documentsQueue,
      args: [{ key, number, partner, sysproQueue, mode: 'initial', ...settings }],
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      parentClosePolicy: 'ABANDON',
      typedSearchAttributes: documentAttributes(key, number, partner),
      staticSummary: `${number} to ${partner}`,
      staticDetails: `SYSPRO ${key.type} ${number} of company ${key.company}${date ? `, dated ${date}` : ''}, for trading partner ${partner}`,
      priority: { fairnessKey: fairnessKey(partner) },
    });
    return 'started';
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'running';
    log.error('a document could not be started; the next cycle tries again', { workflowId, error: String(error) });
    return 'failed';
  }
}

async function close(at: CycleKey, result: PollCycleResult): Promise<PollCycleResult> {
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
  const bounded = {
    taskQueue: sysproQueue,
    startToCloseTimeout: '2m',
    scheduleToCloseTimeout: '4m',
    heartbeatTimeout,
    retry: { initialInterval: '2s', maximumAttempts: 3 },
  } as const;
  return {
    renewSession: proxyActivities<Activities>({ ...bounded, summary: 'Log on to SYSPRO' }).renewSession,
    scanPage: proxyActivities<Activities>({ ...bounded, summary: `Read and claim a page of ${stream}` }).scanPage,
    rereadPage: proxyActivities<Activities>({ ...bounded, summary: `Read again ${stream} that were not released` })
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
