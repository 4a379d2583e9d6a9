import { ApplicationFailure } from '@temporalio/common';

/** A sync that has ended is not gone on with: its run was reset, and what it read is old or forgotten. Not tried again. */
export function closedSync(sync: string): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'MASTER-SYNC-CLOSED',
    message: `the comparison of masters ${sync} has ended, and what it read is forgotten. Do not reset its run; start another: syspro-sterling partners sync.`,
    nonRetryable: true,
  });
}
