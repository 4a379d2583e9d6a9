import { randomUUID } from 'node:crypto';
import { createReconcileLedger, type ReconcileResult } from '../src/activities/polling/reconcile-ledger.ts';
import { createReconcilePage } from '../src/activities/polling/reconcile-page.ts';
import type { DocumentDependencies, SysproDependencies } from '../src/activities/dependencies.ts';
import type { CompanyStream } from '../src/documents/stream.ts';
import { runActivity } from './run-activity.ts';

/** Drives a recount's activities in the order of its workflow (src/workflows/reconcile.ts), after the last poll. */
export function createReconcileDriver(
  deps: SysproDependencies & DocumentDependencies,
): (at: CompanyStream) => Promise<ReconcileResult> {
  const ledger = createReconcileLedger(deps);
  const syspro = createReconcilePage(deps);
  return async function reconcile(stream) {
    const at = { ...stream, reconciliation: randomUUID() };
    const { since } = await ledger.openReconciliation({ ...at, requestedBy: 'simulation' });
    let page = 0;
    const list = (afterKey?: string): ReturnType<typeof syspro.reconcilePage> =>
      runActivity((input) => syspro.reconcilePage(input), {
        ...at,
        since,
        page,
        ...(afterKey !== undefined && { afterKey }),
      });
    for (let { next } = await list(); next !== undefined; { next } = await list(next)) page += 1;
    const unmet = (after: number): ReturnType<typeof syspro.reconcileUnmet> =>
      runActivity((input) => syspro.reconcileUnmet(input), { ...at, after });
    for (let { next } = await unmet(0); next !== undefined; { next } = await unmet(next));
    const { polledSince } = await ledger.recheckGaps(at);
    return ledger.closeReconciliation({ ...at, outcome: 'complete', polledSince, schedule: { state: 'running' } });
  };
}
