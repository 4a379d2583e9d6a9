import type { DocumentType } from '../documents/document-key.ts';
import type { Queryable } from './database.ts';

/** A reading somebody asked to look at. */
export interface Preview {
  /** Chosen by whoever asks. */
  readonly id: string;
  readonly company: string;
  /** `masters`: parties of a company. */
  readonly type: DocumentType | 'masters';
  readonly number: string;
  readonly requestedBy: string;
}

// Who asked takes it within seconds. One that stopped waiting never does.
const keptFor = '1 hour';

/** Keeps a reading until {@link takePreview} fetches it. Kept twice, the later one counts. */
export async function keepPreview(db: Queryable, preview: Preview, reading: unknown, at: Date): Promise<void> {
  const { id, company, type, number, requestedBy } = preview;
  await db.query(
    `update ledger.preview set reading = null where reading is not null and read_at < $1::timestamptz - $2::interval`,
    [at, keptFor],
  );
  await db.query(
    `insert into ledger.preview (id, company, type, number, requested_by, read_at, reading) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (id) do update set read_at = excluded.read_at, reading = excluded.reading`,
    [id, company, type, number, requestedBy, at, JSON.stringify(reading)],
  );
}

/** The reading that was kept, which is then not kept any longer; undefined when there is none. */
export async function takePreview(db: Queryable, id: string): Promise<unknown> {
  const { rows } = await db.query<{ reading: string }>(
    `with taken as (select id, reading from ledger.preview where id = $1 and reading is not null for update)
     update ledger.preview p set reading = null from taken where p.id = taken.id returning taken.reading`,
    [id],
  );
  return rows[0] && (JSON.parse(rows[0].reading) as unknown);
}
