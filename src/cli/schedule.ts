import ms from 'ms';
import { ScheduleNotFoundError } from '@temporalio/client';
import {
  applySchedule,
  configuredSchedules,
  timingOf,
  unusualInterval,
  type StreamSchedule,
} from '../temporal/schedules.ts';
import { registerSearchAttributes } from '../temporal/register-attributes.ts';
import type { CommandContext } from './context.ts';
import { CannotRun, type ExitCode } from './exit-code.ts';
import type { CommandBody } from './program.ts';
import { table } from './table.ts';

interface Options {
  readonly company?: string;
  readonly note?: string;
}

/** `schedule apply|list|pause|resume [stream]`. */
export const schedule: CommandBody<Options> = async (context, options, action, stream) => {
  const schedules = configuredSchedules(context.config).filter(
    (one) =>
      (stream === undefined || one.stream === stream) &&
      (options.company === undefined || one.company.code === options.company),
  );
  if (schedules.length === 0) throw new CannotRun('the configuration has no such stream');
  switch (action) {
    case 'apply':
      return apply(context, schedules);
    case 'list':
      return list(context, schedules);
    case 'pause':
    case 'resume':
      return pauseOrResume(context, schedules, action, options.note);
    default:
      throw new CannotRun('schedule takes apply, list, pause or resume');
  }
};

async function apply(
  { config, temporal, say, give }: CommandContext,
  schedules: readonly StreamSchedule[],
): Promise<ExitCode> {
  const client = await temporal();
  await registerSearchAttributes(client.connection, config.temporal.namespace);
  const results = [];
  for (const one of schedules) {
    const result = await applySchedule(client, one);
    const warning = unusualInterval(one);
    say(`${one.id} ${result}${warning ? `. Warning: ${warning}` : ''}`);
    results.push({ id: one.id, result, warning });
  }
  give(results);
  return 0;
}

async function list({ temporal, say, give }: CommandContext, schedules: readonly StreamSchedule[]): Promise<ExitCode> {
  const client = await temporal();
  const rows = await Promise.all(
    schedules.map(async (schedule) => {
      const { id } = schedule;
      const timing = timingOf(schedule);
      try {
        const { state, info } = await client.schedule.getHandle(id).describe();
        return {
          id,
          state: state.paused ? 'paused' : 'running',
          every: 'cron' in timing ? timing.cron : ms(timing.every),
          next: info.nextActionTimes[0]?.toISOString() ?? '',
          last: info.recentActions.at(-1)?.takenAt.toISOString() ?? '',
          skipped: info.numActionsSkippedOverlap,
          missed: info.numActionsMissedCatchupWindow,
        };
      } catch (error) {
        if (!(error instanceof ScheduleNotFoundError)) throw error;
        return { id, state: 'not applied', every: '', next: '', last: '', skipped: 0, missed: 0 };
      }
    }),
  );
  say(
    table(
      ['Schedule', 'State', 'Every', 'Next', 'Last', 'Skipped', 'Missed'],
      rows.map((row) => Object.values(row).map(String)),
    ),
  );
  give(rows);
  return rows.some((row) => row.state === 'not applied') ? 1 : 0;
}

async function pauseOrResume(
  { temporal, say, give, person }: CommandContext,
  schedules: readonly StreamSchedule[],
  action: 'pause' | 'resume',
  note = 'by hand',
): Promise<ExitCode> {
  const client = await temporal();
  for (const { id } of schedules) {
    const handle = client.schedule.getHandle(id);
    await (action === 'pause' ? handle.pause(`${note} (${person})`) : handle.unpause(`${note} (${person})`));
    say(`${id} ${action}d`);
  }
  give(schedules.map(({ id }) => ({ id, state: action === 'pause' ? 'paused' : 'running' })));
  return 0;
}
