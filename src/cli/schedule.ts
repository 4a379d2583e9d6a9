import ms from 'ms';
import { ScheduleNotFoundError } from '@temporalio/client';
import { applySchedule, configuredSchedules, unusualInterval, type ConfiguredSchedule } from '../temporal/schedules.ts';
import { registerSearchAttributes } from '../temporal/register-attributes.ts';
import type { CommandContext } from './context.ts';
import { CannotRun, type ExitCode } from './exit-code.ts';
import type { CommandBody } from './program.ts';
import { table } from './table.ts';

interface Options {
  readonly company?: string;
  readonly note?: string;
}

/** `schedule apply|list|pause|resume [which]`: which is a stream, or a schedule that is of none, such as sweep. */
export const schedule: CommandBody<Options> = async (context, options, action, which) => {
  const { company } = options;
  const schedules = configuredSchedules(context.config).filter((one) =>
    'stream' in one
      ? (which === undefined || one.stream === which) && (company === undefined || one.company.code === company)
      : company === undefined && (which === undefined || one.kind === which),
  );
  if (schedules.length === 0) throw new CannotRun('the configuration has no such stream or schedule');
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
  schedules: readonly ConfiguredSchedule[],
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

async function list(
  { temporal, say, give }: CommandContext,
  schedules: readonly ConfiguredSchedule[],
): Promise<ExitCode> {
  const client = await temporal();
  const rows = await Promise.all(
    schedules.map(async ({ id, timing }) => {
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
  schedules: readonly ConfiguredSchedule[],
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
