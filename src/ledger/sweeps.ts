import type { Queryable } from './database.ts';

/** What a sweep came to: all mailboxes were looked into, some were not, or none could be. */
export type SweepOutcome = 'complete' | 'partial' | 'sterling-unavailable';

/** A sweep as the ledger has it. */
export interface SweepRow {
  readonly id: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: SweepOutcome | null;
  readonly cause: string | null;
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Opens a sweep's row; opening it again is the same sweep.
 * @returns when it began, which is the time its observations are of: a step that is repeated must not count as a second look
 */
export async function beginSweep(db: Queryable, id: string, at: Date): Promise<Date> {
  await db.query(`insert into ledger.sweep (id, started_at) values ($1, $2) on conflict (id) do nothing`, [id, at]);
  return sweepStart(db, id);
}

/** When a sweep began. @throws RangeError where it was never opened */
export async function sweepStart(db: Queryable, id: string): Promise<Date> {
  const { rows } = await db.query<{ startedAt: Date }>(
    `select started_at as "startedAt" from ledger.sweep where id = $1`,
    [id],
  );
  const [row] = rows;
  if (!row) throw new RangeError(`the ledger has no sweep ${id}`);
  return row.startedAt;
}

/** Ends a sweep with its outcome, the mailboxes that could not be looked into with why, and what it found. */
export async function closeSweep(
  db: Queryable,
  id: string,
  end: { readonly outcome: SweepOutcome; readonly cause?: string; readonly counts: Readonly<Record<string, number>> },
  at: Date,
): Promise<void> {
  await db.query(`update ledger.sweep set ended_at = $2, outcome = $3, cause = $4, counts = $5 where id = $1`, [
    id,
    at,
    end.outcome,
    end.cause,
    JSON.stringify(end.counts),
  ]);
}

/** The latest sweep that ended; undefined before the first. */
export async function lastSweep(db: Queryable): Promise<SweepRow | undefined> {
  const { rows } = await db.query<SweepRow>(
    `select id, started_at as "startedAt", ended_at as "endedAt", outcome, cause, counts from ledger.sweep
      where ended_at is not null order by started_at desc limit 1`,
  );
  return rows[0];
}
