import { WorkflowFailedError, type Client } from '@temporalio/client';
import { ActivityFailure, ApplicationFailure, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { documentsQueue } from '../temporal/task-queues.ts';
import { CannotRun } from './exit-code.ts';

/** A workflow a command has done for it. */
export interface WorkflowToRun {
  readonly type: string;
  readonly id: string;
  readonly input: object;
  /** What the Temporal UI says of it. */
  readonly summary: string;
}

// temporal.api.enums.v1.TaskQueueType
const workflowTasks = 1;

/** @throws CannotRun when no worker process would take it up, so that a command does not wait for nobody */
export async function requireWorker(client: Client): Promise<void> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: documentsQueue },
    taskQueueType: workflowTasks,
  });
  if (!pollers?.length) throw new CannotRun('no worker process is running; start one: syspro-sterling worker');
}

/** Starts a workflow, or takes the one of that ID that is running, and waits for its result. @throws CannotRun when it fails */
export async function runToEnd<Result>(client: Client, { type, id, input, summary }: WorkflowToRun): Promise<Result> {
  const handle = await client.workflow.start(type, {
    workflowId: id,
    taskQueue: documentsQueue,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: summary,
  });
  try {
    return (await handle.result()) as Result;
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    throw new CannotRun(`${id} could not be done: ${reasonOf(error.cause)}`);
  }
}

/** Starts a workflow and does not wait for it. @throws CannotRun when one of that ID is running */
export async function startOnly(client: Client, { type, id, input, summary }: WorkflowToRun): Promise<void> {
  try {
    await client.workflow.start(type, {
      workflowId: id,
      taskQueue: documentsQueue,
      args: [input],
      workflowIdConflictPolicy: 'FAIL',
      staticSummary: summary,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    throw new CannotRun(`${id} is running already`);
  }
}

function reasonOf(cause: Error | undefined): string {
  const reason = cause instanceof ActivityFailure ? (cause.cause ?? cause) : cause;
  const code = reason instanceof ApplicationFailure && reason.type ? `${reason.type}: ` : '';
  return `${code}${reason?.message ?? 'without a reason'}`;
}
