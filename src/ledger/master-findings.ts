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

/** A field with what both sides have of it. */
export interface SeenValues {
  readonly field: string;
  readonly syspro?: string;
  readonly sterling?: string;
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
 * is no more is settled as gone. What a person says by a finding's number is of the values that were shown with it: of others there is a
 * new finding. Why it could not be followed is kept for as long as nothing changes.
 * @param busy fields that are being written, with the values that are: what stands about these is settled when that is done
 */
export async function updateFindings(
  tx: Transaction,
  partner: string,
  raised: readonly RaisedFinding[],
  busy: readonly SeenValues[],
  at: Date,
): Promise<void> {
  for (const one of raised) {
    // A person decides by a number about the values that were shown with it: other values are another finding.
    await tx.query(
      `update ledger.master_finding set settled_at = $6, settled_by = null, settlement = 'gone'
        where partner = $1 and kind = $2 and field = $3 and settled_at is null
          and (syspro is distinct from $4 or sterling is distinct from $5 or detail -> 'values' is distinct from $7::jsonb -> 'values')`,
      [partner, one.kind, one.field, one.syspro, one.sterling, at, JSON.stringify(one.detail)],
    );
    await tx.query(
      `insert into ledger.master_finding as f (partner, kind, field, agreed, syspro, sterling, detail, raised_at, seen_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
       on conflict (partner, kind, field) where settled_at is null do update
          set agreed = excluded.agreed, syspro = excluded.syspro, sterling = excluded.sterling,
              detail = case when f.detail - 'cannot' = excluded.detail - 'cannot' then f.detail || excluded.detail else excluded.detail end,
              seen_at = excluded.seen_at,
              settlement = case when not excluded.detail ? 'cannot' then f.settlement end,
              settled_by = case when not excluded.detail ? 'cannot' then f.settled_by end`,
      [partner, one.kind, one.field, one.agreed, one.syspro, one.sterling, JSON.stringify(one.detail), at],
    );
  }
  // What a person said and nobody did is not what became of it: only settleFindings, and both keeping theirs, say so.
  await tx.query(
    `update ledger.master_finding f set settled_at = $4, settled_by = case when settlement = 'neither' then settled_by end,
            settlement = case when settlement = 'neither' then settlement else 'gone' end
      where partner = $1 and settled_at is null
        and not exists (select from jsonb_to_recordset($2::jsonb) as r(kind text, field text) where r.kind = f.kind and r.field = f.field)
        and not exists (select from jsonb_to_recordset($3::jsonb) as b(field text, syspro text, sterling text)
                         where b.field = f.field and b.syspro is not distinct from f.syspro and b.sterling is not distinct from f.sterling)`,
    [
      partner,
      JSON.stringify(raised.map(({ kind, field }) => ({ kind, field }))),
      JSON.stringify(busy.map(({ field, syspro, sterling }) => ({ field, syspro, sterling }))),
      at,
    ],
  );
}

/**
 * Settles what stands about fields of a partner by what was done: as a person said, where that was it; else the difference is gone.
 * @param fields '' for what is about the whole partner
 * @param done the settlement that was carried out
 */
export async function settleFindings(
  db: Queryable,
  partner: string,
  fields: readonly string[],
  done: string,
  at: Date,
): Promise<void> {
  await db.query(
    `update ledger.master_finding
        set settled_at = $4, settlement = case when settlement = $3 then settlement else 'gone' end,
            settled_by = case when settlement = $3 then settled_by end
      where partner = $1 and field = any ($2::text[]) and settled_at is null`,
    [partner, fields, done, at],
  );
}

/** Settles as gone what stands of partners that are not among these any more: no sync will look at it. */
export async function settleForgotten(db: Queryable, partners: readonly string[], at: Date): Promise<void> {
  await db.query(
    `update ledger.master_finding set settled_at = $2, settlement = 'gone', settled_by = null
      where settled_at is null and partner <> all ($1::text[])`,
    [partners, at],
  );
}

/** Whether a finding waits for a person: not where one has said that a whole partner, or side, is to be left as it is. */
export function waits({ field, settlement }: Pick<MasterFinding, 'field' | 'settlement'>): boolean {
  return field !== '' || settlement !== 'neither';
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
