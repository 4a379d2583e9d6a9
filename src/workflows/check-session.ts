import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { SessionCheck } from '../activities/syspro-session.ts';
import { heartbeatTimeout } from '../temporal/heartbeat.ts';

/**
 * Asks the process that holds an operator's session whether it works, and whether a company's streams can be read in it. `ping`
 * does so instead of logging on itself, which would evict the running worker.
 */
export async function checkSession(input: { company: string; sysproQueue: string }): Promise<SessionCheck> {
  const steps = proxyActivities<Activities>({
    taskQueue: input.sysproQueue,
    summary: `Check the SYSPRO session as company ${input.company}`,
    // A person waits for it. Each table is a call, and other companies may have their turns in between.
    scheduleToStartTimeout: '30s',
    startToCloseTimeout: '3m',
    heartbeatTimeout,
    retry: { maximumAttempts: 1 },
  });
  return steps.checkSession({ company: input.company });
}
