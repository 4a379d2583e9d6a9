import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { createPollCycleLedger } from '../src/activities/polling/poll-cycle-ledger.ts';
import { createRereadPage } from '../src/activities/polling/reread-page.ts';
import { createScanPage } from '../src/activities/polling/scan-page.ts';
import { createSysproSession } from '../src/activities/syspro-session.ts';
import type { SysproDependencies } from '../src/activities/dependencies.ts';
import type { CompanyStream } from '../src/documents/stream.ts';
import type { UnstartedDocument } from '../src/ledger/transmissions.ts';
import { runActivity } from './run-activity.ts';

/** What one cycle came to. */
export interface DrivenCycle {
  readonly outcome: 'complete' | 'source-unavailable';
  readonly cause?: string;
  readonly started: readonly UnstartedDocument[];
}

// As the workflow does.
const startsAtOnce = 200;
// The workflow's activities are tried three times before a cycle gives up.
const tries = 3;

/**
 * Drives a poll cycle's activities in the order of its workflow (src/workflows/poll-cycle.ts), without a Temporal server: the test
 * of that workflow holds the order, this is for what thousands of cycles in a row make of it.
 * @param onPage called after each page that was scanned
 */
export function createPollDriver(
  deps: SysproDependencies,
  onPage?: () => void,
): (at: CompanyStream, deep: boolean) => Promise<DrivenCycle> {
  const ledger = createPollCycleLedger(deps);
  const session = createSysproSession(deps);
  const scanPage = createScanPage(deps);
  const rereadPage = createRereadPage(deps);

  async function readSource(at: CompanyStream & { cycle: string }, deep: boolean): Promise<string | undefined> {
    try {
      await again(() => runActivity((input) => session.renewSession(input), { company: at.company }));
      let page = await again(() => runActivity(scanPage, { ...at, deep }));
      onPage?.();
      for (let { next } = page; next; { next } = page) {
        const from = next;
        page = await again(() => runActivity(scanPage, { ...at, deep, from }));
        onPage?.();
      }
      let reread = await again(() => runActivity(rereadPage, { ...at, deep, after: '' }));
      for (let { next } = reread; next !== undefined; { next } = reread) {
        const after = next;
        reread = await again(() => runActivity(rereadPage, { ...at, deep, after }));
      }
      return undefined;
    } catch (error) {
      if (error instanceof ApplicationFailure) return error.type ?? 'UNKNOWN';
      throw error;
    }
  }

  return async function cycle(at, deep) {
    const of = { ...at, cycle: randomUUID() };
    await ledger.openCycle({ ...of, deep });
    const cause = await readSource(of, deep);
    const started: UnstartedDocument[] = [];
    for (;;) {
      const batch = await ledger.listUnstarted({ ...of, after: 0, limit: startsAtOnce });
      if (batch.length === 0) break;
      await ledger.markStarted({ ...of, transmissions: batch.map(({ transmission }) => transmission) });
      started.push(...batch);
    }
    const outcome = cause === undefined ? 'complete' : 'source-unavailable';
    await ledger.closeCycle({ ...of, outcome, ...(cause !== undefined && { cause }) });
    return { outcome, started, ...(cause !== undefined && { cause }) };
  };
}

async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= tries || !(error instanceof ApplicationFailure)) throw error;
    }
  }
}
