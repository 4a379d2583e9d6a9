import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { log, proxyActivities, startChild } from '@temporalio/workflow';
import type { Activities, UnstartedDocument } from '../activities/index.ts';
import type { CycleStream } from '../documents/stream.ts';
import { documentAttributes } from '../temporal/document-attributes.ts';
import { heartbeatTimeout } from '../temporal/heartbeat.ts';
import { documentsQueue, fairnessKey } from '../temporal/task-queues.ts';
import { documentWorkflow, type DocumentInput } from './document.ts';

/** How the documents that are started are to be handled. */
export type StartSettings = Pick<DocumentInput, 'settle' | 'followFor' | 'sysproQueue'>;

// Started side by side; the rest of a run's documents wait for these to be confirmed.
const startsAtOnce = 50;

/**
 * Starts a workflow for each claimed document and marks it started, under the cycle's name. One that runs already, or has run,
 * only gets its mark. One that cannot be started keeps its claim, and the next cycle tries again.
 * @returns how many were started
 */
export async function startDocuments(
  cycle: CycleStream,
  documents: readonly UnstartedDocument[],
  settings: StartSettings,
): Promise<number> {
  let started = 0;
  for (let first = 0; first < documents.length; first += startsAtOnce) {
    const offered = documents.slice(first, first + startsAtOnce);
    // Awaited to the last one: a parent that returns before a start is confirmed leaves a child that never existed.
    const results = await Promise.all(offered.map((document) => startDocument(document, settings)));
    const marked = offered.filter((_, index) => results[index] !== 'failed').map((document) => document.transmission);
    started += results.filter((result) => result === 'started').length;
    if (marked.length > 0) await ledgerStep().markStarted({ ...cycle, transmissions: marked });
  }
  return started;
}

async function startDocument(
  { workflowId, key, number, partner, date }: UnstartedDocument,
  settings: StartSettings,
): Promise<'started' | 'running' | 'failed'> {
  try {
    await startChild(documentWorkflow, {
      workflowId,
      taskQueue: documentsQueue,
      args: [{ key, number, partner, mode: 'initial', ...settings }],
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

function ledgerStep(): Pick<Activities, 'markStarted'> {
  return proxyActivities<Activities>({
    taskQueue: documentsQueue,
    startToCloseTimeout: '1m',
    heartbeatTimeout,
    retry: { initialInterval: '1s', maximumInterval: '30s' },
  });
}
