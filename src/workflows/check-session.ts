import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

/**
 * Asks the process that holds an operator's session whether it works. `ping` does so instead of logging on itself, which
 * would evict the running worker.
 * @returns the version SYSPRO reports for the session
 */
export async function checkSession(input: { company: string; sysproQueue: string }): Promise<string> {
  const steps = proxyActivities<Activities>({
    taskQueue: input.sysproQueue,
    summary: 'Check the SYSPRO session',
    scheduleToCloseTimeout: '30s',
    retry: { maximumAttempts: 1 },
  });
  return steps.checkSession({ company: input.company });
}
