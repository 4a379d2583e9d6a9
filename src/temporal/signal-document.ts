import type { Client } from '@temporalio/client';
import { companyOf, type Config } from '../config.ts';
import { streamOfType } from '../documents/stream.ts';
import type { DocumentEvent } from '../ledger/events.ts';
import type { DocumentInput } from '../workflows/document.ts';
import { documentAttributes } from './document-attributes.ts';
import { documentsQueue, fairnessKey, sysproQueue } from './task-queues.ts';

/** Signals a document its event, starting its workflow again when it is closed. */
export async function signalWithStartDocument(client: Client, config: Config, event: DocumentEvent): Promise<void> {
  const { key, number, partner } = event;
  const { syspro, streams } = companyOf(config, key.company);
  const input: DocumentInput = {
    key,
    number,
    partner,
    sysproQueue: sysproQueue(syspro.enet.operator),
    mode: 'follow',
    settle: streams[streamOfType[key.type]]?.settle ?? 0,
    followFor: config.followFor,
  };
  await client.workflow.signalWithStart('documentWorkflow', {
    workflowId: event.workflowId,
    taskQueue: documentsQueue,
    args: [input],
    signal: event.kind,
    signalArgs: [event.payload],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    typedSearchAttributes: documentAttributes(key, number, partner),
    staticSummary: `${number} to ${partner}`,
    priority: { fairnessKey: fairnessKey(partner) },
  });
}
