import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptions,
} from '@temporalio/client';
import type { CompanyConfig, Config, StreamConfig, StreamName } from '../config.ts';
import type { PollCycleInput } from '../workflows/poll-cycle.ts';
import { documentsQueue, sysproQueue } from './task-queues.ts';

/** One schedule as configured. */
export interface StreamSchedule {
  readonly id: string;
  readonly company: CompanyConfig;
  readonly stream: StreamName;
  readonly settings: StreamConfig;
}

/** The ID of a stream's schedule: `poll/<company>/<stream>`. */
export function scheduleId(company: string, stream: StreamName): string {
  return `poll/${company}/${stream}`;
}

/** Every schedule the configuration asks for. */
export function configuredSchedules(config: Config): StreamSchedule[] {
  return config.companies.flatMap((company) =>
    (Object.entries(company.streams) as [StreamName, StreamConfig | undefined][]).flatMap(([stream, settings]) =>
      settings ? [{ id: scheduleId(company.code, stream), company, stream, settings }] : [],
    ),
  );
}

/** The interval, in words, that is outside what is usual, or undefined. Cron expressions are not judged. */
export function unusualInterval({ settings }: StreamSchedule): string | undefined {
  const { every } = settings;
  if (every === undefined || (every >= 300_000 && every <= 900_000)) return undefined;
  return `polls every ${every / 1000} s; 5 to 15 minutes is usual`;
}

/** Creates a schedule, or brings the one that is there up to date. Whether it is paused stays as a person left it. */
export async function applySchedule(client: Client, schedule: StreamSchedule): Promise<'created' | 'updated'> {
  const options = scheduleOptions(schedule);
  try {
    await client.schedule.create(options);
    return 'created';
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const { spec, action, policies } = options;
    await client.schedule.getHandle(schedule.id).update((previous) => ({
      ...previous,
      spec,
      action: { ...action, workflowType: 'pollCycle' } as never,
      policies: { ...previous.policies, ...policies },
    }));
    return 'updated';
  }
}

function scheduleOptions({ id, company, stream, settings }: StreamSchedule): ScheduleOptions {
  const { every, cron } = settings;
  const input: PollCycleInput = {
    company: company.code,
    stream,
    sysproQueue: sysproQueue(company.syspro.enet.operator),
  };
  return {
    scheduleId: id,
    spec: {
      ...(every === undefined ? { cronExpressions: [cron ?? ''] } : { intervals: [{ every }] }),
      timezone: 'UTC',
      // Several streams with one interval do not all knock at the same second.
      jitter: every === undefined ? '10s' : Math.min(10_000, every / 10),
    },
    action: {
      type: 'startWorkflow',
      workflowType: 'pollCycle',
      workflowId: id,
      taskQueue: documentsQueue,
      args: [input],
      staticSummary: `Poll ${stream} of company ${company.code}`,
    },
    policies: {
      overlap: ScheduleOverlapPolicy.SKIP,
      // A tick missed while Temporal was down is made up for by the next one: a poll always reads from the watermark.
      catchupWindow: every === undefined ? '5m' : Math.max(every, 10_000),
      pauseOnFailure: false,
    },
    state: { paused: settings.paused, ...(settings.paused && { note: 'paused: true in the configuration' }) },
  };
}

/** No schedule of that stream: it was never applied. */
export class ScheduleMissing extends Error {
  override readonly name = 'ScheduleMissing';
}

/**
 * Runs a stream's cycle now, beside its schedule, unless one is running.
 * @returns the workflow started or, when one was running already, that one
 * @throws ScheduleMissing
 */
export async function triggerSchedule(
  client: Client,
  id: string,
): Promise<{ workflowId: string; runId: string; running: boolean }> {
  const handle = client.schedule.getHandle(id);
  const before = await describe(handle, id);
  const [running] = before.info.runningActions;
  if (running?.type === 'startWorkflow')
    return { workflowId: running.workflow.workflowId, runId: running.workflow.firstExecutionRunId, running: true };
  const seen = new Set(before.info.recentActions.map((recent) => recent.action.workflow.firstExecutionRunId));
  await handle.trigger(ScheduleOverlapPolicy.SKIP);
  // The scheduler starts the action a moment later and says so in its description.
  for (;;) {
    const { info } = await describe(handle, id);
    const started = info.recentActions.findLast((recent) => !seen.has(recent.action.workflow.firstExecutionRunId));
    if (started)
      return {
        workflowId: started.action.workflow.workflowId,
        runId: started.action.workflow.firstExecutionRunId,
        running: false,
      };
    const [now] = info.runningActions;
    if (now?.type === 'startWorkflow')
      return { workflowId: now.workflow.workflowId, runId: now.workflow.firstExecutionRunId, running: true };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function describe(
  handle: ReturnType<Client['schedule']['getHandle']>,
  id: string,
): ReturnType<typeof handle.describe> {
  try {
    return await handle.describe();
  } catch (error) {
    if (error instanceof ScheduleNotFoundError)
      throw new ScheduleMissing(`there is no schedule ${id}; run: syspro-sterling schedule apply`);
    throw error;
  }
}
