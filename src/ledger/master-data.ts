import type { MasterField, MasterSide, PartyRecord } from '../documents/party-record.ts';
import { inTransaction, type Database, type Queryable } from './database.ts';

/** What was agreed of one field: what each side had then. */
export interface AgreedPair {
  readonly syspro?: string;
  readonly sterling?: string;
  readonly kept?: true;
}

/** What was last agreed of a partner's master data. */
export interface StoredAgreement {
  readonly partner: string;
  readonly party: string;
  readonly tradingPartner: string;
  readonly fields: Readonly<Partial<Record<MasterField, AgreedPair>>>;
  /** Since when a side has it no more. */
  readonly sysproGoneAt: Date | null;
  readonly sterlingGoneAt: Date | null;
}

const agreement = `select partner, party, trading_partner as "tradingPartner", fields, syspro_gone_at as "sysproGoneAt",
       sterling_gone_at as "sterlingGoneAt" from ledger.master_agreement`;

/** All agreements, by partner. */
export async function masterAgreements(db: Queryable): Promise<ReadonlyMap<string, StoredAgreement>> {
  const { rows } = await db.query<StoredAgreement>(agreement);
  return new Map(rows.map((row) => [row.partner, row]));
}

/** The agreement of a partner; undefined where nothing was agreed yet. */
export async function masterAgreement(db: Queryable, partner: string): Promise<StoredAgreement | undefined> {
  const { rows } = await db.query<StoredAgreement>(`${agreement} where partner = $1`, [partner]);
  return rows[0];
}

/** Fields that are agreed now. Of another SYSPRO party or trading partner than before, they are all that is agreed. */
export async function recordAgreed(
  db: Queryable,
  who: Pick<StoredAgreement, 'partner' | 'party' | 'tradingPartner'>,
  fields: StoredAgreement['fields'],
  at: Date,
): Promise<void> {
  await db.query(
    `insert into ledger.master_agreement as a (partner, party, trading_partner, fields, agreed_at) values ($1, $2, $3, $4, $5)
     on conflict (partner) do update
        set fields = case when a.party = excluded.party and a.trading_partner = excluded.trading_partner
                          then a.fields || excluded.fields else excluded.fields end,
            party = excluded.party, trading_partner = excluded.trading_partner, agreed_at = excluded.agreed_at,
            syspro_gone_at = null, sterling_gone_at = null`,
    [who.partner, who.party, who.tradingPartner, JSON.stringify(fields), at],
  );
}

/** Writes down which sides have a partner no more, and since when. Nothing, where nothing was agreed. */
export async function recordGone(
  db: Queryable,
  partner: string,
  gone: Readonly<Record<MasterSide, boolean>>,
  at: Date,
): Promise<void> {
  await db.query(
    `update ledger.master_agreement
        set syspro_gone_at = case when $2 then coalesce(syspro_gone_at, $4) end,
            sterling_gone_at = case when $3 then coalesce(sterling_gone_at, $4) end
      where partner = $1`,
    [partner, gone.syspro, gone.sterling, at],
  );
}

/** What one side had of a partner in a sync. */
export interface StoredReading {
  readonly found: boolean;
  readonly tradingPartner: string | null;
  readonly shared: boolean;
  readonly fields: PartyRecord;
}

/** Keeps what a sync read; read again, the later reading counts. */
export async function keepReadings(
  db: Queryable,
  sync: string,
  side: MasterSide,
  readings: readonly (Partial<StoredReading> & Pick<StoredReading, 'found'> & { readonly partner: string })[],
  at: Date,
): Promise<void> {
  await db.query(
    `insert into ledger.master_reading (sync_id, partner, side, found, trading_partner, shared, fields, read_at)
     select $1, r.partner, $2, r.found, r."tradingPartner", coalesce(r.shared, false), coalesce(r.fields, '{}'), $4
       from jsonb_to_recordset($3::jsonb) as r(partner text, found boolean, "tradingPartner" text, shared boolean, fields jsonb)
     on conflict (sync_id, partner, side) do update
        set found = excluded.found, trading_partner = excluded.trading_partner, shared = excluded.shared,
            fields = excluded.fields, read_at = excluded.read_at`,
    [sync, side, JSON.stringify(readings), at],
  );
}

/** Both sides' readings of a sync, by partner; none that a later sync has forgotten: an emptied reading is not a party without fields. */
export async function readingsOf(
  db: Queryable,
  sync: string,
): Promise<ReadonlyMap<string, Partial<Record<MasterSide, StoredReading>>>> {
  const { rows } = await db.query<StoredReading & { partner: string; side: MasterSide }>(
    `select partner, side, found, trading_partner as "tradingPartner", shared, coalesce(fields, '{}') as fields
       from ledger.master_reading where sync_id = $1 and fields is not null`,
    [sync],
  );
  const byPartner = Map.groupBy(rows, ({ partner }) => partner);
  return new Map(
    [...byPartner].map(([partner, readings]) => [
      partner,
      Object.fromEntries(readings.map(({ side, ...reading }) => [side, reading])),
    ]),
  );
}

/** How a sync ended. */
export type MasterSyncOutcome = 'complete' | 'partial' | 'syspro-unavailable' | 'sterling-unavailable';

/** A sync that is under way. */
export interface OpenSync {
  readonly id: string;
  readonly workflowId: string;
}

/**
 * Opens a sync, unless another is open: two at once would each see half of what the other does. Opened again, it is the same one.
 * @returns the one that is open already, where there is one; `closed` where this one has ended: what it read is forgotten
 */
export async function openMasterSync(
  db: Database,
  sync: OpenSync & { readonly requestedBy: string },
  at: Date,
): Promise<OpenSync | 'closed' | undefined> {
  return inTransaction(db, async (tx) => {
    await tx.query(`lock table ledger.master_sync in share row exclusive mode`);
    const { rows } = await tx.query<OpenSync>(
      `select id, workflow_id as "workflowId" from ledger.master_sync where ended_at is null and id <> $1 order by started_at limit 1`,
      [sync.id],
    );
    if (rows[0]) return rows[0];
    const { rows: same } = await tx.query<{ ended: boolean }>(
      `insert into ledger.master_sync (id, workflow_id, started_at, requested_by) values ($1, $2, $3, $4)
       on conflict (id) do update set workflow_id = excluded.workflow_id returning ended_at is not null as ended`,
      [sync.id, sync.workflowId, at, sync.requestedBy],
    );
    if (same[0]?.ended) return 'closed';
    // What earlier ones read is of no more use.
    await tx.query(`update ledger.master_reading set fields = null where sync_id <> $1 and fields is not null`, [
      sync.id,
    ]);
    return undefined;
  });
}

/** Whether a sync is open: begun, and not ended by itself or by another that found it abandoned. */
export async function isOpenSync(db: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await db.query(`select from ledger.master_sync where id = $1 and ended_at is null`, [id]);
  return rowCount === 1;
}

/** Closes a sync. Closed before, it stays as it was. */
export async function closeMasterSync(
  db: Queryable,
  id: string,
  end: {
    readonly outcome: MasterSyncOutcome;
    readonly cause?: string;
    readonly counts: Readonly<Record<string, number>>;
  },
  at: Date,
): Promise<void> {
  await db.query(
    `update ledger.master_sync set ended_at = $2, outcome = $3, cause = $4, counts = $5 where id = $1 and ended_at is null`,
    [id, at, end.outcome, end.cause, JSON.stringify(end.counts)],
  );
}
