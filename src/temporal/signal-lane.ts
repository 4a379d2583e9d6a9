import type { Client } from '@temporalio/client';
import type { ControlSeries } from '../ledger/control-numbers.ts';
import type { LaneInput } from '../workflows/lane.ts';
import { documentsQueue, fairnessKey } from './task-queues.ts';

/** The ID of a lane's workflow: `lane/<sender>/<receiver>/<usage>`. */
export function laneWorkflowId(series: ControlSeries): string {
  const { senderQualifier, sender, receiverQualifier, receiver, usage } = series;
  return `lane/${senderQualifier}:${sender}/${receiverQualifier}:${receiver}/${usage}`;
}

/** Tells a lane to look into the ledger, starting it where it is done. A hint only: what is to be done, the ledger says. */
export async function signalWithStartLane(
  client: Client,
  lane: { readonly id: number; readonly series: ControlSeries; readonly partner: string },
): Promise<void> {
  const { id, series, partner } = lane;
  const input: LaneInput = { lane: id, partner };
  await client.workflow.signalWithStart('laneWorkflow', {
    workflowId: laneWorkflowId(series),
    taskQueue: documentsQueue,
    args: [input],
    signal: 'look',
    signalArgs: [],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    staticSummary: `Interchanges to ${partner}`,
    staticDetails: `Documents of ${partner} that leave together, in interchanges of one series of control numbers (${series.usage})`,
    priority: { fairnessKey: fairnessKey(partner) },
  });
}
