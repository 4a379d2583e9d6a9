import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Config } from '../src/config.ts';
import { temporalConnection } from '../src/temporal/connection.ts';
import { configuredSchedules } from '../src/temporal/schedules.ts';

/**
 * Triggers every stream's schedule and the sweep again and again, so that whoever looks on need not wait for the configured five
 * minutes. A schedule somebody has paused stays paused; a cycle that still runs is not run beside (overlap SKIP).
 * @param onError what went wrong with one round; the next round tries again
 */
export function pollOften(
  config: Config,
  everyMs: number,
  onError: (message: string) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const rounds = (async () => {
    while (!stopping.signal.aborted) {
      await pollOnce(config).catch((error: unknown) => {
        // The server stops too when we are told to.
        if (!stopping.signal.aborted) onError(error instanceof Error ? error.message : String(error));
      });
      await delay(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    stop() {
      stopping.abort();
      return rounds;
    },
  };
}

async function pollOnce(config: Config): Promise<void> {
  const connection = await Connection.connect(temporalConnection(config));
  try {
    const client = new Client({ connection, namespace: config.temporal.namespace });
    for (const { id } of configuredSchedules(config).filter(({ kind }) => kind === 'poll' || kind === 'sweep')) {
      const schedule = client.schedule.getHandle(id);
      const { state } = await schedule.describe();
      // Never another overlap policy: a run started under ALLOW_ALL is invisible to the ticks that follow.
      if (!state.paused) await schedule.trigger(ScheduleOverlapPolicy.SKIP);
    }
  } finally {
    await connection.close();
  }
}
