import type { MasterField } from '../documents/party-record.ts';
import { inTransaction, type Database, type Queryable, type Transaction } from './database.ts';

/** What a sync may not decide by itself, as it stands in the queue. */
export interface MasterFinding {
  readonly id: number;
  readonly partner: string;
  readonly kind: string;
  /** '' where it is about the whole partner. */
  readonly field: MasterField | '';
  readonly agreed: string | null;
  readonly syspro: string | null;
  readonly sterling: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly raisedAt: Date;
  readonly seenAt: Date;
  readonly settledAt: Date | null;
  readonly settledBy: string | null;
  readonly settlement: string | null;
}

/** A finding as a sync has it now. */
export interface RaisedFinding {
  readonly kind: string;
  readonly field: MasterField | '';
  readonly agreed?: string;
  readonly syspro?: string;
  readonly sterling?: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

const finding = `select id, partner, kind, field, agreed, syspro, sterling, detail, raised_at as "raisedAt", seen_at as "seenAt",
       settled_at as "settledAt", settled_by as "settledBy", settlement from ledger.master_finding`;

/** What stands, of all partners or of one, the oldest first. */
export async function standingFindings(db: Queryable, partner?: string): Promise<MasterFinding[]> {
  const { rows } = await db.query<MasterFinding>(
    `${finding} where settled_at is null and ($1::text is null or partner = $1) order by id`,
    [partner],
  );
  return rows;
}

/** A finding by its number; undefined where there is none. */
export async function masterFinding(db: Queryable, id: number): Promise<MasterFinding | undefined> {
  const { rows } = await db.query<MasterFinding>(`${finding} where id = $1`, [id]);
  return rows[0];
}

/**
 * Brings a partner's standing findings up to what a sync sees: new ones are raised, those that stand are brought up to date, and what
 * is no more is settled as gone. What a person has said of values that are not these any more is forgotten; why it could not be followed
 * is kept for as long as nothing changes.
 * @param busy fields that are being written: what stands about them is settled when that is done
 */
export async function updateFindings(
  tx: Transaction,
  partner: string,
  raised: readonly RaisedFinding[],
  busy: ReadonlySet<string>,
  at: Date,
): Promise<void> {
  for (const one of raised)
    await tx.query(
      `insert into ledger.master_finding as f (partner, kind, field, agreed, syspro, sterling, detail, raised_at, seen_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
       on conflict (partner, kind, field) where settled_at is null do update
          set agreed = excluded.agreed, syspro = excluded.syspro, sterling = excluded.sterling,
              detail = case when f.detail - 'cannot' = excluded.detail - 'cannot'
                             and f.syspro is not distinct from excluded.syspro and f.sterling is not distinct from excluded.sterling
                            then f.detail || excluded.detail else excluded.detail end,
              seen_at = excluded.seen_at,
              settlement = case when f.syspro is not distinct from excluded.syspro and f.sterling is not distinct from excluded.sterling
                                 and not excluded.detail ? 'cannot' then f.settlement end,
              settled_by = case when f.syspro is not distinct from excluded.syspro and f.sterling is not distinct from excluded.sterling
                                 and not excluded.detail ? 'cannot' then f.settled_by end`,
      [partner, one.kind, one.field, one.agreed, one.syspro, one.sterling, JSON.stringify(one.detail), at],
    );
  await tx.query(
    `update ledger.master_finding f set settled_at = $4, settlement = coalesce(settlement, 'gone')
      where partner = $1 and settled_at is null and field <> all ($3::text[])
        and not exists (select from jsonb_to_recordset($2::jsonb) as r(kind text, field text) where r.kind = f.kind and r.field = f.field)`,
    [partner, JSON.stringify(raised.map(({ kind, field }) => ({ kind, field }))), [...busy], at],
  );
}

/** Settles what stands about fields of a partner, as a person said where one did. @param fields '' for what is about the whole partner */
export async function settleFindings(
  db: Queryable,
  partner: string,
  fields: readonly string[],
  at: Date,
): Promise<void> {
  await db.query(
    `update ledger.master_finding set settled_at = $3, settlement = coalesce(settlement, 'gone')
      where partner = $1 and field = any ($2::text[]) and settled_at is null`,
    [partner, fields, at],
  );
}

/**
 * A person's word on a finding, which the next sync of its partner follows.
 * @returns false where it is settled already, or there is none
 */
export async function decideFinding(db: Queryable, id: number, settlement: string, by: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update ledger.master_finding set settlement = $2, settled_by = $3, detail = detail - 'cannot' where id = $1 and settled_at is null`,
    [id, settlement, by],
  );
  return rowCount === 1;
}

/** A person's word could not be followed: why is kept with the finding, which stands. */
export async function recordCannot(
  db: Database,
  partner: string,
  finding_: Pick<RaisedFinding, 'kind' | 'field'>,
  cannot: string,
): Promise<void> {
  await inTransaction(db, (tx) =>
    tx.query(
      `update ledger.master_finding set settlement = null, settled_by = null, detail = detail || jsonb_build_object('cannot', $4::text)
        where partner = $1 and kind = $2 and field = $3 and settled_at is null`,
      [partner, finding_.kind, finding_.field, cannot],
    ),
  );
}
