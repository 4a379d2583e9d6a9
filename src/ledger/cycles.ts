import type { LocalDate } from '../documents/local-date.ts';
import type { Queryable } from './database.ts';

export interface StreamKey {
  readonly company: string;
  readonly stream: string;
}

/** What a poll cycle came to. */
export type CycleOutcome = 'complete' | 'source-unavailable' | 'needs-confirmation';

/** Opens a cycle's row; opening it again is the same cycle. */
export async function openCycle(
  db: Queryable,
  id: string,
  { company, stream, deep }: StreamKey & { readonly deep: boolean },
  at: Date,
): Promise<void> {
  await db.query(
    `insert into ledger.poll_cycle (id, company, stream, deep, started_at) values ($1, $2, $3, $4, $5) on conflict (id) do nothing`,
    [id, company, stream, deep, at],
  );
}

/** Adds up what a page or a batch of starts did. */
export async function addCycleCounts(
  db: Queryable,
  id: string,
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  await db.query(
    `update ledger.poll_cycle c set counts = c.counts || (
       select coalesce(jsonb_object_agg(key, coalesce((c.counts ->> key)::bigint, 0) + value::bigint), '{}') from jsonb_each_text($2::jsonb))
     where id = $1`,
    [id, JSON.stringify(counts)],
  );
}

/** Ends a cycle with its outcome and, where it could not do all, the code of why. */
export async function closeCycle(
  db: Queryable,
  id: string,
  outcome: CycleOutcome,
  cause: string | undefined,
  at: Date,
): Promise<void> {
  await db.query(`update ledger.poll_cycle set ended_at = $2, outcome = $3, cause = $4 where id = $1`, [
    id,
    at,
    outcome,
    cause,
  ]);
}

/** The day through which a stream was read, absent before its first complete scan. */
export async function readWatermark(db: Queryable, { company, stream }: StreamKey): Promise<LocalDate | undefined> {
  const { rows } = await db.query<{ read_through: string }>(
    `select read_through from ledger.watermark where company = $1 and stream = $2`,
    [company, stream],
  );
  return rows[0]?.read_through;
}

/** Moves the watermark forward, in the transaction that made the last page's claims durable. It never moves back. */
export async function moveWatermark(
  tx: Queryable,
  { company, stream }: StreamKey,
  readThrough: LocalDate,
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into ledger.watermark (company, stream, read_through, moved_at) values ($1, $2, $3, $4)
         on conflict (company, stream) do update set read_through = greatest(watermark.read_through, excluded.read_through), moved_at = excluded.moved_at`,
    [company, stream, readThrough, at],
  );
}

/** A person's yes to starting more documents than usual. */
export async function confirmStream(
  db: Queryable,
  { company, stream }: StreamKey,
  person: string,
  at: Date,
): Promise<void> {
  await db.query(
    `insert into ledger.confirmation (company, stream, confirmed_by, confirmed_at) values ($1, $2, $3, $4)`,
    [company, stream, person, at],
  );
}

/** Uses up an open confirmation. A cycle that asks again gets the answer it got. */
export async function useConfirmation(db: Queryable, { company, stream }: StreamKey, cycle: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update ledger.confirmation set used_by = $3
      where id = coalesce((select id from ledger.confirmation where company = $1 and stream = $2 and used_by = $3 limit 1),
                          (select id from ledger.confirmation where company = $1 and stream = $2 and used_by is null order by id limit 1 for update skip locked))`,
    [company, stream, cycle],
  );
  return rowCount === 1;
}
