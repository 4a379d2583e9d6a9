import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  log,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { heartbeatTimeout } from '../temporal/heartbeat.ts';
import { fairnessKey, sterlingQueue } from '../temporal/task-queues.ts';
import { ledgerSteps } from './steps.ts';

export interface LaneInput {
  /** The series of control numbers, which is the lane. */
  readonly lane: number;
  readonly partner: string;
  /** Milliseconds it stays when nothing waits; a minute if not given. */
  readonly linger?: number;
}

export interface LaneResult {
  /** Interchanges this run posted. */
  readonly posted: number;
}

/** That the ledger has something for the lane. It may come twice, late or not at all: what is to be done, the ledger says. */
export const lookSignal = defineSignal('look');
export const laneStatusQuery = defineQuery<string>('status');

const linger = 60_000;
// A hint that was lost is made up for within the hour; documents look as often.
const patience = 3_600_000;

/**
 * The lane of one sender, receiver and usage: seals interchanges of the documents that wait there, and posts them one after the other, in the order of
 * their control numbers. It knows nothing the ledger does not, so it may end at any time, and does when nothing waits.
 */
export async function laneWorkflow(input: LaneInput): Promise<LaneResult> {
  let hinted = true;
  let waitingFor = 'its turn';
  let posted = 0;
  setHandler(lookSignal, () => void (hinted = true));
  setHandler(laneStatusQuery, () => waitingFor);
  const wait = (what: string): void => {
    waitingFor = what;
    setCurrentDetails(`Waits for ${what}`);
  };

  for (;;) {
    hinted = false;
    const turn = await ledgerSteps().laneTurn({ lane: input.lane });
    switch (turn.step) {
      case 'post': {
        wait('Sterling');
        const result = await sterlingStep(input).transmitInterchange({ interchange: turn.interchange });
        if (result.outcome === 'posted') posted += 1;
        log.info(`interchange ${result.outcome}`, { partner: input.partner, transmission: turn.interchange });
        break;
      }
      case 'wait':
        wait(`the time of ${turn.sets} documents to come, or others to leave with them`);
        await condition(() => hinted, Math.min(turn.wait, patience));
        break;
      case 'held':
        waitingFor = `Held: ${turn.why} (${turn.sets} documents wait)`;
        setCurrentDetails(waitingFor);
        await condition(() => hinted, Math.min(turn.wait ?? patience, patience));
        break;
      case 'blocked':
        wait(`a person to decide on an interchange that ${turn.sets} documents must not overtake`);
        await condition(() => hinted, patience);
        break;
      case 'idle':
        wait('documents');
        if (!(await condition(() => hinted, input.linger ?? linger))) return { posted };
        break;
    }
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof laneWorkflow>(input);
  }
}

function sterlingStep({ partner }: LaneInput): Pick<Activities, 'transmitInterchange'> {
  return proxyActivities<Activities>({
    summary: `Post an interchange to the mailbox of ${partner}`,
    taskQueue: sterlingQueue,
    startToCloseTimeout: '10m',
    heartbeatTimeout,
    // For as long as Sterling is away, as for a document with an interchange of its own.
    retry: { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '2m' },
    priority: { fairnessKey: fairnessKey(partner) },
  });
}
