import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import type { DocumentDependencies, SterlingDependencies } from '../../src/activities/dependencies.ts';
import { createDocumentActivities, createSterlingActivities } from '../../src/activities/index.ts';
import { runActivity } from '../run-activity.ts';

/** What a sweep came to. */
export interface DrivenSweep {
  /** Mailboxes that could not be looked into, or not wholly. */
  readonly troubles: number;
  readonly taken: number;
  readonly answers: number;
  readonly unmatched: number;
  readonly changed: number;
  readonly overdue: number;
}

const atOnce = 4;
const handledAtOnce = 50;

/**
 * Drives a sweep's activities in the order of its workflow (src/workflows/mailbox-sweep.ts), without a Temporal server. Nobody is told
 * of the news: there are no workflows to tell.
 */
export function createSweepDriver(deps: DocumentDependencies & SterlingDependencies): () => Promise<DrivenSweep> {
  const ledger = createDocumentActivities(deps);
  const sterling = createSterlingActivities(deps);

  return async function sweep() {
    const id = randomUUID();
    const done = { troubles: 0, taken: 0, answers: 0, unmatched: 0, changed: 0, overdue: 0 };
    const plan = await runActivity((input) => ledger.openSweep(input), { sweep: id });
    await each(plan.inbound, async (mailbox) => {
      const found = await attempt(() => runActivity(sterling.collectMessages, { sweep: id, mailbox }));
      done.taken += found?.taken ?? 0;
      if (!found || found.cause !== undefined) done.troubles += 1;
    });
    for (let more = true; more;) {
      const step = await runActivity((input) => ledger.handleMessages(input), { sweep: id, limit: handledAtOnce });
      done.answers += step.answers;
      done.unmatched += step.unmatched;
      if (step.failed > 0) throw new Error(`a message could not be handled: ${step.cause}`);
      more = step.more && step.handled > 0;
    }
    await each(plan.outbound, async (mailbox) => {
      const found = await attempt(() => runActivity(sterling.followMessages, { sweep: id, mailbox }));
      done.changed += found?.changed ?? 0;
      done.overdue += found?.overdue ?? 0;
      if (!found || found.cause !== undefined) done.troubles += 1;
    });
    await ledger.settleWatches();
    await ledger.closeSweep({ sweep: id, outcome: done.troubles === 0 ? 'complete' : 'partial', counts: done });
    return done;
  };
}

async function each(mailboxes: readonly string[], look: (mailbox: string) => Promise<void>): Promise<void> {
  const queue = [...mailboxes];
  const work = async (): Promise<void> => {
    for (let mailbox = queue.shift(); mailbox !== undefined; mailbox = queue.shift()) await look(mailbox);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

/** As a workflow's step that may fail: undefined when Sterling could not be used. */
async function attempt<T>(step: () => Promise<T>): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof ApplicationFailure) return undefined;
    throw error;
  }
}
