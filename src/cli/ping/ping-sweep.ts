import type { Config } from '../../config.ts';
import type { Database } from '../../ledger/database.ts';
import { lastSweep } from '../../ledger/sweeps.ts';
import { watchedMailboxes } from '../../ledger/watches.ts';
import { silence } from '../sweep-silence.ts';
import type { Check } from './check.ts';

/** A line of its own where no sweep has ended for several intervals: what partners answer is not read, and nobody is told. */
export async function pingSweep(config: Config, db: Database, now: Date): Promise<Check[]> {
  const { sweep } = config.sterling;
  // A ledger that cannot be read, or is not migrated, is told of in PostgreSQL's lines.
  const last = await Promise.all([lastSweep(db), watchedMailboxes(db)]).catch(() => undefined);
  if (!last) return [];
  const [ended, watched] = last;
  const detail = silence(sweep, ended?.endedAt ?? undefined, now);
  if (detail === undefined || (ended === undefined && watched.length === 0)) return [];
  return [
    {
      name: 'Sweep',
      ok: true,
      warning: true,
      detail,
      fix: 'See its workflow "sweep" in the Temporal UI: what it waits for, or fails with. If there is none, run a worker and: syspro-sterling schedule apply',
      ms: 0,
    },
  ];
}
