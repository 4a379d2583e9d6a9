import type { CompanyStream } from '../documents/stream.ts';
import type { CycleOutcome } from './cycles.ts';
import type { Queryable } from './database.ts';

/** How a stream's polls went lately. */
export interface LastPolls {
  /** When the last complete one ended; absent before the first. */
  readonly completeAt?: Date;
  /** The last that began, whatever came of it. */
  readonly last?: {
    readonly startedAt: Date;
    /** Null while it runs, or where it was ended from outside. */
    readonly outcome: CycleOutcome | null;
    readonly cause: string | null;
  };
}

/** Looks up how a stream's polls went lately, deep ones included: they read what the others read too. */
export async function lastPolls(db: Queryable, { company, stream }: CompanyStream): Promise<LastPolls> {
  const { rows: complete } = await db.query<{ at: Date }>(
    `select ended_at as at from ledger.poll_cycle where company = $1 and stream = $2 and outcome = 'complete' and ended_at is not null
      order by ended_at desc limit 1`,
    [company, stream],
  );
  const { rows: last } = await db.query<NonNullable<LastPolls['last']>>(
    `select started_at as "startedAt", outcome, cause from ledger.poll_cycle where company = $1 and stream = $2 order by started_at desc limit 1`,
    [company, stream],
  );
  return { ...(complete[0] && { completeAt: complete[0].at }), ...(last[0] && { last: last[0] }) };
}
