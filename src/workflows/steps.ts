import { ActivityFailure, ApplicationFailure, proxyActivities, type ActivityOptions } from '@temporalio/workflow';
import type { DocumentActivities, SysproActivities } from '../activities/index.ts';
import { heartbeatTimeout } from '../temporal/heartbeat.ts';
import { documentsQueue } from '../temporal/task-queues.ts';

/** Steps that need only the ledger. They are tried until the ledger answers. */
export function ledgerSteps(startToCloseTimeout: ActivityOptions['startToCloseTimeout'] = '1m'): DocumentActivities {
  return proxyActivities<DocumentActivities>({
    taskQueue: documentsQueue,
    startToCloseTimeout,
    heartbeatTimeout,
    retry: { initialInterval: '1s', maximumInterval: '30s' },
  });
}

/** How long a step that asks SYSPRO is tried. */
export interface SysproBounds {
  /** Queueing and retries included. Absent: for as long as SYSPRO is away. */
  readonly scheduleToCloseTimeout?: ActivityOptions['scheduleToCloseTimeout'];
  readonly maximumAttempts?: number;
}

/**
 * Steps that ask SYSPRO within an operator's session.
 * @param summary what the Temporal UI says of them
 */
export function sysproSteps(
  taskQueue: string,
  summary: string,
  { scheduleToCloseTimeout, maximumAttempts }: SysproBounds,
): SysproActivities {
  return proxyActivities<SysproActivities>({
    taskQueue,
    summary,
    startToCloseTimeout: '2m',
    ...(scheduleToCloseTimeout !== undefined && { scheduleToCloseTimeout }),
    heartbeatTimeout,
    retry: {
      initialInterval: '2s',
      ...(maximumAttempts === undefined ? { maximumInterval: '2m' } : { maximumAttempts }),
    },
  });
}

/** For steps of a command somebody waits for, or of a recount: an outage of minutes ends them. */
export const withinMinutes = { scheduleToCloseTimeout: '6m', maximumAttempts: 4 } as const satisfies SysproBounds;

/** The code of why a step could not be done; undefined for an error that is none of a step's. */
export function causeOf(error: unknown): string | undefined {
  if (!(error instanceof ActivityFailure)) return undefined;
  return error.cause instanceof ApplicationFailure ? (error.cause.type ?? 'UNKNOWN') : 'TIMED-OUT';
}
