import type { LocalDate } from '../documents/local-date.ts';
import type { CompanyStream } from '../documents/stream.ts';
import { inTransaction, type Database, type Queryable } from './database.ts';
import { insertGaps, type NoticedGap } from './reconciliation-gaps.ts';

/** A recount of SYSPRO's keys, as it was or is. */
export interface Reconciliation {
  readonly id: string;
  readonly company: string;
  readonly stream: string;
  readonly since: LocalDate;
  readonly requestedBy: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: 'complete' | 'source-unavailable' | null;
  readonly cause: string | null;
  readonly found: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** Opens a recount; opening it again is the same one, with the days it began with. */
export async function openReconciliation(
  db: Queryable,
  id: string,
  { company, stream }: CompanyStream,
  asked: { readonly since: LocalDate; readonly requestedBy: string; readonly at: Date },
): Promise<Reconciliation> {
  await db.query(
    `insert into ledger.reconciliation (id, company, stream, since, requested_by, started_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (id) do nothing`,
    [id, company, stream, asked.since, asked.requestedBy, asked.at],
  );
  return readReconciliation(db, id);
}

/** A recount by its id. @throws RangeError when there is none */
export async function readReconciliation(db: Queryable, id: string): Promise<Reconciliation> {
  const { rows } = await db.query<Reconciliation>(
    `select id, company, stream, since, requested_by as "requestedBy", started_at as "startedAt", ended_at as "endedAt", outcome, cause,
            found, counts
       from ledger.reconciliation where id = $1`,
    [id],
  );
  const [row] = rows;
  if (!row) throw new RangeError(`the ledger has no reconciliation ${id}`);
  return row;
}

/** One page of a recount. */
export interface CountedPage {
  readonly page: number;
  readonly found: number;
  /** How many became what. */
  readonly counts: Readonly<Record<string, number>>;
  /** The documents met, by their ids. */
  readonly documents: readonly number[];
  readonly gaps: readonly NoticedGap[];
}

/** Writes a page down. A page that is counted again replaces what it was before. */
export async function recordPage(db: Database, id: string, counted: CountedPage, at: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.query(
      `insert into ledger.reconciliation_page (reconciliation_id, page, found, counts, documents) values ($1, $2, $3, $4, $5)
           on conflict (reconciliation_id, page)
           do update set found = excluded.found, counts = excluded.counts, documents = excluded.documents`,
      [id, counted.page, counted.found, JSON.stringify(counted.counts), counted.documents],
    );
    await insertGaps(tx, id, counted.page, counted.gaps, at);
  });
}

/** A document that a recount did not meet. */
export interface UnmetDocument {
  readonly id: number;
  readonly key: string;
}

/**
 * Documents the ledger has and a recount did not meet, though they are dated where it looked: their date was moved in SYSPRO, or
 * SYSPRO has them no more. In the order of their ids, after one already seen.
 */
export async function unmetDocuments(
  db: Queryable,
  id: string,
  { company, type }: { readonly company: string; readonly type: string },
  after: number,
  limit: number,
): Promise<UnmetDocument[]> {
  const { rows } = await db.query<UnmetDocument>(
    `with met as materialized (select unnest(documents) as id from ledger.reconciliation_page where reconciliation_id = $1)
     select d.id, d.key from ledger.document d join ledger.reconciliation r on r.id = $1
      where d.company = $2 and d.type = $3 and d.id > $4 and d.document_date >= r.since and d.first_read_at < r.started_at
        and d.gone_at is null and not exists (select from met where met.id = d.id)
      order by d.id limit $5`,
    [id, company, type, after, limit],
  );
  return rows;
}

/** Adds all pages up and closes the recount. The pages' documents are not needed any more. */
export async function closeReconciliation(
  db: Database,
  id: string,
  end: {
    readonly outcome: 'complete' | 'source-unavailable';
    readonly cause?: string;
    readonly type: string;
    readonly at: Date;
  },
): Promise<Reconciliation> {
  await inTransaction(db, async (tx) => {
    await tx.query(
      `update ledger.reconciliation r
          set ended_at = $2, outcome = $3, cause = $4,
              found = (select coalesce(sum(found), 0) from ledger.reconciliation_page where reconciliation_id = $1),
              counts = coalesce((select jsonb_object_agg(key, total) from (
                  select key, sum(value)::bigint as total from (
                    select c.key, c.value::bigint from ledger.reconciliation_page p, jsonb_each_text(p.counts) c where p.reconciliation_id = $1
                    union all select g.cause, 1 from ledger.reconciliation_gap g where g.reconciliation_id = $1 and g.state = 'arrived' and g.cause is not null
                    union all select g.state, 1 from ledger.reconciliation_gap g where g.reconciliation_id = $1 and g.state in ('missing', 'too-new')
                    union all select 'gone', 1 from ledger.document d where d.company = r.company and d.type = $5 and d.document_date >= r.since and d.gone_at is not null
                  ) every_one group by key) summed), '{}')
        where id = $1 and ended_at is null`,
      [id, end.at, end.outcome, end.cause, end.type],
    );
    await tx.query(`update ledger.reconciliation_page set documents = null where reconciliation_id = $1`, [id]);
  });
  return readReconciliation(db, id);
}
