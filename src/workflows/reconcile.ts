import { continueAsNew, log, setCurrentDetails, sleep, workflowInfo } from '@temporalio/workflow';
import type { ReconcileResult, Recount } from '../activities/index.ts';
import type { LocalDate } from '../documents/local-date.ts';
import type { CompanyStream } from '../documents/stream.ts';
import { causeOf, ledgerSteps, sysproSteps, withinMinutes } from './steps.ts';

export interface ReconcileInput extends CompanyStream {
  readonly sysproQueue: string;
  /** The first day that is counted; absent: as configured, else go-live. */
  readonly since?: LocalDate;
  /** Who asks, where it is a person and not the schedule. */
  readonly requestedBy?: string;
  /** Where an earlier run of the same recount left off. */
  readonly progress?: ReconcileProgress;
}

interface ReconcileProgress {
  readonly since: LocalDate;
  /** Milliseconds a poll may take to come. */
  readonly patience: number;
  readonly page: number;
  readonly afterKey: string;
}

// How often it is looked whether a poll has come that may have read what is missing.
const lookAgainAfter = 5_000;

/**
 * Recounts one stream: lists every key SYSPRO has since go-live, page by page, and holds each against the ledger. What the ledger
 * has not is looked at again after a poll that began later: only then it is missing, not merely new. An outage of SYSPRO is an
 * outcome, and never a gap.
 */
export async function reconcile(input: ReconcileInput): Promise<ReconcileResult> {
  const { company, stream } = input;
  const at: Recount = { company, stream, reconciliation: workflowInfo().firstExecutionRunId };
  const ledger = ledgerSteps('2m');
  const begun = input.progress ?? {
    ...(await ledger.openReconciliation({
      ...at,
      requestedBy: input.requestedBy ?? 'schedule',
      ...(input.since !== undefined && { since: input.since }),
    })),
    page: 0,
    afterKey: undefined,
  };
  try {
    await count(input, at, begun);
    await recountUnmet(input, at);
  } catch (error) {
    const cause = causeOf(error);
    // What continues as new comes by here too.
    if (cause === undefined) throw error;
    log.warn('SYSPRO could not be read to the end; nothing is said of what it has', { ...at, code: cause });
    return close(at, { outcome: 'source-unavailable', cause, polledSince: false });
  }
  return close(at, { outcome: 'complete', polledSince: await waitForPoll(at, begun.patience) });
}

async function count(
  input: ReconcileInput,
  at: Recount,
  { since, patience, page, afterKey }: Omit<ReconcileProgress, 'afterKey'> & { afterKey?: string | undefined },
): Promise<void> {
  const syspro = sysproSteps(input.sysproQueue, `Count a page of ${input.stream}`, withinMinutes);
  for (let number = page, after = afterKey; ; number += 1) {
    const { next } = await syspro.reconcilePage({
      ...at,
      since,
      page: number,
      ...(after !== undefined && { afterKey: after }),
    });
    if (next === undefined) return;
    if (workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof reconcile>({
        ...input,
        progress: { since, patience, page: number + 1, afterKey: next },
      });
    after = next;
  }
}

async function recountUnmet(input: ReconcileInput, at: Recount): Promise<void> {
  const syspro = sysproSteps(input.sysproQueue, `Look for ${input.stream} that were not met`, withinMinutes);
  let unmet = await syspro.reconcileUnmet({ ...at, after: 0 });
  while (unmet.next !== undefined) unmet = await syspro.reconcileUnmet({ ...at, after: unmet.next });
}

/**
 * Waits while something is missing and a poll is to come that may read it.
 * @returns whether a complete poll began after the last page was counted
 */
async function waitForPoll(at: Recount, patience: number): Promise<boolean> {
  const ledger = ledgerSteps('2m');
  const until = Date.now() + patience;
  for (;;) {
    const { left, polledSince } = await ledger.recheckGaps(at);
    if (left === 0 || polledSince || Date.now() >= until || (await ledger.pollSchedule(at)).state !== 'running')
      return polledSince;
    setCurrentDetails(`${left} records are not in the ledger: waiting for the next poll, which may read them`);
    await sleep(lookAgainAfter, { summary: 'Wait for a poll that began later' });
  }
}

async function close(
  at: Recount,
  end: { outcome: ReconcileResult['outcome']; cause?: string; polledSince: boolean },
): Promise<ReconcileResult> {
  const ledger = ledgerSteps('2m');
  const schedule = await ledger.pollSchedule(at);
  const result = await ledger.closeReconciliation({ ...at, ...end, schedule });
  setCurrentDetails(
    result.outcome === 'complete'
      ? `${result.found} found, ${result.accounted} accounted for, ${result.missing} missing, ${result.tooNew} newer than the last poll`
      : `could not run: ${result.cause}`,
  );
  return result;
}
