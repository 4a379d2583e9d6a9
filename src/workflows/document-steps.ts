import { proxyActivities, type ActivityOptions } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { heartbeatTimeout } from '../temporal/heartbeat.ts';
import { documentsQueue, fairnessKey, sterlingQueue } from '../temporal/task-queues.ts';
import type { DocumentInput } from './document.ts';

// Only the time a step itself takes is limited, never the time it waits in a queue: a backlog or an outage must not park
// anybody's document. Retries go on for as long as the other side is away.
const forever = { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '2m' } as const;

/**
 * The steps of one document, with what the Temporal UI says of each. Fairness is by partner: one partner's backlog does
 * not hold up another's order.
 */
export function documentSteps({ number, partner, sysproQueue }: DocumentInput): Steps {
  const options = (
    summary: string,
    taskQueue: string,
    startToCloseTimeout: ActivityOptions['startToCloseTimeout'],
  ): ActivityOptions => ({
    summary,
    taskQueue,
    startToCloseTimeout,
    heartbeatTimeout,
    retry: forever,
    priority: { fairnessKey: fairnessKey(partner) },
  });
  return {
    fetchDocument: proxyActivities<Activities>(options(`Read ${number} from SYSPRO a second time`, sysproQueue, '3m'))
      .fetchDocument,
    translateDocument: proxyActivities<Activities>(
      options(`Translate ${number} to X12 for ${partner}`, documentsQueue, '1m'),
    ).translateDocument,
    followInterchange: proxyActivities<Activities>(
      options(`See how ${number} leaves with others to ${partner}`, documentsQueue, '1m'),
    ).followInterchange,
    // Above the client's own limit for the two requests of a post (2 × 120 s by default), which ends first.
    transmitDocument: proxyActivities<Activities>(
      options(`Post ${number} to the mailbox of ${partner}`, sterlingQueue, '10m'),
    ).transmitDocument,
    readStanding: proxyActivities<Activities>(options(`See how ${number} stands`, documentsQueue, '1m')).readStanding,
    recordDecision: proxyActivities<Activities>(options(`Record the decision on ${number}`, documentsQueue, '1m'))
      .recordDecision,
  };
}

type Steps = Pick<
  Activities,
  'fetchDocument' | 'translateDocument' | 'followInterchange' | 'transmitDocument' | 'readStanding' | 'recordDecision'
>;
