import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  log,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities, BackfilledPage } from '../activities/index.ts';
import type { BackfillOrder } from '../documents/backfill.ts';
import type { CompanyStream, CycleStream } from '../documents/stream.ts';
import { startDocuments, type StartSettings } from './start-documents.ts';
import { causeOf, ledgerSteps, sysproSteps } from './steps.ts';
import { Throttle, type Spent } from './throttle.ts';

export interface BackfillInput extends CompanyStream, BackfillOrder {
  readonly sysproQueue: string;
  /** Where an earlier run of the same backfill left off. */
  readonly progress?: BackfillProgress;
}

interface BackfillProgress extends BackfillResult {
  readonly afterKey: string;
  readonly paused: boolean;
  readonly settings: StartSettings;
  readonly spent: readonly Spent[];
}

export interface BackfillResult {
  /** Records of the window that were read. */
  readonly found: number;
  /** Documents whose workflow was started. */
  readonly started: number;
}

/** What a person says to a backfill, and who. */
export interface BackfillMessage {
  readonly requestedBy: string;
}

export const pauseSignal = defineSignal<[BackfillMessage]>('pause');
export const resumeSignal = defineSignal<[BackfillMessage]>('resume');
export const cancelBackfillSignal = defineSignal<[BackfillMessage]>('cancel');
export const backfillStatusQuery = defineQuery<BackfillStatus>('status');

/** Where a backfill is, in words for a person. */
export interface BackfillStatus extends BackfillResult {
  readonly state: 'running' | 'paused' | 'cancelling';
  readonly waitingFor: string;
}

// A page is one transaction, and never more than may be claimed in a minute.
const largestPage = 100;
const outagePause = 60_000;

/**
 * Reads a window of the past and sends what is to be sent, no faster than asked for. It can be paused, resumed and cancelled; what
 * was claimed by then is sent. A document that has a transmission is never claimed again, whoever claimed it.
 */
export async function backfill(input: BackfillInput): Promise<BackfillResult> {
  const { company, stream, from, to, rate, reopen, partner, requestedBy, sysproQueue, progress } = input;
  const at: CycleStream = { company, stream, cycle: workflowInfo().firstExecutionRunId };
  const order: BackfillOrder = { from, to, rate, reopen, requestedBy, ...(partner && { partner }) };
  const throttle = new Throttle(rate, progress?.spent);
  let { found, started } = progress ?? { found: 0, started: 0 };
  const asked = { paused: progress?.paused ?? false, cancelled: false };
  let waitingFor = '';

  const said = (what: string) => (message: BackfillMessage) => {
    log.info(`backfill ${what}`, { ...at, by: message?.requestedBy });
    asked.paused = what === 'paused';
    asked.cancelled ||= what === 'cancelled';
  };
  setHandler(pauseSignal, said('paused'));
  setHandler(resumeSignal, said('resumed'));
  setHandler(cancelBackfillSignal, said('cancelled'));
  setHandler(backfillStatusQuery, () => ({
    state: asked.cancelled ? 'cancelling' : asked.paused ? 'paused' : 'running',
    waitingFor,
    found,
    started,
  }));
  const wait = (what: string): void => {
    waitingFor = what;
    setCurrentDetails(`${found} read, ${started} started; waiting for ${what}`);
  };

  const settings = progress?.settings ?? { ...(await ledgerSteps().openBackfill({ ...at, ...order })), sysproQueue };
  const limit = Math.min(largestPage, rate);
  for (let after = progress?.afterKey; !asked.cancelled;) {
    wait(asked.paused ? 'somebody to resume it' : 'its turn');
    await condition(() => !asked.paused || asked.cancelled);
    const turn = throttle.waitFor(limit, Date.now());
    if (turn > 0) await condition(() => asked.paused || asked.cancelled, turn);
    if (turn > 0 || asked.cancelled) continue;
    wait('SYSPRO');
    const page = await readPage(input, { ...at, ...order, limit, ...(after !== undefined && { afterKey: after }) });
    if ('unavailable' in page) {
      wait(`SYSPRO, which could not be read (${page.unavailable})`);
      await condition(() => asked.cancelled, outagePause);
      continue;
    }
    throttle.spend(page.documents.length, Date.now());
    found += page.found;
    started += await startDocuments(at, page.documents, settings);
    if (page.next === undefined) return close('complete');
    after = page.next;
    if (workflowInfo().continueAsNewSuggested && !asked.cancelled)
      await continueAsNew<typeof backfill>({
        ...input,
        progress: { found, started, afterKey: after, paused: asked.paused, settings, spent: throttle.spent },
      });
  }
  return close('cancelled');

  async function close(outcome: 'complete' | 'cancelled'): Promise<BackfillResult> {
    await ledgerSteps().closeBackfill({ ...at, outcome, started });
    setCurrentDetails(`${outcome}: ${found} read, ${started} started`);
    return { found, started };
  }
}

/** Reads and claims a page. An outage is no failure: the same page is read when it is over. */
async function readPage(
  { stream, sysproQueue }: BackfillInput,
  page: Parameters<Activities['backfillPage']>[0],
): Promise<BackfilledPage | { readonly unavailable: string }> {
  const steps = sysproSteps(sysproQueue, `Read and claim a page of ${stream} of the past`, {
    scheduleToCloseTimeout: '4m',
    maximumAttempts: 3,
  });
  try {
    return await steps.backfillPage(page);
  } catch (error) {
    const cause = causeOf(error);
    if (cause === undefined) throw error;
    log.warn('SYSPRO could not be read; the backfill tries again', { company: page.company, stream, code: cause });
    return { unavailable: cause };
  }
}
