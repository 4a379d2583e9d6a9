import { proxyActivities } from '@temporalio/workflow';
import type { Activities, MarkUnknownResult } from '../activities/index.ts';
import type { CompanyStream } from '../documents/stream.ts';
import { heartbeatTimeout } from '../temporal/heartbeat.ts';

export interface MarkSentInput extends CompanyStream {
  readonly sysproQueue: string;
  readonly numbers: readonly string[];
  readonly party?: string;
  readonly reason: string;
  readonly requestedBy: string;
}

// Each number is a request of its own to SYSPRO.
const numbersAtOnce = 50;

/** Marks documents the ledger does not know as sent otherwise, having looked them up in SYSPRO. */
export async function markSent({ sysproQueue, numbers, ...input }: MarkSentInput): Promise<MarkUnknownResult[]> {
  const steps = proxyActivities<Activities>({
    taskQueue: sysproQueue,
    summary: 'Look up and mark as sent otherwise',
    startToCloseTimeout: '2m',
    scheduleToCloseTimeout: '6m',
    heartbeatTimeout,
    retry: { initialInterval: '2s', maximumAttempts: 4 },
  });
  const results: MarkUnknownResult[] = [];
  for (let first = 0; first < numbers.length; first += numbersAtOnce)
    results.push(...(await steps.markUnknownSent({ ...input, numbers: numbers.slice(first, first + numbersAtOnce) })));
  return results;
}
