import type { Database } from './database.ts';

/** What time it is for everything in here: the machine's, or a simulated one, which stands still until it is set again. */
export interface Clock {
  now(): Date;
  /** Sets a simulated time, kept over restarts; undefined: the machine's again. */
  set(at: Date | undefined): Promise<void>;
}

/** The clock as it was left. */
export async function openClock(db: Database): Promise<Clock> {
  const { rows } = await db.query<{ clock: Date | null }>('SELECT clock FROM ticker');
  let simulated = rows[0]?.clock ?? undefined;
  return {
    now: () => simulated ?? new Date(),
    async set(at) {
      await db.query('UPDATE ticker SET clock = $1', [at ?? null]);
      simulated = at;
    },
  };
}
