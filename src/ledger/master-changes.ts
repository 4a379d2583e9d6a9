import type { MasterField, MasterSide } from '../documents/party-record.ts';
import type { Queryable } from './database.ts';

/** A field a sync writes to one side. */
export interface AskedChange {
  readonly field: MasterField;
  readonly before?: string;
  /** Absent: emptied. */
  readonly after?: string;
  readonly because: string;
}

interface OfPartner {
  readonly sync: string;
  readonly partner: string;
  readonly side: MasterSide;
}

/** A change as lists show it. */
export interface MasterChange {
  readonly partner: string;
  readonly side: MasterSide;
  readonly field: MasterField;
  readonly before: string | null;
  readonly after: string | null;
  readonly because: string;
  readonly writtenAt: Date | null;
  readonly made: string | null;
  readonly givenUp: string | null;
}

const change = `select partner, side, field, before, after, because, written_at as "writtenAt", made, given_up as "givenUp"
  from ledger.master_change`;

/** Writes down what is about to be written. One of the same field that nobody knows the outcome of is taken over. */
export async function askChanges(
  db: Queryable,
  { sync, partner, side }: OfPartner,
  changes: readonly AskedChange[],
  at: Date,
): Promise<void> {
  for (const { field, before, after, because } of changes)
    await db.query(
      `insert into ledger.master_change (sync_id, partner, side, field, before, after, because, asked_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (partner, side, field) where written_at is null and given_up is null
          do update set sync_id = excluded.sync_id, before = excluded.before, after = excluded.after, because = excluded.because,
                        asked_at = excluded.asked_at`,
      [sync, partner, side, field, before, after, because, at],
    );
}

/** Changes of a partner on a side that were asked for and of which nobody knows what became. */
export async function openChanges(
  db: Queryable,
  { partner, side }: Omit<OfPartner, 'sync'>,
): Promise<readonly MasterChange[]> {
  const { rows } = await db.query<MasterChange>(
    `${change} where partner = $1 and side = $2 and written_at is null and given_up is null`,
    [partner, side],
  );
  return rows;
}

/** What became of a change that was asked for: the side shows it, or certainly did not take it. */
export type ChangeEnd = { readonly made: string | undefined } | { readonly givenUp: string };

/** Writes down what became of changes, by field. */
export async function endChanges(
  db: Queryable,
  { partner, side }: Omit<OfPartner, 'sync'>,
  ends: ReadonlyMap<MasterField, ChangeEnd>,
  at: Date,
): Promise<void> {
  for (const [field, end] of ends)
    await db.query(
      `update ledger.master_change set written_at = case when $4::text is null then $6::timestamptz end, made = $5, given_up = $4
        where partner = $1 and side = $2 and field = $3 and written_at is null and given_up is null`,
      [partner, side, field, 'givenUp' in end ? end.givenUp : null, 'made' in end ? end.made : null, at],
    );
}

/** What a sync wrote, or tried to. */
export async function changesOfSync(db: Queryable, sync: string): Promise<MasterChange[]> {
  const { rows } = await db.query<MasterChange>(`${change} where sync_id = $1 order by id`, [sync]);
  return rows;
}
