import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptions,
} from '@temporalio/client';
import type { CompanyConfig, Config, StreamConfig } from '../config.ts';
import { streamNames, type StreamName } from '../documents/stream.ts';
import type { PollCycleInput } from '../workflows/poll-cycle.ts';
import type { ReconcileInput } from '../workflows/reconcile.ts';
import { documentsQueue, sysproQueue } from './task-queues.ts';

/** What a stream's schedule does: poll it, poll it deeply, or count it against the ledger. */
export const streamScheduleKinds = ['poll', 'deep', 'reconcile'] as const;
export type StreamScheduleKind = (typeof streamScheduleKinds)[number];

/** What a schedule of the whole installation does. */
export type SiteScheduleKind = 'sweep' | 'partner-sync';

/** One schedule as configured. */
interface Scheduled {
  readonly id: string;
  /** How often its turn comes: an interval in milliseconds, or a cron expression in UTC. */
  readonly timing: { readonly every: number } | { readonly cron: string };
  /** Milliseconds its turns come later than the interval's round times, so that not all begin together. */
  readonly offset: number;
  readonly paused: boolean;
  /** The workflow it runs, with what it is started with. */
  readonly workflow: { readonly type: string; readonly input: object; readonly summary: string };
}

/** A schedule of one stream of a company. */
export interface StreamSchedule extends Scheduled {
  readonly kind: StreamScheduleKind;
  readonly company: CompanyConfig;
  readonly stream: StreamName;
  readonly settings: StreamConfig;
}

/** A schedule of the whole installation; its ID is its kind. */
export interface SiteSchedule extends Scheduled {
  readonly kind: SiteScheduleKind;
}

export type ConfiguredSchedule = StreamSchedule | SiteSchedule;

/** The ID of a stream's schedule: `poll/<company>/<stream>`, and so on for the other kinds. */
export function scheduleId(company: string, stream: StreamName, kind: StreamScheduleKind = 'poll'): string {
  return `${kind}/${company}/${stream}`;
}

/** Every schedule the configuration asks for. */
export function configuredSchedules(config: Config): ConfiguredSchedule[] {
  return [...streamSchedules(config), ...siteSchedules(config)];
}

/** The schedules of all streams, of all kinds or of some. */
export function streamSchedules(
  config: Config,
  kinds: readonly StreamScheduleKind[] = streamScheduleKinds,
): StreamSchedule[] {
  return config.companies.flatMap((company) =>
    streamNames.flatMap((stream) => {
      const settings = company.streams[stream];
      if (!settings) return [];
      return kinds.map((kind) => streamSchedule(company, stream, settings, kind));
    }),
  );
}

const workflowOf = {
  poll: { type: 'pollCycle', does: 'Poll' },
  deep: { type: 'pollCycle', does: 'Poll deeply' },
  reconcile: { type: 'reconcile', does: 'Reconcile' },
} as const satisfies Record<StreamScheduleKind, unknown>;

function streamSchedule(
  company: CompanyConfig,
  stream: StreamName,
  settings: StreamConfig,
  kind: StreamScheduleKind,
): StreamSchedule {
  const { type, does } = workflowOf[kind];
  const at = { company: company.code, stream, sysproQueue: sysproQueue(company.syspro.enet.operator) };
  const input: PollCycleInput | ReconcileInput = kind === 'deep' ? { ...at, deep: true } : at;
  const timing = timingOf(kind, settings);
  return {
    id: scheduleId(company.code, stream, kind),
    kind,
    company,
    stream,
    settings,
    timing,
    offset: 'every' in timing ? offsetOf(kind, timing.every) : 0,
    paused: settings.paused,
    workflow: { type, input, summary: `${does} ${stream} of company ${company.code}` },
  };
}

function timingOf(kind: StreamScheduleKind, settings: StreamConfig): Scheduled['timing'] {
  if (kind !== 'poll') return { every: settings[kind].every };
  return settings.every === undefined ? { cron: settings.cron ?? '' } : { every: settings.every };
}

/** Deep polls and recounts of one interval do not all begin at midnight UTC together: what a deep poll finds is there to be counted. */
function offsetOf(kind: StreamScheduleKind, every: number): number {
  const hours = { poll: 0, deep: 1, reconcile: 3 }[kind];
  return Math.min(hours * 3_600_000, Math.floor((hours * every) / 24));
}

/** The schedules that are of no company and no stream. */
function siteSchedules({ sterling: { sweep }, masterData }: Config): SiteSchedule[] {
  return [
    {
      id: 'sweep',
      kind: 'sweep',
      timing: { every: sweep.every },
      // Between two polls, so that what one has posted has had time to be taken.
      offset: Math.floor(sweep.every / 2),
      paused: sweep.paused,
      workflow: { type: 'mailboxSweep', input: {}, summary: 'Look into Sterling’s mailboxes' },
    },
    ...(masterData ? [masterSchedule(masterData)] : []),
  ];
}

function masterSchedule({ every, paused }: NonNullable<Config['masterData']>): SiteSchedule {
  return {
    id: 'partner-sync',
    kind: 'partner-sync',
    timing: { every },
    // Between polls and sweeps: it needs the operator's session, too.
    offset: Math.floor(every / 3),
    paused,
    workflow: { type: 'partnerSync', input: {}, summary: 'Compare master data with Sterling’s trading partners' },
  };
}

/** The interval, in words, that is outside what is usual, or undefined. Cron expressions are not judged. */
export function unusualInterval({ kind, timing }: ConfiguredSchedule): string | undefined {
  if ((kind !== 'poll' && kind !== 'sweep') || 'cron' in timing) return undefined;
  const { every } = timing;
  if (every >= 300_000 && every <= 900_000) return undefined;
  return `${kind === 'poll' ? 'polls' : 'sweeps'} every ${every / 1000} s; 5 to 15 minutes is usual`;
}

/** Creates a schedule, or brings the one that is there up to date. Whether it is paused stays as a person left it. */
export async function applySchedule(client: Client, schedule: ConfiguredSchedule): Promise<'created' | 'updated'> {
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
      action: { ...action, workflowType: schedule.workflow.type } as never,
      policies: { ...previous.policies, ...policies },
    }));
    return 'updated';
  }
}

function scheduleOptions({ id, timing, offset, paused, workflow }: ConfiguredSchedule): ScheduleOptions {
  return {
    scheduleId: id,
    spec: {
      ...('cron' in timing ? { cronExpressions: [timing.cron] } : { intervals: [{ every: timing.every, offset }] }),
      timezone: 'UTC',
      // Several streams with one interval do not all knock at the same second.
      jitter: 'cron' in timing ? '10s' : Math.min(10_000, timing.every / 10),
    },
    action: {
      type: 'startWorkflow',
      workflowType: workflow.type,
      workflowId: id,
      taskQueue: documentsQueue,
      args: [workflow.input],
      staticSummary: workflow.summary,
    },
    policies: {
      overlap: ScheduleOverlapPolicy.SKIP,
      // A tick missed while Temporal was down is made up for by the next one: a poll always reads from the watermark.
      catchupWindow: 'cron' in timing ? '5m' : Math.max(timing.every, 10_000),
      pauseOnFailure: false,
    },
    state: { paused, ...(paused && { note: 'paused: true in the configuration' }) },
  };
}

/** Whether a stream's turns come, and how far apart they are. */
export interface ScheduleState {
  readonly state: 'running' | 'paused' | 'missing';
  /** The longest time between two of its latest and next turns, in milliseconds; absent where fewer than two are known. */
  readonly interval?: number;
}

/** Looks whether a schedule's turns come. */
export async function scheduleState(client: Client, id: string): Promise<ScheduleState> {
  try {
    const { state, info } = await client.schedule.getHandle(id).describe();
    const turns = [...info.recentActions.map(({ scheduledAt }) => scheduledAt), ...info.nextActionTimes].map((turn) =>
      turn.getTime(),
    );
    const pauses = turns.slice(1).map((turn, index) => turn - (turns[index] ?? turn));
    return {
      state: state.paused ? 'paused' : 'running',
      ...(pauses.length > 0 && { interval: Math.max(...pauses) }),
    };
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return { state: 'missing' };
    throw error;
  }
}

/** No schedule of that ID: it was never applied. */
export class ScheduleMissing extends Error {
  override readonly name = 'ScheduleMissing';
}

/**
 * Runs what a schedule runs now, beside its turns, unless it is running.
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
