import { continueAsNew, proxyActivities, startChild, workflowInfo } from '@temporalio/workflow';
import type { NoOps } from './activities.ts';
import { floorQueues } from './queues.ts';

/** Three steps that do nothing, on three queues, as a document has three steps on three queues. */
export async function floorChild(): Promise<void> {
  const on = (taskQueue: string): NoOps =>
    proxyActivities<NoOps>({ taskQueue, startToCloseTimeout: '1m', retry: { maximumAttempts: 1 } });
  await on(floorQueues.syspro).first();
  await on(floorQueues.documents).second();
  await on(floorQueues.sterling).third();
}

/** Starts the children the way a poll cycle does: 50 at a time, 200 a run, awaiting each start and no result. */
export async function floorParent(input: { prefix: string; from: number; to: number }): Promise<void> {
  const end = Math.min(input.from + 200, input.to);
  for (let first = input.from; first < end; first += 50) {
    const numbers = Array.from({ length: Math.min(50, end - first) }, (_, n) => first + n);
    await Promise.all(
      numbers.map((number) =>
        startChild(floorChild, {
          workflowId: `${input.prefix}/${number}`,
          taskQueue: workflowInfo().taskQueue,
          parentClosePolicy: 'ABANDON',
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
        }),
      ),
    );
  }
  if (end < input.to) await continueAsNew<typeof floorParent>({ ...input, from: end });
}
