import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import type {
  DocumentDependencies,
  SterlingDependencies,
  SysproDependencies,
} from '../../src/activities/dependencies.ts';
import {
  createDocumentActivities,
  createSterlingActivities,
  createSysproActivities,
  type PartnerSyncResult,
} from '../../src/activities/index.ts';
import { runActivity } from '../run-activity.ts';

/** What one comparison of masters wrote and asked. */
export interface DrivenSync {
  readonly outcome: PartnerSyncResult['outcome'];
  readonly written: number;
  /** Differences that wait for a person. */
  readonly asked: number;
}

// As the workflow's steps are tried.
const tries = 4;

/** Drives a sync's activities in the order of its workflow (src/workflows/partner-sync.ts), without a Temporal server. */
export function createSyncDriver(
  deps: DocumentDependencies & SysproDependencies & SterlingDependencies,
  company: string,
): () => Promise<DrivenSync> {
  const ledger = createDocumentActivities(deps);
  const syspro = createSysproActivities(deps);
  const sterling = createSterlingActivities(deps);

  return async function sync() {
    const id = randomUUID();
    const opened = await ledger.openPartnerSync({ sync: id, workflow: 'simulation', requestedBy: 'simulation' });
    if (opened.outcome === 'busy') throw new Error('another sync is under way');
    const close = async (outcome: DrivenSync['outcome'], counts: Record<string, number>): Promise<DrivenSync> => {
      await ledger.closePartnerSync({ sync: id, outcome, counts });
      return { outcome, written: counts['written'] ?? 0, asked: counts['asked'] ?? 0 };
    };
    if (!(await again(() => runActivity((input) => sterling.readSterlingMasters(input), { sync: id }))))
      return close('sterling-unavailable', {});
    if (!(await again(() => runActivity((input) => syspro.readSysproMasters(input), { sync: id, company }))))
      return close('syspro-unavailable', {});
    const { work, counts } = await ledger.compareMasters({ sync: id });
    let written = 0;
    let failed = 0;
    for (const { partner, create, toSterling, toSyspro } of work) {
      const at = { sync: id, partner };
      if (create && !(await again(() => runActivity((input) => sterling.makeTradingPartner(input), at)))) failed += 1;
      if (toSterling > 0) {
        const done = await again(() => runActivity((input) => sterling.writeSterlingMaster(input), at));
        if (done) written += done.written;
        else failed += 1;
      }
      if (toSyspro > 0) {
        const done = await again(() => runActivity((input) => syspro.writeSysproMaster(input), at));
        if (done) written += done.written;
        else failed += 1;
      }
    }
    return close(failed === 0 ? 'complete' : 'partial', { ...counts, written, failed });
  };
}

/** As a workflow's step: tried a few times, then given up until the next sync. */
async function again<T>(step: () => Promise<T>): Promise<T | undefined> {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof ApplicationFailure)) throw error;
      await pause(20);
    }
  }
  return undefined;
}
